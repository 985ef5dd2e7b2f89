/** Places that a hash chooses from; a power of two. */
const places = 131_072;
/** Bytes of what is remembered; the pages that nothing was written to take no memory. */
const room = 1_048_576;

/**
 * Remembers the token counts of pieces by their bytes, in memory of a fixed size. A place holds the last piece that its
 * hash chose, and when there is no more room all is forgotten.
 */
export class PieceCounts {
  /** Where an entry (length, count, bytes) begins; 0 for none, so the first byte stays unused. */
  readonly #starts = new Int32Array(places);
  readonly #entries = new Uint8Array(room);
  #end = 1;

  /** The count of a piece of at most 255 bytes; 0 if it is not known. */
  get(bytes: Uint8Array, start: number, end: number, hash: number): number {
    const entries = this.#entries;
    const entry = this.#starts[hash & (places - 1)] as number;
    const length = end - start;
    if (entry === 0 || entries[entry] !== length) return 0;
    for (let at = 0; at < length; at++) if (entries[entry + 2 + at] !== bytes[start + at]) return 0;
    return entries[entry + 1] as number;
  }

  set(bytes: Uint8Array, start: number, end: number, hash: number, count: number): void {
    const entries = this.#entries;
    const length = end - start;
    if (this.#end + 2 + length > room) {
      this.#starts.fill(0);
      this.#end = 1;
    }
    const entry = this.#end;
    entries[entry] = length;
    entries[entry + 1] = count;
    for (let at = 0; at < length; at++) entries[entry + 2 + at] = bytes[start + at] as number;
    this.#starts[hash & (places - 1)] = entry;
    this.#end = entry + 2 + length;
  }
}
