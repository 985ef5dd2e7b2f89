import { countOf } from '../base/count-of.ts';
import { ancestorsOf } from '../base/path-text.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import { countO200kTokens } from '../tokens/token-counter.ts';
import type { PackWriter } from './pack-format.ts';

/** The lines of a pack's listing that stand for whole folders. */
export interface FolderLines {
  /** Tokens of all of them at their longest. */
  readonly cost: number;
  /** Whether a file that is not named itself is counted in a line, that of its folder or of one around it. */
  readonly covers: (path: string) => boolean;
  /** The lines for files that are not named themselves; a folder without any gets none. */
  readonly rowsFor: (unnamed: readonly string[]) => string[];
}

/** One line a folder, as deep as `budget` tokens reach, so that a model knows of everything that exists. */
export function chooseFolderLines(
  paths: readonly string[],
  budget: number,
  writer: Pick<PackWriter, 'row'>,
): FolderLines {
  const counts = countByFolder(paths);
  const depthOf = (folder: string) => (folder === '' ? 0 : folder.split('/').length);
  const sorted = [...counts.keys()].sort((a, b) => depthOf(a) - depthOf(b) || compareCodeUnits(a, b));
  const chosen = new Set<string>();
  let cost = 0;
  for (const folder of sorted) {
    const rowCost = countO200kTokens(writer.row(folderRow(folder, counts.get(folder) ?? 0)));
    if (cost + rowCost > budget) break;
    cost += rowCost;
    chosen.add(folder);
  }
  return {
    cost,
    covers: (path) => ancestorsOf(path).some((folder) => chosen.has(folder)),
    rowsFor: (unnamed) =>
      [...countByFolder(unnamed)]
        .filter(([folder]) => chosen.has(folder))
        .map(([folder, count]) => folderRow(folder, count)),
  };
}

/** The listing's line for files of a folder that have none of their own. */
export function folderRow(folder: string, count: number): string {
  return `${folder === '' ? '.' : folder}/ (${countOf(count, 'more file')})`;
}

/** How many of the files lie in each folder, those of its folders included. */
export function countByFolder(paths: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const path of paths) {
    for (const folder of ancestorsOf(path)) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}
