/**
 * A vocabulary in one block of memory, so that reading it is laying views over a file, and threads can share it. Little
 * endian, integers of 32 bits: a header (magic, version, tokens, bytes of all tokens, slots, bytes of the longest
 * token, a checksum of all that follows, one unused), the ranks of all pairs of bytes, where each token's bytes begin
 * (one more than tokens), an open-addressing hash table (rank + 1, 0 for an empty slot; the next slot is tried), and the
 * bytes. Ranks are dense: the order of merges rests on nothing else.
 */
export type RankTableBuffer = ArrayBuffer | SharedArrayBuffer;

/** What {@link RankTable.rankOf} says of bytes that are no token. */
export const noRank = 0x7fff_ffff;

/** `LVRT` as a little-endian machine reads it. */
const magic = 0x5452_564c;
/** Raised whenever the layout or the hash changes. */
const version = 2;
const headerLength = 8;
const pairCount = 0x10000;

/** The ranks of byte sequences. */
export class RankTable {
  /** Bytes of the longest token. */
  readonly longest: number;
  readonly #pairs: Int32Array;
  readonly #starts: Int32Array;
  readonly #slots: Int32Array;
  readonly #bytes: Uint8Array;
  readonly #mask: number;

  private constructor(buffer: RankTableBuffer, sizes: Sizes) {
    const { pairs, starts, slots, bytes } = viewsOf(buffer, sizes);
    this.longest = sizes.longest;
    this.#pairs = pairs;
    this.#starts = starts;
    this.#slots = slots;
    this.#bytes = bytes;
    this.#mask = slots.length - 1;
  }

  /** Undefined for anything that {@link writeRankTable} of this version has not written, or not wholly. */
  static open(buffer: RankTableBuffer): RankTable | undefined {
    if (buffer.byteLength < 4 * headerLength) return undefined;
    const header = new Int32Array(buffer, 0, headerLength);
    const [isMagic, isVersion, tokens = 0, blob = 0, slots = 0, longest = 0, checksum] = header;
    const sizes: Sizes = { tokens, blob, slots, longest };
    if (isMagic !== magic || isVersion !== version || buffer.byteLength !== byteLengthOf(sizes))
      return undefined;
    return checksum === checksumOf(buffer) ? new RankTable(buffer, sizes) : undefined;
  }

  /** The rank of the token with these bytes of a text; {@link noRank} if there is none. */
  rankOf(text: Uint8Array, start: number, end: number): number {
    if (end - start === 2) return this.rankOfPair(text[start] as number, text[start + 1] as number);
    if (end - start > this.longest) return noRank;
    return this.rankOfHashed(text, start, end, hashOf(text, start, end));
  }

  /** The same for two bytes. */
  rankOfPair(first: number, second: number): number {
    return this.#pairs[(first << 8) | second] as number;
  }

  /** The same where {@link hashOf} the bytes is known. */
  rankOfHashed(text: Uint8Array, start: number, end: number, hash: number): number {
    const length = end - start;
    const starts = this.#starts;
    const slots = this.#slots;
    const bytes = this.#bytes;
    const mask = this.#mask;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = slots[slot] as number;
      if (entry === 0) return noRank;
      const tokenStart = starts[entry - 1] as number;
      if ((starts[entry] as number) - tokenStart !== length) continue;
      let at = 0;
      while (at < length && bytes[tokenStart + at] === text[start + at]) at++;
      if (at === length) return entry - 1;
    }
  }
}

interface Sizes {
  readonly tokens: number;
  readonly blob: number;
  readonly slots: number;
  readonly longest: number;
}

function byteLengthOf({ tokens, blob, slots }: Sizes): number {
  return 4 * (headerLength + pairCount + tokens + 1 + slots) + blob;
}

/** Of all behind the header, word by word, those bytes left out that make no word: a damaged file must not count wrongly. */
function checksumOf(buffer: RankTableBuffer): number {
  const words = new Int32Array(buffer, 4 * headerLength, (buffer.byteLength >> 2) - headerLength);
  let sum = 0x811c9dc5;
  for (let at = 0; at < words.length; at++) sum = Math.imul(sum ^ (words[at] as number), 0x01000193);
  return sum | 0;
}

function viewsOf(buffer: RankTableBuffer, { tokens, blob, slots }: Sizes) {
  const pairs = new Int32Array(buffer, 4 * headerLength, pairCount);
  const starts = new Int32Array(buffer, 4 * (headerLength + pairCount), tokens + 1);
  const table = new Int32Array(buffer, 4 * (headerLength + pairCount + tokens + 1), slots);
  return { pairs, starts, slots: table, bytes: new Uint8Array(buffer, buffer.byteLength - blob, blob) };
}

/** Writes the table of tokens in the order of their ranks, as text or as bytes; of equal ones the last one counts. */
export function writeRankTable(tokens: readonly (string | readonly number[] | undefined)[]): ArrayBuffer {
  const encoder = new TextEncoder();
  const texts: Uint8Array[] = [];
  // Unused ranks are holes, over which `forEach` goes.
  tokens.forEach((token) => {
    if (token === undefined) return;
    texts.push(typeof token === 'string' ? encoder.encode(token) : Uint8Array.from(token));
  });
  const blob = texts.reduce((sum, { length }) => sum + length, 0);
  const longest = texts.reduce((most, { length }) => Math.max(most, length), 0);
  const slotCount = 2 ** Math.ceil(Math.log2(Math.max(16, 2 * texts.length)));
  const sizes: Sizes = { tokens: texts.length, blob, slots: slotCount, longest };
  const buffer = new ArrayBuffer(byteLengthOf(sizes));
  new Int32Array(buffer, 0, headerLength).set([magic, version, texts.length, blob, slotCount, longest]);
  const { pairs, starts, slots, bytes } = viewsOf(buffer, sizes);
  pairs.fill(noRank);
  texts.forEach((text, rank) => {
    const start = starts[rank] as number;
    bytes.set(text, start);
    starts[rank + 1] = start + text.length;
    if (text.length === 2) pairs[((text[0] as number) << 8) | (text[1] as number)] = rank;
  });
  const isSame = (text: Uint8Array, rank: number) => {
    const start = starts[rank] as number;
    return starts[rank + 1] === start + text.length && text.every((byte, at) => byte === bytes[start + at]);
  };
  texts.forEach((text, rank) => {
    let slot = hashOf(text, 0, text.length) & (slotCount - 1);
    while (slots[slot] !== 0 && !isSame(text, (slots[slot] as number) - 1))
      slot = (slot + 1) & (slotCount - 1);
    slots[slot] = rank + 1;
  });
  new Int32Array(buffer, 0, headerLength)[6] = checksumOf(buffer);
  return buffer;
}

/**
 * A hash of 32 bits. Its low bits choose the slot.
 * Source: Fowler, Noll and Vo, FNV-1a; the shifts spread the high bits.
 */
export function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = -0x7ee3623b;
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  hash ^= hash >>> 15;
  return hash ^ (hash >>> 7);
}
