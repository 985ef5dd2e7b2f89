import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  compareCodeUnits,
  lineAt,
  lineStarts,
  rangesOverlap,
  textOfLines,
} from '../../../../src/core/base/text-range.ts';

function check(name: string, actual: unknown, expected: unknown): void {
  test(name, () => assert.deepEqual(actual, expected));
}

const range = (startLine: number, endLine: number) => ({ startLine, endLine });

check('the empty text has one line', lineStarts(''), [0]);
check('a line begins behind each line end', lineStarts('a\n\nbc\n'), [0, 2, 3, 6]);
check('lines are taken with both ends', textOfLines('a\nb\nc\nd', range(2, 3)), 'b\nc');
check('lines outside the text are left out', textOfLines('a\nb', range(0, 9)), 'a\nb');
check('ranges that share a line overlap', rangesOverlap(range(1, 3), range(3, 5)), true);
check('ranges side by side do not overlap', rangesOverlap(range(1, 2), range(3, 5)), false);
check('order goes by code unit, not by locale', ['b', 'a', 'Z', 'ä', '_'].sort(compareCodeUnits), [
  'Z',
  '_',
  'a',
  'b',
  'ä',
]);

test('every offset lies in the line that counting line ends gives', () => {
  const text = '\nab\n\n\ncde\r\nf';
  const starts = lineStarts(text);
  for (let offset = 0; offset <= text.length; offset++) {
    assert.equal(lineAt(starts, offset), text.slice(0, offset).split('\n').length, `offset ${offset}`);
  }
});
