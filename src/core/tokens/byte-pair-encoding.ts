import { createYielder } from '../base/abort.ts';
import { mergedLength } from './merge-bytes.ts';
import { PieceCounts } from './piece-counts.ts';
import { pieceEnd } from './piece-end.ts';
import { hashOf, noRank, type RankTable } from './rank-table.ts';
import type { SplitPattern } from './split-patterns.ts';

/** A vocabulary and the pattern that cuts a text into the pieces that are merged each on its own. */
export interface BytePairVocabulary {
  readonly table: RankTable;
  readonly pattern: SplitPattern;
}

/** Characters that are counted at a time; what a call holds in memory is a small multiple of it. */
const chunkLength = 65_536;
/** A stretch that offers no certain cut for longer than this is cut anyway, and counted one token higher. */
const longestChunk = 250_000;
/** Bytes of UTF-8 for one UTF-16 unit, at most. */
const bytesPerUnit = 3;
/** Longer pieces are rare, and seldom come again. */
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
  readonly #table: RankTable;
  readonly #pattern: SplitPattern;
  readonly #encoder = new TextEncoder();
  #bytes = new Uint8Array(1024);
  readonly #counts = new PieceCounts();

  constructor({ table, pattern }: BytePairVocabulary) {
    this.#table = table;
    this.#pattern = pattern;
  }

  count(text: string): number {
    if (text.length <= chunkLength) return this.#countChunk(text);
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
    const bytes = this.#room(text.length);
    const end = this.#encoder.encodeInto(text, bytes).written;
    const pattern = this.#pattern;
    let count = 0;
    for (let at = 0; at < end; ) {
      const next = pieceEnd(bytes, at, end, pattern);
      count += this.#countPiece(bytes, at, next);
      at = next;
    }
    return count;
  }

  /** Where the bytes of a chunk are put: kept from one to the next, but for those of an endless stretch. */
  #room(length: number): Uint8Array {
    const needed = length * bytesPerUnit;
    if (needed <= this.#bytes.length) return this.#bytes;
    if (length > chunkLength) return new Uint8Array(needed);
    this.#bytes = new Uint8Array(Math.min(chunkLength * bytesPerUnit, needed * 2));
    return this.#bytes;
  }

  #countPiece(bytes: Uint8Array, start: number, end: number): number {
    const length = end - start;
    if (length === 1) return 1;
    const table = this.#table;
    if (length === 2) return table.rankOf(bytes, start, end) === noRank ? 2 : 1;
    if (length > rememberedLength) {
      return table.rankOf(bytes, start, end) === noRank ? mergedLength(table, bytes, start, end) : 1;
    }
    const hash = hashOf(bytes, start, end);
    if (table.rankOfHashed(bytes, start, end, hash) !== noRank) return 1;
    const known = this.#counts.get(bytes, start, end, hash);
    if (known !== 0) return known;
    const count = mergedLength(table, bytes, start, end);
    this.#counts.set(bytes, start, end, hash, count);
    return count;
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
