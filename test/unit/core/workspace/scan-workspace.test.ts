import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAbort } from '../../../../src/core/base/abort.ts';
import type { ProgressEvent } from '../../../../src/core/base/progress.ts';
import { ownPatternsMark } from '../../../../src/core/workspace/ignore-rules.ts';
import { scanWorkspace } from '../../../../src/core/workspace/scan-workspace.ts';
import { fakeGit } from '../../../support/fake-git.ts';
import { type MemoryEntry, MemoryFileSystem } from '../../../support/memory-file-system.ts';

interface Given {
  readonly entries: Readonly<Record<string, MemoryEntry>>;
  /** What git lists; left out: no git. */
  readonly git?: readonly string[];
  readonly exclude?: readonly string[];
  readonly maxFileBytes?: number;
}

const scan = ({ entries, git, exclude = [], maxFileBytes = 1000 }: Given) =>
  scanWorkspace({
    fileSystem: new MemoryFileSystem(entries),
    git: fakeGit(git === undefined ? {} : { files: git }),
    exclude,
    maxFileBytes,
  });

/** Scans, and compares the paths found and `path: code` of each diagnostic. */
function check(
  name: string,
  given: Given,
  expected: readonly string[],
  diagnostics: readonly string[] = [],
): void {
  test(name, async () => {
    const scanned = await scan(given);
    assert.deepEqual(
      scanned.files.map((file) => file.path),
      expected,
    );
    assert.deepEqual(
      scanned.diagnostics.map(({ path, code }) => `${path}: ${code}`),
      diagnostics,
    );
  });
}

const link = (to: string) => ({ link: to });

check('files come sorted by code unit', { entries: { 'b.ts': '', 'B.ts': '', 'a/z.ts': '', 'a.ts': '' } }, [
  'B.ts',
  'a.ts',
  'a/z.ts',
  'b.ts',
]);
check('an empty folder has no files', { entries: {} }, []);
check(
  'without git, ignored files are left out',
  { entries: { '.gitignore': '*.log\nout/\n', 'a.log': '', 'out/b': '', c: '' } },
  ['.gitignore', 'c'],
);
check(
  "without git, one folder's rules do not touch its siblings",
  { entries: { 'a/.gitignore': 'data\n', 'a/data': '', 'b/data': '' } },
  ['a/.gitignore', 'b/data'],
);
check(
  'without git, installed packages and the repository itself are left out',
  {
    entries: {
      'node_modules/x/a.js': '',
      'p/node_modules/y.js': '',
      '.git/config': '',
      'sub/.git': 'gitdir: x',
      'a.js': '',
    },
  },
  ['a.js'],
);
check('hidden folders are scanned', { entries: { '.github/workflows/ci.yml': '', '.env': '' } }, [
  '.env',
  '.github/workflows/ci.yml',
]);
check(
  'links are named and not followed, so that a loop ends',
  { entries: { 'a/b.ts': '', 'a/loop': link('..'), out: link('/etc') } },
  ['a/b.ts'],
  ['a/loop: not-a-file', 'out: not-a-file'],
);
check(
  'a pipe is named and not read',
  { entries: { pipe: { special: true }, a: '' } },
  ['a'],
  ['pipe: not-a-file'],
);
check(
  'a folder that cannot be read is named, the others are scanned',
  { entries: { a: '', locked: { unreadable: true } } },
  ['a'],
  ['locked: unreadable'],
);
check(
  'a tracked file stays in although it is ignored',
  { entries: { '.gitignore': '*.log\n', 'a.log': '', 'b.log': '' }, git: ['.gitignore', 'a.log'] },
  ['.gitignore', 'a.log'],
);
check('a tracked file that was deleted is left out', { entries: { a: '' }, git: ['a', 'gone'] }, ['a']);
check('a file that git lists twice counts once', { entries: { a: '' }, git: ['a', 'a'] }, ['a']);
check(
  'a submodule is named and not entered',
  { entries: { 'sub/a': '', b: '' }, git: ['sub', 'b'] },
  ['b'],
  ['sub: not-a-file'],
);
check('a line end in a name is a character', { entries: { 'a\nb.ts': '' }, git: ['a\nb.ts'] }, ['a\nb.ts']);
check('a git that lists nothing is believed', { entries: { a: '' }, git: [] }, []);
check(
  'plans that Longview wrote are no part of the repository',
  { entries: { 'a.longview-plan.json': '{}', 'b.json': '{}' } },
  ['b.json'],
);
check('settings exclude by pattern', { entries: { 'a.ts': '', 'gen/b.ts': '' }, exclude: ['gen/'] }, [
  'a.ts',
]);
check(
  'a .longviewignore excludes below its own folder, tracked files too',
  {
    entries: { 'x/.longviewignore': 'b.ts\n', 'x/b.ts': '', 'b.ts': '' },
    git: ['x/.longviewignore', 'x/b.ts', 'b.ts'],
  },
  ['b.ts', 'x/.longviewignore'],
);
check(
  'a .longviewignore can bring back what settings exclude',
  { entries: { '.longviewignore': '!keep.csv\n', 'keep.csv': '', 'drop.csv': '' }, exclude: ['*.csv'] },
  ['.longviewignore', 'keep.csv'],
);

test('what excludes a file is the reason that is given', async () => {
  const { leftOut } = await scan({
    entries: {
      '.longviewignore': 'c.ts\n',
      'a.ts': '',
      'b.ts': '',
      'c.ts': '',
      'd.longview-plan.json': '',
    },
    exclude: ['a.ts', ownPatternsMark, '/b.ts'],
  });
  assert.deepEqual(
    leftOut.map(({ path, reason }) => `${path}: ${reason}`),
    [
      "a.ts: excluded by the setting 'exclude'",
      'b.ts: written by Longview itself',
      'c.ts: excluded by .longviewignore',
      'd.longview-plan.json: a plan of Longview',
    ],
  );
});

test('a file above the limit is oversized, a picture of the same size is a picture', async () => {
  const large = 'x'.repeat(1001);
  const { files } = await scan({ entries: { 'a.ts': large, 'b.png': large, 'c.ts': large.slice(1) } });
  assert.deepEqual(
    files.map(({ path, kind, size }) => `${path} ${kind} ${size}`),
    ['a.ts oversized 1001', 'b.png image 1001', 'c.ts text 1000'],
  );
});

test('whether a path would be left out can be asked, also of one that does not exist', async () => {
  const { isIgnored } = await scan({
    entries: { 'p/.gitignore': 'dist/\n', '.longviewignore': '*.csv\n' },
    git: ['p/.gitignore', '.longviewignore'],
    exclude: ['gen/'],
  });
  const asked = ['p/dist/a.js', 'dist/a.js', 'x/a.csv', 'gen/a.ts', 'a.ts'];
  assert.deepEqual(asked.filter(isIgnored), ['p/dist/a.js', 'x/a.csv', 'gen/a.ts']);
});

test('a scan says when it begins and when it ends', async () => {
  const events: ProgressEvent[] = [];
  const fileSystem = new MemoryFileSystem({ a: '' });
  await scanWorkspace(
    { fileSystem, git: fakeGit(), exclude: [], maxFileBytes: 1000 },
    { onProgress: (event) => void events.push(event) },
  );
  assert.deepEqual(
    events.map(({ type, stage }) => `${stage} ${type}`),
    ['scan stage-start', 'scan stage-end'],
  );
});

test('a cancelled scan is an abort', async () => {
  const input = {
    fileSystem: new MemoryFileSystem({ a: '' }),
    git: fakeGit(),
    exclude: [],
    maxFileBytes: 1000,
  };
  await assert.rejects(scanWorkspace(input, { signal: AbortSignal.abort() }), isAbort);
});
