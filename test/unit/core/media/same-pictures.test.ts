import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groupSamePictures } from '../../../../src/core/media/same-pictures.ts';
import { factsLike } from '../../../support/picture-facts-like.ts';

/** A hash with its first `count` bits set, from the left. */
const bits = (count: number) => ('f'.repeat(count / 4) + '0'.repeat(128)).slice(0, 128);

/** @param pictures path → width, and bits of the hash that differ from those of others */
function check(
  pictures: Record<string, readonly [width: number, bits: number]>,
  expected: Record<string, readonly string[]>,
) {
  const input = Object.entries(pictures).map(([path, [width, count]]) => ({
    path,
    facts: factsLike({ width, height: width / 2, hash: bits(count) }),
  }));
  assert.deepEqual(
    Object.fromEntries(groupSamePictures(input).map(({ path, sameAs }) => [path, sameAs])),
    expected,
  );
}

test('pictures whose hashes are near are one, those whose hashes are not stay', () => {
  check(
    { 'a.png': [800, 60], 'copy/b.png': [800, 72], 'c.png': [800, 200] },
    { 'a.png': ['copy/b.png'], 'c.png': [] },
  );
});

test('the larger one of two sizes stands for both', () => {
  check({ 'a.png': [400, 60], 'a@2x.png': [800, 60] }, { 'a@2x.png': ['a.png'] });
});

test('a dark variant is left out for the light one, however different its hash is', () => {
  check(
    { 'login-dark.png': [800, 60], 'login-light.png': [800, 300], 'other-dark.png': [800, 400] },
    { 'login-light.png': ['login-dark.png'], 'other-dark.png': [] },
  );
  check({ 'a-dark.png': [800, 60], 'a.png': [800, 300] }, { 'a.png': ['a-dark.png'] });
});

test('pictures of other shapes are never the same', () => {
  const square = { path: 'square.png', facts: factsLike({ width: 400, height: 400, hash: bits(60) }) };
  const wide = { path: 'wide.png', facts: factsLike({ width: 800, height: 400, hash: bits(60) }) };
  assert.equal(groupSamePictures([square, wide]).length, 2);
});

test('every picture is in one group', () => {
  const pictures = Array.from({ length: 900 }, (_, at) => ({
    path: `${at}.png`,
    facts: factsLike({ hash: bits((at % 100) * 4 + 12) }),
  }));
  const members = groupSamePictures(pictures).flatMap(({ path, sameAs }) => [path, ...sameAs]);
  assert.equal(members.length, 900);
  assert.equal(new Set(members).size, 900);
});
