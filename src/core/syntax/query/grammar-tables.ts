import type { Language as Grammar } from 'web-tree-sitter';

/** The memory that tree-sitter and its grammars share, in words of 32 bits; another array after it has grown. */
export type WasmWords = () => Int32Array | undefined;

/** The number of a node that the parser could not make sense of. */
export const errorSymbol = 65_535;

/** What a grammar says of symbols and productions, copied out of the memory of WebAssembly. */
export interface GrammarTables {
  readonly symbolCount: number;
  /** Symbol → the one by which its name is known. */
  readonly publicSymbols: Uint16Array;
  /** Of symbols: {@link isNamed}, {@link isSupertype}. */
  readonly metadata: Uint8Array;
  /** production × stride + place among the children → symbol that the child is shown as, or 0. */
  readonly aliases: Uint16Array;
  readonly aliasStride: number;
  /** The same → field that the child has by itself, or 0. */
  readonly fields: Uint16Array;
  readonly fieldStride: number;
  /** production × (number of fields + 1) + field → 1 + place of the last child that has it, or holds one that has it. */
  readonly fieldEnds: Uint8Array;
  readonly fieldCount: number;
  /** The sets of supertypes that nodes stand for; the first is empty. Grows while trees are read. */
  readonly supertypeSets: (readonly number[])[];
  readonly supertypeSetIds: Map<number, number>;
}

export const isNamed = 1;
export const isSupertype = 2;

/**
 * Reads the tables of a grammar. `treeAddress` is the place of any tree of it. The layout is that of `TSLanguage` in
 * tree-sitter's `parser.h`, of ABI 13 to 15 with pointers of 32 bits; what does not look like it gives undefined.
 */
export function readGrammarTables(
  words: Int32Array,
  treeAddress: number,
  grammar: Grammar,
): GrammarTables | undefined {
  const at = (words[(treeAddress >>> 2) + 2] as number) >>> 2;
  const word = (offset: number) => words[at + offset / 4] as number;
  const symbolCount = word(4) + word(8);
  const productionCount = word(28);
  const isAsExpected =
    word(0) === grammar.abiVersion &&
    word(0) >= 13 &&
    word(0) <= 15 &&
    symbolCount === grammar.nodeTypeCount &&
    word(20) === grammar.stateCount &&
    word(32) === grammar.fieldCount;
  if (!isAsExpected) return undefined;
  const bytes = new Uint8Array(words.buffer);
  const halves = new Uint16Array(words.buffer);
  const publicSymbols = halves.slice(word(76) >>> 1, (word(76) >>> 1) + symbolCount);
  const metadata = new Uint8Array(symbolCount);
  for (let symbol = 0; symbol < symbolCount; symbol++) {
    const entry = (word(72) >>> 0) + symbol * 3;
    metadata[symbol] = (bytes[entry + 1] === 0 ? 0 : isNamed) | (bytes[entry + 2] === 0 ? 0 : isSupertype);
  }
  const aliasStride = word(36) & 0xffff;
  const aliases = halves.slice(word(84) >>> 1, (word(84) >>> 1) + productionCount * aliasStride);
  return {
    symbolCount,
    publicSymbols,
    metadata,
    aliases,
    aliasStride,
    ...readFields(halves, { slices: word(64), entries: word(68), productionCount, fieldCount: word(32) }),
    supertypeSets: [[]],
    supertypeSetIds: new Map(),
  };
}

function readFields(
  halves: Uint16Array,
  at: { slices: number; entries: number; productionCount: number; fieldCount: number },
): Pick<GrammarTables, 'fields' | 'fieldStride' | 'fieldEnds' | 'fieldCount'> {
  const direct: { readonly production: number; readonly child: number; readonly field: number }[] = [];
  const fieldEnds = new Uint8Array(at.productionCount * (at.fieldCount + 1));
  for (let production = 0; at.fieldCount > 0 && production < at.productionCount; production++) {
    const slice = (at.slices >>> 1) + production * 2;
    const first = halves[slice] as number;
    for (let index = first; index < first + (halves[slice + 1] as number); index++) {
      const entry = (at.entries >>> 1) + index * 2;
      const field = halves[entry] as number;
      const child = (halves[entry + 1] as number) & 0xff;
      const end = production * (at.fieldCount + 1) + field;
      fieldEnds[end] = Math.max(fieldEnds[end] as number, child + 1);
      // What is inherited is said again by the production of the child.
      if ((halves[entry + 1] as number) >> 8 === 0) direct.push({ production, child, field });
    }
  }
  const fieldStride = direct.reduce((most, { child }) => Math.max(most, child + 1), 0);
  const fields = new Uint16Array(at.productionCount * fieldStride);
  for (const { production, child, field } of direct) {
    const place = production * fieldStride + child;
    if (fields[place] === 0) fields[place] = field;
  }
  return { fields, fieldStride, fieldEnds, fieldCount: at.fieldCount };
}

/** The number of the set that holds a supertype besides those of another set. */
export function withSupertype(tables: GrammarTables, set: number, symbol: number): number {
  const key = set * 65_536 + symbol;
  let id = tables.supertypeSetIds.get(key);
  if (id === undefined) {
    id = tables.supertypeSets.length;
    tables.supertypeSets.push([...(tables.supertypeSets[set] as readonly number[]), symbol]);
    tables.supertypeSetIds.set(key, id);
  }
  return id;
}
