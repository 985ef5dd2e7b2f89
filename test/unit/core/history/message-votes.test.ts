import assert from 'node:assert/strict';
import { test } from 'node:test';
import { messageVotes } from '../../../../src/core/history/message-votes.ts';
import { queryWords } from '../../../../src/core/search/split-words.ts';
import { commitOf } from '../../../support/fake-git.ts';

const commits = [
  commitOf('parse headers of requests', ['src/headers.ts', 'src/parse.ts']),
  commitOf('draw the chart', ['src/chart.ts']),
  commitOf('parse the configuration', ['src/config.ts']),
];
const votes = (message: string) => messageVotes(commits, message, queryWords);

test('commits with similar messages vote for their files', () => {
  const { shares, likeness } = votes('headers are not parsed: parse headers');
  assert.ok((shares.get('src/headers.ts') ?? 0) > (shares.get('src/config.ts') ?? 0));
  assert.equal(shares.has('src/chart.ts'), false);
  assert.ok(likeness > 0.4 && likeness < 1, `${likeness}`);
});

test('all votes sum to 1', () => {
  const sum = [...votes('parse').shares.values()].reduce((total, share) => total + share, 0);
  assert.ok(Math.abs(sum - 1) < 1e-12);
});

test('the same message is entirely alike', () => {
  assert.ok(Math.abs(votes('draw the chart').likeness - 1) < 1e-12);
});

test('words that no message has get no votes', () => {
  assert.deepEqual(votes('zebra'), { shares: new Map(), likeness: 0 });
  assert.deepEqual(votes(''), { shares: new Map(), likeness: 0 });
});
