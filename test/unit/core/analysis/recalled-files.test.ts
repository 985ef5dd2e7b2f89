import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeFile, type FileAnalysis } from '../../../../src/core/analysis/analyze-file.ts';
import { loadRepository } from '../../../../src/core/analysis/load-repository.ts';
import { RecalledFiles } from '../../../../src/core/analysis/recalled-files.ts';
import { replaceFiles } from '../../../../src/core/analysis/replace-files.ts';
import type { Repository } from '../../../../src/core/analysis/repository.ts';
import { isAppError } from '../../../../src/core/base/app-error.ts';
import { packRepository } from '../../../../src/core/context/pack-repository.ts';
import { valueFiles } from '../../../../src/core/context/value-files.ts';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { GraphSession } from '../../../../src/core/graph/graph-session.ts';
import { summarizeHistory } from '../../../../src/core/history/change-history.ts';
import { tokenCounterOf } from '../../../../src/core/tokens/model-token-counter.ts';
import { scanWorkspace } from '../../../../src/core/workspace/scan-workspace.ts';
import { fakeGit } from '../../../support/fake-git.ts';
import { MemoryFileSystem } from '../../../support/memory-file-system.ts';
import { parsers, sourceFileOf } from '../../../support/repository-of.ts';

const files = {
  'go.mod': 'module example.org/m\n',
  'main.go': 'package main\n\nimport "example.org/m/part"\n\nfunc main() { part.Do() }\n',
  'part/part.go': 'package part\n\n// Do does.\nfunc Do() {\n\tprintln("done")\n\tprintln("again")\n}\n',
  'src/a.ts': "import { b } from './b';\nexport const a = b;\n",
  'src/b.ts': 'export const b = 1;\nexport const token = "ghp_012345678901234567890123456789abcdef";\n',
  'include/x.h': '#define SIZE 3\nint size(void);\n',
  'x.c': '#include "include/x.h"\nint main(void) { return size() + SIZE; }\n',
  'lib.rs': 'macro_rules! m { () => {} }\npub fn f() { m!(); }\n',
  'Cargo.toml': '[package]\nname = "m"\n',
  'README.md': '# Title\n\nSee [a](src/a.ts).\n',
  'picture.png': Uint8Array.of(1, 2, 3),
};

async function load(mostHeldBytes: number, fileSystem = new MemoryFileSystem(files)): Promise<Repository> {
  const stored = new Map<string, FileAnalysis>();
  const scanned = await scanWorkspace({ fileSystem, git: fakeGit(), exclude: [], maxFileBytes: 100_000 });
  return loadRepository({
    scanned,
    fileSystem,
    mostHeldBytes,
    analyze: (input) => analyzeFile(input, parsers, { timeoutMs: 60_000 }),
    cache: {
      get: (key) => structuredClone(stored.get(key)),
      put: (entries) => {
        for (const [key, analysis] of entries) stored.set(key, analysis);
      },
    },
  });
}

test('a repository whose files are read again has the same files, graph and pack', async () => {
  const [held, recalled] = await Promise.all([load(Number.POSITIVE_INFINITY), load(0)]);
  assert.notEqual(recalled.files[0]?.constructor, held.files[0]?.constructor);
  const plain = ({ files: all }: Repository) =>
    all.map((file) => ({ ...file, text: file.text, syntax: file.syntax }));
  assert.deepEqual(plain(recalled), plain(held));
  const graph = await buildDependencyGraph(held);
  assert.deepEqual(await buildDependencyGraph(recalled), graph);
  assert.ok(graph.uses.length > 3);
  const history = summarizeHistory([]);
  for (const budget of [600, 5000]) {
    const packs = [held, recalled].map((repository) =>
      packRepository({
        repository,
        order: graph.order,
        values: valueFiles({ repository, graph, history }),
        budget,
        counter: tokenCounterOf('openai'),
        format: 'xml',
      }),
    );
    const [expected, actual] = await Promise.all(packs);
    assert.equal(actual?.text, expected?.text);
  }
});

test('what was taken out of a text stays out when it is read again', async () => {
  const { byPath } = await load(0);
  assert.equal(byPath.get('src/b.ts')?.text?.includes('ghp_'), false);
});

test('a file that changed meanwhile is said, and worth another try', async () => {
  for (const change of ['write', 'remove'] as const) {
    // Where a file holds a secret all are read, to look for it in them.
    const fileSystem = new MemoryFileSystem({ ...files, 'src/b.ts': 'export const b = 1;\n' });
    const { byPath } = await load(0, fileSystem);
    if (change === 'write') await fileSystem.write('src/a.ts', new TextEncoder().encode('other\n'));
    else await fileSystem.remove('src/a.ts');
    assert.throws(
      () => byPath.get('src/a.ts')?.text,
      (error) =>
        isAppError(error, 'not-found') && error.retryable && /src\/a\.ts changed/.test(error.message),
    );
  }
});

test('an analysis that is not in the index is said', async () => {
  const file = await sourceFileOf('a.ts', 'export const a = 1;\n');
  const fileSystem = new MemoryFileSystem({ 'a.ts': 'export const a = 1;\n' });
  const recalled = new RecalledFiles({
    fileSystem,
    hash: () => file.contentHash,
    analysisOf: () => undefined,
  }).recalled(file, 'key');
  assert.equal(recalled.text, file.text);
  assert.throws(
    () => recalled.syntax,
    (error) =>
      isAppError(error, 'storage') &&
      error.retryable &&
      error.message ===
        'What was read of a.ts is no longer in the index: something took it out meanwhile. Try again.',
  );
});

test('only what was asked for last is held', async () => {
  const names = ['a', 'b', 'c'];
  const read: string[] = [];
  const fileSystem = new MemoryFileSystem(Object.fromEntries(names.map((name) => [name, `${name}\n`])));
  const sources = await Promise.all(names.map((name) => sourceFileOf(name, `${name}\n`)));
  const recall = new RecalledFiles(
    {
      fileSystem: {
        readNow: (path) => {
          read.push(path);
          return fileSystem.readNow(path);
        },
      },
      hash: (bytes) =>
        sources.find(({ text }) => text === new TextDecoder().decode(bytes))?.contentHash ?? '',
      analysisOf: () => undefined,
    },
    { characters: 4 },
  );
  const [a, b, c] = sources.map((file) => recall.recalled(file, 'key'));
  for (const file of [a, a, b, a, c, a, b]) assert.equal(file?.text, `${file?.path}\n`);
  assert.deepEqual(read, ['a', 'b', 'c', 'b']);
});

test('a name that an edit uses for the first time is found, though nobody used it when the tables were made', async () => {
  const before = {
    'a.h': 'int used(void);\nint unused(void);\nstruct s { int first; int second; };\n',
    'main.c': '#include "a.h"\nint main(void) { return used(); }\n',
  };
  const edited = '#include "a.h"\nint main(void) { struct s s; return unused() + s.second; }\n';
  const fileSystem = new MemoryFileSystem(before);
  const repository = await load(0, fileSystem);
  assert.equal(repository.mentioned?.has('used'), true);
  assert.equal(repository.mentioned?.has('unused'), false);
  const session = new GraphSession();
  await session.build(repository);
  await fileSystem.write('main.c', new TextEncoder().encode(edited));
  const replaced = await replaceFiles(repository, ['main.c'], {
    fileSystem,
    analyze: (input) => analyzeFile(input, parsers, { timeoutMs: 60_000 }),
  });
  assert.ok(replaced !== undefined);
  const { uses } = await session.update(replaced);
  const fresh = await buildDependencyGraph(await load(Number.POSITIVE_INFINITY, fileSystem));
  assert.deepEqual(uses, fresh.uses);
  assert.ok([...uses].some(({ symbol }) => symbol === 'unused'));
});
