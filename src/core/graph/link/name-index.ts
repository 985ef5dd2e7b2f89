import { compareCodeUnits } from '../../base/text-range.ts';
import type { FileTable, LinkedSymbol } from './symbol-tables.ts';

/**
 * Definitions by name, those of one name sorted by the paths of their files. Of the millions that a large repository has, most
 * are the only ones of their name: these are kept without a list.
 */
export class NameIndex {
  readonly #byName = new Map<string, LinkedSymbol | LinkedSymbol[]>();

  of(name: string): readonly LinkedSymbol[] {
    const known = this.#byName.get(name);
    if (known === undefined) return none;
    return Array.isArray(known) ? known : [known];
  }

  add(name: string, symbol: LinkedSymbol): void {
    const known = this.#byName.get(name);
    if (known === undefined) this.#byName.set(name, symbol);
    else if (Array.isArray(known)) insertByPath(known, symbol);
    // Written out: an array that grows has room for sixteen more.
    else this.#byName.set(name, isBefore(known, symbol) ? [known, symbol] : [symbol, known]);
  }

  /** Takes back all that a file defines under a name. */
  remove(name: string, file: FileTable): void {
    const left = this.of(name).filter((symbol) => symbol.file !== file);
    if (left.length === 0) this.#byName.delete(name);
    else this.#byName.set(name, left.length === 1 ? (left[0] as LinkedSymbol) : left);
  }
}

const none: readonly LinkedSymbol[] = [];

interface OfFile {
  readonly file: { readonly path: string };
}

/** Keeps the order by path, whenever a file is read. */
export function insertByPath<T extends OfFile>(list: T[], item: T): void {
  let at = list.length;
  while (at > 0 && !isBefore(list[at - 1] as T, item)) at--;
  if (at === list.length) list.push(item);
  else list.splice(at, 0, item);
}

/** Whether one stays before the other: of two definitions in one file the first. */
function isBefore(one: OfFile, other: OfFile): boolean {
  return compareCodeUnits(one.file.path, other.file.path) <= 0;
}
