import { createYielder } from '../base/abort.ts';

/** A vocabulary and the pattern that cuts a text into the pieces that are merged each on its own. */
export interface BytePairVocabulary {
  /** By rank: a token as text, or as bytes where these are no whole characters; holes are unused ranks. */
  readonly tokens: readonly (string | readonly number[] | undefined)[];
  /** With the flags `g` and `u`. Matches every character of every text. */
  readonly pattern: RegExp;
}

/** Characters that are counted at a time; what a call holds in memory is a small multiple of it. */
const chunkLength = 65_536;
/** A stretch that offers no certain cut for longer than this is cut anyway, and counted one token higher. */
const longestChunk = 250_000;
/** From so many bytes on a heap finds the next merge faster than a scan. */
const heapFrom = 96;
/** Bytes of the longest token of any vocabulary known (128 blanks in o200k_base), with room. */
const longestToken = 512;
/** Pieces whose counts are remembered, and how long they may be. */
const rememberedPieces = 100_000;
const rememberedLength = 64;

/**
 * Byte pair encoding as `tiktoken` does it: of all neighbours whose bytes together are a token, those of the lowest rank
 * merge first, the leftmost among equals. Counts are exact, in O(n log n) for any text; only a stretch of 250,000
 * characters without a certain cut (one endless word, one line of nothing but ideographs) is counted in parts, with one
 * token more for each. Text that spells a special token is counted as the characters that it is; half a surrogate pair
 * counts as U+FFFD.
 *
 * Source: Sennrich et al., "Neural machine translation of rare words with subword units", over bytes as in GPT-2.
 */
export class BytePairEncoding {
  readonly #vocabulary: BytePairVocabulary;
  /** Tokens that are whole characters. */
  readonly #ranks = new Map<string, number>();
  /** Tokens with bytes above 127, as {@link toByteKey} writes them; made when the first piece needs them. */
  #highRanks: Map<string, number> | undefined;
  readonly #remembered = new Map<string, number>();

  constructor(vocabulary: BytePairVocabulary) {
    this.#vocabulary = vocabulary;
    vocabulary.tokens.forEach((token, rank) => {
      if (typeof token === 'string') this.#ranks.set(token, rank);
    });
  }

  count(text: string): number {
    let count = 0;
    for (const chunkCount of this.countChunks(text)) count += chunkCount;
    return count;
  }

  /** The counts of one chunk after the other, for callers that stop or yield between them. */
  *countChunks(text: string): Generator<number, undefined> {
    for (let start = 0; start < text.length; ) {
      const { end, isCertain } = chunkEnd(text, start);
      const chunk = start === 0 && end === text.length ? text : text.slice(start, end);
      yield this.#countChunk(chunk) + (isCertain ? 0 : 1);
      start = end;
    }
    return undefined;
  }

  #countChunk(text: string): number {
    let count = 0;
    for (const piece of text.match(this.#vocabulary.pattern) ?? []) {
      count += this.#ranks.has(piece) ? 1 : this.#countPiece(piece);
    }
    return count;
  }

  #countPiece(piece: string): number {
    if (piece.length > rememberedLength) return this.#merge(toByteKey(piece));
    const known = this.#remembered.get(piece);
    if (known !== undefined) return known;
    const count = this.#merge(toByteKey(piece));
    if (this.#remembered.size >= rememberedPieces) this.#remembered.clear();
    this.#remembered.set(piece, count);
    return count;
  }

  #merge(bytes: string): number {
    const high = hasHighBytes(bytes) ? this.#loadHighRanks() : undefined;
    const rankOf: RankOf = (start, end) => {
      if (end - start > longestToken) return Number.POSITIVE_INFINITY;
      const key = bytes.slice(start, end);
      return this.#ranks.get(key) ?? high?.get(key) ?? Number.POSITIVE_INFINITY;
    };
    return bytes.length < heapFrom ? mergeByScan(bytes.length, rankOf) : mergeByHeap(bytes.length, rankOf);
  }

  #loadHighRanks(): Map<string, number> {
    this.#highRanks ??= highRanksOf(this.#vocabulary);
    return this.#highRanks;
  }
}

/** Counts a large text: yields every few milliseconds, and stops when aborted. @throws AbortError */
export async function countYielding(
  encoding: BytePairEncoding,
  text: string,
  signal?: AbortSignal,
): Promise<number> {
  const yieldIfDue = createYielder(signal);
  let count = 0;
  for (const chunkCount of encoding.countChunks(text)) {
    count += chunkCount;
    await yieldIfDue();
  }
  return count;
}

/** Rank of the token with the bytes from `start` to `end`; infinite if there is none. */
type RankOf = (start: number, end: number) => number;

/** Tokens of `length` bytes after all merges. */
function mergeByScan(length: number, rankOf: RankOf): number {
  const starts: number[] = [];
  const ranks: number[] = [];
  for (let at = 0; at < length; at++) {
    starts.push(at);
    if (at + 1 < length) ranks.push(rankOf(at, at + 2));
  }
  starts.push(length);
  for (;;) {
    let lowest = Number.POSITIVE_INFINITY;
    let at = -1;
    for (let index = 0; index < ranks.length; index++) {
      if ((ranks[index] as number) < lowest) {
        lowest = ranks[index] as number;
        at = index;
      }
    }
    if (at === -1) return starts.length - 1;
    starts.splice(at + 1, 1);
    ranks.splice(at, 1);
    if (at < ranks.length) ranks[at] = rankOf(starts[at] as number, starts[at + 2] as number);
    if (at > 0) ranks[at - 1] = rankOf(starts[at - 1] as number, starts[at + 1] as number);
  }
}

/** The same in O(n log n). */
function mergeByHeap(length: number, rankOf: RankOf): number {
  // Tokens so far as a linked list of their starts; `ranks` holds that of a token merged with its right neighbour.
  const next = new Int32Array(length + 1);
  const previous = new Int32Array(length + 1);
  const ranks = new Float64Array(length + 1).fill(Number.POSITIVE_INFINITY);
  const heap: number[] = [];
  const propose = (start: number) => {
    const middle = next[start] as number;
    const rank = middle < length ? rankOf(start, next[middle] as number) : Number.POSITIVE_INFINITY;
    ranks[start] = rank;
    if (rank !== Number.POSITIVE_INFINITY) pushHeap(heap, rank * positions + start);
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
    ranks[merged] = Number.POSITIVE_INFINITY;
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

function chunkEnd(text: string, start: number): { readonly end: number; readonly isCertain: boolean } {
  if (text.length - start <= chunkLength) return { end: text.length, isCertain: true };
  const limit = Math.min(text.length, start + longestChunk);
  for (let end = start + chunkLength; end < limit; end++) {
    if (isChunkCut(text.charCodeAt(end - 1), text.charCodeAt(end))) return { end, isCertain: true };
  }
  if (limit === text.length) return { end: limit, isCertain: true };
  const isLowSurrogate = (text.charCodeAt(limit) & 0xfc00) === 0xdc00;
  return { end: isLowSurrogate ? limit - 1 : limit, isCertain: false };
}

/**
 * Whether the patterns certainly split between two characters. Behind a line end see {@link certainCuts}; and no piece
 * holds a letter or a digit followed by anything ASCII of another kind, but the apostrophe of a contraction.
 */
function isChunkCut(before: number, after: number): boolean {
  if (before === 0x0a) return after > 0x20 && after < 0x7f && after !== 0x2f;
  const kind = asciiKind(before);
  return (
    (kind === 'letter' || kind === 'digit') && after < 0x80 && after !== 0x27 && asciiKind(after) !== kind
  );
}

function asciiKind(code: number): 'letter' | 'digit' | 'other' {
  if (code >= 0x30 && code <= 0x39) return 'digit';
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a ? 'letter' : 'other';
}

function highRanksOf({ tokens }: BytePairVocabulary): Map<string, number> {
  const ranks = new Map<string, number>();
  tokens.forEach((token, rank) => {
    const key = typeof token === 'string' ? toByteKey(token) : bytesToKey(token ?? []);
    if (hasHighBytes(key)) ranks.set(key, rank);
  });
  return ranks;
}

/** Bytes above 127 are written as low surrogates: no text that is a token holds one of these alone. */
const highBytes = 0xdc00;

function hasHighBytes(key: string): boolean {
  return /[\udc80-\udcff]/.test(key);
}

/** The UTF-8 bytes of a text, each as one character: those up to 127 as they are. */
function toByteKey(text: string): string {
  if (/^[\0-\x7f]*$/.test(text)) return text;
  let key = '';
  for (let at = 0; at < text.length; at++) {
    let code = text.codePointAt(at) as number;
    if (code < 0x80) {
      key += text[at];
      continue;
    }
    if (code > 0xffff) at++;
    else if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x800) key += keyOf(0xc0 | (code >> 6));
    else if (code < 0x10000) key += keyOf(0xe0 | (code >> 12), code >> 6);
    else key += keyOf(0xf0 | (code >> 18), code >> 12, code >> 6);
    key += keyOf(0x80 | (code & 0x3f));
  }
  return key;
}

/** A first byte of UTF-8, and continuations by the bits that they carry. */
function keyOf(first: number, ...bits: number[]): string {
  let key = String.fromCharCode(highBytes + first);
  for (const six of bits) key += String.fromCharCode(highBytes + (0x80 | (six & 0x3f)));
  return key;
}

function bytesToKey(bytes: readonly number[]): string {
  return String.fromCharCode(...bytes.map((byte) => (byte < 0x80 ? byte : highBytes + byte)));
}
