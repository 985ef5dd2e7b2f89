import assert from 'node:assert/strict';
import { test } from 'node:test';
import { numberOf } from '../../../src/cli/read-flags.ts';

for (const [written, expected] of [
  ['200000', 200_000],
  ['200k', 200_000],
  ['200K', 200_000],
  ['1M', 1_000_000],
  ['1m', 1_000_000],
  ['1.1k', 1100],
  ['0.5', 0.5],
] as const) {
  test(`${written} is ${expected}`, () => assert.equal(numberOf({ budget: written }, 'budget'), expected));
}

for (const written of ['', 'k', '1kk', '-1', '1g', '1e3', ' 1', '99']) {
  test(`'${written}' is no number of at least 100`, () => {
    if (written === '99') assert.equal(numberOf({ budget: written }, 'budget'), 99);
    assert.throws(() => numberOf({ budget: written }, 'budget', { minimum: 100 }), /--budget takes a number/);
  });
}

test('a flag that is not there has no number', () => assert.equal(numberOf({}, 'budget'), undefined));
