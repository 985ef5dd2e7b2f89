/** How many rows of a sheet are shown: all of a short one, else some from its head, middle and tail. */
export const rowSample = { all: 60, head: 30, middle: 10, tail: 8 } as const;

/**
 * Keeps some of many rows without knowing how many will come: the first ones, the last ones, and evenly spaced ones
 * between, whose distance doubles whenever there are too many of them. The same rows give the same sample.
 */
export class RowSampler<T> {
  readonly #first: T[] = [];
  #middle: { readonly at: number; readonly row: T }[] = [];
  readonly #last: T[] = [];
  #stride = 1;
  #count = 0;

  add(row: T): void {
    const at = this.#count++;
    const { all, middle, tail } = rowSample;
    if (at < all) this.#first.push(row);
    if (at >= all && at % this.#stride === 0) {
      this.#middle.push({ at, row });
      if (this.#middle.length > middle * 4) {
        this.#stride *= 2;
        this.#middle = this.#middle.filter((kept) => kept.at % this.#stride === 0);
      }
    }
    this.#last.push(row);
    if (this.#last.length > tail) this.#last.shift();
  }

  /** How many rows came. */
  get count(): number {
    return this.#count;
  }

  /** The rows that are kept, in order. */
  rows(): T[] {
    const { all, head, middle, tail } = rowSample;
    if (this.#count <= all) return [...this.#first];
    const between = this.#middle.filter(({ at }) => at < this.#count - tail);
    const step = Math.max(1, Math.ceil(between.length / middle));
    const spread = between.filter((_, index) => index % step === 0).map(({ row }) => row);
    return [...this.#first.slice(0, head), ...spread, ...this.#last];
  }
}
