import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMarkFinder } from '../../../../src/core/workspace/secret-rules/find-marks.ts';
import { randomFrom } from '../../../support/random-from.ts';

function found(marks: readonly string[], text: string): string[] {
  const places: string[] = [];
  createMarkFinder(marks)(text, (mark, start) => places.push(`${start} ${marks[mark]}`));
  return places.sort();
}

/** What looking for each mark by itself gives. */
function expected(marks: readonly string[], text: string): string[] {
  const places: string[] = [];
  for (const mark of marks) {
    for (let at = text.toLowerCase().indexOf(mark); at >= 0; at = text.toLowerCase().indexOf(mark, at + 1))
      places.push(`${at} ${mark}`);
  }
  return places.sort();
}

function check(marks: readonly string[], text: string): void {
  assert.deepEqual(found(marks, text), expected(marks, text));
}

test('marks are found in any case of their letters', () =>
  check(['token', 'ghp_'], 'TOKEN Token ghp_ GHP_ tok en'));
test('marks that overlap and contain each other are all found', () =>
  check(['abc', 'bcd', 'abcd', 'cde'], 'abcde xabcdabcdex'));
test('marks at both ends of a text are found', () => check(['://', 'key'], 'key://'));
test('a text shorter than a mark holds none', () => check(['token'], 'to'));
test('letters outside of ASCII are no marks', () => check(['key', 'sg.'], '\u016bey \u4f6b\u4f65\u4f79 key'));
test('a mark that is too short is an error', () => assert.throws(() => createMarkFinder(['ab']), RangeError));

test('in random texts every mark is found and nothing else', () => {
  const random = randomFrom(7);
  const letters = 'abcd-_';
  const word = (length: number) =>
    Array.from({ length }, () => letters[Math.floor(random() * letters.length)]).join('');
  for (let round = 0; round < 300; round++) {
    const marks = [...new Set(Array.from({ length: 12 }, () => word(3 + Math.floor(random() * 4))))];
    // `_` folds onto a control character that no text here has.
    check(marks, word(200));
  }
});
