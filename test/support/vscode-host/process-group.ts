import { rmSync } from 'node:fs';
import { constants } from 'node:os';

// What has to go when this process ends, however it ends: process groups and their temporary folders.
const groups = new Set<number>();
const folders = new Set<string>();
const endingSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
let watching = false;

/** Kills the group that `leader` (a detached child's pid) leads when this process exits or is told to end. */
export function killGroupAtExit(leader: number): void {
  groups.add(leader);
  watchForExit();
}

/** Deletes `folder` when this process exits or is told to end. */
export function deleteFolderAtExit(folder: string): void {
  folders.add(folder);
  watchForExit();
}

/** Sends `signal` to every process of a group; a group that is gone is no error. */
export function signalGroup(leader: number, signal: NodeJS.Signals): void {
  if (signal === 'SIGKILL') groups.delete(leader);
  try {
    process.kill(-leader, signal);
  } catch {
    // Already gone.
  }
}

/** Deletes a folder, now, together with its contents; one that is gone is no error. */
export function deleteFolder(folder: string): void {
  folders.delete(folder);
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  } catch {
    // A dying server may still write into its temporary profile; leftovers there do no harm.
  }
}

/** Whether a process with this id exists. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function watchForExit(): void {
  if (watching) return;
  watching = true;
  process.on('exit', () => {
    for (const leader of groups) signalGroup(leader, 'SIGKILL');
    for (const folder of folders) deleteFolder(folder);
  });
  for (const signal of endingSignals) {
    process.once(signal, () => process.exit(128 + constants.signals[signal]));
  }
}
