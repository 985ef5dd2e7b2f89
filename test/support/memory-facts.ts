import type { IndexStore } from '../../src/core/ports/index-store.ts';

/** The part of an index that keeps facts: one for each kind. */
export class MemoryFacts implements Pick<IndexStore, 'getFact' | 'putFact'> {
  readonly #facts = new Map<string, { key: string; json: string }>();

  getFact(kind: string, key: string): string | undefined {
    const fact = this.#facts.get(kind);
    return fact?.key === key ? fact.json : undefined;
  }

  putFact(kind: string, key: string, json: string): void {
    this.#facts.set(kind, { key, json });
  }

  /** Cuts everything that is kept in half. */
  damage(): void {
    for (const fact of this.#facts.values()) fact.json = fact.json.slice(0, fact.json.length / 2);
  }
}
