import assert from 'node:assert/strict';
import { test } from 'node:test';
import { relatedCode } from '../../../../src/core/context/related-code.ts';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { updateIndex } from '../../../../src/core/search/update-index.ts';
import { countO200kTokens } from '../../../../src/core/tokens/token-counter.ts';
import { SqliteIndexStore } from '../../../../src/node/sqlite-index-store.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

const repository = await repositoryOf({
  'src/parse.ts':
    "import { scan } from './scan';\nexport function parseBody(text: string) {\n  return scan(text);\n}\n",
  'src/scan.ts': 'export function scan(text: string) {\n  const inner = text;\n  return inner;\n}\n',
  'src/user.ts':
    "import { parseBody } from './parse';\n\nexport function serve() {\n  const body = parseBody('x');\n  return body;\n}\n\nexport function idle() {\n  const nothing = 1;\n  return nothing;\n}\n",
  'docs/body.md': '# How parseBody works\n\nIt parses the body.\n',
});
const graph = await buildDependencyGraph(repository);
const index = new SqliteIndexStore(':memory:');
await updateIndex(repository, index);
const related = (budget: number) =>
  relatedCode({ repository, graph, index, paths: ['src/parse.ts'], budget });
const placesIn = (text: string) => [...text.matchAll(/^--- (.*) ---$/gm)].map(([, place]) => place);

test('what a file needs, who uses it, and what speaks of it', () => {
  assert.deepEqual(placesIn(related(2000)), [
    'src/scan.ts',
    'src/user.ts:3-6',
    'docs/body.md:1-3',
    'src/user.ts:1-2',
  ]);
});
test('what it needs is shown without bodies, and the file itself is not repeated', () => {
  const text = related(2000);
  assert.ok(text.includes('export function scan(text: string) {\n  ⋯ lines 2-3\n}\n'));
  assert.ok(!text.includes('return scan(text)'));
});
test('the budget holds, whatever it is', () => {
  for (let budget = 0; budget < 200; budget += 7)
    assert.ok(countO200kTokens(related(budget)) <= budget, `${budget}`);
});
test('no budget gives nothing', () => assert.equal(related(0), ''));
test('a file without surroundings has none', () => {
  assert.equal(relatedCode({ repository, graph, index, paths: ['gone.ts'], budget: 1000 }), '');
});
