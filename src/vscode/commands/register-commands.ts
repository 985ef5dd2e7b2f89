import * as vscode from 'vscode';
import type { ExtensionState } from '../extension-state.ts';
import type { FindingArgument } from '../findings/finding-actions.ts';
import { type CommandHandler, registerCommand } from './register-command.ts';

/**
 * Registers the review's commands. What they do is loaded when they are first used, so that an extension nobody uses
 * costs next to nothing. Every failure is shown.
 */
export function registerCommands(state: ExtensionState): vscode.Disposable {
  const commands: Readonly<Record<string, CommandHandler>> = {
    reviewRepository: async (asked?: unknown) =>
      (await import('./review-commands.ts')).reviewRepository(state, asked),
    reviewChanges: async () => (await import('./review-commands.ts')).reviewChanges(state),
    cancelRun: () => state.tasks.cancel(),
    showImpact: async (file?: vscode.Uri) => (await import('./show-impact.ts')).showImpact(state, file),
    selectModel: async () => (await import('./select-model.ts')).selectModel(state),
    setApiKey: async () => (await import('./set-api-key.ts')).setApiKey(state),
    withdrawConsent: async () => (await import('./withdraw-consent.ts')).withdrawConsent(state),
    rebuildIndex: async () => (await import('./rebuild-index.ts')).rebuildIndex(state),
    exportFindings: async () => (await import('./export-findings.ts')).exportFindings(state),
    showLog: () => state.log.show(),
    openFinding: (root: string, path: string, startLine: number, endLine: number) =>
      openFinding(state, root, path, startLine, endLine),
    ...findingCommands(state, ['applyFix', 'fix'], ['explainFinding', 'explain']),
    ...findingCommands(state, ['copyFinding', 'copy'], ['dismissFinding', 'dismiss']),
  };
  const registered = Object.entries(commands).map(([name, handler]) => registerCommand(state, name, handler));
  return vscode.Disposable.from(...registered);
}

function findingCommands(
  state: ExtensionState,
  ...names: readonly (readonly [command: string, action: 'fix' | 'explain' | 'copy' | 'dismiss'])[]
): Record<string, CommandHandler> {
  return Object.fromEntries(
    names.map(([command, action]) => [
      command,
      async (argument: FindingArgument) => {
        const actions = await import('../findings/finding-actions.ts');
        return actions.onFinding(state, actions[action])(argument);
      },
    ]),
  );
}

/** The arguments may come out of a link: only files below an open folder are opened. */
async function openFinding(
  state: ExtensionState,
  root: string,
  path: string,
  startLine: number,
  endLine: number,
): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.toString() === root);
  if (folder === undefined || path.split('/').includes('..')) return;
  await state.showLocation(folder.uri, path, startLine, endLine);
}
