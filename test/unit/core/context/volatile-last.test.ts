import assert from 'node:assert/strict';
import { test } from 'node:test';
import { volatileLast } from '../../../../src/core/context/volatile-last.ts';
import type { Commit } from '../../../../src/core/ports/git.ts';

const order = ['README.md', 'base.ts', 'util.ts', 'app.ts', 'notes.md', 'app.test.ts', 'LICENSE'];
const dependencies = [
  { from: 'app.ts', to: 'base.ts', strength: 4 },
  { from: 'app.ts', to: 'util.ts', strength: 4 },
  { from: 'app.test.ts', to: 'app.ts', strength: 4 },
  { from: 'README.md', to: 'app.ts', strength: 0 },
].map((edge) => ({ ...edge, line: 1, names: ['*'] }));

/** Newest first; a hash that is no multiple of the epoch's length begins none. */
function commitsOf(...files: readonly (readonly string[])[]): Commit[] {
  return files.map((paths, index) => ({
    hash: '000001',
    time: 1000 - index,
    subject: 'Change',
    changes: paths.map((path) => ({ path, addedLines: 1, deletedLines: 0 })),
  }));
}

function check(title: string, commits: readonly Commit[], expected: readonly string[]): void {
  test(title, () => assert.deepEqual(volatileLast({ order, dependencies, commits }), expected));
}

check('without history the order stays', [], order);
check(
  'untied files go to the front, unless they changed lately: the latest is the last',
  commitsOf(['notes.md'], ['README.md'], ['notes.md']),
  ['LICENSE', 'base.ts', 'util.ts', 'app.ts', 'app.test.ts', 'README.md', 'notes.md'],
);
check('what changed lately comes behind the rest in its order', commitsOf(['app.ts'], ['util.ts']), [
  'README.md',
  'notes.md',
  'LICENSE',
  'base.ts',
  'app.test.ts',
  'util.ts',
  'app.ts',
]);
check(
  'a commit that touches many files moves none',
  commitsOf([...order, ...Array.from({ length: 20 }, (_, index) => `other${index}`)]),
  order,
);

test('a file that many files before it need stays', () => {
  const users = Array.from({ length: 11 }, (_, index) => `user${index}.ts`);
  const edges = users.map((from) => ({ from, to: 'base.ts', strength: 4, line: 1, names: ['*'] }));
  const commits = commitsOf(['base.ts']);
  const files = ['base.ts', ...users];
  assert.deepEqual(volatileLast({ order: files, dependencies: edges, commits }), files);
  assert.deepEqual(volatileLast({ order: files, dependencies: edges.slice(1), commits }), [
    'user0.ts',
    ...users.slice(1),
    'base.ts',
  ]);
});

test('older changes count up to a hundred commits before the newest epoch', () => {
  const quiet = commitsOf(...Array.from({ length: 99 }, () => [] as string[]));
  const isLast = (commits: readonly Commit[]) =>
    volatileLast({ order, dependencies, commits }).at(-1) === 'README.md';
  assert.ok(isLast([...quiet, ...commitsOf(['README.md'])]));
  assert.ok(!isLast([...quiet, ...quiet, ...commitsOf(['README.md'])]));
  const epoch = quiet.map((commit, index) => (index === 98 ? { ...commit, hash: '0000c8' } : commit));
  assert.ok(isLast([...epoch, ...quiet.slice(1), ...commitsOf(['README.md'])]));
});

test('the next commit moves the files that it changes and no others', () => {
  const before = volatileLast({ order, dependencies, commits: commitsOf(['util.ts'], ['notes.md']) });
  const after = volatileLast({
    order,
    dependencies,
    commits: commitsOf(['LICENSE'], ['util.ts'], ['notes.md']),
  });
  const without = (paths: readonly string[]) => paths.filter((path) => path !== 'LICENSE');
  assert.deepEqual(without(after), without(before));
});
