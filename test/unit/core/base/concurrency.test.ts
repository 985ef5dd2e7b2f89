import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAbort } from '../../../../src/core/base/abort.ts';
import { mapConcurrent } from '../../../../src/core/base/concurrency.ts';

const turns = async (count: number) => {
  for (let turn = 0; turn < count; turn++) await new Promise((resolve) => setImmediate(resolve));
};

test('results stand in the order of the items, whatever ends first', async () => {
  const results = await mapConcurrent(
    [3, 1, 2],
    async (item) => {
      await turns(item);
      return item * 10;
    },
    { limit: 3 },
  );
  assert.deepEqual(results, [30, 10, 20]);
});

test('no more than the limit are under way at once', async () => {
  let running = 0;
  let most = 0;
  await mapConcurrent(
    Array.from({ length: 20 }, (_, index) => index),
    async () => {
      most = Math.max(most, ++running);
      await turns(2);
      running--;
    },
    { limit: 4 },
  );
  assert.equal(most, 4);
});

test('the first error ends it and starts nothing further', async () => {
  const started: number[] = [];
  const failing = mapConcurrent(
    [0, 1, 2, 3, 4, 5],
    async (item) => {
      started.push(item);
      await turns(1);
      if (item === 1) throw new Error('one');
      await turns(5);
    },
    { limit: 2 },
  );
  await assert.rejects(failing, /one/);
  await turns(20);
  assert.deepEqual(started, [0, 1]);
});

test('an aborted signal starts nothing', async () => {
  const started: number[] = [];
  const run = mapConcurrent([1, 2], async (item) => void started.push(item), {
    limit: 1,
    signal: AbortSignal.abort(),
  });
  await assert.rejects(run, isAbort);
  assert.deepEqual(started, []);
});

test('no items give no results', async () => {
  assert.deepEqual(await mapConcurrent([], async () => 1, { limit: 4 }), []);
});
