import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orderFiles } from '../../../../src/core/context/order-files.ts';
import { valueFiles } from '../../../../src/core/context/value-files.ts';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { summarizeHistory } from '../../../../src/core/history/change-history.ts';
import { commitOf } from '../../../support/fake-git.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

const repository = await repositoryOf({
  'README.md': '# Read me\n',
  'docs/a.md': '# A\n',
  'src/base.ts': 'export const a = 1;\n',
  'src/one.ts': "import { a } from './base';\nexport const one = a;\n",
  'src/two.ts': "import { a } from './base';\nexport const two = a;\n",
  'src/hot.ts': 'export const hot = 1;\n',
  'test/one.test.ts': "import '../src/one';\n",
  'data.csv': 'a,b\n',
});
const graph = await buildDependencyGraph(repository);
const history = summarizeHistory(Array.from({ length: 4 }, () => commitOf('x', ['src/hot.ts'])));
const values = (wanted: readonly string[] = []) => valueFiles({ repository, graph, history, wanted });

/** `first` is worth more than `second`. */
function check(name: string, first: string, second: string, wanted: readonly string[] = []): void {
  test(name, () => {
    const all = values(wanted);
    const [a, b] = [all.get(first), all.get(second)];
    assert.ok(
      a !== undefined && b !== undefined && a.byResolution.full > b.byResolution.full,
      `${a?.byResolution.full} and ${b?.byResolution.full}`,
    );
  });
}

check('code is worth more than its tests', 'src/one.ts', 'test/one.test.ts');
check('documents are worth more than data', 'docs/a.md', 'data.csv');
check('what explains the repository is worth more than another document', 'README.md', 'docs/a.md');
check('what others depend on is worth more', 'src/base.ts', 'src/two.ts');
check('what changes often is worth more', 'src/hot.ts', 'src/two.ts');
check('what is known to be needed is worth more than all else', 'data.csv', 'src/base.ts', ['data.csv']);
check('what is needed more is worth more', 'docs/a.md', 'data.csv', ['docs/a.md', 'data.csv']);

const asked = valueFiles({
  repository,
  graph,
  history,
  question: {
    byPath: new Map([
      ['src/two.ts', { bestChunk: 9, threeChunks: 12, pathWords: 0, votes: 0 }],
      ['src/one.ts', { bestChunk: 2, threeChunks: 2, pathWords: 0, votes: 0 }],
    ]),
    voteStrength: 0,
  },
});

function checkAsked(name: string, first: string, second: string): void {
  test(name, () => {
    const [a, b] = [first, second].map((path) => asked.get(path)?.byResolution.full ?? Number.NaN);
    assert.ok((a as number) > (b as number), `${a} and ${b}`);
  });
}
checkAsked('what answers a question is worth more than what changes often', 'src/two.ts', 'src/hot.ts');
checkAsked('the better answer is worth more', 'src/two.ts', 'src/one.ts');

test('a question that nothing answers leaves all as it was', () => {
  const question = { byPath: new Map(), voteStrength: 0 };
  assert.deepEqual(valueFiles({ repository, graph, history, question }), values());
});

test('each resolution is worth more than the ones that show less', () => {
  for (const [path, { byResolution: worth }] of [...values(), ...asked]) {
    const { full, skeleton, outline, path: named, folder, omitted } = worth;
    const falling = [full, skeleton, outline, named, folder, omitted];
    assert.deepEqual(
      falling,
      falling.toSorted((a, b) => b - a),
      path,
    );
    assert.ok(Number.isFinite(full) && full > 0, path);
  }
});

test('one more commit moves the worth of files that it does not touch a little', () => {
  const commits = Array.from({ length: 40 }, (_, age) =>
    commitOf(`${age}`, [age % 3 ? 'src/hot.ts' : 'src/two.ts']),
  );
  const before = valueFiles({ repository, graph, history: summarizeHistory(commits) });
  const later = summarizeHistory([commitOf('new', ['src/one.ts']), ...commits]);
  const after = valueFiles({ repository, graph, history: later });
  for (const path of ['src/base.ts', 'src/two.ts', 'src/hot.ts']) {
    const ratio = (after.get(path)?.byResolution.full ?? 0) / (before.get(path)?.byResolution.full ?? 1);
    assert.ok(ratio > 0.6 && ratio < 1.2, `${path}: ${ratio}`);
  }
});

test('an empty repository has no values', async () => {
  const none = await repositoryOf({});
  const nothing = { repository: none, graph: await buildDependencyGraph(none), history, risk: [] };
  assert.equal(valueFiles(nothing).size, 0);
});

test('every value comes with its reasons', () => {
  assert.deepEqual(values().get('src/base.ts')?.reasons, ['code', '2 files depend on it']);
  assert.ok(values().get('src/hot.ts')?.reasons.includes('changed lately'));
  assert.ok(values(['data.csv']).get('data.csv')?.reasons.includes('known to be needed'));
  assert.ok(asked.get('src/two.ts')?.reasons.includes('place 1 for the question'));
  assert.ok(asked.get('src/two.ts')?.reasons.includes('its text answers it'));
});

function checkOrder(order: Parameters<typeof orderFiles>[0], expected: readonly string[]): void {
  test(`order ${order}`, () => assert.deepEqual(orderFiles(order, { graph, history }), expected));
}
const dependenciesFirst = [
  'README.md',
  'data.csv',
  'docs/a.md',
  'src/base.ts',
  'src/hot.ts',
  'src/one.ts',
  'src/two.ts',
  'test/one.test.ts',
];
const hotLast = [...dependenciesFirst.filter((path) => path !== 'src/hot.ts'), 'src/hot.ts'];
checkOrder('dependencies-first', hotLast);
checkOrder('dependents-first', dependenciesFirst.toReversed());
checkOrder('path', dependenciesFirst);
checkOrder('churn', hotLast);
