import * as vscode from 'vscode';
import { describeLocation } from './request-references.ts';

/** What `/explain` asks: about the selection, about what the user names, or about both. Undefined: about nothing. */
export function explainQuestion(prompt: string, editor: vscode.TextEditor | undefined): string | undefined {
  const named = prompt.trim();
  const selected = editor && !editor.selection.isEmpty && isFile(editor) ? selectionOf(editor) : undefined;
  const open =
    editor && isFile(editor) ? vscode.workspace.asRelativePath(editor.document.uri, false) : undefined;
  const subject = selected ?? (named === '' ? open : undefined);
  if (subject === undefined && named === '') return undefined;
  const what = subject === undefined ? named : `${subject}${named === '' ? '' : `: ${named}`}`;
  return `Explain ${what}. Say what it does, why it is there, and what depends on it.`;
}

function selectionOf({ document, selection }: vscode.TextEditor): string {
  return describeLocation(new vscode.Location(document.uri, selection));
}

function isFile({ document }: vscode.TextEditor): boolean {
  return vscode.workspace.getWorkspaceFolder(document.uri) !== undefined;
}
