import { Inflate } from 'fflate';
import { documentLimits, UnreadableDocument } from '../document.ts';

interface ZipEntry {
  readonly name: string;
  readonly isEncrypted: boolean;
  /** 0 stored, 8 deflated. */
  readonly method: number;
  readonly packedSize: number;
  readonly size: number;
  readonly headerOffset: number;
}

/** Called with the next bytes of a file; returning `true` ends its reading. */
export type OnBytes = (bytes: Uint8Array) => boolean | undefined;

/** Packed bytes that are inflated at once: at most a thousand times as many come out. */
const packedChunk = 16_384;

const signatures = {
  end: 0x06054b50,
  end64: 0x06064b50,
  locator64: 0x07064b50,
  entry: 0x02014b50,
  local: 0x04034b50,
};

/**
 * The files of a ZIP archive, by its central directory (APPNOTE.TXT 4.3.12). Nothing is inflated before it is asked for,
 * and then piece by piece, so that what a file says of its size need not be believed.
 */
export class ZipArchive {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  /** By name in lower case: Office compares names so. */
  readonly #entries = new Map<string, ZipEntry>();
  readonly #check: () => void;
  #inflated = 0;

  /** `check` is called often while files are read, and may throw. @throws UnreadableDocument */
  constructor(bytes: Uint8Array, check: () => void) {
    this.#bytes = bytes;
    this.#check = check;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    try {
      this.#readDirectory();
    } catch (error) {
      if (error instanceof RangeError) throw new UnreadableDocument('Its archive is broken.');
      throw error;
    }
  }

  /** In the order of the directory. */
  get names(): string[] {
    return [...this.#entries.values()].map(({ name }) => name);
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase());
  }

  /** Gives the bytes of a file, piece by piece; nothing when there is none of that name. @throws UnreadableDocument */
  read(name: string, onBytes: OnBytes): void {
    const entry = this.#entries.get(name.toLowerCase());
    if (entry === undefined) return;
    if (entry.isEncrypted) throw new UnreadableDocument('It is encrypted.');
    if (entry.method !== 0 && entry.method !== 8)
      throw new UnreadableDocument(`${name} is packed in a way that is not known.`);
    const count = this.#counter(entry);
    const packed = this.#packedBytes(entry);
    if (entry.method === 0) {
      count(packed.length);
      onBytes(packed);
      return;
    }
    let isOver = false;
    const inflate = new Inflate((piece) => {
      count(piece.length);
      isOver ||= piece.length > 0 && onBytes(piece) === true;
    });
    for (let at = 0; at < packed.length && !isOver; at += packedChunk) {
      this.#check();
      try {
        inflate.push(packed.subarray(at, at + packedChunk), at + packedChunk >= packed.length);
      } catch (error) {
        // fflate's own errors carry a number.
        if (typeof (error as { code?: unknown }).code !== 'number') throw error;
        throw new UnreadableDocument(`${name} inside it is broken.`);
      }
    }
  }

  /** Adds up what comes out of a file, and refuses what no document needs. */
  #counter({ name, packedSize }: ZipEntry): (length: number) => void {
    const { entryBytes, archiveBytes, inflationRatio, ratioBytes } = documentLimits;
    let size = 0;
    return (length) => {
      size += length;
      this.#inflated += length;
      const isBomb = size > ratioBytes && size > packedSize * inflationRatio;
      if (isBomb || size > entryBytes || this.#inflated > archiveBytes)
        throw new UnreadableDocument(`${name} inside it unpacks to more than is read of a document.`);
    };
  }

  #packedBytes({ name, headerOffset, packedSize }: ZipEntry): Uint8Array {
    const view = this.#view;
    const isThere =
      headerOffset + 30 <= view.byteLength && view.getUint32(headerOffset, true) === signatures.local;
    if (isThere) {
      const start =
        headerOffset + 30 + view.getUint16(headerOffset + 26, true) + view.getUint16(headerOffset + 28, true);
      if (start + packedSize <= this.#bytes.length) return this.#bytes.subarray(start, start + packedSize);
    }
    throw new UnreadableDocument(`Its archive is broken: ${name} is not where it should be.`);
  }

  #readDirectory(): void {
    const view = this.#view;
    const { count, offset } = this.#findDirectory();
    if (count > documentLimits.archiveEntries)
      throw new UnreadableDocument(`Its archive has ${count} files, more than are read of a document.`);
    const decoder = new TextDecoder();
    let at = offset;
    for (let index = 0; index < count; index++) {
      if (view.getUint32(at, true) !== signatures.entry)
        throw new UnreadableDocument('Its archive is broken.');
      const nameLength = view.getUint16(at + 28, true);
      const extraLength = view.getUint16(at + 30, true);
      const name = decoder
        .decode(this.#bytes.subarray(at + 46, at + 46 + nameLength))
        .replaceAll('\\', '/')
        .replace(/^\/+/, '');
      const sizes = this.#sizes(at, at + 46 + nameLength, extraLength);
      const flags = view.getUint16(at + 8, true);
      const entry = { name, isEncrypted: (flags & 1) === 1, method: view.getUint16(at + 10, true), ...sizes };
      const key = name.toLowerCase();
      if (!this.#entries.has(key)) this.#entries.set(key, entry);
      at += 46 + nameLength + extraLength + view.getUint16(at + 32, true);
    }
  }

  /** Sizes and place of an entry; those that do not fit in 32 bits stand in its extra field 1, in this order. */
  #sizes(
    at: number,
    extraStart: number,
    extraLength: number,
  ): Pick<ZipEntry, 'size' | 'packedSize' | 'headerOffset'> {
    const view = this.#view;
    let size = view.getUint32(at + 24, true);
    let packedSize = view.getUint32(at + 20, true);
    let headerOffset = view.getUint32(at + 42, true);
    for (let field = extraStart; field + 4 <= extraStart + extraLength; ) {
      const length = view.getUint16(field + 2, true);
      if (view.getUint16(field, true) === 1) {
        const values = Array.from({ length: Math.min(3, length >> 3) }, (_, index) =>
          Number(view.getBigUint64(field + 4 + index * 8, true)),
        );
        if (size === 0xffffffff) size = values.shift() ?? size;
        if (packedSize === 0xffffffff) packedSize = values.shift() ?? packedSize;
        if (headerOffset === 0xffffffff) headerOffset = values.shift() ?? headerOffset;
      }
      field += 4 + length;
    }
    return { size, packedSize, headerOffset };
  }

  /** The end of the directory lies in the last 64 KB, behind it only a comment. */
  #findDirectory(): { readonly count: number; readonly offset: number } {
    const view = this.#view;
    for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--) {
      if (view.getUint32(at, true) !== signatures.end) continue;
      const found = { count: view.getUint16(at + 10, true), offset: view.getUint32(at + 16, true) };
      if (at < 20 || view.getUint32(at - 20, true) !== signatures.locator64) return found;
      const end64 = Number(view.getBigUint64(at - 12, true));
      if (view.getUint32(end64, true) !== signatures.end64) return found;
      return {
        count: Number(view.getBigUint64(end64 + 32, true)),
        offset: Number(view.getBigUint64(end64 + 48, true)),
      };
    }
    throw new UnreadableDocument('It is no Office file, or a broken one: its archive has no directory.');
  }
}
