import * as vscode from 'vscode';
import type { ExtensionServices } from '../extension-services.ts';
import { askForRequest } from './ask-for-request.ts';
import { makePlan } from './make-plan.ts';
import { createPlanActions } from './plan-actions.ts';
import { parsePlan, planFileSuffix } from './plan-document.ts';
import { PlanPanelController } from './plan-panel-controller.ts';
import { PlanPreview } from './plan-preview.ts';
import { editedPaths, type PlanSession } from './plan-session.ts';
import { planSessionsOf } from './plan-sessions.ts';
import { readAttachments } from './read-attachments.ts';

/** Registers the commands that make, open, check, preview, apply and revert change plans. */
export function registerPlan(services: ExtensionServices): vscode.Disposable {
  const sessions = planSessionsOf(services);
  const panels = new Map<PlanSession, PlanPanelController>();
  const preview = new PlanPreview();
  const actions = createPlanActions(services, preview);

  function showPlan(session: PlanSession): void {
    const open = panels.get(session);
    if (open) {
      open.reveal();
      return;
    }
    const panel = new PlanPanelController(services, session, actions, {
      onActive: () => {
        sessions.current = session;
      },
      onClosed: () => panels.delete(session),
    });
    panels.set(session, panel);
    sessions.current = session;
  }

  async function newChangePlan(clicked?: unknown, selected?: unknown): Promise<void> {
    const files = urisIn(selected, clicked);
    const folder = (files[0] && vscode.workspace.getWorkspaceFolder(files[0])) ?? (await services.pickRoot());
    if (folder === undefined) return;
    const wanted = await askForRequest(folder, files);
    if (wanted === undefined) return;
    const made = await services.runWithProgress(
      'Longview: planning the change',
      async (signal, onProgress) => {
        const attachments = await readAttachments(wanted.attachments);
        const request = { request: wanted.request, attachments };
        return makePlan(services, services.client, folder, request, { signal, onProgress });
      },
    );
    if (made) showPlan(sessions.add(folder, made.result.plan, made.status));
  }

  async function openFile(uri: vscode.Uri): Promise<PlanSession | undefined> {
    const folder = vscode.workspace.getWorkspaceFolder(uri) ?? (await services.pickRoot());
    if (folder === undefined) return undefined;
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    return sessions.add(folder, parsePlan(text), { savedAs: uri });
  }

  async function openPlan(target?: unknown): Promise<void> {
    const session = await sessionFor(target ?? (await pickPlan(sessions.all())));
    if (session === undefined) return;
    const isOpen = panels.has(session);
    showPlan(session);
    if (!isOpen && session.status.check === undefined && editedPaths(session.plan).length > 0) {
      await actions.check(session);
    }
  }

  /** The plan that a command means: by its id or its file; without either the one that was last in front. */
  async function sessionFor(target: unknown): Promise<PlanSession | undefined> {
    if (typeof target === 'string') return sessions.get(target);
    if (target instanceof vscode.Uri) return openFile(target);
    return undefined;
  }

  const register = (command: string, run: (...args: unknown[]) => Promise<void>) =>
    vscode.commands.registerCommand(command, async (...args: unknown[]) => {
      try {
        await run(...args);
      } catch (error) {
        services.showError(error);
      }
    });
  const registerAction = (command: string, act: (session: PlanSession) => Promise<void>) =>
    register(command, async (target) => {
      const session = await sessionFor(target ?? sessions.current?.id ?? (await pickPlan(sessions.all())));
      if (session) await act(session);
    });

  return vscode.Disposable.from(
    preview,
    register('longview.newChangePlan', newChangePlan),
    register('longview.openPlan', openPlan),
    registerAction('longview.checkPlan', async (session) => {
      showPlan(session);
      await actions.check(session);
    }),
    registerAction('longview.previewPlan', actions.preview),
    registerAction('longview.applyPlan', actions.apply),
    registerAction('longview.revertPlan', actions.revert),
    {
      dispose: () => {
        for (const panel of [...panels.values()]) panel.dispose();
      },
    },
  );
}

/** Lets the user choose: an open plan (by its id), a saved one of the workspace, or any file. */
async function pickPlan(open: readonly PlanSession[]): Promise<string | vscode.Uri | undefined> {
  const saved = await vscode.workspace.findFiles(`**/*${planFileSuffix}`, '**/node_modules/**', 100);
  const other = { label: '$(folder-opened) Other File…', description: '', target: undefined };
  const items = [
    ...open
      .filter(({ status }) => status.savedAs === undefined)
      .map(({ plan, id }) => ({ label: plan.request, description: 'not saved', target: id })),
    ...saved.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), description: '', target: uri })),
  ];
  const choice =
    items.length === 0
      ? other
      : await vscode.window.showQuickPick([...items, other], { title: 'Longview: Open Plan' });
  if (choice !== other) return choice?.target;
  const picked = await vscode.window.showOpenDialog({
    title: 'Open Plan',
    openLabel: 'Open Plan',
    filters: { 'Longview plans': ['json'] },
  });
  return picked?.[0];
}

function urisIn(selected: unknown, clicked: unknown): vscode.Uri[] {
  const all = Array.isArray(selected) && selected.length > 0 ? selected : [clicked];
  return all.filter((uri) => uri instanceof vscode.Uri);
}
