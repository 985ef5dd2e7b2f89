import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAbort } from '../../../../src/core/base/abort.ts';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

const repository = await repositoryOf({
  'z.ts': "import { a } from './a';\nimport './m';\nexport const z = a;\n",
  'm.ts': "import type { Z } from './z';\nimport fs from 'node:fs';\nimport x from './gone';\n",
  'a.ts': 'export const a = 1;\n',
  'tool.py': 'import os\n',
  'README.md': "import './a'\n",
});
const graph = await buildDependencyGraph(repository);

test('edges are sorted by file, line and target, and keep their kind', () => {
  assert.deepEqual(
    graph.edges.map(({ from, to, line, kind, specifier }) => `${from}:${line} ${kind} ${specifier} ${to}`),
    ['m.ts:1 type-only ./z z.ts', 'z.ts:1 import ./a a.ts', 'z.ts:2 import ./m m.ts'],
  );
});
test('every file stands in the order, text without imports too', () => {
  assert.deepEqual(graph.order, ['README.md', 'a.ts', 'm.ts', 'z.ts', 'tool.py']);
  assert.deepEqual(
    graph.files,
    repository.files.map((file) => file.path),
  );
});
test('a circle through types is a circle', () => assert.deepEqual(graph.cycles, [['m.ts', 'z.ts']]));
test('what lies outside and what is missing keep their lines', () => {
  assert.deepEqual(
    [...graph.external, ...graph.unresolved].map(
      ({ from, line, specifier }) => `${from}:${line} ${specifier}`,
    ),
    ['m.ts:2 node:fs', 'tool.py:1 os', 'm.ts:3 ./gone'],
  );
});
test('the same repository gives the same graph', async () => {
  assert.deepEqual(await buildDependencyGraph(repository), graph);
});
test('building can be cancelled', async () => {
  await assert.rejects(buildDependencyGraph(repository, { signal: AbortSignal.abort() }), isAbort);
});
