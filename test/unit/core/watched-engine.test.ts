import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeFile } from '../../../src/core/analysis/analyze-file.ts';
import { createEngine } from '../../../src/core/engine.ts';
import type { Engine, PackRequest } from '../../../src/core/engine-api.ts';
import type { EnginePorts } from '../../../src/core/engine-ports.ts';
import { defaultSettings } from '../../../src/core/settings/settings-table.ts';
import { fakeGit } from '../../support/fake-git.ts';
import { MemoryFileSystem } from '../../support/memory-file-system.ts';
import { parsers } from '../../support/repository-of.ts';

const base = {
  'a.ts': "import { b } from './b.ts';\nexport const a = b;\n",
  'b.ts': 'export const b = 1;\n',
  'c.ts': "import { a } from './a.ts';\na;\n",
};

/** What is asked of an engine over a folder in memory, after edits of which it is told or not. */
function check(
  name: string,
  { isWatched, isTold }: { readonly isWatched: boolean; readonly isTold: boolean },
  ask: (engine: Engine) => Promise<unknown>,
  expected: unknown,
): void {
  test(name, async () => {
    const fileSystem = new MemoryFileSystem(base);
    const index: Partial<EnginePorts['index']> = {
      getAnalysis: () => undefined,
      putAnalyses: () => undefined,
      getFact: () => undefined,
      putFact: () => undefined,
      wordLosses: 0,
      indexedFiles: () => new Map(),
      indexFiles: () => undefined,
      clear: () => undefined,
    };
    const ports: Partial<EnginePorts> = {
      fileSystem,
      git: fakeGit(),
      analyze: (input) => analyzeFile(input, parsers, { timeoutMs: 60_000 }),
      index: index as EnginePorts['index'],
      now: () => 1_700_000_000_000,
    };
    const engine = createEngine(ports as EnginePorts, defaultSettings, { isWatched });
    await engine.impact('b.ts');
    await fileSystem.write('c.ts', new TextEncoder().encode("import { b } from './b.ts';\nb;\n// more\n"));
    if (isTold) await engine.filesChanged(['c.ts']);
    assert.deepEqual(await ask(engine), expected);
  });
}

const dependents = async (engine: Engine) =>
  (await engine.impact('b.ts')).dependents.map(({ path, distance }) => `${path} ${distance}`);
const edges = ({ graph }: { graph: { edges: readonly { from: string; to: string }[] } }) =>
  graph.edges.map(({ from, to }) => `${from} ${to}`);

check('a watched engine answers from what it was told', { isWatched: true, isTold: true }, dependents, [
  'a.ts 1',
  'c.ts 1',
]);
check('what it was not told it does not know', { isWatched: true, isTold: false }, dependents, [
  'a.ts 1',
  'c.ts 2',
]);
check('an engine that is not watched reads the folder', { isWatched: false, isTold: false }, dependents, [
  'a.ts 1',
  'c.ts 1',
]);
const newEdges = ['a.ts b.ts', 'c.ts b.ts'];
check(
  'snapshots find what nobody told',
  { isWatched: true, isTold: false },
  async (engine) => edges(await engine.snapshot()),
  newEdges,
);
check(
  'so does the graph by itself',
  { isWatched: true, isTold: false },
  async (engine) => edges(await engine.graph()),
  newEdges,
);
check(
  'a rebuilt index forgets what was known',
  { isWatched: true, isTold: false },
  async (engine) => [await engine.rebuildIndex(), await dependents(engine)],
  [{ fileCount: 3 }, ['a.ts 1', 'c.ts 1']],
);
check(
  'an answer says how fresh it is',
  { isWatched: true, isTold: true },
  async (engine) => (await engine.impact('b.ts', 'b')).freshness,
  { readAt: 1_700_000_000_000, updates: 1, pending: 0 },
);
check(
  'a path that is none of the repository’s is refused',
  { isWatched: true, isTold: false },
  (engine) => engine.impact('no.ts').catch((error: { code: string }) => error.code),
  'not-found',
);
check(
  'packs take over what they are told to hold, and a request adds to it',
  { isWatched: true, isTold: true },
  async (engine) => {
    const choices = async (request: PackRequest = {}) => {
      const map = await engine.contextMap(request);
      return map.choices.map((choice) => map.choiceNames[choice]).join(' ');
    };
    const before = await choices();
    engine.packSettingsChanged({ 'pack.pin': ['/a.ts'], 'pack.leaveOut': [], 'pack.resolutions': {} });
    return [before, await choices(), await choices({ leaveOut: ['/b.ts'] })];
  },
  ['none none none', 'pinned none none', 'pinned left-out none'],
);
check(
  'a pack says what is in it where that is wanted',
  { isWatched: true, isTold: true },
  async (engine) => [
    (await engine.pack({})).map,
    (await engine.pack({ withMap: true })).map?.paths,
    (await engine.contextMap({})).paths,
  ],
  [undefined, ['a.ts', 'b.ts', 'c.ts'], ['a.ts', 'b.ts', 'c.ts']],
);
