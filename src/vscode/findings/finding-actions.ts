import * as vscode from 'vscode';
import type { ExtensionState } from '../extension-state.ts';
import { applyFix } from './apply-fix.ts';
import { explainFinding, explanationOf } from './explain-finding.ts';
import type { FolderFinding } from './findings-store.ts';

/** What a command on a finding is given: its key by a code action, its row by the tree. */
export type FindingArgument = string | { readonly key?: string } | undefined;

/** A command that works on one finding. */
export function onFinding(
  state: ExtensionState,
  action: (state: ExtensionState, item: FolderFinding) => Promise<void>,
): (argument: FindingArgument) => Promise<void> {
  return async (argument) => {
    const key = typeof argument === 'string' ? argument : argument?.key;
    const item = key === undefined ? undefined : state.findings.get(key);
    if (item !== undefined) await action(state, item);
  };
}

export const explain = (_: ExtensionState, item: FolderFinding) => explainFinding(item);
export const fix = applyFix;

/** Copies a finding as Markdown. */
export async function copy(_: ExtensionState, item: FolderFinding): Promise<void> {
  await vscode.env.clipboard.writeText(explanationOf(item, { linked: false }));
  vscode.window.setStatusBarMessage('$(check) Longview: finding copied as Markdown', 3000);
}

/** Dismisses a finding for good, with a reason, and offers to take that back. */
export async function dismiss(
  { client, findings, showError }: ExtensionState,
  item: FolderFinding,
): Promise<void> {
  const { finding, folder } = item;
  const reason = await askForReason(finding.title);
  if (reason === undefined) return;
  await client.dismiss(folder.uri.fsPath, finding.fingerprint, reason);
  findings.remove(item);
  const undo = 'Undo';
  const choice = await vscode.window.showInformationMessage(`Dismissed: ${finding.title}`, undo);
  if (choice !== undo) return;
  try {
    await client.restore(folder.uri.fsPath, finding.fingerprint);
    findings.restore(item);
  } catch (error) {
    showError(error);
  }
}

async function askForReason(title: string): Promise<string | undefined> {
  const other = 'Another reason…';
  const choice = await vscode.window.showQuickPick(
    ['False positive', 'Intended', 'Known and accepted', other],
    {
      title: `Dismiss: ${title}`,
      placeHolder: 'It is not reported again while the code it is about stays the same',
    },
  );
  if (choice !== other) return choice;
  return vscode.window.showInputBox({ title: `Dismiss: ${title}`, prompt: 'Why is this not a problem?' });
}
