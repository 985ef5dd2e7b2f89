import { existsSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, normalize } from 'node:path/posix';

/** Where a compiler looks for headers, in its order; absolute folders. */
export interface IncludeSearch {
  /** For names in quotes, after the folder of the file itself. */
  readonly quote: readonly string[];
  /** For all names. */
  readonly user: readonly string[];
  /** The compiler's own. */
  readonly system: readonly string[];
  /** After the system's. */
  readonly after: readonly string[];
}

/** The first file that `spelling` (with quotes or brackets) means in the file `from`; undefined if there is none. */
export function findInclude(spelling: string, from: string, search: IncludeSearch): string | undefined {
  const name = spelling.slice(1, -1);
  if (isAbsolute(name)) return name;
  const own = spelling.startsWith('"') ? [dirname(from), ...search.quote] : [];
  const folders = [...own, ...search.user, ...search.system, ...search.after];
  return folders.map((folder) => join(folder, name)).find(isFile);
}

/** Does the folder of the file itself hold what `spelling` means? No folder of a guess has a say then. */
export function isBesideFile(spelling: string, from: string): boolean {
  return spelling.startsWith('"') && isFile(join(dirname(from), spelling.slice(1, -1)));
}

/** How many different files `spelling` can mean in `folders`. */
export function countMeanings(spelling: string, folders: readonly string[]): number {
  const found = folders.map((folder) => normalize(join(folder, spelling.slice(1, -1)))).filter(isFile);
  return new Set(found).size;
}

const known = new Map<string, boolean>();

function isFile(path: string): boolean {
  let answer = known.get(path);
  if (answer === undefined) {
    answer = existsSync(path) && statSync(path).isFile();
    known.set(path, answer);
  }
  return answer;
}
