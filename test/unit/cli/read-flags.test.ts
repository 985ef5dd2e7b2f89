import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatOf, numberOf, outputFileOf } from '../../../src/cli/read-flags.ts';

for (const [written, expected] of [
  ['200000', 200_000],
  ['200k', 200_000],
  ['200K', 200_000],
  ['1M', 1_000_000],
  ['1m', 1_000_000],
  ['1.1k', 1100],
] as const) {
  test(`${written} is ${expected}`, () => assert.equal(numberOf({ budget: written }, 'budget'), expected));
}

for (const written of ['0.5', '20', '1k'] as const) {
  test(`${written} may be a number where parts are counted`, () =>
    assert.equal(
      numberOf({ cost: written }, 'cost', { allowsFraction: true }),
      { '0.5': 0.5, '20': 20, '1k': 1000 }[written],
    ));
}

for (const written of ['', 'k', '1kk', '-1', '1g', '1e3', ' 1', '0.5', '99', '9'.repeat(40)]) {
  test(`'${written}' is no number of at least 100`, () => {
    if (written === '99') assert.equal(numberOf({ budget: written }, 'budget'), 99);
    assert.throws(() => numberOf({ budget: written }, 'budget', { minimum: 100 }), {
      message: /^--budget takes a whole number of at least 100, not '.*'\.$/,
    });
  });
}

test('a flag that is not there has no number', () => assert.equal(numberOf({}, 'budget'), undefined));

test('--json is a format, and contradicts another one', () => {
  const allowed = ['text', 'json'] as const;
  assert.equal(formatOf({}, allowed), undefined);
  assert.equal(formatOf({ format: 'text' }, allowed), 'text');
  assert.equal(formatOf({ json: true }, allowed), 'json');
  assert.equal(formatOf({ json: true, format: 'json' }, allowed), 'json');
  assert.throws(() => formatOf({ json: true, format: 'text' }, allowed), { code: 'usage' });
});

test('- is standard output', () => {
  assert.equal(outputFileOf({ out: '-' }, 'out'), undefined);
  assert.equal(outputFileOf({ out: './-' }, 'out'), './-');
});
