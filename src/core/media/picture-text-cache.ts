import { contentHash } from '../base/content-hash.ts';
import type { IndexStore } from '../ports/index-store.ts';
import type { RecognizedText } from '../ports/ocr-engine.ts';

/** Raised whenever recognition would read the same picture differently. */
const FORMAT = 1;

const FACT_KIND = 'picture-text';

/** Pictures whose text is remembered; some kilobytes each. */
const REMEMBERED = 1000;

/** Texts recognised in pictures, by the pictures' content: recognition takes a second a picture. */
export class PictureTextCache {
  readonly #index: Pick<IndexStore, 'getFact' | 'putFact'>;
  readonly #texts: Map<string, RecognizedText>;
  readonly #used = new Set<string>();
  #isChanged = false;

  constructor(index: Pick<IndexStore, 'getFact' | 'putFact'>) {
    this.#index = index;
    this.#texts = recall(index);
  }

  get(picture: Uint8Array): RecognizedText | undefined {
    const key = contentHash(picture);
    this.#used.add(key);
    return this.#texts.get(key);
  }

  put(picture: Uint8Array, text: RecognizedText): void {
    this.#texts.set(contentHash(picture), text);
    this.#isChanged = true;
  }

  /** Keeps what was used now, and of the rest as much as is remembered at all. */
  save(): void {
    if (!this.#isChanged) return;
    const unused = [...this.#texts.keys()].filter((key) => !this.#used.has(key));
    for (const key of unused.slice(0, Math.max(0, this.#texts.size - REMEMBERED))) this.#texts.delete(key);
    this.#index.putFact(FACT_KIND, String(FORMAT), JSON.stringify(Object.fromEntries(this.#texts)));
  }
}

function recall(index: Pick<IndexStore, 'getFact'>): Map<string, RecognizedText> {
  const json = index.getFact(FACT_KIND, String(FORMAT));
  try {
    if (json !== undefined)
      return new Map(Object.entries(JSON.parse(json) as Record<string, RecognizedText>));
  } catch {
    // A damaged index is made again.
  }
  return new Map();
}
