import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitShares, lossOf, type ShareSample } from '../../benchmarks/needed-context/fit-shares.ts';
import { randomFrom } from '../../support/random-from.ts';

/** Choices that really follow a log-linear model. */
function samplesFrom(weights: readonly number[], count: number): ShareSample[] {
  const random = randomFrom(7);
  return Array.from({ length: count }, () => {
    const rows = Array.from({ length: 12 }, () => weights.map(() => 4 * random()));
    const odds = rows.map((row) =>
      Math.exp(row.reduce((sum, value, column) => sum + value * (weights[column] as number), 0)),
    );
    const total = odds.reduce((sum, value) => sum + value, 0);
    return { rows, shares: odds.map((value) => value / total), weight: 1 };
  });
}

test('weights are found again in shares that follow them', () => {
  const weights = fitShares(samplesFrom([1, -0.5, 0], 80));
  const expected = [1, -0.5, 0];
  for (const [column, weight] of weights.entries())
    assert.ok(Math.abs(weight - (expected[column] as number)) < 0.05, `${weights}`);
});

test('fitted weights lose less than none', () => {
  const samples = samplesFrom([1, -0.5, 0], 80);
  assert.ok(lossOf(samples, fitShares(samples)) < lossOf(samples, [0, 0, 0]));
});

test('without samples there are no weights', () => assert.deepEqual(fitShares([]), []));
