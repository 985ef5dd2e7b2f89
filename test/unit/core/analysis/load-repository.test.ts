import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeFile, type FileAnalysis } from '../../../../src/core/analysis/analyze-file.ts';
import { type AnalyzeFile, loadRepository } from '../../../../src/core/analysis/load-repository.ts';
import { abortError, isAbort } from '../../../../src/core/base/abort.ts';
import { AppError } from '../../../../src/core/base/app-error.ts';
import { documentLimits } from '../../../../src/core/media/documents/document.ts';
import { scanWorkspace } from '../../../../src/core/workspace/scan-workspace.ts';
import { documents } from '../../../support/document-reader.ts';
import { fakeGit } from '../../../support/fake-git.ts';
import { type MemoryEntry, MemoryFileSystem } from '../../../support/memory-file-system.ts';
import { docxOf, paragraphXml } from '../../../support/office-files.ts';
import { pdfOf, textAt } from '../../../support/pdf-files.ts';
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

const reading: AnalyzeFile = (input) => analyzeFile(input, parsers, { timeoutMs: 60_000 }, documents);
const secret = `ghp_${'a1B2c3D4e5F6g7H8i9J0'.repeat(2).slice(0, 36)}`;
const documentFiles = {
  'plan.docx': docxOf({ body: paragraphXml('The plan') + paragraphXml(`token ${secret}`) }),
  'sheet.pdf': pdfOf([{ content: textAt(50, 700, 12, 'On paper') }]),
  'broken.pptx': Uint8Array.of(1, 2, 3),
};

test('a document is text from its analysis on: redacted, counted, with its pages', async () => {
  const { load } = loader(documentFiles);
  const { byPath, diagnostics } = await load(reading);
  const plan = byPath.get('plan.docx');
  assert.match(plan?.text ?? '', /^The plan\n\ntoken \[REDACTED github [0-9a-f]{8}\]\n$/);
  assert.deepEqual([plan?.kind, plan?.lineCount, plan?.redactions.length], ['document', 3, 1]);
  assert.ok((plan?.tokens?.headLength ?? 0) + (plan?.tokens?.tailTokens ?? 0) > 0);
  assert.deepEqual(byPath.get('sheet.pdf')?.pages, [
    { number: 1, characters: 7, kind: 'text', mayShowMore: false },
  ]);
  assert.equal(byPath.get('broken.pptx')?.text, undefined);
  assert.deepEqual(
    diagnostics.map(({ code, path }) => `${code} ${path}`),
    ['document-unreadable broken.pptx'],
  );
});

test('a document comes out of the cache, and is read again when its bytes change', async () => {
  const { load, analyzed, fileSystem } = loader(documentFiles);
  const cold = await load(reading);
  assert.deepEqual(await load(reading), cold);
  await fileSystem.write('plan.docx', docxOf({ body: paragraphXml('Another plan') }));
  assert.equal((await load(reading)).byPath.get('plan.docx')?.text, 'Another plan\n');
  assert.deepEqual(analyzed.sort(), ['broken.pptx', 'plan.docx', 'plan.docx', 'sheet.pdf']);
});

test('a file that vanished since it was found is told once, in one sentence', async () => {
  const fileSystem = new MemoryFileSystem(texts);
  const scanned = await scanWorkspace({ fileSystem, git: fakeGit(), exclude: [], maxFileBytes: 2000 });
  await fileSystem.remove('b.ts');
  const cache = { get: () => undefined, put: () => undefined };
  const { diagnostics, leftOut } = await loadRepository({ scanned, fileSystem, analyze: inThread, cache });
  assert.deepEqual(
    diagnostics.map(({ path, message }) => `${path}: ${message}`),
    ['b.ts: Is not a readable file.'],
  );
  assert.deepEqual(leftOut, [{ path: 'b.ts', reason: 'cannot be read' }]);
});

test('what was not counted is counted from the text that is known', async () => {
  const input = {
    ...({ path: 'plan.docx', kind: 'document', role: 'docs', language: undefined } as const),
    bytes: documentFiles['plan.docx'],
  };
  const limits = { timeoutMs: 60_000 };
  const uncounted = await analyzeFile({ ...input, counts: false }, parsers, limits, documents);
  assert.equal(uncounted.tokens, undefined);
  const counted = await analyzeFile({ ...input, uncounted }, parsers, limits);
  assert.deepEqual(counted, await analyzeFile(input, parsers, limits, documents));
});

test('a document that is too large is listed with its reason, and not read', async () => {
  const { load, analyzed } = loader({ 'huge.pdf': new Uint8Array(documentLimits.fileBytes + 1) });
  const { byPath, diagnostics } = await load(reading);
  assert.deepEqual([byPath.get('huge.pdf')?.kind, byPath.get('huge.pdf')?.text], ['document', undefined]);
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ['oversized'],
  );
  assert.deepEqual(analyzed, []);
});

test('who asks for no documents gets none', async () => {
  const fileSystem = new MemoryFileSystem(documentFiles);
  const scanned = await scanWorkspace({ fileSystem, git: fakeGit(), exclude: [], maxFileBytes: 2000 });
  const cache = { get: () => undefined, put: () => undefined };
  const { files, diagnostics } = await loadRepository({
    ...{ scanned, fileSystem, cache, documents: false },
    analyze: () => Promise.reject(new Error('Nothing is to be analysed.')),
  });
  assert.deepEqual(
    files.map(({ kind, text }) => [kind, text]),
    Array.from({ length: 3 }, () => ['document', undefined]),
  );
  assert.deepEqual(diagnostics, []);
});
