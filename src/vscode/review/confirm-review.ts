import * as vscode from 'vscode';
import type { ReviewPreflight } from '../../core/review/review-report.ts';
import { describePreflight, preflightDetails } from './describe-preflight.ts';

export type ReviewChoice = 'review' | 'checks-only' | 'change-model' | 'cancel';

const buttons: Readonly<Record<string, ReviewChoice | 'details'>> = {
  Review: 'review',
  'Checks and Risk Only': 'checks-only',
  'Change Model…': 'change-model',
  'Details…': 'details',
};

/** Says what a review would do and asks whether to do it. */
export async function confirmReview(
  folder: vscode.WorkspaceFolder,
  preflight: ReviewPreflight,
): Promise<ReviewChoice> {
  const answer = await vscode.window.showInformationMessage(
    `Review “${folder.name}” with ${preflight.model?.displayName ?? 'no model'}?`,
    { modal: true, detail: describePreflight(preflight) },
    ...Object.keys(buttons),
  );
  const choice = answer === undefined ? 'cancel' : (buttons[answer] ?? 'cancel');
  if (choice !== 'details') return choice;
  await showDetails(preflight);
  return confirmBesideDetails(folder, preflight);
}

/** A read-only document: an untitled one would ask to be saved. */
async function showDetails(preflight: ReviewPreflight): Promise<void> {
  const content = preflightDetails(preflight);
  const provider = vscode.workspace.registerTextDocumentContentProvider('longview-preflight', {
    provideTextDocumentContent: () => content,
  });
  try {
    const uri = vscode.Uri.from({
      scheme: 'longview-preflight',
      path: '/What this review would send.md',
      query: `${Date.now()}`,
    });
    await vscode.workspace.openTextDocument(uri);
    await vscode.commands.executeCommand('markdown.showPreview', uri);
  } finally {
    provider.dispose();
  }
}

/** The same question where it does not hide what the user wants to read. */
async function confirmBesideDetails(
  folder: vscode.WorkspaceFolder,
  { model }: ReviewPreflight,
): Promise<ReviewChoice> {
  const { details: _, ...choices } = Object.fromEntries(
    Object.entries(buttons).map(([label, id]) => [id, label]),
  );
  const labels = Object.values(choices).filter((label) => label !== undefined);
  const answer = await vscode.window.showInformationMessage(
    `Review “${folder.name}” with ${model?.displayName ?? 'no model'}?`,
    ...labels,
  );
  return answer === undefined ? 'cancel' : (buttons[answer] as ReviewChoice);
}
