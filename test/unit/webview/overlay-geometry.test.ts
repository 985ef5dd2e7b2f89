import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { placeOverlay, readingOrder } from '../../../src/webview/overlay-geometry.ts';

const picture = { width: 1000, height: 500 };

describe('placeOverlay', () => {
  it('is a little larger than the letters, in percent of the picture', () =>
    assert.deepEqual(placeOverlay({ x: 100, y: 100, width: 200, height: 50 }, picture), {
      left: 9,
      top: 18,
      width: 22,
      height: 14,
    }));

  it('stays inside the picture', () =>
    assert.deepEqual(placeOverlay({ x: -5, y: 480, width: 2000, height: 50 }, picture), {
      left: 0,
      top: 94,
      width: 100,
      height: 6,
    }));

  it('is nothing in a picture without a size', () =>
    assert.deepEqual(placeOverlay({ x: 1, y: 1, width: 1, height: 1 }, { width: 0, height: 0 }), {
      left: 0,
      top: 0,
      width: 0,
      height: 0,
    }));
});

describe('readingOrder', () => {
  const line = (text: string, x: number, y: number, height = 20) => ({
    text,
    box: { x, y, width: 50, height },
  });
  const textsOf = (...lines: ReturnType<typeof line>[]) => readingOrder(lines).map(({ text }) => text);

  it('goes row by row, from left to right', () =>
    assert.deepEqual(textsOf(line('d', 90, 60), line('b', 90, 3), line('a', 5, 5), line('c', 5, 62)), [
      'a',
      'b',
      'c',
      'd',
    ]));

  it('takes a small line beside a large one as the same row', () =>
    assert.deepEqual(textsOf(line('small', 100, 30, 10), line('large', 0, 0, 60)), ['large', 'small']));

  it('keeps none for none', () => assert.deepEqual(textsOf(), []));
});
