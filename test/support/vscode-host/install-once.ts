import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isProcessAlive } from './process-group.ts';

const markerName = '.complete';

/** The folder that holds everything the tests download: under XDG_CACHE_HOME, else ~/.cache. */
export function cacheFolder(): string {
  return join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'longview-test-host');
}

/**
 * Returns the cache folder `name`, filling it by calling `fill` the first time.
 * An interrupted or failed fill is never taken for a finished one, and several processes may
 * install at the same time. Rejects with what `fill` rejects with.
 */
export async function installOnce(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = join(cacheFolder(), name);
  if (existsSync(join(folder, markerName))) return folder;

  await removeAbandoned(name);
  const partial = `${folder}.partial-${process.pid}`;
  await mkdir(partial, { recursive: true });
  try {
    await fill(partial);
    await writeFile(join(partial, markerName), `${new Date().toISOString()}\n`);
    await moveIntoPlace(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return folder;
}

async function moveIntoPlace(partial: string, folder: string): Promise<void> {
  try {
    await rename(partial, folder);
  } catch (error) {
    // Another process finished first: its copy is as good as ours.
    if (!existsSync(join(folder, markerName))) throw error;
  }
}

// Folders that processes which were killed during an installation left behind.
async function removeAbandoned(name: string): Promise<void> {
  const prefix = `${name}.partial-`;
  for (const entry of await readdir(cacheFolder()).catch(() => [])) {
    if (!entry.startsWith(prefix) || isProcessAlive(Number(entry.slice(prefix.length)))) continue;
    await rm(join(cacheFolder(), entry), { recursive: true, force: true });
  }
}
