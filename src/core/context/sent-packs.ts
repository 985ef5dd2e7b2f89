import type { IndexStore } from '../ports/index-store.ts';

/** What a provider was last sent of a pack, by one kind of run of one model. */
export interface SentPack {
  /** Milliseconds since 1970, at the last use. */
  readonly at: number;
  /** Of the pack that is kept now, as the target counts. */
  readonly tokens: number;
  /** How long the provider was asked to keep it. */
  readonly lifeSeconds: number;
}

/**
 * What was sent of the pack in a slot, by reader. Models share a pack, and so do questions and reviews, but none of them
 * reads what a provider keeps for another: instructions and tools stand in front of the pack.
 */
export class SentPacks {
  readonly #index: Pick<IndexStore, 'getFact' | 'putFact'>;
  readonly #slot: number;
  readonly #key: string;

  constructor(index: Pick<IndexStore, 'getFact' | 'putFact'>, slot: number, key: string) {
    this.#index = index;
    this.#slot = slot;
    this.#key = key;
  }

  of(reader: string): SentPack | undefined {
    return this.#read().get(reader);
  }

  /** Whether some provider still keeps it, at a time in milliseconds since 1970. */
  isKeptAt(now: number): boolean {
    return [...this.#read().values()].some(({ at, lifeSeconds }) => now - at <= lifeSeconds * 1000);
  }

  note(reader: string, sent: SentPack): void {
    const all = this.#read();
    // What a provider does not keep any more says no more than nothing does.
    for (const [other, { at, lifeSeconds }] of all) {
      if (sent.at - at > lifeSeconds * 1000) all.delete(other);
    }
    this.#write(all.set(reader, sent));
  }

  /** After another pack took the place of the one before, of which so many tokens stay in front. */
  keepOnly(tokens: number): void {
    const all = this.#read();
    const cut = [...all].filter(([, sent]) => sent.tokens > tokens);
    if (cut.length === 0) return;
    for (const [reader, sent] of cut) {
      if (tokens === 0) all.delete(reader);
      else all.set(reader, { ...sent, tokens });
    }
    this.#write(all);
  }

  #read(): Map<string, SentPack> {
    const json = this.#index.getFact(this.#kind, this.#key);
    try {
      const value = JSON.parse(json ?? '[]') as unknown;
      // Another version wrote a time alone.
      return new Map(Array.isArray(value) ? (value as [string, SentPack][]) : []);
    } catch {
      return new Map();
    }
  }

  #write(all: ReadonlyMap<string, SentPack>): void {
    this.#index.putFact(this.#kind, this.#key, JSON.stringify([...all]));
  }

  get #kind(): string {
    return `continued-pack-sent-${this.#slot}`;
  }
}
