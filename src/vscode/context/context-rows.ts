import type { ContextMap } from '../../core/context/context-map.ts';

/** Files and folders directly in a folder of a pack. */
export interface FolderContent {
  /** Full paths with the rows of their files: from `first` up to, not including, `end`. */
  readonly folders: readonly { readonly path: string; readonly first: number; readonly end: number }[];
  readonly files: readonly number[];
}

/**
 * What lies directly in a folder ('' for the root) whose files are the rows from `first` to `end`. Paths are sorted, so
 * the files of a folder stand one behind the other and whole folders are skipped: O(children × log files).
 */
export function contentOf(map: ContextMap, folder: string, first = 0, end = map.paths.length): FolderContent {
  const start = folder === '' ? 0 : folder.length + 1;
  const folders: FolderContent['folders'][number][] = [];
  const files: number[] = [];
  for (let row = first; row < end; ) {
    const path = map.paths[row] as string;
    const slash = path.indexOf('/', start);
    if (slash < 0) {
      files.push(row++);
      continue;
    }
    const below = path.slice(0, slash);
    const next = endOf(map.paths, `${below}/`, row, end);
    folders.push({ path: below, first: row, end: next });
    row = next;
  }
  return { folders, files };
}

/** The first row after `first` whose path does not begin with `prefix`. */
function endOf(paths: readonly string[], prefix: string, first: number, end: number): number {
  let [low, high] = [first + 1, end];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((paths[middle] as string).startsWith(prefix)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The file to open for a row: of a picture inside a file (`a.ipynb#cell-3-output-1.png`) that file. */
export function fileOf({ paths }: Pick<ContextMap, 'paths'>, path: string): string {
  const holder = /^(.+?)#+(?:cell|page|frame)-[^/#]+$/.exec(path)?.[1];
  return holder !== undefined && paths.includes(holder) ? holder : path;
}

/** Sums of the tokens of the files before each row, so that those of any folder are one subtraction. */
export function tokenSums(map: ContextMap): Float64Array {
  const sums = new Float64Array(map.paths.length + 1);
  map.tokenCounts.forEach((count, row) => {
    sums[row + 1] = (sums[row] as number) + count;
  });
  return sums;
}

/** Ten squares that show how much of a budget is used. */
export function budgetBar(tokenCount: number, budget: number): string {
  const full = budget === 0 ? 0 : Math.min(10, Math.round((tokenCount / budget) * 10));
  return '▰'.repeat(full) + '▱'.repeat(10 - full);
}
