import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAnimatedImage } from '../../../../src/core/media/animated-image.ts';
import { gifOf } from '../../../support/draw-gif.ts';

test('a GIF is animated from its second frame on', () => {
  assert.equal(isAnimatedImage(gifOf(1), 'image/gif'), false);
  assert.equal(isAnimatedImage(gifOf(2), 'image/gif'), true);
});

test('a GIF that is cut off anywhere is not read past its end', () => {
  const gif = gifOf(1);
  for (let length = 0; length < gif.length; length++)
    assert.equal(isAnimatedImage(gif.subarray(0, length), 'image/gif'), false);
});

test('a PNG is animated if it says so before its pixels', () => {
  const chunk = (type: string, length = 0) => [
    0,
    0,
    0,
    length,
    ...Buffer.from(type),
    ...new Array(length).fill(0),
    0,
    0,
    0,
    0,
  ];
  const png = (...chunks: number[][]) => Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10, ...chunks.flat()]);
  assert.equal(isAnimatedImage(png(chunk('IHDR', 13), chunk('acTL', 8), chunk('IDAT')), 'image/png'), true);
  assert.equal(isAnimatedImage(png(chunk('IHDR', 13), chunk('IDAT'), chunk('acTL', 8)), 'image/png'), false);
});
