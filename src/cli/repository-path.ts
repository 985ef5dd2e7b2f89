import { isAbsolute, relative, sep } from 'node:path';

/** A path that a user wrote, absolute or from `root` on, as a repository has it: relative, with `/`, without `./` before it. */
export function repositoryPath(written: string, root: string): string {
  const path = isAbsolute(written) ? relative(root, written).replaceAll(sep, '/') : written;
  return path.replace(/^(?:\.[\\/])+/, '');
}
