import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAppError } from '../../../../src/core/base/app-error.ts';
import { writeRankTable } from '../../../../src/core/tokens/rank-table.ts';
import { countO200kTokens } from '../../../../src/core/tokens/token-counter.ts';
import {
  providedTable,
  provideVocabularies,
  tableOfPackage,
} from '../../../../src/core/tokens/vocabulary-tables.ts';

test('tokens are counted by the table that the program provides, which is asked for at the first count', () => {
  const asked: string[] = [];
  provideVocabularies((name) => {
    asked.push(name);
    return writeRankTable(['a', 'b', 'ab', 'abab', ' ', ' ab']);
  });
  assert.deepEqual(asked, []);
  assert.equal(countO200kTokens('abab abba'), 1 + 3);
  countO200kTokens('a');
  assert.deepEqual(asked, ['o200k_base']);
});

test('an installation without a table, or with one of another version, provides none', () => {
  provideVocabularies(() => undefined);
  assert.equal(providedTable('o200k_base'), undefined);
  provideVocabularies(() => new ArrayBuffer(100));
  assert.equal(providedTable('cl100k_base'), undefined);
});

test('a bundle without tables fails, and says what is missing', () => {
  assert.throws(
    () => tableOfPackage('cl100k_base', []),
    (error) =>
      isAppError(error, 'internal') && /vocabulary cl100k_base is missing .* or damaged/.test(error.message),
  );
});
