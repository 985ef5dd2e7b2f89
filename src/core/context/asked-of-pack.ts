import type { SourceFile } from '../analysis/repository.ts';
import { type PackWishes, wishReader } from './pack-wishes.ts';

/** What is asked of a pack: paths of files, in their order in the repository. */
export interface AskedOfPack {
  /** Files that are to be shown as a fresh pack shows them. */
  readonly demanded: readonly string[];
  /** Files of which not all is to be shown. */
  readonly limited: readonly string[];
}

export interface AskedOfInput {
  readonly repository: { readonly files: readonly Pick<SourceFile, 'path'>[] };
  /** Paths that are needed. */
  readonly wanted: ReadonlySet<string>;
  readonly wishes?: PackWishes | undefined;
}

export function askedOf({ repository, wanted, wishes = {} }: AskedOfInput): AskedOfPack {
  const wishOf = wishReader(wishes);
  const [demanded, limited]: [string[], string[]] = [[], []];
  for (const { path } of repository.files) {
    const wish = wishOf(path);
    if (wanted.has(path) || wish?.isLimit === false) demanded.push(path);
    if (wish !== undefined && wish.resolution !== 'full') limited.push(path);
  }
  return { demanded, limited };
}

/**
 * Files that must be shown as a fresh pack shows them, of a pack that goes on from another one: those that it was not asked
 * for, and those of which not all was to be shown. What could not be shown then is not asked for again with every edit.
 */
export function newDemands(now: AskedOfPack, before: AskedOfPack): Set<string> {
  const [known, limited] = [new Set(before.demanded), new Set(now.limited)];
  return new Set([
    ...now.demanded.filter((path) => !known.has(path)),
    ...before.limited.filter((path) => !limited.has(path)),
  ]);
}
