import type { IndexStore } from '../../ports/index-store.ts';
import type { CountSource } from '../../tokens/model-token-counter.ts';

/** What a text came to, by the hash of the text and of whatever else the count rests on. */
interface RememberedCount {
  readonly tokenCount: number;
  readonly source: CountSource;
}

const factKind = 'token-counts';
/** Raised when what is counted, or what is kept, changes. */
const format = '1';
/** Packs of some targets and formats, two or three texts for each. The oldest make room. */
const mostKept = 64;

/** Counts of whole texts that took a server or a vocabulary of many megabytes, kept in the index: none is counted twice. */
export class RememberedCounts {
  readonly #index: Pick<IndexStore, 'getFact' | 'putFact'>;

  constructor(index: Pick<IndexStore, 'getFact' | 'putFact'>) {
    this.#index = index;
  }

  get(key: string): RememberedCount | undefined {
    return this.#read().find(([known]) => known === key)?.[1];
  }

  put(key: string, count: RememberedCount): void {
    // Read again: another process may have counted meanwhile.
    const others = this.#read().filter(([known]) => known !== key);
    const kept = [...others, [key, count] as const].slice(-mostKept);
    this.#index.putFact(factKind, format, JSON.stringify(kept));
  }

  #read(): (readonly [key: string, count: RememberedCount])[] {
    try {
      return JSON.parse(this.#index.getFact(factKind, format) ?? '[]');
    } catch {
      // What is damaged is counted again.
      return [];
    }
  }
}
