import { entryOf } from '../../base/map-entry.ts';

/** How many types and re-exports are followed from one to the next, and how many in all for one question. */
const deepest = 40;
const mostSteps = 2000;

/**
 * Remembers answers to questions that may need each other in circles. What is asked for while it is being computed (types
 * that are defined by each other, files that re-export each other) is cut off; an answer that depends on where it was cut is
 * remembered for the same question alone, so that no answer depends on what was asked before.
 */
export class CutMemory {
  /** Answers with cuts, for questions that are not part of another one. */
  readonly #wholes = new Map<unknown, Map<string, unknown>>();
  readonly #pending = new Map<unknown, Set<string>>();
  #depth = 0;
  #steps = 0;
  #isCut = false;

  /** The answer in `known` under `key`, computed if there is none; `cut` where the question is being asked already. */
  once<T>(known: Map<string, T>, key: string, cut: T, compute: () => T): T {
    if (known.has(key)) return known.get(key) as T;
    const whole = this.#wholes.get(known);
    if (this.#depth === 0 && whole?.has(key)) return whole.get(key) as T;
    const pending = entryOf(this.#pending, known, () => new Set());
    if (pending.has(key) || this.#depth >= deepest || this.#steps > mostSteps) {
      this.#isCut = true;
      return cut;
    }
    const isCutAround = this.#isCut;
    this.#isCut = false;
    if (this.#depth === 0) this.#steps = 0;
    this.#depth++;
    this.#steps++;
    pending.add(key);
    const value = compute();
    pending.delete(key);
    this.#depth--;
    if (!this.#isCut) known.set(key, value);
    else if (this.#depth === 0) entryOf(this.#wholes, known, () => new Map()).set(key, value);
    this.#isCut = this.#depth > 0 && (this.#isCut || isCutAround);
    return value;
  }
}
