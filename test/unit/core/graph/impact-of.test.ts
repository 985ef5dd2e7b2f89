import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { decodeGraph, encodeGraph } from '../../../../src/core/graph/encode-graph.ts';
import { impactOf } from '../../../../src/core/graph/impact-of.ts';
import { rankFiles } from '../../../../src/core/graph/rank-centrality.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

const graph = await buildDependencyGraph(
  await repositoryOf({
    'include/store.h': 'int store_open(void);\n',
    'src/store.c': '#include "store.h"\nint store_open(void) { return 1; }\n',
    'src/main.c': '#include "store.h"\nint main(void) { return store_open(); }\n',
    'tests/test_store.c': '#include "store.h"\nint main(void) { return store_open(); }\n',
    'util/text.h': 'int text(void);\n',
    'other/text.h': 'int other(void);\n',
    'app/app.c': '#include "text.h"\n',
    'README.md': '[store](src/store.c)\n',
  }),
);

test('a change of a source touches those who include its header, and names its tests', () => {
  const { dependents, tests } = impactOf(graph, 'src/store.c');
  assert.deepEqual(dependents, [
    { path: 'README.md', distance: 1 },
    { path: 'include/store.h', distance: 1 },
    { path: 'tests/test_store.c', distance: 1 },
    { path: 'src/main.c', distance: 2 },
  ]);
  assert.deepEqual(tests, ['tests/test_store.c']);
});

test('the tests of a file are named for each of its definitions', () =>
  assert.deepEqual(impactOf(graph, 'include/store.h', 'store_close').tests, ['tests/test_store.c']));

test('a header comes before its source in the order, and makes no circle with it', () => {
  assert.deepEqual(graph.cycles, []);
  const place = (path: string) => graph.order.indexOf(path);
  assert.ok(place('include/store.h') < place('src/store.c'));
  assert.ok(place('src/store.c') < place('tests/test_store.c'));
});

test('what a test needs is weak, and what a header needs of its source counts for readers alone', () => {
  const strengthOf = (from: string, to: string) =>
    graph.dependencies.find((one) => one.from === from && one.to === to)?.strength;
  assert.equal(strengthOf('tests/test_store.c', 'include/store.h'), 1);
  assert.equal(strengthOf('tests/test_store.c', 'src/store.c'), 1);
  assert.equal(strengthOf('include/store.h', 'src/store.c'), 0);
  assert.equal(strengthOf('src/main.c', 'include/store.h'), 4);
});

test('links alone leave every rank a number', () => {
  const ranks = [...rankFiles(graph).values()];
  assert.equal(ranks.reduce((sum, rank) => sum + rank, 0).toFixed(6), '1.000000');
});

test('a stored graph is the same again, alternatives of includes and all', () => {
  assert.ok(graph.edges.some(({ alternatives }) => alternatives?.length === 1));
  assert.deepEqual(decodeGraph(encodeGraph(graph)), graph);
});

test('who uses what a header declares uses what its source defines', () => {
  const { references, dependents } = impactOf(graph, 'src/store.c', 'store_open');
  assert.deepEqual(references, [
    { from: 'src/main.c', line: 2, symbol: 'store_open', count: 1 },
    { from: 'tests/test_store.c', line: 2, symbol: 'store_open', count: 1 },
  ]);
  assert.deepEqual(
    dependents.filter(({ distance }) => distance === 1).map((one) => one.path),
    ['README.md', 'src/main.c', 'tests/test_store.c'],
  );
  assert.deepEqual(impactOf(graph, 'src/store.c', 'store_close').references, []);
});
