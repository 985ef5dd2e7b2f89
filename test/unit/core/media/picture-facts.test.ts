import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hashDistance, perceptualHash } from '../../../../src/core/media/perceptual-hash.ts';
import { pixelFacts } from '../../../../src/core/media/picture-facts.ts';
import { randomFrom } from '../../../support/random-from.ts';

type Paint = (x: number, y: number) => readonly [number, number, number, number];

function paint(width: number, height: number, colour: Paint) {
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) rgba.set(colour(x, y), (y * width + x) * 4);
  return { rgba, width, height };
}

const gray = (value: number) => [value, value, value, 255] as const;
const factsOf = (picture: ReturnType<typeof paint>) => pixelFacts(picture.rgba, picture);
const hashOf = (picture: ReturnType<typeof paint>) => perceptualHash(picture.rgba, picture);

/** Some boxes at places that depend on the seed, in any size. */
function boxes(seed: number, size: number, ground = 255, ink = 0) {
  const random = randomFrom(seed);
  const places = Array.from({ length: 6 }, () => [random(), random(), 0.1 + random() * 0.2] as const);
  return paint(size, size, (x, y) => {
    const isInside = places.some(([left, top, edge]) => {
      const [u, v] = [x / size - left, y / size - top];
      return u >= 0 && v >= 0 && u < edge && v < edge;
    });
    return gray(isInside ? ink : ground);
  });
}

test('a picture of one colour is flat, has one colour and no edges', () => {
  const { colourCount, backgroundShare, flatShare, edgeShare, hash } = factsOf(
    paint(40, 30, () => gray(120)),
  );
  assert.deepEqual(
    { colourCount, backgroundShare, flatShare, edgeShare, hash },
    { colourCount: 1, backgroundShare: 1, flatShare: 1, edgeShare: 0, hash: '' },
  );
});

test('noise is not flat and has many colours', () => {
  const random = randomFrom(1);
  const facts = factsOf(paint(100, 100, () => [random() * 255, random() * 255, random() * 255, 255]));
  assert.ok(
    facts.flatShare < 0.01 && facts.colourCount > 5000 && facts.edgeShare > 0.5,
    JSON.stringify(facts),
  );
});

test('the edges of a long bar are straight, those of a checkerboard are not', () => {
  assert.equal(factsOf(paint(100, 100, (_, y) => gray(y > 40 && y < 60 ? 0 : 255))).straightShare, 1);
  assert.equal(
    factsOf(paint(100, 100, (x, y) => gray((x >> 2) % 2 === (y >> 2) % 2 ? 0 : 255))).straightShare > 0.9,
    true,
  );
  assert.equal(factsOf(paint(100, 100, (x, y) => gray((x + y) % 7 === 0 ? 0 : 255))).straightShare, 0);
});

test('what is transparent is counted, and looks white', () => {
  const facts = factsOf(paint(10, 10, (x) => [0, 0, 0, x < 5 ? 0 : 255]));
  assert.equal(facts.hasTransparency, true);
  assert.equal(facts.clearShare, 0.5);
  assert.equal(facts.colourCount, 2);
});

test('a picture of one pixel, and one of one row, have facts', () => {
  assert.equal(factsOf(paint(1, 1, () => gray(3))).flatShare, 1);
  assert.equal(factsOf(paint(500, 1, (x) => gray(x % 2 === 0 ? 0 : 255))).edgeShare, 0.998);
});

test('a picture in half its size has nearly the same hash, another picture has not', () => {
  const hash = hashOf(boxes(1, 400));
  assert.ok(hashDistance(hash, hashOf(boxes(1, 200))) <= 12);
  assert.ok(hashDistance(hash, hashOf(boxes(2, 400))) > 60);
});

test('pictures that show nothing are like no other one', () => {
  assert.equal(hashDistance('', ''), Number.POSITIVE_INFINITY);
});
