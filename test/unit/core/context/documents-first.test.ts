import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documentsFirst } from '../../../../src/core/context/documents-first.ts';
import { type FitItem, type FitOption, fitBudget } from '../../../../src/core/context/fit-budget.ts';

const nothing: FitOption = { resolution: 'path', cost: 0, value: 0 };
const readme: FitItem = {
  path: 'README.md',
  options: [nothing, { resolution: 'full', cost: 60, value: 50 }],
};
const picture: FitItem = {
  path: 'logo.png',
  options: [nothing, { resolution: 'full', cost: 50, value: 100, isPicture: true }],
};

function check(budget: number, document: string | undefined, expected: readonly string[]) {
  const items = [readme, picture];
  const chosen = documentsFirst(
    items,
    () => document,
    (offered) =>
      (fitBudget(offered, budget) ?? []).map((option, index) => offered[index]?.options[option] as FitOption),
  );
  const shown = items.filter((_, index) => chosen[index]?.resolution === 'full').map(({ path }) => path);
  assert.deepEqual(shown, expected);
}

test('a picture does not push out the document that it stands beside', () =>
  check(100, 'README.md', ['README.md']));

test('both are shown where there is room for both', () => check(110, 'README.md', ['README.md', 'logo.png']));

test('a picture stays where its document does not fit anyway', () => check(55, 'README.md', ['logo.png']));

test('a picture that no document shows, or that was asked for, stays', () =>
  check(100, undefined, ['logo.png']));
