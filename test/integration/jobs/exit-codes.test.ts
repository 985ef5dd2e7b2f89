import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exitCodeOf } from '../../../src/cli/exit-codes.ts';
import { numberOf } from '../../../src/cli/read-flags.ts';
import { AppError, type AppErrorCode } from '../../../src/core/index.ts';

const codes: Readonly<Record<AppErrorCode, number>> = {
  usage: 2,
  configuration: 2,
  'not-found': 2,
  'not-a-directory': 2,
  'network-off': 3,
  'consent-required': 3,
  'model-unavailable': 3,
  'model-failed': 3,
  'model-reply-unusable': 3,
  'context-overflow': 3,
  'budget-exhausted': 3,
  'stale-plan': 1,
  'refused-edit': 1,
  'invalid-plan': 2,
  storage: 2,
  internal: 2,
};
for (const [code, exit] of Object.entries(codes))
  test(`an error '${code}' exits ${exit}`, () =>
    assert.equal(exitCodeOf(new AppError(code as AppErrorCode, 'x')), exit));

test('an error that crossed a thread as a plain object has its exit code too', () => {
  assert.equal(exitCodeOf({ name: 'AppError', code: 'model-failed', message: 'x' }), 3);
});
test('a cancellation exits 130', () => assert.equal(exitCodeOf(new DOMException('x', 'AbortError')), 130));
test('anything else exits 2', () => assert.equal(exitCodeOf(new Error('x')), 2));

const numbers: readonly (readonly [string, number | undefined])[] = [
  ['200', 200],
  ['1.5', 1.5],
  ['200k', 200_000],
  ['1.1k', 1100],
  ['2.3M', 2_300_000],
  ['0', 0],
  ['-1', undefined],
  ['1e3', undefined],
  ['k', undefined],
  ['', undefined],
  ['1 000', undefined],
  ['Infinity', undefined],
];
for (const [text, expected] of numbers) {
  test(`the number '${text}' is ${expected ?? 'refused'}`, () => {
    const range = { allowsFraction: true };
    if (expected === undefined)
      assert.throws(() => numberOf({ n: text }, 'n', range), /--n takes a number of at least 0/);
    else assert.equal(numberOf({ n: text }, 'n', range), expected);
  });
}

test('a fraction is refused where a whole number is wanted', () => {
  assert.throws(() => numberOf({ n: '1.5' }, 'n'), /--n takes a whole number of at least 0, not '1.5'/);
  assert.equal(numberOf({ n: '1.5k' }, 'n'), 1500);
});
