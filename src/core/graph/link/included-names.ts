import { entryOf } from '../../base/map-entry.ts';
import type { FileTable, LinkedSymbol } from './symbol-tables.ts';

/** How many files' inclusions are remembered at a time: neighbours ask for the same ones, all of them would fill the memory. */
const rememberedFiles = 256;

/**
 * What names mean by textual inclusion, as in C: a file sees all that the files define which it includes, and those which
 * they include. Of several definitions the first is meant that a preprocessor would read.
 */
export class IncludedNames {
  readonly #tables: ReadonlyMap<string, FileTable>;
  /** File → what it includes → when that is read. The file that was asked for last stands last. */
  readonly #remembered = new Map<FileTable, ReadonlyMap<FileTable, number>>();

  readonly #includes = new Map<FileTable, readonly FileTable[]>();

  constructor(tables: ReadonlyMap<string, FileTable>) {
    this.#tables = tables;
  }

  /** What a file sees under a name that it does not define itself. */
  find(file: FileTable, name: string): LinkedSymbol | undefined {
    const candidates = file.family.included.of(name);
    if (candidates.length === 0) return undefined;
    const positions = this.#positionsIn(file);
    let first: LinkedSymbol | undefined;
    let firstPosition = Number.POSITIVE_INFINITY;
    for (const candidate of candidates) {
      const position = positions.get(candidate.file);
      if (position === undefined || position >= firstPosition) continue;
      first = candidate;
      firstPosition = position;
    }
    return first;
  }

  #positionsIn(file: FileTable): ReadonlyMap<FileTable, number> {
    const known = this.#remembered.get(file);
    if (known !== undefined) this.#remembered.delete(file);
    const positions = known ?? this.#readInclusions(file);
    this.#remembered.set(file, positions);
    if (this.#remembered.size > rememberedFiles) {
      const [oldest] = this.#remembered.keys();
      this.#remembered.delete(oldest as FileTable);
    }
    return positions;
  }

  /** All that is included, in the order in which it is read: each file before what it includes itself. */
  #readInclusions(file: FileTable): Map<FileTable, number> {
    const positions = new Map<FileTable, number>();
    // Includes wait in reverse, so that the next one to be read is the last: recursion would be too deep for some.
    const waiting = this.#includedBy(file).toReversed();
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (positions.has(next)) continue;
      positions.set(next, positions.size);
      const inner = this.#includedBy(next);
      for (let at = inner.length - 1; at >= 0; at--) {
        const table = inner[at] as FileTable;
        if (!positions.has(table)) waiting.push(table);
      }
    }
    return positions;
  }

  #includedBy(file: FileTable): readonly FileTable[] {
    return entryOf(this.#includes, file, () =>
      file.imported.wildcards.flatMap(({ target }) =>
        target.kind === 'file' ? (this.#tables.get(target.path) ?? []) : [],
      ),
    );
  }
}
