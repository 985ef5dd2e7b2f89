import { entryOf } from '../base/map-entry.ts';
import type { Reference } from './syntax-summary.ts';

type CountedReference = Reference & { count: number };

/** The references of a text, each once for each type around it, in order of their first use. */
export class ReferenceList {
  readonly all: CountedReference[] = [];
  // In two steps: a key of both joined would have to be written and hashed for each name of a text.
  readonly #byWithin = new Map<string | undefined, Map<string, CountedReference>>();

  /** Counts a use of what is known; false if it is not. */
  count(chain: string, within: string | undefined): boolean {
    const known = this.#byWithin.get(within)?.get(chain);
    if (known !== undefined) known.count++;
    return known !== undefined;
  }

  has(chain: string, within: string | undefined): boolean {
    return this.#byWithin.get(within)?.has(chain) === true;
  }

  add(reference: CountedReference): void {
    entryOf(this.#byWithin, reference.within, () => new Map()).set(reference.chain, reference);
    this.all.push(reference);
  }
}
