/** Looks from a place of a text backwards, as an expression is read from its end. */
export class LookBack {
  readonly #text: string;
  /** End → start. */
  readonly #comments: ReadonlyMap<number, number>;

  constructor(text: string, comments: ReadonlyMap<number, number>) {
    this.#text = text;
    this.#comments = comments;
  }

  /** The end of what stands before white space and comments. */
  skipSpace(at: number): number {
    let index = at;
    for (;;) {
      while (index > 0 && isSpace(this.#text.charCodeAt(index - 1))) index--;
      const comment = this.#comments.get(index);
      if (comment === undefined) return index;
      index = comment;
    }
  }

  /** Where `[…]` begins that ends at `at`, if it is short. */
  bracket(at: number): number | undefined {
    if (this.#text[at - 1] !== ']') return undefined;
    let depth = 0;
    for (let index = at - 1; index >= Math.max(0, at - 80); index--) {
      if (this.#text[index] === ']') depth++;
      else if (this.#text[index] === '[' && --depth === 0) return index;
    }
    return undefined;
  }

  /** Whether `::` at that place begins a path at the root of all names: nothing stands before it. */
  isRootPath(at: number): boolean {
    return !/[\w$>)\]]/.test(this.#text[at - 1] ?? ' ');
  }
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}
