import { AppError, type SourceFile } from '../../core/index.ts';
import { repositoryPath } from '../repository-path.ts';

/** A place that a user asks about: `FILE` or `FILE:SYMBOL`. */
export interface ImpactTarget {
  /** Relative to the root, with `/`. */
  readonly path: string;
  readonly symbol: string | undefined;
}

/**
 * Reads what a user wrote: a path below `root`, relative to it or absolute, with the slashes of any system.
 *
 * @throws AppError `usage` for what is no file of the repository
 */
export function impactTarget(
  written: string,
  { root, isFile }: { readonly root: string; readonly isFile: (path: string) => boolean },
): ImpactTarget {
  // A name may hold a colon or a backslash: as it stands it goes first.
  for (const whole of [written, written.replaceAll('\\', '/')].map((one) => repositoryPath(one, root))) {
    if (isFile(whole)) return { path: whole, symbol: undefined };
    const colon = whole.lastIndexOf(':');
    const path = whole.slice(0, colon);
    if (colon > 0 && isFile(path)) return { path, symbol: whole.slice(colon + 1) };
  }
  throw new AppError(
    'usage',
    `${written} is not a file of this repository; give its path from the folder that is looked at, and a definition behind a colon.`,
  );
}

/**
 * The dotted name of a definition that is asked for by that name, or by the last part of it if no other one ends so.
 *
 * @throws AppError `usage` where there is none, or more than one
 */
export function definedName({ path, syntax }: SourceFile, asked: string): string {
  const all = [...(syntax?.symbols ?? []), ...(syntax?.fields ?? [])].filter(({ name }) =>
    /^[^(<]/.test(name),
  );
  const names = new Set(all.map(({ name, parent }) => (parent === undefined ? name : `${parent}.${name}`)));
  if (names.has(asked)) return asked;
  const [only, ...others] = [...names].filter((name) => name.endsWith(`.${asked}`));
  if (only === undefined) throw new AppError('usage', `${path} defines no '${asked}'.`);
  if (others.length === 0) return only;
  throw new AppError('usage', `'${asked}' may be ${[only, ...others].join(', ')}; say which.`);
}
