import { mkdirSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { contentHash } from '../core/index.ts';
import { longviewHome } from './longview-home.ts';

/** The folder with the two databases of one root, made if missing. `realRoot` has its links resolved. */
export function storeDirectory(realRoot: string, home = longviewHome()): string {
  const key = contentHash(realRoot).slice(0, 24);
  const directory = join(home, 'roots', key);
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  return directory;
}

/**
 * The gitignore pattern of the user's folder where it lies below a root, such as the user's home: what Longview writes is
 * no part of what it reads, or each look would find something new. `realRoot` has its links resolved.
 */
export function ownFolderPattern(realRoot: string, home = longviewHome()): string | undefined {
  const path = relative(realRoot, realpathSync(home));
  if (path === '' || path.startsWith('..') || isAbsolute(path)) return undefined;
  return `/${path
    .split(sep)
    .join('/')
    .replaceAll(/[\\*?[\]]/g, '\\$&')}/`;
}
