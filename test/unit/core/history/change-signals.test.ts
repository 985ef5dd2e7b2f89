import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeSignals } from '../../../../src/core/history/change-signals.ts';
import { commitOf } from '../../../support/fake-git.ts';

const many = Array.from({ length: 61 }, (_, index) => `many/${index}.ts`);
const commits = [
  commitOf('0', ['a/new.ts', 'a/pair.ts']),
  commitOf('1', many),
  ...Array.from({ length: 40 }, (_, index) => commitOf(`other ${index}`, ['b/other.ts'])),
  commitOf('old', ['a/old.ts']),
  commitOf('pair', ['a/pair.ts', 'c/partner.ts']),
];
const paths = ['a/new.ts', 'a/never.ts', 'a/old.ts', 'a/pair.ts', 'c/partner.ts', 'many/0.ts'];
const signals = changeSignals(commits, paths);

test('a change counts less the more commits came after it', () => {
  assert.equal(signals.get('a/new.ts')?.recent, 1);
  // Forty-one commits later, the one that changed too many files not counted.
  assert.ok(Math.abs((signals.get('a/old.ts')?.recent ?? 0) - 0.5 ** (41 / 80)) < 1e-12);
});

test('a file that never changed has a share in its folder', () => {
  assert.equal(signals.get('a/never.ts')?.recent, 0);
  assert.ok((signals.get('a/never.ts')?.folder ?? 0) > 0);
});

test('what was changed together with what is changed now is near', () => {
  assert.ok((signals.get('c/partner.ts')?.together ?? 0) > 0);
  assert.equal(signals.get('a/old.ts')?.together, 0);
});

test('commits that touch very many files say nothing', () => {
  assert.equal(signals.get('many/0.ts')?.recent, 0);
});

test('without commits there are no signals', () => {
  assert.deepEqual(changeSignals([], ['x.ts']).get('x.ts'), {
    recent: 0,
    folder: 0,
    together: 0,
  });
});
