import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  abortable,
  abortError,
  createYielder,
  isAbort,
  sleep,
  throwIfAborted,
} from '../../../../src/core/base/abort.ts';

const aborted = () => AbortSignal.abort();
const never = new Promise<never>(() => undefined);

test('the error of an aborted signal is an abort', () => assert.ok(isAbort(abortError(aborted()))));
test('a reason of another kind still gives an abort', () =>
  assert.ok(isAbort(abortError(AbortSignal.abort(new Error('out of patience'))))));
test('an error of another name is no abort', () => assert.equal(isAbort(new Error('AbortError')), false));
test('undefined is no abort', () => assert.equal(isAbort(undefined), false));
test('nothing is thrown without a signal', () => assert.doesNotThrow(() => throwIfAborted(undefined)));
test('an aborted signal throws', () => assert.throws(() => throwIfAborted(aborted()), isAbort));

test('a promise that never ends is left when the signal aborts', async () => {
  const controller = new AbortController();
  const waiting = abortable(never, controller.signal);
  controller.abort();
  await assert.rejects(waiting, isAbort);
});

test('an operation that fails after its signal aborted goes unnoticed', async () => {
  await assert.rejects(abortable(Promise.reject(new Error('late')), aborted()), isAbort);
});

test('a result comes through a signal that does not abort', async () => {
  assert.equal(await abortable(Promise.resolve(7), new AbortController().signal), 7);
});

test('a sleep ends at once when its signal aborts', async () => {
  const controller = new AbortController();
  const sleeping = sleep(3_600_000, controller.signal);
  controller.abort();
  await assert.rejects(sleeping, isAbort);
});

test('a long loop lets other work run and then sees that it is cancelled', async () => {
  const controller = new AbortController();
  const yieldIfDue = createYielder(controller.signal, 0);
  setImmediate(() => controller.abort());
  const loop = async () => {
    for (;;) await yieldIfDue();
  };
  await assert.rejects(loop(), isAbort);
});

test('loops that share a yielder take no more than a slice together', async () => {
  const yieldIfDue = createYielder(undefined, 4);
  let steps = 0;
  const loop = async () => {
    for (let step = 0; step < 4; step++) {
      const turn = yieldIfDue();
      if (turn !== undefined) await turn;
      const until = performance.now() + 1;
      while (performance.now() < until);
      steps++;
    }
  };
  let most = 0;
  let before = 0;
  let isRunning = true;
  const look = () => {
    most = Math.max(most, steps - before);
    before = steps;
    if (isRunning) setImmediate(look);
  };
  setImmediate(look);
  await Promise.all(Array.from({ length: 50 }, loop));
  isRunning = false;
  assert.ok(most <= 10, `${most} steps of a millisecond without a break`);
});
