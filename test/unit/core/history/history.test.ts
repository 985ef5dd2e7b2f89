import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summarizeHistory } from '../../../../src/core/history/change-history.ts';
import { findCoChanges } from '../../../../src/core/history/co-changes.ts';
import { commitOf } from '../../../support/fake-git.ts';

const many = Array.from({ length: 61 }, (_, index) => `f${index}`);

test('commits, fixes and lines are counted for each file', () => {
  const { byPath } = summarizeHistory([commitOf('Fix the crash', ['a', 'b']), commitOf('Add c', ['a'])]);
  assert.deepEqual(byPath.get('a'), { commitCount: 2, fixCount: 1, changedLines: 4, recentChurn: 2 });
  assert.deepEqual(byPath.get('b'), { commitCount: 1, fixCount: 1, changedLines: 2, recentChurn: 1 });
});

function checkFix(subject: string, isFix: boolean): void {
  test(`${JSON.stringify(subject)} ${isFix ? 'speaks' : 'does not speak'} of a fix`, () => {
    assert.equal(summarizeHistory([commitOf(subject, ['a'])]).byPath.get('a')?.fixCount, isFix ? 1 : 0);
  });
}
checkFix('fix: wrong total', true);
checkFix('Fixes #12', true);
checkFix('Bugfix for Windows', true);
checkFix('Add a prefix to names', false);
checkFix('Use fixtures in tests', false);
checkFix('Debug output', false);

test('a change half a year older counts half', () => {
  const { byPath } = summarizeHistory([commitOf('x', ['a']), commitOf('y', ['b'], 180)]);
  assert.equal(byPath.get('a')?.recentChurn, 1);
  assert.equal(byPath.get('b')?.recentChurn, 0.5);
});
test('ages are measured from the newest commit, not from now', () => {
  const old = [commitOf('x', ['a'], 5000), commitOf('y', ['b'], 5180)];
  assert.equal(summarizeHistory(old).byPath.get('b')?.recentChurn, 0.5);
});
test('a commit that touches very many files says nothing about any', () => {
  assert.equal(summarizeHistory([commitOf('Reformat', many)]).byPath.size, 0);
});
test('no commits are no history', () => assert.deepEqual([...summarizeHistory([]).byPath], []));

function checkCoChanges(
  name: string,
  commits: readonly (readonly string[])[],
  given: readonly string[],
  expected: readonly string[],
): void {
  test(name, () => {
    const found = findCoChanges(
      commits.map((paths, index) => commitOf('x', paths, index)),
      given,
    );
    assert.deepEqual(
      found.map(({ path, withPath, together, commits: of }) => `${path} with ${withPath} ${together}/${of}`),
      expected,
    );
  });
}
const times = (count: number, paths: readonly string[]) => Array.from({ length: count }, () => paths);

checkCoChanges(
  'what was changed together three times is found',
  times(3, ['a', 'b']),
  ['a'],
  ['b with a 3/3'],
);
checkCoChanges('twice may be a coincidence', times(2, ['a', 'b']), ['a'], []);
checkCoChanges(
  'less than every second time is too rare',
  [...times(3, ['a', 'b']), ...times(4, ['a'])],
  ['a'],
  [],
);
checkCoChanges(
  'every second time is enough',
  [...times(3, ['a', 'b']), ...times(3, ['a'])],
  ['a'],
  ['b with a 3/6'],
);
checkCoChanges('what is given is not found again', times(3, ['a', 'b']), ['a', 'b'], []);
checkCoChanges(
  'the strongest tie counts',
  [...times(3, ['a', 'c']), ...times(1, ['a']), ...times(4, ['b', 'c'])],
  ['a', 'b'],
  ['c with b 4/4'],
);
checkCoChanges(
  'stronger ties come first, then more frequent ones, then paths',
  [...times(4, ['a', 'd', 'c']), ...times(3, ['a', 'b', 'd'])],
  ['a'],
  ['d with a 7/7', 'c with a 4/7'],
);
checkCoChanges('a commit of very many files ties nothing', times(3, ['a', ...many]), ['a'], []);
checkCoChanges('a file without history has no ties', times(3, ['a', 'b']), ['z'], []);
