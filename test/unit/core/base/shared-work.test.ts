import assert from 'node:assert/strict';
import { test } from 'node:test';
import { abortError, isAbort } from '../../../../src/core/base/abort.ts';
import type { ProgressEvent, RunOptions } from '../../../../src/core/base/progress.ts';
import { SharedWork } from '../../../../src/core/base/shared-work.ts';

interface Outcome {
  /** What each caller got: the result, or 'cancelled'. */
  readonly got: readonly string[];
  readonly isCancelled: boolean;
}

/** Three callers wait; those of `leave` cancel before the work ends. */
function check(name: string, callers: { readonly leave: readonly number[] }, expected: Outcome): void {
  test(name, async () => {
    const ended = Promise.withResolvers<string>();
    const work = new SharedWork(async ({ signal }: RunOptions) => {
      signal?.addEventListener('abort', () => ended.reject(abortError(signal)));
      return ended.promise;
    });
    const controllers = [0, 1, 2].map(() => new AbortController());
    const waiting = controllers.map(({ signal }) =>
      work.join({ signal }).catch((error: unknown) => (isAbort(error) ? 'cancelled' : String(error))),
    );
    for (const index of callers.leave) controllers[index]?.abort();
    await new Promise(setImmediate);
    const { isCancelled } = work;
    ended.resolve('done');
    assert.deepEqual({ got: await Promise.all(waiting), isCancelled }, expected);
  });
}

check('all get the result', { leave: [] }, { got: ['done', 'done', 'done'], isCancelled: false });
check(
  'who leaves does not end the work for the others',
  { leave: [0, 2] },
  { got: ['cancelled', 'done', 'cancelled'], isCancelled: false },
);
check(
  'the work ends when nobody waits any more',
  { leave: [0, 1, 2] },
  { got: ['cancelled', 'cancelled', 'cancelled'], isCancelled: true },
);

test('progress reaches those who wait, and nobody who has cancelled before', async () => {
  const seen: string[] = [];
  const begin = Promise.withResolvers<void>();
  const work = new SharedWork(async ({ onProgress }: RunOptions) => {
    await begin.promise;
    onProgress?.({ type: 'stage-start', stage: 'scan' });
  });
  const note = (who: string) => (event: ProgressEvent) => seen.push(`${who} ${event.stage}`);
  const gone = AbortSignal.abort();
  await assert.rejects(work.join({ signal: gone, onProgress: note('gone') }), { name: 'AbortError' });
  const joined = [work.join({ onProgress: note('a') }), work.join({ onProgress: note('b') })];
  begin.resolve();
  await Promise.all(joined);
  assert.deepEqual(seen, ['a scan', 'b scan']);
});

test('a failure is everyone’s', async () => {
  const work = new SharedWork(async () => {
    throw new Error('no disk');
  });
  await assert.rejects(work.join(), /no disk/);
  await assert.rejects(work.join(), /no disk/);
});
