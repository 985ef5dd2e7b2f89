import { countOf, firstOf } from '../base/count-of.ts';
import type { FileWish } from './pack-wishes.ts';

/** A file for which a pack had no room at the resolution that was asked for. */
export interface UnfittedWish extends Pick<FileWish, 'by'> {
  readonly path: string;
}

/** Sentences that say what a pack has no room for, once for each way to ask for it. */
export function unfittedWarnings(
  unfitted: readonly UnfittedWish[],
  since: string | undefined,
): readonly string[] {
  const titles: readonly (readonly [FileWish['by'], string])[] = [
    ['pin', 'No room to show in full what is pinned'],
    ['wanted', `No room to show in full what changed since ${since}`],
    ['resolution', 'No room for the resolution that was asked for'],
  ];
  return titles.flatMap(([by, title]) => {
    const paths = unfitted.filter((wish) => wish.by === by).map(({ path }) => path);
    return paths.length === 0 ? [] : [`${title}: ${countOf(paths.length, 'file')} (${firstOf(paths)}).`];
  });
}
