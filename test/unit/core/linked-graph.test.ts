import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileAnalysis } from '../../../src/core/analysis/analyze-file.ts';
import { IndexCache } from '../../../src/core/analysis/index-cache.ts';
import type { Repository } from '../../../src/core/analysis/repository.ts';
import { buildDependencyGraph } from '../../../src/core/graph/build-dependency-graph.ts';
import { linkedGraph } from '../../../src/core/linked-graph.ts';
import { SqliteIndexStore } from '../../../src/node/sqlite-index-store.ts';
import { repositoryOf } from '../../support/repository-of.ts';
import { watchedRepository } from '../../support/watched-repository.ts';

type Files = Readonly<Record<string, string>>;

const base: Record<string, string> = Object.fromEntries(
  Array.from({ length: 30 }, (_, index) => [
    `f${index}.ts`,
    `import { f${index + 1} } from './f${index + 1}.ts';\nexport const f${index} = () => f${index + 1}();\n`,
  ]),
);

/** An index with the analyses of a repository, as loading it leaves them, and how often a graph was written to it. */
function indexOf() {
  const store = new SqliteIndexStore(':memory:');
  let writes = 0;
  const putFact = store.putFact.bind(store);
  store.putFact = (kind, key, json) => {
    if (kind === 'graph') writes++;
    putFact(kind, key, json);
  };
  return { cache: new IndexCache(store), writes: () => writes };
}

function remember(cache: IndexCache, { files }: Repository): void {
  cache.put(
    files.map(({ path, contentHash, syntax }) => [`${contentHash} ${path}`, { syntax } as FileAnalysis]),
  );
}

function check(
  name: string,
  edit: Files,
  expected: { readonly written: boolean; readonly linked: number },
): void {
  test(name, async () => {
    const { cache, writes } = indexOf();
    const first = await repositoryOf(base);
    remember(cache, first);
    await linkedGraph({ repository: first, cache }, {});
    assert.equal(writes(), 1);
    const second = await repositoryOf({ ...base, ...edit });
    remember(cache, second);
    const { repository, linked } = watchedRepository(second);
    const graph = await linkedGraph({ repository, cache }, {});
    assert.deepEqual(graph, await buildDependencyGraph(second));
    assert.deepEqual({ written: writes() === 2, linked: linked.size }, expected);
    const again = await linkedGraph({ repository: second, cache }, {});
    assert.deepEqual(again, graph);
  });
}

check('nothing is linked or written where nothing changed', {}, { written: false, linked: 0 });
check(
  'one edit is linked alone, and the graph is not written for it',
  { 'f3.ts': `\n${base['f3.ts']}` },
  { written: false, linked: 1 },
);
check(
  'a graph of which all had to be linked is written',
  { 'f3.ts': "export const other = 1;\nexport * from './f5.ts';\n", 'new.ts': 'export const made = 1;\n' },
  { written: true, linked: 31 },
);
check(
  'a graph that went on over many edits is written',
  Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`f${index}.ts`, `\n${base[`f${index}.ts`]}`])),
  { written: true, linked: 21 },
);
