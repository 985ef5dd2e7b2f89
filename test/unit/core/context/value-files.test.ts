import assert from 'node:assert/strict';
import { test } from 'node:test';
import { orderFiles } from '../../../../src/core/context/order-files.ts';
import { valueFiles } from '../../../../src/core/context/value-files.ts';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { summarizeHistory } from '../../../../src/core/history/change-history.ts';
import { rankRisk } from '../../../../src/core/risk/rank-risk.ts';
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
const risk = rankRisk(repository, history);
const values = (wanted: readonly string[] = []) => valueFiles({ repository, graph, history, risk, wanted });

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
check('what answers to a question is worth more than all else', 'data.csv', 'src/base.ts', ['data.csv']);
check('the better answer is worth more', 'docs/a.md', 'data.csv', ['docs/a.md', 'data.csv']);

test('every value comes with its reasons', () => {
  assert.deepEqual(values().get('src/base.ts')?.reasons, ['code', '2 files depend on it']);
  assert.ok(values().get('src/hot.ts')?.reasons.includes('changed lately'));
  assert.ok(values(['data.csv']).get('data.csv')?.reasons.includes('place 1 for the question'));
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
