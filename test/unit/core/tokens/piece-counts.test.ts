import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PieceCounts } from '../../../../src/core/tokens/piece-counts.ts';
import { hashOf } from '../../../../src/core/tokens/rank-table.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

test('what was remembered is known by its bytes alone', () => {
  const counts = new PieceCounts();
  const text = bytesOf('one two one');
  counts.set(text, 0, 3, 5, 2);
  assert.equal(counts.get(text, 8, 11, 5), 2);
  assert.equal(counts.get(text, 4, 7, 5), 0, 'other bytes of the same hash');
  assert.equal(counts.get(text, 0, 4, 5), 0, 'another length of the same hash');
  assert.equal(counts.get(text, 0, 3, 6), 0, 'nothing there');
  counts.set(text, 4, 7, 5, 3);
  assert.deepEqual([counts.get(text, 4, 7, 5), counts.get(text, 0, 3, 5)], [3, 0], 'the last one stays');
});

test('however many are remembered, what is known is right, and the last one is known', () => {
  const counts = new PieceCounts();
  const pieces = Array.from({ length: 120_000 }, (_, at) => bytesOf(`piece number ${at}`));
  const hashes = pieces.map((piece) => hashOf(piece, 0, piece.length));
  let known = 0;
  pieces.forEach((piece, at) => {
    const count = 1 + (at % 20);
    counts.set(piece, 0, piece.length, hashes[at] as number, count);
    assert.equal(counts.get(piece, 0, piece.length, hashes[at] as number), count);
  });
  pieces.forEach((piece, at) => {
    const count = counts.get(piece, 0, piece.length, hashes[at] as number);
    if (count === 0) return;
    known++;
    assert.equal(count, 1 + (at % 20));
  });
  assert.ok(known > 5_000 && known < 100_000, `${known}`);
});
