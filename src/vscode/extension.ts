import type * as vscode from 'vscode';
import { registerAsk } from './ask/register-ask.ts';
import { registerChat } from './chat/register-chat.ts';
import { registerCommands } from './commands/register-commands.ts';
import { ContextStore } from './context/context-store.ts';
import { registerContext } from './context/register-context.ts';
import { createExtensionState } from './extension-state.ts';
import { registerFindingDocuments } from './findings/explain-finding.ts';
import { registerFindingCodeActions } from './findings/finding-code-actions.ts';
import { registerFindingHover } from './findings/finding-hover.ts';
import { publishDiagnostics } from './findings/publish-diagnostics.ts';
import { indexOnStartup } from './index-on-startup.ts';
import { registerPlan } from './plan/register-plan.ts';
import { createStatusBarItem } from './status-bar.ts';
import { registerViews } from './views/register-views.ts';
import { watchFiles } from './watch-files.ts';

/**
 * Registers everything and does nothing yet: the engine's thread starts with the first command or opened view, or with the
 * index that is made in the background.
 */
export function activate(context: vscode.ExtensionContext): void {
  const state = createExtensionState(context);
  const packs = new ContextStore(state);
  context.subscriptions.push(
    packs,
    registerCommands(state),
    registerViews(state),
    publishDiagnostics(state.findings),
    registerFindingHover(state.findings),
    registerFindingCodeActions(state.findings),
    registerFindingDocuments(state.findings),
    createStatusBarItem(state, packs),
    registerContext(state, packs),
    registerAsk(state),
    registerPlan(state),
    registerChat(state),
    watchFiles(state.client),
    indexOnStartup(state),
  );
}
