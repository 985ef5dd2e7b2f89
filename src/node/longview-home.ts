import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join, relative, sep } from 'node:path';

/** The user's folder for everything that Longview keeps; `LONGVIEW_HOME` overrides the platform's own. */
export function longviewHome(environment: NodeJS.ProcessEnv = process.env): string {
  const { LONGVIEW_HOME, XDG_DATA_HOME, LOCALAPPDATA } = environment;
  if (LONGVIEW_HOME) return LONGVIEW_HOME;
  if (process.platform === 'win32')
    return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'Longview');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Longview');
  return join(XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'longview');
}

/** The folder with the two databases of one root, made if missing. `realRoot` has its links resolved. */
export function storeDirectory(realRoot: string, home = longviewHome()): string {
  const key = createHash('sha256').update(realRoot).digest('hex').slice(0, 24);
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
