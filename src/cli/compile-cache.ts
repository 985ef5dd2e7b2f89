import module from 'node:module';
import { join } from 'node:path';
import { longviewHome } from '../node/longview-home.ts';
import { makeFolder } from '../node/make-folder.ts';

/**
 * Keeps what Node.js makes of the program's modules in the user's own folder: a command then starts in half the time. Where
 * that cannot be written nothing is kept.
 */
export function useCompileCache(): void {
  const folder = join(longviewHome(), 'compiled');
  try {
    makeFolder(folder); // Node.js would try without end where it cannot be
  } catch {
    return;
  }
  module.enableCompileCache(folder);
}
