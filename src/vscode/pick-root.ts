import * as vscode from 'vscode';

/** The folder to work on: the only one, or the one that the user picks, with the active editor's first. */
export async function pickRoot(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = (vscode.workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === 'file');
  if (folders.length === 0) {
    const open = 'Open Folder';
    const choice = await vscode.window.showInformationMessage(
      'Longview works on a folder. None is open.',
      open,
    );
    if (choice === open) await vscode.commands.executeCommand('vscode.openFolder');
    return undefined;
  }
  if (folders.length === 1) return folders[0];
  const active = vscode.window.activeTextEditor?.document.uri;
  const activeFolder = active === undefined ? undefined : vscode.workspace.getWorkspaceFolder(active);
  const picked = await vscode.window.showQuickPick(
    folders
      .map((folder) => ({ label: folder.name, description: folder.uri.fsPath, folder }))
      .sort((a, b) => Number(b.folder === activeFolder) - Number(a.folder === activeFolder)),
    { title: 'Longview: Which Folder?', matchOnDescription: true },
  );
  return picked?.folder;
}
