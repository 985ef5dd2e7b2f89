import * as vscode from 'vscode';
import type { EngineClient } from './engine-client.ts';

/**
 * Tells the engine which files below the open folders change, and which folders are closed; all that happens in this thread
 * is passing paths on.
 */
export function watchFiles({
  fileChanged,
  rootClosed,
}: Pick<EngineClient, 'fileChanged' | 'rootClosed'>): vscode.Disposable {
  const tell = ({ scheme, path }: vscode.Uri) => {
    // A folder may lie in another one, which has the file, too.
    for (const { uri } of vscode.workspace.workspaceFolders ?? []) {
      const prefix = uri.path.endsWith('/') ? uri.path : `${uri.path}/`;
      if (scheme === uri.scheme && path.startsWith(prefix))
        fileChanged(uri.fsPath, path.slice(prefix.length));
    }
  };
  const watcher = vscode.workspace.createFileSystemWatcher('**/*');
  return vscode.Disposable.from(
    watcher,
    watcher.onDidCreate(tell),
    watcher.onDidChange(tell),
    watcher.onDidDelete(tell),
    // Comes earlier than what the watcher sees.
    vscode.workspace.onDidSaveTextDocument(({ uri }) => tell(uri)),
    vscode.workspace.onDidChangeWorkspaceFolders(({ removed }) => {
      for (const { uri } of removed) rootClosed(uri.fsPath);
    }),
  );
}

/** Where an exclusion hides nothing that is part of a repository. */
const harmlessExclusion = /^(?:\*\*?\/)*(?:\.git|\.hg|\.svn|node_modules)(?:\/|$)/;

/** Whether VS Code tells of every change below a folder: it is open, on this machine, and nothing in it goes unwatched. */
export function isWatched(root: string): boolean {
  const folder = vscode.workspace.workspaceFolders?.find(
    ({ uri }) => uri.scheme === 'file' && uri.fsPath === root,
  );
  if (folder === undefined) return false;
  const excluded = vscode.workspace
    .getConfiguration('files', folder.uri)
    .get<Readonly<Record<string, boolean>>>('watcherExclude', {});
  return Object.entries(excluded).every(([pattern, isOn]) => !isOn || harmlessExclusion.test(pattern));
}
