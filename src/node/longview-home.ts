import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';

/** The user's folder for everything that Longview keeps; `LONGVIEW_HOME` overrides the platform's own. */
export function longviewHome(environment: NodeJS.ProcessEnv = process.env): string {
  const { LONGVIEW_HOME, XDG_DATA_HOME, LOCALAPPDATA } = environment;
  if (LONGVIEW_HOME) return LONGVIEW_HOME;
  if (process.platform === 'win32')
    return join(LOCALAPPDATA || join(userFolder(), 'AppData', 'Local'), 'Longview');
  if (process.platform === 'darwin') return join(userFolder(), 'Library', 'Application Support', 'Longview');
  return join(XDG_DATA_HOME || join(userFolder(), '.local', 'share'), 'longview');
}

/** The user's home folder. Where HOME is set and empty, Node says '', which would be the working directory. */
export function userFolder(): string {
  return homedir() || userInfo().homedir;
}
