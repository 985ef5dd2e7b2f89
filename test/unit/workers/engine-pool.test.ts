import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Engine } from '../../../src/core/index.ts';
import { EnginePool, type EngineRoot } from '../../../src/workers/engine-pool.ts';

type Step =
  | {
      readonly call: string;
      readonly model?: string;
      readonly pin?: string;
      readonly isWatched?: boolean;
    }
  | { readonly change: readonly string[] };

/** Makes calls and tells of changes, and compares what happened to engines: `open`, `tell` and `close`, by number. */
function check(name: string, steps: readonly Step[], expected: readonly string[]): void {
  test(name, async () => {
    const happened: string[] = [];
    let count = 0;
    const pool = new EnginePool(async ({ root }) => {
      const id = `${root} ${++count}`;
      happened.push(`open ${id}`);
      const engine: Partial<Engine> = {
        filesChanged: async (paths) => void happened.push(`tell ${id}: ${paths.join(' ')}`),
      };
      return {
        engine: engine as Engine,
        packSettingsChanged: ({ workspace }) => happened.push(`pin ${id}: ${workspace['pack.pin']}`),
        dispose: () => happened.push(`close ${id}`),
      };
    });
    for (const step of steps) {
      if ('change' in step) pool.filesChanged('/a', step.change);
      else {
        const { call: root, model = '', pin = '', isWatched = true } = step;
        const settings = { user: { model }, workspace: { 'pack.pin': [pin] } };
        const options: EngineRoot = { root, isWatched, settings };
        await pool.use(options, () => undefined);
      }
      await new Promise(setImmediate);
    }
    assert.deepEqual(happened, expected);
  });
}

check(
  'one engine serves the calls of a root',
  [{ call: '/a' }, { call: '/a' }, { call: '/b' }],
  ['open /a 1', 'open /b 2'],
);
check(
  'other settings open another engine, and close the one before',
  [{ call: '/a' }, { call: '/a', model: 'x' }],
  ['open /a 1', 'open /a 2', 'close /a 1'],
);
check(
  'what packs are told to hold is taken over by the engine that is open, before the call that brings it',
  [{ call: '/a' }, { call: '/a', pin: '/src/' }, { call: '/a', pin: '/src/' }, { call: '/a' }],
  ['open /a 1', 'pin /a 1: /src/', 'pin /a 1: '],
);
check(
  'a change of files leaves what packs are told to hold as the last call brought it',
  [{ call: '/a' }, { call: '/a', pin: '/src/' }, { change: ['f.ts'] }, { call: '/a', pin: '/src/' }],
  ['open /a 1', 'pin /a 1: /src/', 'tell /a 1: f.ts'],
);
check(
  'an engine that keeps no graph does not end the one that does',
  [{ call: '/a' }, { call: '/a', model: 'x', isWatched: false }, { call: '/a' }, { change: ['f.ts'] }],
  ['open /a 1', 'open /a 2', 'tell /a 1: f.ts'],
);
check(
  'changes are told to the root’s open engine alone',
  [{ change: ['f.ts'] }, { call: '/b' }, { change: ['f.ts'] }],
  ['open /b 1'],
);
check(
  'settings that come with the repository are read again when they change',
  [{ call: '/a' }, { call: '/a', isWatched: false }, { change: ['f.ts', '.longview.json'] }, { call: '/a' }],
  ['open /a 1', 'open /a 2', 'close /a 1', 'close /a 2', 'open /a 3'],
);
