import type { Repository, SourceFile } from '../../../src/core/analysis/repository.ts';
import { countO200kTokens } from '../../../src/core/tokens/token-counter.ts';
import { randomFrom } from '../../support/random-from.ts';
import { firstLinesOf, type ShownFile } from './recall.ts';

/** Whole files one behind the other until the budget is used up; of the last one the lines that still fit. */
export class CutOrder {
  readonly #tokens = new Map<string, number>();

  shown(files: readonly SourceFile[], budget: number): Map<string, ShownFile> {
    const shown = new Map<string, ShownFile>();
    let left = budget;
    for (const file of files) {
      const cost = this.#costOf(file);
      if (cost > left) {
        shown.set(file.path, firstLinesOf(linesWithin(file.text ?? '', left - headerTokens(file.path))));
        break;
      }
      left -= cost;
      shown.set(file.path, firstLinesOf());
    }
    return shown;
  }

  #costOf({ path, contentHash, text = '' }: SourceFile): number {
    const known = this.#tokens.get(contentHash) ?? countO200kTokens(text);
    this.#tokens.set(contentHash, known);
    return known + headerTokens(path);
  }
}

/** Files that a packer shows: text that no tool wrote, in the order of their paths. */
export function packableFiles(repository: Repository): SourceFile[] {
  return repository.files.filter((file) => file.text !== undefined && file.kind === 'text');
}

/** Small files first. */
export function bySize(files: readonly SourceFile[]): SourceFile[] {
  return files.toSorted((a, b) => a.size - b.size);
}

/** Any order, the same for the same seed (Fisher and Yates). */
export function shuffled<Item>(items: readonly Item[], seed: number): Item[] {
  const random = randomFrom(seed);
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    [order[last], order[other]] = [order[other] as Item, order[last] as Item];
  }
  return order;
}

function headerTokens(path: string): number {
  return countO200kTokens(`==> ${path}\n`);
}

/** How many of the first lines fit. */
export function linesWithin(text: string, budget: number): number {
  const lines = text.split('\n');
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (countO200kTokens(lines.slice(0, middle).join('\n')) <= budget) low = middle;
    else high = middle - 1;
  }
  return low;
}
