import { messageOf } from '../base/app-error.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { IndexStore } from '../ports/index-store.ts';

/**
 * The index as a cache that may fail: what cannot be read is not known, what cannot be written is made again the next time.
 * A failed write is the last one that is tried, for a locked database makes each of them wait.
 */
export class IndexCache {
  readonly #index: IndexStore;
  #unreadable: string | undefined;
  #unwritable: string | undefined;

  constructor(index: IndexStore) {
    this.#index = index;
  }

  readonly get: IndexStore['getAnalysis'] = (key) => this.#read(() => this.#index.getAnalysis(key));

  readonly put: IndexStore['putAnalyses'] = (entries) => this.#write(() => this.#index.putAnalyses(entries));

  /** A fact as `decode` reads it; undefined if there is none, or none that can be read. */
  readonly fact = <T>(kind: string, key: string, decode: (json: string) => T): T | undefined =>
    this.#read(() => {
      const known = this.#index.getFact(kind, key);
      return known === undefined ? undefined : decode(known);
    });

  readonly putFact: IndexStore['putFact'] = (kind, key, json) =>
    this.#write(() => this.#index.putFact(kind, key, json));

  /** What went wrong so far. */
  get diagnostics(): Diagnostic[] {
    const of = (what: string, reason: string | undefined): Diagnostic[] =>
      reason === undefined
        ? []
        : [
            {
              severity: 'warning',
              code: 'index-unusable',
              message: `The index cannot be ${what}: ${reason}`,
            },
          ];
    return [...of('read', this.#unreadable), ...of('written', this.#unwritable)];
  }

  #read<T>(read: () => T | undefined): T | undefined {
    try {
      return read();
    } catch (error) {
      this.#unreadable ??= messageOf(error);
      return undefined;
    }
  }

  #write(write: () => void): void {
    if (this.#unwritable !== undefined) return;
    try {
      write();
    } catch (error) {
      this.#unwritable = messageOf(error);
    }
  }
}
