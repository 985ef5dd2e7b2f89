import { extensionOf, fileNameOf } from '../../base/path-text.ts';
import type { FileTable, LinkedSymbol } from './symbol-tables.ts';

/** Of several definitions of one name the nearest by folders; among those the one whose file bears the name. */
export function nearestOf(
  symbols: readonly LinkedSymbol[] | undefined,
  name: string,
  { path }: FileTable,
): LinkedSymbol | undefined {
  if (symbols === undefined || symbols.length < 2) return symbols?.[0];
  let best: LinkedSymbol | undefined;
  let bestScore = -1;
  for (const symbol of symbols) {
    const other = symbol.file.path;
    const bearsName = fileNameOf(other) === `${name}${extensionOf(other)}`;
    const score = 2 * sharedFolders(path, other) + (bearsName ? 1 : 0);
    if (score <= bestScore) continue;
    best = symbol;
    bestScore = score;
  }
  return best;
}

function sharedFolders(a: string, b: string): number {
  let count = 0;
  for (let index = 0; index < a.length && a[index] === b[index]; index++) if (a[index] === '/') count++;
  return count;
}
