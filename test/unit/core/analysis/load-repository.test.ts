import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeFile, type FileAnalysis } from '../../../../src/core/analysis/analyze-file.ts';
import { type AnalyzeFile, loadRepository } from '../../../../src/core/analysis/load-repository.ts';
import { abortError, isAbort } from '../../../../src/core/base/abort.ts';
import { AppError } from '../../../../src/core/base/app-error.ts';
import { scanWorkspace } from '../../../../src/core/workspace/scan-workspace.ts';
import { fakeGit } from '../../../support/fake-git.ts';
import { type MemoryEntry, MemoryFileSystem } from '../../../support/memory-file-system.ts';
import { parsers, repositoryOf } from '../../../support/repository-of.ts';

const inThread: AnalyzeFile = (input) => analyzeFile(input, parsers, { timeoutMs: 60_000 });

/** Loads with a cache that outlives one load. */
function loader(entries: Readonly<Record<string, MemoryEntry>>) {
  const fileSystem = new MemoryFileSystem(entries);
  const stored = new Map<string, FileAnalysis>();
  const analyzed: string[] = [];
  const load = async (analyze: AnalyzeFile = inThread, signal?: AbortSignal) => {
    const scanned = await scanWorkspace({ fileSystem, git: fakeGit(), exclude: [], maxFileBytes: 2000 });
    const cache = {
      get: (key: string) => stored.get(key),
      put: (added: readonly (readonly [string, FileAnalysis])[]) => {
        for (const [key, analysis] of added) stored.set(key, structuredClone(analysis));
      },
    };
    const noting: AnalyzeFile = (input, options) => {
      analyzed.push(input.path);
      return analyze(input, options);
    };
    return loadRepository({ scanned, fileSystem, analyze: noting, cache }, { signal });
  };
  return { load, analyzed, fileSystem };
}

const texts = { 'b.ts': 'export const b = 1;\n', 'a/a.ts': "import '../b';\n", 'c.png': Uint8Array.of(1, 2) };

test('files come sorted, with their folders', async () => {
  const repository = await repositoryOf(texts);
  assert.deepEqual(
    repository.files.map(({ path }) => path),
    ['a/a.ts', 'b.ts', 'c.png'],
  );
  assert.deepEqual([...repository.directories].sort(), ['', 'a']);
  assert.equal(repository.byPath.get('b.ts'), repository.files[1]);
});

test('what is unchanged comes out of the cache and is the same', async () => {
  const { load, analyzed } = loader(texts);
  const cold = await load();
  const warm = await load();
  assert.deepEqual(warm, cold);
  assert.deepEqual(analyzed.sort(), ['a/a.ts', 'b.ts']);
});

test('only what changed is analysed again', async () => {
  const { load, analyzed, fileSystem } = loader(texts);
  await load();
  await fileSystem.write('b.ts', new TextEncoder().encode('export const c = 2;\n'));
  analyzed.length = 0;
  const repository = await load();
  assert.deepEqual(analyzed, ['b.ts']);
  assert.deepEqual(
    repository.byPath.get('b.ts')?.syntax?.symbols.map(({ name }) => name),
    ['c'],
  );
});

test('the same content under another name is analysed for itself', async () => {
  const { load } = loader({ '.env': 'KEY=some-secret-value\n', 'a.txt': 'KEY=some-secret-value\n' });
  await load();
  const { byPath } = await load();
  assert.equal(byPath.get('a.txt')?.text, 'KEY=some-secret-value\n');
  assert.match(byPath.get('.env')?.text ?? '', /^KEY=\[REDACTED env-value [0-9a-f]{2}\]\n$/);
});

test('secrets stay out when the analysis comes from the cache', async () => {
  const { load } = loader({ '.env': 'KEY=some-secret-value\n' });
  await load();
  assert.ok(!JSON.stringify([...(await load()).files]).includes('some-secret-value'));
});

test('an oversized file is listed with a remark, not read', async () => {
  const { load, analyzed } = loader({ 'a.ts': 'x'.repeat(2001) });
  const { files, diagnostics } = await load();
  assert.deepEqual(
    [files.map(({ path, kind, text }) => [path, kind, text]), analyzed],
    [[['a.ts', 'oversized', undefined]], []],
  );
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ['oversized'],
  );
});

test('a binary file with a name of text is binary', async () => {
  const repository = await repositoryOf({ 'a.ts': Uint8Array.of(97, 0) });
  assert.deepEqual([repository.files[0]?.kind, repository.files[0]?.text], ['binary', undefined]);
});

test('an analysis that fails leaves the file without text and goes on', async () => {
  const { load } = loader(texts);
  const { files, diagnostics } = await load((input, options) =>
    input.path === 'b.ts' ? Promise.reject(new Error('trap')) : inThread(input, options),
  );
  assert.deepEqual(
    files.map(({ path, text }) => [path, text === undefined]),
    [
      ['a/a.ts', false],
      ['b.ts', true],
      ['c.png', true],
    ],
  );
  assert.deepEqual(
    diagnostics.map(({ code, path }) => `${path} ${code}`),
    ['b.ts analysis-failed'],
  );
});

test('a failure of the installation stops the load', async () => {
  const { load } = loader(texts);
  await assert.rejects(
    load(() => Promise.reject(new AppError('internal', 'no worker'))),
    /no worker/,
  );
});

test('cancelling keeps what was analysed for the next time', async () => {
  const { load, analyzed } = loader(texts);
  const cancelling: AnalyzeFile = (input, options) =>
    input.path === 'b.ts'
      ? new Promise((_, reject) => setImmediate(() => reject(abortError())))
      : inThread(input, options);
  await assert.rejects(load(cancelling), isAbort);
  analyzed.length = 0;
  await load();
  assert.ok(analyzed.includes('b.ts'));
});

test('remarks come in the order of the files, whichever was done first', async () => {
  const entries = Object.fromEntries(
    ['d', 'a', 'c', 'b'].map((name) => [`${name}.txt`, Uint8Array.of(99, 0xe9)]),
  );
  const { load } = loader(entries);
  let turn = 8;
  const uneven: AnalyzeFile = async (input, options) => {
    for (let wait = turn--; wait > 0; wait--) await new Promise((resolve) => setImmediate(resolve));
    return inThread(input, options);
  };
  const { diagnostics } = await load(uneven);
  assert.deepEqual(
    diagnostics.map(({ path }) => path),
    ['a.txt', 'b.txt', 'c.txt', 'd.txt'],
  );
});
