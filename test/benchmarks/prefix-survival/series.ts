import { median, prefixShare, unchangedShare } from './survival.ts';

/** What one way of packing gave, commit after commit. */
export class Series {
  readonly #shares: number[] = [];
  readonly #fills: number[] = [];
  readonly #notes = new Map<string, number>();
  #before: readonly string[] | undefined;

  add(parts: readonly string[], fill?: number): void {
    if (this.#before !== undefined) this.#shares.push(prefixShare(this.#before.join(''), parts.join('')));
    if (fill !== undefined) this.#fills.push(fill);
    this.#before = parts;
  }

  addIdeal(parts: readonly string[]): void {
    if (this.#before !== undefined) this.#shares.push(unchangedShare(this.#before, parts));
    this.#before = parts;
  }

  note(text: string): void {
    // Numbers differ from time to time; what was decided is counted.
    const kind = text.replaceAll(/\d[\d.]*/g, 'N');
    this.#notes.set(kind, (this.#notes.get(kind) ?? 0) + 1);
  }

  render(repository: string, name: string): string {
    const shares = this.#shares;
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    const low = shares.filter((share) => share < 0.95).length;
    const fill = this.#fills.length === 0 ? '' : `${(100 * Math.min(...this.#fills)).toFixed(1)} %`;
    const notes = [...this.#notes].map(([note, count]) => `\n<!-- ${count} × ${note} -->`).join('');
    return `| ${repository} | ${shares.length} | ${name} | ${median(shares).toFixed(3)} | ${mean.toFixed(3)} | ${low} | ${fill} |${notes}`;
  }
}
