import { fromBase64, toBase64 } from '../base/base64.ts';
import { contentHash } from '../base/content-hash.ts';
import type { IndexStore } from '../ports/index-store.ts';
import type { EncodedPicture, PictureWish } from '../ports/picture-codec.ts';

/** Raised whenever the same picture would be encoded differently. */
const format = 1;

const factKind = 'encoded-pictures';

/** Characters of base64 that are remembered: the pictures of a pack or two. */
const mostRemembered = 24_000_000;

type Remembered = Omit<EncodedPicture, 'bytes'> & { readonly base64: string };

/** How a picture was wanted, and of how many bytes at most. */
export interface EncodedPictureWish extends PictureWish {
  readonly maxBytes: number;
}

/** Pictures as they were sent: to decode, scale and encode one takes a third of a second. */
export class EncodedPictureCache {
  readonly #index: Pick<IndexStore, 'getFact' | 'putFact'>;
  readonly #pictures: Map<string, Remembered>;
  readonly #used = new Map<string, Remembered>();
  #isChanged = false;

  constructor(index: Pick<IndexStore, 'getFact' | 'putFact'>) {
    this.#index = index;
    this.#pictures = recall(index);
  }

  get(picture: Uint8Array, wish: EncodedPictureWish): EncodedPicture | undefined {
    const key = keyOf(picture, wish);
    const known = this.#pictures.get(key);
    if (known === undefined) return undefined;
    this.#used.set(key, known);
    const { base64, ...facts } = known;
    return { ...facts, bytes: fromBase64(base64) };
  }

  put(picture: Uint8Array, wish: EncodedPictureWish, { bytes, ...facts }: EncodedPicture): void {
    this.#used.set(keyOf(picture, wish), { ...facts, base64: toBase64(bytes) });
    this.#isChanged = true;
  }

  /** Keeps what was used now, and of the rest what there is room for. */
  save(): void {
    if (!this.#isChanged) return;
    let room = mostRemembered;
    const kept = [...new Map([...this.#used, ...this.#pictures])].filter(([, { base64 }]) => {
      room -= base64.length;
      return room >= 0;
    });
    this.#index.putFact(factKind, String(format), JSON.stringify(Object.fromEntries(kept)));
  }
}

function keyOf(picture: Uint8Array, { size, masks, mediaTypes, maxBytes }: EncodedPictureWish): string {
  const { width, height } = size;
  return contentHash(JSON.stringify([contentHash(picture), width, height, masks, mediaTypes, maxBytes]));
}

function recall(index: Pick<IndexStore, 'getFact'>): Map<string, Remembered> {
  const json = index.getFact(factKind, String(format));
  try {
    if (json !== undefined) return new Map(Object.entries(JSON.parse(json) as Record<string, Remembered>));
  } catch {
    // A damaged index is made again.
  }
  return new Map();
}
