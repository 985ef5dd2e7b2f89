import * as vscode from 'vscode';
import type { OnProgress } from '../../core/base/progress.ts';
import { errorText } from '../ask/error-text.ts';
import type { ExtensionServices } from '../extension-services.ts';
import { planFileSuffix, serializePlan } from './plan-document.ts';
import type { PlanPreview } from './plan-preview.ts';
import { editedPaths, type PlanSession, problemText } from './plan-session.ts';

/** What can be done with an open plan. Each shows its own errors. */
export interface PlanActions {
  readonly check: (session: PlanSession) => Promise<void>;
  readonly preview: (session: PlanSession) => Promise<void>;
  readonly apply: (session: PlanSession) => Promise<void>;
  readonly revert: (session: PlanSession) => Promise<void>;
  readonly save: (session: PlanSession) => Promise<void>;
  readonly openText: (session: PlanSession) => Promise<void>;
}

type Work<T> = (
  root: string,
  options: { readonly signal: AbortSignal; readonly onProgress: OnProgress },
) => Promise<T>;

/** Makes the actions. */
export function createPlanActions(services: ExtensionServices, preview: PlanPreview): PlanActions {
  const { client } = services;

  /** Runs one thing with a plan at a time. Undefined: cancelled, failed or not started. */
  async function run<T>(session: PlanSession, what: string, work: Work<T>): Promise<T | undefined> {
    if (session.status.busy !== undefined) return undefined;
    session.update({ busy: what });
    try {
      return await services.runWithProgress(what, (signal, onProgress) =>
        work(session.folder.uri.fsPath, { signal, onProgress }),
      );
    } finally {
      session.update({ busy: undefined });
    }
  }

  async function runCheck(session: PlanSession, what: string) {
    const check = await run(session, what, (root, options) => client.checkPlan(root, session.plan, options));
    if (check) session.update({ check });
    return check;
  }

  async function check(session: PlanSession): Promise<void> {
    await runCheck(session, 'Checking the plan');
  }

  async function showPreview(session: PlanSession): Promise<void> {
    const checked = await runCheck(session, 'Preparing the preview');
    if (checked === undefined) return;
    const changed = checked.files.filter((file) => file.before !== file.after);
    if (changed.length === 0) {
      void vscode.window.showInformationMessage('Longview: this plan changes no file as the files are now.');
      return;
    }
    await preview.show(session.folder.uri, `Plan: ${shorten(session.plan.request)}`, changed);
    // In the words of `longview plan-diff`.
    if (checked.redacted.length > 0)
      void vscode.window.showInformationMessage(
        `Longview: Secrets are not shown: ${checked.redacted.join(', ')}. Applying the plan leaves them as they are.`,
      );
  }

  async function apply(session: PlanSession): Promise<void> {
    if (refusedForUnsaved(session, 'applied')) return;
    // What was true when the plan was made need not be any more.
    const checked = await runCheck(session, 'Checking the plan');
    if (checked === undefined) return;
    if (!checked.applicable) {
      const first = checked.problems[0];
      const why = first === undefined ? '' : ` ${problemText(first)}`;
      void vscode.window.showWarningMessage(`Longview: the plan cannot be applied.${why}`);
      return;
    }
    const paths = editedPaths(session.plan);
    const yes = 'Apply Plan';
    const choice = await vscode.window.showWarningMessage(
      `Change ${paths.length === 1 ? '1 file' : `${paths.length} files`} as this plan says?`,
      { modal: true, detail: `${listed(paths)}\n\nAll of it or nothing is applied. It can be reverted.` },
      yes,
    );
    // The dialog was open for a while: somebody may have typed meanwhile.
    if (choice !== yes || refusedForUnsaved(session, 'applied')) return;
    const applied = await run(session, 'Applying the plan', (root, options) =>
      client.applyPlan(root, session.plan, options),
    );
    if (applied) session.update({ applied: true });
  }

  async function revert(session: PlanSession): Promise<void> {
    if (refusedForUnsaved(session, 'reverted')) return;
    const reverted = await run(session, 'Reverting the plan', (root, options) =>
      client.revertPlan(root, session.plan, options),
    );
    if (reverted === undefined) return;
    session.update({ applied: false });
    await check(session);
  }

  async function save(session: PlanSession): Promise<void> {
    const { savedAs } = session.status;
    const proposed = vscode.Uri.joinPath(
      session.folder.uri,
      `${slugOf(session.plan.request)}${planFileSuffix}`,
    );
    const target = await vscode.window.showSaveDialog({
      title: 'Save Plan',
      defaultUri: savedAs ?? proposed,
      filters: { 'Longview plan': ['longview-plan.json'], JSON: ['json'] },
    });
    if (target === undefined) return;
    try {
      await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(serializePlan(session.plan)));
      session.update({ savedAs: target });
    } catch (error) {
      services.showError(new Error(`The plan was not saved: ${errorText(error)}`));
    }
  }

  async function openText(session: PlanSession): Promise<void> {
    const { savedAs } = session.status;
    if (savedAs) await vscode.window.showTextDocument(savedAs, { viewColumn: vscode.ViewColumn.Beside });
  }

  return { check, preview: showPreview, apply, revert, save, openText };
}

/** Unsaved changes would be overwritten, or overwrite the plan's. Says which files have some. */
function refusedForUnsaved(session: PlanSession, what: 'applied' | 'reverted'): boolean {
  const unsaved = unsavedPaths(session);
  if (unsaved.length === 0) return false;
  void vscode.window.showWarningMessage(
    `Longview: the plan is not ${what}, because these files have unsaved changes: ${unsaved.join(', ')}. Save or revert them first.`,
  );
  return true;
}

/** Files of the plan that are open and have unsaved changes. */
export function unsavedPaths({ plan, folder }: Pick<PlanSession, 'plan' | 'folder'>): string[] {
  const unsaved = new Set(
    vscode.workspace.textDocuments.filter((document) => document.isDirty).map(({ uri }) => uri.toString()),
  );
  return editedPaths(plan).filter((path) => unsaved.has(vscode.Uri.joinPath(folder.uri, path).toString()));
}

function listed(paths: readonly string[]): string {
  const shown = paths.slice(0, 12);
  const rest = paths.length - shown.length;
  return [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n');
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59).trimEnd()}…` : text;
}

function slugOf(request: string): string {
  const slug = request
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replace(/^-+|-+$/g, '');
  return slug === '' ? 'change' : slug;
}
