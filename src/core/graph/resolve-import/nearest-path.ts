import { compareCodeUnits } from '../../base/text-range.ts';

/**
 * Of several paths that a name may mean, the one nearest to the file that uses it: it shares the most folders with `from`,
 * then it is the least deep, then the first by name. Undefined for none.
 */
export function nearestOf(paths: readonly string[], from: string): string | undefined {
  let best: string | undefined;
  for (const path of paths) if (best === undefined || isNearer(path, best, from)) best = path;
  return best;
}

function isNearer(path: string, than: string, from: string): boolean {
  const difference =
    sharedFolders(path, from) - sharedFolders(than, from) ||
    than.split('/').length - path.split('/').length ||
    compareCodeUnits(than, path);
  return difference > 0;
}

/** How many folders, from the root on, two files have in common. */
export function sharedFolders(a: string, b: string): number {
  const left = a.split('/').slice(0, -1);
  const right = b.split('/').slice(0, -1);
  let shared = 0;
  while (shared < left.length && shared < right.length && left[shared] === right[shared]) shared++;
  return shared;
}
