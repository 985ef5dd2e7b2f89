import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shrinkByWhole } from '../../../../src/core/media/shrink-by-whole.ts';

type Pixel = readonly [number, number, number, number];

function check(
  rows: readonly (readonly Pixel[])[],
  size: string,
  expected: readonly (readonly Pixel[])[],
): void {
  const picture = { width: rows[0]?.length ?? 0, height: rows.length, rgba: Uint8Array.from(rows.flat(2)) };
  const [width = 0, height = 0] = size.split('x').map(Number);
  const shrunk = shrinkByWhole(picture, { width, height });
  assert.deepEqual([shrunk.width, shrunk.height], [expected[0]?.length, expected.length]);
  assert.deepEqual([...shrunk.rgba], expected.flat(2));
}

const black: Pixel = [0, 0, 0, 255];
const white: Pixel = [255, 255, 255, 255];
const gray: Pixel = [128, 128, 128, 255];
const clearRed: Pixel = [255, 0, 0, 0];

test('each pixel is the mean of its square', () => {
  check(
    [
      [black, white, white, white],
      [white, black, white, white],
    ],
    '2x1',
    [[gray, white]],
  );
});

test('a picture less than twice as large is left as it is', () => {
  check([[black, white, black]], '2x1', [[black, white, black]]);
});

test('what fills no square is left out', () => {
  check(
    [
      [black, black, white],
      [black, black, white],
      [white, white, white],
    ],
    '1x1',
    [[[142, 142, 142, 255]]],
  );
  check(
    [
      [black, black, black, black, white],
      [black, black, black, black, white],
    ],
    '2x1',
    [[black, black]],
  );
});

test('what is transparent gives no colour', () => {
  check(
    [
      [clearRed, white],
      [clearRed, white],
    ],
    '1x1',
    [[[255, 255, 255, 128]]],
  );
});
