import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import { type AnalyzeFileInput, analyzeFile } from '../../src/core/analysis/analyze-file.ts';
import { isAbort } from '../../src/core/base/abort.ts';
import { isAppError, messageOf } from '../../src/core/base/app-error.ts';
import { NodeAssetSource } from '../../src/node/node-asset-source.ts';
import { WorkerPool } from '../../src/node/worker-pool.ts';
import { documents } from '../support/document-reader.ts';
import { docxOf, paragraphXml } from '../support/office-files.ts';
import { pdfOf, textAt } from '../support/pdf-files.ts';
import { parsers } from '../support/repository-of.ts';
import { ensureBuilt, newFolder } from './run-cli.ts';

await ensureBuilt();
const { directory: assetDirectory } = new NodeAssetSource();

const inputOf = (path: string, text: string): AnalyzeFileInput => ({
  path,
  kind: 'text',
  role: 'code',
  language: path.endsWith('.py') ? 'python' : 'typescript',
  bytes: new TextEncoder().encode(text),
});
const long = inputOf('long.ts', 'const a = [1, { b: 2 }];\n'.repeat(100_000));

const huge = inputOf('huge.ts', 'const a = [1, { b: 2 }];\n'.repeat(300_000));

async function withPool(
  use: (pool: WorkerPool) => Promise<void>,
  options: Partial<ConstructorParameters<typeof WorkerPool>[0]> = {},
) {
  const pool = new WorkerPool({ assetDirectory, size: 2, ...options });
  try {
    await use(pool);
  } finally {
    pool.dispose();
  }
}

test('workers say what the same thread says', () =>
  withPool(async (pool) => {
    const inputs = Array.from({ length: 30 }, (_, index) =>
      index % 2 === 0
        ? inputOf(`${index}.ts`, `export const a${index} = 1;\n`)
        : inputOf(`${index}.py`, `def f${index}():\n    pass\n`),
    );
    const analyses = await Promise.all(inputs.map((input) => pool.analyze(input, {})));
    for (const [index, input] of inputs.entries()) {
      assert.deepEqual(analyses[index], await analyzeFile(input, parsers, { timeoutMs: 60_000 }), input.path);
    }
  }));

test('documents are read in workers, and one that nothing can read costs no other', () =>
  withPool(async (pool) => {
    const inputOfDocument = (path: string, bytes: Uint8Array): AnalyzeFileInput => ({
      ...{ path, bytes, kind: 'document', role: 'docs', language: undefined },
    });
    const inputs = [
      inputOfDocument('a.docx', docxOf({ body: paragraphXml('Written') })),
      inputOfDocument('b.pdf', Uint8Array.of(1, 2, 3)),
      inputOfDocument('c.pdf', pdfOf([{ content: textAt(50, 700, 12, 'Printed') }])),
    ];
    const analyses = await Promise.all(inputs.map((input) => pool.analyze(input, {})));
    for (const [index, input] of inputs.entries()) {
      const here = await analyzeFile(input, parsers, { timeoutMs: 60_000 }, documents);
      assert.deepEqual(analyses[index], JSON.parse(JSON.stringify(here)), input.path);
    }
    assert.deepEqual(
      analyses.map(({ document }) => document?.text),
      ['Written\n', undefined, '## Page 1\n\nPrinted\n'],
    );
  }));

test('a parse under way, and one that waits, end when they are cancelled; the pool works on', () =>
  withPool(
    async (pool) => {
      const controller = new AbortController();
      const [running, waiting] = [
        pool.analyze(huge, { signal: controller.signal }),
        pool.analyze(huge, { signal: controller.signal }),
      ];
      const ends = Promise.allSettled([running, waiting]);
      setTimeout(() => controller.abort(), 100);
      for (const end of await ends) assert.ok(end.status === 'rejected' && isAbort(end.reason));
      const { syntax } = await pool.analyze(inputOf('a.ts', 'let a;\n'), {});
      assert.equal(syntax?.symbols.length, 1);
    },
    { size: 1 },
  ));

test('a parse that takes too long is given up in the worker', () =>
  withPool(
    async (pool) => {
      const { diagnostics } = await pool.analyze(long, {});
      assert.deepEqual(
        diagnostics.map(({ code }) => code),
        ['parse-timeout'],
      );
    },
    { parseTimeoutMs: 1 },
  ));

test('a signal that serves many files keeps none of them', () =>
  withPool(async (pool) => {
    const { signal } = new AbortController();
    await Promise.all(
      Array.from({ length: 50 }, (_, index) => pool.analyze(inputOf(`${index}.ts`, 'let a;\n'), { signal })),
    );
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  }));

test('an aborted signal starts nothing', () =>
  withPool(async (pool) => assert.rejects(pool.analyze(long, { signal: AbortSignal.abort() }), isAbort)));

test('a pool that is disposed ends what waits and takes nothing more', async () => {
  const pool = new WorkerPool({ assetDirectory, size: 1 });
  const ends = Promise.allSettled([pool.analyze(long, {}), pool.analyze(long, {})]);
  pool.dispose();
  for (const end of await ends) assert.ok(end.status === 'rejected' && isAbort(end.reason));
  await assert.rejects(pool.analyze(long, {}), isAbort);
});

test('an installation without grammars makes files text, and says so', () =>
  withPool(
    async (pool) => {
      const { kind, syntax, diagnostics } = await pool.analyze(inputOf('a.ts', 'let a;\n'), {});
      assert.deepEqual(
        [kind, syntax, diagnostics.map(({ code }) => code)],
        ['text', undefined, ['parse-failed']],
      );
    },
    { assetDirectory: newFolder() },
  ));

/** The pool's answers in order: the path, or the message of the error. */
async function answersOf(pool: WorkerPool, paths: readonly string[]): Promise<readonly string[]> {
  const ends = await Promise.allSettled(paths.map((path) => pool.analyze(inputOf(path, ''), {})));
  return ends.map((end) =>
    end.status === 'fulfilled' ? (end.value as unknown as { path: string }).path : messageOf(end.reason),
  );
}

const misbehaving = { size: 1, workerUrl: new URL('./misbehaving-parse-worker.ts', import.meta.url) };
const ended = 'The parse worker ended unexpectedly.';

for (const [fault, message, options] of [
  ['exits.ts', ended, {}],
  ['throws-late.ts', 'Nobody catches the error of throws-late.ts.', {}],
  ['hangs.ts', 'It did not end within 700 ms.', { stuckMs: 700 }],
  ['spends.ts', 'spends.ts', {}],
] as const) {
  test(`of files that are sent together with ${fault}, each is analysed all the same`, () =>
    withPool(
      async (pool) => {
        const before = Array.from({ length: 5 }, (_, index) => `before-${index}.ts`);
        const after = Array.from({ length: 20 }, (_, index) => `after-${index}.ts`);
        const answers = await answersOf(pool, [...before, fault, ...after]);
        assert.deepEqual(answers, [...before, message, ...after]);
      },
      { ...misbehaving, ...options },
    ));
}

test('several files that end their worker are told one by one', () =>
  withPool(
    async (pool) =>
      assert.deepEqual(await answersOf(pool, ['exits-1.ts', 'a.ts', 'exits-2.ts', 'b.ts']), [
        ended,
        'a.ts',
        ended,
        'b.ts',
      ]),
    misbehaving,
  ));

test('a language of few files is known to one worker alone', () =>
  withPool(
    async (pool) => {
      const paths = Array.from({ length: 60 }, (_, index) =>
        index % 10 === 0 ? `${index}.py` : `${index}.ts`,
      );
      const answers = await Promise.all(paths.map((path) => pool.analyze(inputOf(path, ''), {})));
      const threadOf = (index: number) => (answers[index] as unknown as { threadId: number }).threadId;
      const threads = (extension: string) =>
        new Set(paths.flatMap((path, index) => (path.endsWith(extension) ? [threadOf(index)] : []))).size;
      assert.deepEqual([threads('.py'), threads('.ts')], [1, 2]);
    },
    { ...misbehaving, size: 2 },
  ));

test('a worker that has nothing to do ends, and another one does what comes then', () =>
  withPool(
    async (pool) => {
      const threadOf = async (path: string) =>
        ((await pool.analyze(inputOf(path, ''), {})) as unknown as { threadId: number }).threadId;
      const first = await threadOf('a.ts');
      assert.equal(await threadOf('b.ts'), first);
      await new Promise((resolve) => setTimeout(resolve, 400));
      assert.notEqual(await threadOf('c.ts'), first);
    },
    { ...misbehaving, restMs: 200 },
  ));

test('a worker that was started in advance takes the first files, and rests if none come', () =>
  withPool(
    async (pool) => {
      const threadOf = async (path: string) =>
        ((await pool.analyze(inputOf(path, ''), {})) as unknown as { threadId: number }).threadId;
      pool.prepare();
      pool.prepare();
      const prepared = await threadOf('a.ts');
      assert.equal(await threadOf('b.ts'), prepared);
      await new Promise((resolve) => setTimeout(resolve, 400));
      pool.prepare(); // the first one has ended
      await new Promise((resolve) => setTimeout(resolve, 600));
      const threads = [await threadOf('c.ts')];
      assert.ok((threads[0] as number) > prepared + 1, `${threads} after ${prepared}, with one between them`);
    },
    { ...misbehaving, restMs: 200 },
  ));

test('of two callers, one that cancels does not take the other with it', () =>
  withPool(async (pool) => {
    const controller = new AbortController();
    const cancelled = pool.analyze(inputOf('a.ts', ''), { signal: controller.signal });
    const kept = pool.analyze(inputOf('b.ts', ''), {});
    setTimeout(() => controller.abort(), 1);
    await Promise.allSettled([cancelled]);
    assert.equal(((await kept) as unknown as { path: string }).path, 'b.ts');
  }, misbehaving));

test('an asset that is missing is a fault of the installation', async () => {
  await assert.rejects(new NodeAssetSource(newFolder()).read('grammars/none.wasm'), (error) =>
    isAppError(error, 'internal'),
  );
});
