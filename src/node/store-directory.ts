import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute, join, relative, sep } from 'node:path';
import { AppError, contentHash, messageOf } from '../core/index.ts';
import { longviewHome } from './longview-home.ts';
import { makeFolder } from './make-folder.ts';

/**
 * The folder with the two databases of one root, made if missing. `realRoot` has its links resolved.
 * @throws AppError `storage` where it cannot be made
 */
export function storeDirectory(realRoot: string, home = longviewHome()): string {
  const key = contentHash(realRoot).slice(0, 24);
  const directory = join(home, 'roots', key);
  try {
    makeFolder(directory);
  } catch (error) {
    throw new AppError(
      'storage',
      `Longview's own folder ${home} cannot be made (LONGVIEW_HOME names another one): ${messageOf(error)}`,
      { cause: error },
    );
  }
  return directory;
}

/**
 * The gitignore pattern of the user's folder where it lies below a root, such as the user's home: what Longview writes is
 * no part of what it reads, or each look would find something new. `realRoot` has its links resolved.
 */
export function ownFolderPattern(realRoot: string, home = longviewHome()): string | undefined {
  if (!existsSync(home)) return undefined; // it could not be made
  const pattern = patternBelow(realRoot, realpathSync(home));
  return pattern === undefined ? undefined : `${pattern}/`;
}

/**
 * The gitignore pattern that names one file or folder below a root and nothing else; undefined for what does not lie there.
 * Both are absolute, with links resolved.
 */
export function patternBelow(realRoot: string, realPath: string): string | undefined {
  const path = relative(realRoot, realPath);
  if (path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)) return undefined;
  const escaped = path
    .split(sep)
    .join('/')
    .replaceAll(/[\\*?[\]]/g, '\\$&');
  // A line end would end the pattern, and a space at its end is no part of one.
  return `/${escaped.replaceAll(/[\r\n]|\s$/g, '?')}`;
}
