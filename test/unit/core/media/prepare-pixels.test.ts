import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flattenBackground } from '../../../../src/core/media/flatten-background.ts';
import { upscaleGray } from '../../../../src/core/media/upscale-gray.ts';

/** A picture of 64 × 64 pixels with one row of `ink`. */
function pictureWithRow(background: readonly number[], ink: readonly number[]): Uint8Array {
  return Uint8Array.from(
    Array.from({ length: 64 * 64 }, (_, at) => (at >> 6 === 20 ? ink : background)).flat(),
  );
}

function check(
  background: readonly number[],
  ink: readonly number[],
  expectedInk: (gray: number) => boolean,
): void {
  const gray = flattenBackground(pictureWithRow(background, ink), { width: 64, height: 64 });
  assert.ok(gray.every((value, at) => (at >> 6 === 20 ? expectedInk(value) : value === 255)));
}

test('light text on dark becomes black on white', () =>
  check([20, 20, 20, 255], [240, 240, 240, 255], (v) => v === 0));

test('dark text on light stays black on white', () =>
  check([250, 250, 250, 255], [10, 10, 10, 255], (v) => v === 0));

test('text that differs by its hue alone is seen', () =>
  check([30, 90, 200, 255], [30, 200, 90, 255], (v) => v < 100));

test('noise of compression disappears', () =>
  check([250, 250, 250, 255], [246, 249, 251, 255], (v) => v === 255));

test('transparent pixels count as white', () => check([0, 0, 0, 0], [0, 0, 0, 255], (v) => v === 0));

test('doubling keeps an even surface even', () => {
  assert.deepEqual(
    upscaleGray(new Uint8Array(6).fill(255), { width: 3, height: 2 }),
    new Uint8Array(24).fill(255),
  );
});

test('doubling keeps an edge where it was, in both directions', () => {
  const row = Uint8Array.of(0, 0, 255, 255);
  for (const size of [
    { width: 4, height: 1 },
    { width: 1, height: 4 },
  ]) {
    const doubled = upscaleGray(row, size);
    const inOneRow = size.width === 4 ? doubled.subarray(0, 8) : doubled.filter((_, at) => at % 2 === 0);
    assert.deepEqual(
      [...inOneRow].map((value) => value > 127),
      [false, false, false, false, true, true, true, true],
    );
  }
});
