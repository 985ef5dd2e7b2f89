import * as vscode from 'vscode';

/** Opens a file of a root at lines, 1-based, both included. A file that is gone is said so. */
export async function showLocation(
  root: vscode.Uri,
  path: string,
  startLine: number,
  endLine: number,
): Promise<vscode.TextEditor | undefined> {
  const uri = vscode.Uri.joinPath(root, path);
  let document: vscode.TextDocument;
  try {
    document = await vscode.workspace.openTextDocument(uri);
  } catch {
    // Pictures and other binary files open in an editor of their own kind, or not at all.
    await vscode.commands.executeCommand('vscode.open', uri);
    return undefined;
  }
  const lastLine = document.lineCount - 1;
  const start = Math.min(Math.max(0, startLine - 1), lastLine);
  const end = Math.min(Math.max(start, endLine - 1), lastLine);
  const selection = new vscode.Range(start, 0, end, document.lineAt(end).text.length);
  const editor = await vscode.window.showTextDocument(document, { selection, preview: true });
  editor.revealRange(selection, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return editor;
}
