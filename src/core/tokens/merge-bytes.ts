import { noRank, type RankTable } from './rank-table.ts';

/** From so many bytes on a heap finds the next merge faster than a scan. */
const heapFrom = 96;
/** Bytes of the longest token of any vocabulary known (128 blanks in o200k_base), with room. */
const longestToken = 512;

/**
 * Tokens of the bytes from `start` to `end` after all merges: of all neighbours whose bytes together are a token, those
 * of the lowest rank merge first, the leftmost among equals.
 */
export function mergedLength(table: RankTable, bytes: Uint8Array, start: number, end: number): number {
  const length = end - start;
  return length < heapFrom
    ? mergeByScan(table, bytes, start, length)
    : mergeByHeap(table, bytes, start, length);
}

/** Where the tokens so far begin, and the rank of each merged with its right neighbour. */
const scannedStarts = new Int32Array(heapFrom + 1);
const scannedRanks = new Int32Array(heapFrom + 1);

function mergeByScan(table: RankTable, bytes: Uint8Array, offset: number, length: number): number {
  const starts = scannedStarts;
  const ranks = scannedRanks;
  for (let at = 0; at < length; at++) {
    starts[at] = offset + at;
    ranks[at] =
      at + 1 < length
        ? table.rankOfPair(bytes[offset + at] as number, bytes[offset + at + 1] as number)
        : noRank;
  }
  starts[length] = offset + length;
  let count = length;
  for (;;) {
    let lowest = noRank;
    let at = -1;
    for (let index = 0; index + 1 < count; index++) {
      const rank = ranks[index] as number;
      if (rank < lowest) {
        lowest = rank;
        at = index;
      }
    }
    if (at === -1) return count;
    for (let index = at + 1; index < count; index++) {
      starts[index] = starts[index + 1] as number;
      ranks[index] = ranks[index + 1] as number;
    }
    count--;
    ranks[at] = at + 1 < count ? table.rankOf(bytes, starts[at] as number, starts[at + 2] as number) : noRank;
    if (at > 0) ranks[at - 1] = table.rankOf(bytes, starts[at - 1] as number, starts[at + 1] as number);
  }
}

/** The same in O(n log n). */
function mergeByHeap(table: RankTable, bytes: Uint8Array, offset: number, length: number): number {
  // Tokens so far as a linked list of their starts; `ranks` holds that of a token merged with its right neighbour.
  const next = new Int32Array(length + 1);
  const previous = new Int32Array(length + 1);
  const ranks = new Int32Array(length + 1).fill(noRank);
  const heap: number[] = [];
  const propose = (start: number) => {
    const middle = next[start] as number;
    const end = middle < length ? (next[middle] as number) : length;
    const rank =
      middle < length && end - start <= longestToken
        ? table.rankOf(bytes, offset + start, offset + end)
        : noRank;
    ranks[start] = rank;
    if (rank !== noRank) pushHeap(heap, rank * positions + start);
  };
  for (let at = 0; at <= length; at++) {
    next[at] = at + 1;
    previous[at] = at - 1;
  }
  for (let at = 0; at + 1 < length; at++) propose(at);
  let count = length;
  while (heap.length > 0) {
    const entry = popHeap(heap);
    const start = entry % positions;
    // What was proposed before a neighbour changed is no longer true.
    if (ranks[start] !== (entry - start) / positions) continue;
    const merged = next[start] as number;
    const after = next[merged] as number;
    next[start] = after;
    previous[after] = start;
    ranks[merged] = noRank;
    count--;
    propose(start);
    if (start > 0) propose(previous[start] as number);
  }
  return count;
}

/** Rank and position in one number, so that numbers order as pairs do. */
const positions = 2 ** 32;

function pushHeap(heap: number[], entry: number): void {
  let at = heap.push(entry) - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if ((heap[parent] as number) <= entry) break;
    heap[at] = heap[parent] as number;
    at = parent;
  }
  heap[at] = entry;
}

function popHeap(heap: number[]): number {
  const top = heap[0] as number;
  const entry = heap.pop() as number;
  if (heap.length === 0) return top;
  let at = 0;
  for (let child = 1; child < heap.length; child = 2 * at + 1) {
    if (child + 1 < heap.length && (heap[child + 1] as number) < (heap[child] as number)) child++;
    if ((heap[child] as number) >= entry) break;
    heap[at] = heap[child] as number;
    at = child;
  }
  heap[at] = entry;
  return top;
}
