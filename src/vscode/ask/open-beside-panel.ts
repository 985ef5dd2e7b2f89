import * as vscode from 'vscode';
import type { FileLines } from '../../webview/ask-messages.ts';

/**
 * Opens lines of a file next to a panel instead of over it: what was asked stays in sight.
 *
 * @throws Error where the path leads out of the folder
 */
export async function openBesidePanel(
  panel: vscode.WebviewPanel,
  root: vscode.Uri,
  { path, startLine, endLine }: FileLines,
): Promise<void> {
  // The path comes from a web page: it may not lead out of the folder.
  if (path.split('/').includes('..')) throw new Error(`${path} is outside the folder.`);
  const uri = vscode.Uri.joinPath(root, path);
  const viewColumn =
    panel.viewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Two : vscode.ViewColumn.One;
  const document = await vscode.workspace.openTextDocument(uri).then(undefined, () => undefined);
  if (document === undefined) {
    // Pictures and other binary files open in an editor of their own kind.
    await vscode.commands.executeCommand('vscode.open', uri, { viewColumn, preview: true });
    return;
  }
  // Lines are counted from 1 in Longview and from 0 in VS Code.
  const lastLine = document.lineCount - 1;
  const start = Math.min(Math.max(0, startLine - 1), lastLine);
  const end = Math.min(Math.max(start, endLine - 1), lastLine);
  const selection = new vscode.Range(start, 0, end, document.lineAt(end).text.length);
  const editor = await vscode.window.showTextDocument(document, { selection, viewColumn, preview: true });
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
