import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EncodedPictureCache } from '../../../../src/core/media/encoded-picture-cache.ts';
import type { EncodedPicture } from '../../../../src/core/ports/picture-codec.ts';
import { MemoryFacts } from '../../../support/memory-facts.ts';

const wish = {
  ...{ size: { width: 20, height: 10 }, masks: [], maxBytes: 5_000_000 },
  mediaTypes: ['image/png' as const],
};
const source = Uint8Array.of(1, 2, 3);
const encoded = (...bytes: readonly number[]): EncodedPicture => ({
  ...{ mediaType: 'image/png', width: 20, height: 10 },
  bytes: Uint8Array.from(bytes),
});

test('what was encoded comes back as it was, from the next cache, too', () => {
  const index = new MemoryFacts();
  const first = new EncodedPictureCache(index);
  assert.equal(first.get(source, wish), undefined);
  first.put(source, wish, encoded(0, 128, 255));
  first.save();
  assert.deepEqual(new EncodedPictureCache(index).get(source, wish), encoded(0, 128, 255));
});

for (const [what, other] of [
  ['size', { ...wish, size: { width: 10, height: 5 } }],
  ['masks', { ...wish, masks: [{ x: 1, y: 1, width: 2, height: 2 }] }],
  ['formats', { ...wish, mediaTypes: ['image/jpeg' as const] }],
  ['limit of bytes', { ...wish, maxBytes: 1000 }],
] as const)
  test(`a picture in another ${what} is another one`, () => {
    const cache = new EncodedPictureCache(new MemoryFacts());
    cache.put(source, wish, encoded(1));
    cache.save();
    assert.equal(cache.get(source, other), undefined);
  });

test('what was used last stays where there is no room for all', () => {
  const index = new MemoryFacts();
  const large = encoded(...new Uint8Array(3));
  const bytes = new Uint8Array(8_000_000);
  for (const number of [1, 2, 3, 4]) {
    const cache = new EncodedPictureCache(index);
    if (number > 1) cache.get(Uint8Array.of(1), wish);
    cache.put(Uint8Array.of(number), wish, { ...large, bytes });
    cache.save();
  }
  const left = new EncodedPictureCache(index);
  assert.deepEqual(
    [1, 2, 3, 4].map((number) => left.get(Uint8Array.of(number), wish) !== undefined),
    [true, false, false, true],
  );
});

test('a damaged memory is made again', () => {
  const index = new MemoryFacts();
  const first = new EncodedPictureCache(index);
  first.put(source, wish, encoded(1));
  first.save();
  index.damage();
  assert.equal(new EncodedPictureCache(index).get(source, wish), undefined);
});
