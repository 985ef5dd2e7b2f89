import assert from 'node:assert/strict';
import type { Profiler } from 'node:inspector';
import { test } from 'node:test';
import { longestStretch } from '../../benchmarks/vscode-index/longest-stretch.ts';

const node = (id: number, url: string, children: number[] = []): Profiler.ProfileNode => ({
  id,
  children,
  callFrame: { functionName: '', scriptId: '', url, lineNumber: 0, columnNumber: 0 },
});
const nodes = [
  node(1, '', [2, 4]),
  node(2, 'file:///own/extension.cjs', [3]),
  node(3, 'node:fs'),
  node(4, 'file:///other/extension.js'),
];

/** Samples by node, each a millisecond behind the one before. */
function check(name: string, samples: readonly number[], expected: number): void {
  test(name, () => {
    const timeDeltas = samples.map(() => 1_000);
    const profile = { nodes, samples: [...samples], timeDeltas, startTime: 0, endTime: 0 };
    assert.equal(longestStretch(profile, '/own/'), expected);
  });
}

check('time in what own code calls counts', [1, 2, 3, 3, 1], 3);
check('other code ends a stretch', [2, 4, 2, 2, 1, 2], 2);
check('no own code is no time', [1, 4, 4], 0);
