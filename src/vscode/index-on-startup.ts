import { homedir } from 'node:os';
import { join, sep } from 'node:path';
import * as vscode from 'vscode';
import type { ExtensionState } from './extension-state.ts';
import { counted, formatDuration } from './format-amounts.ts';
import { readSettings } from './read-settings.ts';
import { isCancellation } from './show-error.ts';

/** Milliseconds that VS Code gets to start before the engine's thread does. */
const startDelayMs = 2_000;

/**
 * Indexes the open folders in the background, in the engine's thread, one after the other, so that the first question finds
 * the graph ready. Nothing is done where the workspace is not trusted or the setting is off.
 */
export function indexOnStartup(state: ExtensionState): vscode.Disposable {
  const controller = new AbortController();
  const done = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const indexAll = async () => {
    for (const folder of vscode.workspace.workspaceFolders ?? []) {
      if (controller.signal.aborted || done.has(folder.uri.fsPath) || !isWanted(folder)) continue;
      done.add(folder.uri.fsPath);
      await indexInBackground(state, folder, controller.signal);
    }
  };
  const schedule = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void indexAll(), startDelayMs);
  };
  schedule();
  return vscode.Disposable.from(
    {
      dispose: () => {
        clearTimeout(timer);
        controller.abort();
      },
    },
    vscode.workspace.onDidGrantWorkspaceTrust(schedule),
    vscode.workspace.onDidChangeWorkspaceFolders(schedule),
  );
}

async function indexInBackground(
  { client, log }: ExtensionState,
  folder: vscode.WorkspaceFolder,
  signal: AbortSignal,
): Promise<void> {
  const startTime = performance.now();
  const location = { location: vscode.ProgressLocation.Window, title: `Longview indexes ${folder.name}` };
  try {
    const { fileCount } = await vscode.window.withProgress(location, () =>
      client.updateIndex(folder.uri.fsPath, { signal }),
    );
    const duration = formatDuration(performance.now() - startTime);
    log.info(`Indexed “${folder.name}”: ${counted(fileCount, 'file')} in ${duration}`);
  } catch (error) {
    // Nobody asked for it: the first command says what is wrong.
    if (!isCancellation(error)) log.warn(`“${folder.name}” could not be indexed: ${error}`);
  }
}

function isWanted({ uri }: vscode.WorkspaceFolder): boolean {
  if (uri.scheme !== 'file' || !vscode.workspace.isTrusted) return false;
  // A home folder is no project: reading it all takes more than anybody expects of an extension.
  if (join(homedir(), sep).startsWith(join(uri.fsPath, sep))) return false;
  const { user, workspace } = readSettings(['indexOnStartup'], uri);
  return user['indexOnStartup'] !== false && workspace['indexOnStartup'] !== false;
}
