import * as vscode from 'vscode';
import type { LineRange } from '../../core/base/text-range.ts';
import { asText } from './as-text.ts';

/** Lines of a root's file, 1-based, as a place that the chat can link to. */
export function toLocation(root: vscode.Uri, lines: LineRange & { readonly path: string }): vscode.Location {
  const range = new vscode.Range(Math.max(0, lines.startLine - 1), 0, Math.max(0, lines.endLine - 1), 0);
  return new vscode.Location(vscode.Uri.joinPath(root, lines.path), range);
}

/** Links to a place. The chat shows a file's name and line alone: the folder, if there is one, stands behind it. */
export function showPlaceLink(
  stream: Pick<vscode.ChatResponseStream, 'anchor' | 'markdown'>,
  root: vscode.Uri,
  lines: LineRange & { readonly path: string },
): void {
  stream.anchor(toLocation(root, lines), `${lines.path}:${lines.startLine}`);
  const slash = lines.path.lastIndexOf('/');
  if (slash > 0) stream.markdown(` in ${asText(lines.path.slice(0, slash))}`);
}
