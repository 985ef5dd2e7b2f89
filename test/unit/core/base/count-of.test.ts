import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countOf } from '../../../../src/core/base/count-of.ts';

function check(count: number, expected: string, ...nouns: readonly [string, string?]): void {
  test(`${expected} are counted`, () => {
    assert.equal(countOf(count, ...nouns), expected);
  });
}

check(0, '0 files', 'file');
check(1, '1 file', 'file');
check(12_000, '12000 files', 'file');
check(2, '2 entries', 'entry', 'entries');
