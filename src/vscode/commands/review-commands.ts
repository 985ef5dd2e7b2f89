import * as vscode from 'vscode';
import type { ReviewReport } from '../../core/review/review-report.ts';
import type { ExtensionState } from '../extension-state.ts';
import { runReview } from '../review/run-review.ts';

/** What the chat says when it has a folder reviewed. */
export interface ReviewInChat {
  /** Address of the folder. */
  readonly folder: string;
  /** Whether the outcome is shown there: a notification would only cover it. */
  readonly isToldElsewhere: true;
}

/** Reviews a folder, riskiest regions first. @param asked what VS Code passes for a button says nothing here */
export async function reviewRepository(
  state: ExtensionState,
  asked?: unknown,
): Promise<ReviewReport | undefined> {
  const { folder: wanted, isToldElsewhere } = Object(asked) as Partial<ReviewInChat>;
  const known = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.toString() === wanted);
  const folder = known ?? (await state.pickRoot());
  if (folder === undefined) return undefined;
  return runReview(state, { folder, isToldElsewhere: isToldElsewhere === true });
}

/** Reviews what changed since a git reference that the user picks. */
export async function reviewChanges(state: ExtensionState): Promise<ReviewReport | undefined> {
  const folder = await state.pickRoot();
  if (folder === undefined) return undefined;
  if (!(await isInRepository(folder.uri))) {
    const whole = 'Review Whole Repository';
    const choice = await vscode.window.showInformationMessage(
      `“${folder.name}” is in no git repository, so nothing says what changed in it.`,
      whole,
    );
    return choice === whole ? runReview(state, { folder }) : undefined;
  }
  const since = await pickReference();
  return since === undefined ? undefined : runReview(state, { folder, since });
}

/** Whether git keeps a folder or one around it: a folder `.git`, or a file in a worktree. */
async function isInRepository(folder: vscode.Uri): Promise<boolean> {
  for (let at = folder; ; ) {
    const found = await vscode.workspace.fs.stat(vscode.Uri.joinPath(at, '.git')).then(
      () => true,
      () => false,
    );
    if (found) return true;
    const parent = vscode.Uri.joinPath(at, '..');
    if (parent.path === at.path) return false;
    at = parent;
  }
}

async function pickReference(): Promise<string | undefined> {
  const choice = await vscode.window.showQuickPick(
    [
      { label: 'Uncommitted changes', description: 'since HEAD', reference: 'HEAD' },
      { label: 'The last commit and uncommitted changes', description: 'since HEAD~1', reference: 'HEAD~1' },
      { label: 'This branch', description: 'since origin/HEAD', reference: 'origin/HEAD' },
      { label: 'Since another commit, branch or tag…', description: '', reference: undefined },
    ],
    { title: 'Longview: Review Which Changes?' },
  );
  if (choice === undefined || choice.reference !== undefined) return choice?.reference;
  const typed = await vscode.window.showInputBox({
    title: 'Longview: Review Changes Since',
    prompt: 'A commit, branch or tag',
    placeHolder: 'main',
    // A reference that begins with a dash would be an option of git.
    validateInput: (value) =>
      /^\s*-|\s\S/.test(value) ? 'This is not the name of a commit, branch or tag.' : undefined,
  });
  return typed?.trim() || undefined;
}
