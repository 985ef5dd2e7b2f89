/** How many types and re-exports are followed from one to the next, and how many in all for one question. */
const deepest = 40;
const mostSteps = 2000;

/** The answers to questions of one kind about one thing, by key. */
export class Answers<T> {
  readonly known = new Map<string, T>();
  /** Answers with cuts, for questions that are not part of another one. */
  wholes: Map<string, T> | undefined;
  /** What is being computed. */
  readonly pending = new Set<string>();
}

/**
 * Remembers answers to questions that may need each other in circles. What is asked for while it is being computed (types
 * that are defined by each other, files that re-export each other) is cut off; an answer that depends on where it was cut is
 * remembered for the same question alone, so that no answer depends on what was asked before.
 */
export class CutMemory {
  #depth = 0;
  #steps = 0;
  #isCut = false;

  /** An answer that is not remembered, to a question that is no part of another one. */
  answer<T>(compute: () => T): T {
    this.#steps = 0;
    this.#depth++;
    const value = compute();
    this.#depth--;
    this.#isCut = false;
    return value;
  }

  /** The answer under `key`, computed if there is none; `cut` where the question is being asked already. */
  once<T>(answers: Answers<T>, key: string, cut: T, compute: () => T): T {
    const { known, pending } = answers;
    const answer = known.get(key);
    if (answer !== undefined || known.has(key)) return answer as T;
    if (this.#depth === 0 && answers.wholes?.has(key) === true) return answers.wholes.get(key) as T;
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
    else if (this.#depth === 0) {
      answers.wholes ??= new Map();
      answers.wholes.set(key, value);
    }
    this.#isCut = this.#depth > 0 && (this.#isCut || isCutAround);
    return value;
  }
}
