import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FitItem, type FitOption, fitBudget } from '../../../../src/core/context/fit-budget.ts';
import type { Resolution } from '../../../../src/core/reduce/resolution.ts';
import { randomFrom } from '../../../support/random-from.ts';

const names: readonly Resolution[] = ['omitted', 'path', 'outline', 'skeleton', 'full'];

/** Costs and values of each item's options, cheapest first: `0/0 5/10`. */
function itemsOf(rows: readonly string[]): FitItem[] {
  return rows.map((row, index) => {
    const options = row.split(' ').map((pair, option): FitOption => {
      const [cost = 0, value = 0] = pair.split('/').map(Number);
      return { resolution: names[option] as Resolution, cost, value };
    });
    return { path: `f${index}`, options: options as unknown as FitItem['options'] };
  });
}

function check(
  name: string,
  [budget, ...rows]: readonly [number, ...string[]],
  expected: readonly number[] | undefined,
): void {
  test(name, () => assert.deepEqual(fitBudget(itemsOf(rows), budget), expected));
}

check('nothing fits into nothing', [0], []);
check('not even the cheapest options fit', [1, '2/1'], undefined);
check('the cheapest options may fill the budget', [4, '2/1 5/9', '2/1 5/9'], [0, 0]);
check('all is shown in full where there is room', [100, '0/0 5/1 9/2', '0/0 7/3'], [2, 1]);
check('what is worth more for its tokens goes first', [10, '0/0 10/5', '0/0 10/9'], [0, 1]);
check('equal worth goes by position', [10, '0/0 10/5', '0/0 10/5'], [1, 0]);
check('a step that does not pay is skipped over', [10, '0/0 5/1 10/10'], [2]);
check('what is left goes to what still fits', [12, '0/0 10/10', '0/0 3/1', '0/0 2/1'], [1, 0, 1]);
check('a small step is taken where the large one does not fit', [6, '0/0 2/1 5/8 50/100'], [2]);

/** Files as they are: sizes far apart, three cheaper ways to show each. */
function repositoryLike(seed: number): { readonly items: FitItem[]; readonly budget: number } {
  const random = randomFrom(seed);
  const items = Array.from({ length: 20 + Math.floor(random() * 60) }, (_, index): FitItem => {
    const size = Math.ceil(50 + 2000 * random() ** 3);
    const value = 0.1 + 3 * random() ** 2;
    const options = [
      [0, 0],
      [8, 0.08],
      [Math.ceil(12 + size * 0.1), 0.3],
      [Math.ceil(20 + size * 0.4), 0.55],
      [size + 30, 1],
    ].map(
      ([cost, share], option): FitOption => ({
        resolution: names[option] as Resolution,
        cost: cost as number,
        value: value * (share as number),
      }),
    );
    return { path: `f${index}`, options: options as unknown as FitItem['options'] };
  });
  const full = items.reduce((sum, { options }) => sum + (options.at(-1)?.cost ?? 0), 0);
  return { items, budget: Math.floor(full * (0.05 + 0.9 * random())) };
}

const total = (items: readonly FitItem[], chosen: readonly number[], what: 'cost' | 'value') =>
  items.reduce((sum, { options }, index) => sum + (options[chosen[index] as number] as FitOption)[what], 0);

/** What others do: files in path order, each in full while there is room. */
function pathOrderGreedy(items: readonly FitItem[], budget: number): number[] {
  let left = budget;
  return items.map(({ options }) => {
    const full = options.at(-1) as FitOption;
    if (full.cost > left) return 0;
    left -= full.cost;
    return options.length - 1;
  });
}

test('the choice never costs more than the budget', () => {
  for (let seed = 1; seed <= 500; seed++) {
    const { items, budget } = repositoryLike(seed);
    const chosen = fitBudget(items, budget);
    assert.ok(chosen !== undefined && total(items, chosen, 'cost') <= budget, `seed ${seed}`);
  }
});

test('the choice is worth more than files in path order', () => {
  for (let seed = 1; seed <= 500; seed++) {
    const { items, budget } = repositoryLike(seed);
    const chosen = fitBudget(items, budget) ?? [];
    const other = pathOrderGreedy(items, budget);
    assert.ok(total(items, chosen, 'value') > total(items, other, 'value'), `seed ${seed}`);
  }
});

test('the choice is near the best one, found by trying all', () => {
  for (let seed = 1; seed <= 60; seed++) {
    const { items } = repositoryLike(seed);
    const few = items.slice(0, 6);
    const budget = Math.floor(few.reduce((sum, { options }) => sum + (options.at(-1)?.cost ?? 0), 0) / 2);
    let best = 0;
    const choose = (index: number, left: number, value: number): void => {
      best = Math.max(best, value);
      for (const option of few[index]?.options ?? [])
        if (option.cost <= left) choose(index + 1, left - option.cost, value + option.value);
    };
    choose(0, budget, 0);
    const chosen = fitBudget(few, budget) ?? [];
    assert.ok(
      total(few, chosen, 'value') >= best * 0.93,
      `seed ${seed}: ${total(few, chosen, 'value')} of ${best}`,
    );
  }
});

test('the same files give the same choice', () => {
  const { items, budget } = repositoryLike(7);
  assert.deepEqual(fitBudget(structuredClone(items), budget), fitBudget(items, budget));
});

test('a larger budget never shows less in all', () => {
  const { items } = repositoryLike(11);
  let before = 0;
  for (let budget = 0; budget < 40_000; budget += 500) {
    const value = total(items, fitBudget(items, budget) ?? [], 'value');
    assert.ok(value >= before * 0.97, `budget ${budget}: ${value} after ${before}`);
    before = Math.max(before, value);
  }
});
