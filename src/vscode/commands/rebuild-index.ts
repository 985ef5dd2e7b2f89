import * as vscode from 'vscode';
import type { ExtensionState } from '../extension-state.ts';
import { counted } from '../format-amounts.ts';

/** Deletes a folder's index and builds it again. */
export async function rebuildIndex({ pickRoot, client, runWithProgress }: ExtensionState): Promise<void> {
  const folder = await pickRoot();
  if (folder === undefined) return;
  const done = await runWithProgress(`Longview indexes ${folder.name}`, (signal, onProgress) =>
    client.rebuildIndex(folder.uri.fsPath, { signal, onProgress }),
  );
  if (done === undefined) return;
  const files = counted(done.fileCount, 'file');
  void vscode.window.showInformationMessage(`The index of “${folder.name}” was rebuilt: ${files}.`);
}
