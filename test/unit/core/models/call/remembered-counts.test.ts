import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RememberedCounts } from '../../../../../src/core/models/call/remembered-counts.ts';
import { MemoryFacts } from '../../../../support/memory-facts.ts';

const count = (tokenCount: number) => ({ tokenCount, source: 'provider' }) as const;

test('a count is remembered by another reader of the same index', () => {
  const index = new MemoryFacts();
  new RememberedCounts(index).put('a', count(7));
  new RememberedCounts(index).put('b', count(8));
  assert.deepEqual(
    ['a', 'b', 'c'].map((key) => new RememberedCounts(index).get(key)?.tokenCount),
    [7, 8, undefined],
  );
});

test('a count replaces that of the same text, and the oldest of too many make room', () => {
  const counts = new RememberedCounts(new MemoryFacts());
  for (let number = 0; number < 64; number++) counts.put(`text ${number}`, count(number));
  counts.put('text 0', count(100));
  counts.put('one more', count(200));
  const kept = ['text 0', 'text 1', 'text 2', 'one more'].map((key) => counts.get(key)?.tokenCount);
  assert.deepEqual(kept, [100, undefined, 2, 200]);
});

test('what is damaged is forgotten', () => {
  const index = new MemoryFacts();
  const counts = new RememberedCounts(index);
  counts.put('a', count(7));
  index.damage();
  assert.equal(counts.get('a'), undefined);
  counts.put('b', count(8));
  assert.equal(counts.get('b')?.tokenCount, 8);
});
