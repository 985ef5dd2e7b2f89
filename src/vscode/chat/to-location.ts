import * as vscode from 'vscode';
import type { LineRange } from '../../core/base/text-range.ts';

/** Lines of a root's file, 1-based, as a place that the chat can link to. */
export function toLocation(root: vscode.Uri, lines: LineRange & { readonly path: string }): vscode.Location {
  const range = new vscode.Range(Math.max(0, lines.startLine - 1), 0, Math.max(0, lines.endLine - 1), 0);
  return new vscode.Location(vscode.Uri.joinPath(root, lines.path), range);
}
