import { errorSymbol, type GrammarTables, isNamed, isSupertype, withSupertype } from './grammar-tables.ts';

/**
 * The visible nodes of a tree in the order in which they begin, outer before inner, {@link nodeWords} words each: symbol and
 * field (shifted by 16), start, end (UTF-16 offsets), number of the parent (-1 at the root), number of the first node after
 * it, and {@link nodeFlags} with the number of its set of supertypes (shifted by 8).
 */
export type FlatNodes = Int32Array;

export const nodeWords = 6;
export const nodeFlags = {
  named: 1,
  missing: 2,
  hasError: 4,
  /** Its production says that a later sibling may have the same field. */
  sharesField: 8,
} as const;

/** Words of a frame of the walk. */
const frameWords = 9;

/** How many nodes are read between two looks at the clock. */
const nodesPerLook = 1 << 14;

/**
 * Reads a whole tree out of the memory of WebAssembly. The layout is that of `Subtree` in tree-sitter's `subtree.h` with
 * pointers of 32 bits. Undefined where the number of nodes is not `nodeCount`; nothing when `isStopped` said so.
 */
export function readFlatTree(
  words: Int32Array,
  treeAddress: number,
  tables: GrammarTables,
  nodeCount: number,
  isStopped: () => boolean,
): FlatNodes | undefined {
  const {
    symbolCount,
    publicSymbols,
    metadata,
    aliases,
    aliasStride,
    fields,
    fieldStride,
    fieldEnds,
    fieldCount,
  } = tables;
  const nodes = new Int32Array(nodeCount * nodeWords);
  let count = 0;
  // The frame of the children that are being read, and those around it.
  let stack = new Int32Array(64 * frameWords);
  let depth = 0;
  let child = treeAddress >>> 2;
  let remaining = 1;
  let place = 0;
  let production = 0;
  let position = 0;
  let isFirst = false;
  let outerField = 0;
  let owner = -1;
  let supertypes = 0;
  let closes = -1;
  for (;;) {
    if (remaining === 0) {
      if (closes >= 0) nodes[closes * nodeWords + 4] = count;
      if (depth === 0) break;
      const frame = --depth * frameWords;
      child = stack[frame] as number;
      remaining = stack[frame + 1] as number;
      place = stack[frame + 2] as number;
      production = stack[frame + 3] as number;
      position = stack[frame + 4] as number;
      outerField = stack[frame + 5] as number;
      owner = stack[frame + 6] as number;
      supertypes = stack[frame + 7] as number;
      closes = stack[frame + 8] as number;
      isFirst = false;
      continue;
    }
    const first = words[child] as number;
    let symbol: number;
    let bits: number;
    let size: number;
    let childCount = 0;
    let at = 0;
    if ((first & 1) !== 0) {
      const second = words[child + 1] as number;
      symbol = (first >> 8) & 0xff;
      // visible, named, extra; missing is bit 4 there.
      bits = ((first >> 1) & 7) | (((first >> 5) & 1) * 24);
      if (!isFirst) position += (second >> 16) & 0xff;
      size = second >>> 24;
    } else {
      at = first >>> 2;
      symbol = (words[at + 10] as number) & 0xffff;
      const flags = words[at + 11] as number;
      const isMissing = (flags >> 9) & 1;
      bits = (flags & 7) | (isMissing * 24) | (words[at + 8] === 0 ? 0 : 16);
      if (!isFirst) position += words[at + 1] as number;
      size = words[at + 4] as number;
      childCount = words[at + 9] as number;
    }
    isFirst = false;
    let field = outerField;
    let shown = symbol;
    let isVisible = (bits & 1) !== 0;
    let isNamedNode = (bits & 2) !== 0;
    let isOwnField = false;
    const isExtra = (bits & 4) !== 0;
    if (!isExtra && owner >= 0) {
      if (place < fieldStride) {
        const own = fields[production * fieldStride + place] as number;
        isOwnField = own !== 0;
        if (isOwnField) field = own;
      }
      if (production !== 0 && place < aliasStride) {
        const alias = aliases[production * aliasStride + place] as number;
        if (alias !== 0) {
          shown = alias;
          isVisible = true;
          isNamedNode = ((metadata[alias] as number) & isNamed) !== 0;
        }
      }
      place++;
    }
    child += 2;
    remaining--;
    let sets = supertypes;
    if (shown < symbolCount && ((metadata[shown] as number) & isSupertype) !== 0)
      sets = withSupertype(tables, sets, shown);
    if (depth === 0 && owner < 0 && count === 0) isVisible = true;
    const self = count;
    if (isVisible) {
      if (count >= nodeCount) return undefined;
      if (count % nodesPerLook === 0 && isStopped()) return nodes.subarray(0, 0);
      const out = count * nodeWords;
      const known = shown < symbolCount ? (publicSymbols[shown] as number) : errorSymbol;
      nodes[out] = known | (field << 16);
      nodes[out + 1] = position >> 1;
      nodes[out + 2] = (position + size) >> 1;
      nodes[out + 3] = owner;
      nodes[out + 4] = ++count;
      let flags = (isNamedNode ? 1 : 0) | ((bits & 8) >> 2) | ((bits & 16) >> 2) | (sets << 8);
      if (field !== 0) {
        // As tree-sitter sees it: from where the field is given, outwards to the parent.
        let isGiven = isOwnField;
        let at = isExtra ? -1 : production;
        let child = place - 1;
        for (let level = depth - 1, hides = closes; ; level--) {
          if (at >= 0) {
            isGiven ||= child < fieldStride && fields[at * fieldStride + child] === field;
            const last = fieldEnds[at * (fieldCount + 1) + field] as number;
            if (isGiven && last > child + 1) {
              flags |= nodeFlags.sharesField;
              break;
            }
          }
          if (hides >= 0 || level < 0) break;
          at = stack[level * frameWords + 3] as number;
          child = (stack[level * frameWords + 2] as number) - 1;
          hides = stack[level * frameWords + 8] as number;
        }
      }
      nodes[out + 5] = flags;
    }
    const start = position;
    position += size;
    // What is hidden counts only for what it holds.
    if (childCount === 0 || (!isVisible && words[at + 12] === 0)) continue;
    if ((depth + 1) * frameWords > stack.length) {
      const larger = new Int32Array(stack.length * 2);
      larger.set(stack);
      stack = larger;
    }
    const frame = depth++ * frameWords;
    stack[frame] = child;
    stack[frame + 1] = remaining;
    stack[frame + 2] = place;
    stack[frame + 3] = production;
    stack[frame + 4] = position;
    stack[frame + 5] = outerField;
    stack[frame + 6] = owner;
    stack[frame + 7] = supertypes;
    stack[frame + 8] = closes;
    production = (words[at + 16] as number) >>> 16;
    child = at - childCount * 2;
    remaining = childCount;
    place = 0;
    position = start;
    isFirst = true;
    if (isVisible) {
      owner = self;
      outerField = 0;
      supertypes = 0;
      closes = self;
    } else {
      outerField = field;
      supertypes = sets;
      closes = -1;
    }
  }
  return count === nodeCount ? nodes : undefined;
}
