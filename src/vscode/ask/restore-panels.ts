import * as vscode from 'vscode';
import type { KeptState } from '../../webview/webview-host.ts';

/**
 * Brings panels of one type back when the window is reloaded: each for the folder that its page kept. One whose folder is no
 * longer open is closed.
 */
export function restorePanels(
  viewType: 'longview.ask' | 'longview.contextMap',
  open: (folder: vscode.WorkspaceFolder, panel: vscode.WebviewPanel) => void,
): vscode.Disposable {
  return vscode.window.registerWebviewPanelSerializer(viewType, {
    deserializeWebviewPanel: async (panel, state) => {
      const { folder: kept } = Object(state) as KeptState;
      const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.toString() === kept);
      if (folder === undefined) panel.dispose();
      else open(folder, panel);
    },
  });
}
