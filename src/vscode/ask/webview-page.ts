import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** The programs that run in web views, as they are called in `dist`. */
export type WebviewProgram = 'webview-ask' | 'webview-plan' | 'webview-map';

/** What a web view may load: the built programs and style sheets alone. */
export function webviewOptions(extensionUri: vscode.Uri): vscode.WebviewPanelOptions & vscode.WebviewOptions {
  return {
    enableScripts: true,
    // A panel keeps its questions, pictures and folded parts while another tab is in front of it.
    retainContextWhenHidden: true,
    localResourceRoots: [vscode.Uri.joinPath(extensionUri, 'dist')],
  };
}

/**
 * A page that runs one program. Nothing else may run, be loaded or be connected to.
 * @param folder the folder that the page is about, if it is to come back when the window is reloaded
 */
export function webviewPage(
  webview: vscode.Webview,
  extensionUri: vscode.Uri,
  program: WebviewProgram,
  title: string,
  folder?: vscode.WorkspaceFolder,
): string {
  const nonce = randomBytes(16).toString('base64url');
  const address = (file: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', file)).toString();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    // Pictures come as bytes from the user or the extension.
    'img-src blob:',
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" nonce="${nonce}" href="${address(`${program}.css`)}">
</head>
<body${folder === undefined ? '' : ` data-folder="${escapeHtml(folder.uri.toString())}"`}>
<script nonce="${nonce}" src="${address(`${program}.js`)}"></script>
</body>
</html>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
