import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backwardShare, keepOrder, keepResolutions } from '../../../../src/core/context/keep-choices.ts';
import { replayParts } from '../../../../src/core/context/pack-state.ts';

interface Case {
  readonly title: string;
  readonly order: string;
  readonly previous: string;
  /** `ab`: a needs b. */
  readonly needs?: readonly string[];
  readonly expected: string;
}

function check({ title, order, previous, needs = [], expected }: Case): void {
  test(title, () => {
    const dependencies = needs.map(([from = '', to = '']) => ({ from, to }));
    assert.equal(keepOrder({ order: [...order], previous: [...previous], dependencies }).join(''), expected);
  });
}

check({ title: 'files keep their old order', order: 'abc', previous: 'cab', expected: 'cab' });
check({
  title: 'a new file keeps its place among the others',
  order: 'axbc',
  previous: 'cab',
  expected: 'cxab',
});
check({ title: 'a file that is gone leaves no hole', order: 'abc', previous: 'cgab', expected: 'cab' });
check({ title: 'a file that is named twice stands once', order: 'abc', previous: 'caba', expected: 'cab' });
check({
  title: 'an old order that puts files before what they need gives way',
  order: 'abc',
  previous: 'cba',
  needs: ['ba', 'cb'],
  expected: 'abc',
});

test('dependencies that point backwards are counted once for each pair of files', () => {
  const edges = ['ab', 'ba', 'ca', 'aa', 'ax'].map(([from = '', to = '']) => ({ from, to }));
  assert.equal(backwardShare([...'abc'], edges), 1 / 3);
  assert.equal(backwardShare([], edges), 0);
});

test('the resolution that a file had is worth a tenth of the file more', () => {
  const byResolution = { full: 10, skeleton: 6, outline: 4, path: 1, folder: 0.5, omitted: 0 };
  const values = new Map(['shown', 'named', 'new'].map((path) => [path, { byResolution, reasons: [] }]));
  const state = replayParts([
    { kind: 'file', path: 'shown', resolution: 'skeleton', contentHash: '', tokens: 1 },
    { kind: 'listing', rows: ['named (3 lines)'], tokens: 1 },
  ]);
  const kept = keepResolutions(values, state);
  assert.deepEqual(kept.get('shown')?.byResolution, { ...byResolution, skeleton: 7 });
  assert.deepEqual(kept.get('named')?.byResolution, { ...byResolution, path: 2 });
  assert.deepEqual(kept.get('new')?.byResolution, byResolution);
});
