import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchRepository } from '../../../../src/core/search/search-repository.ts';
import { updateIndex } from '../../../../src/core/search/update-index.ts';
import { SqliteIndexStore } from '../../../../src/node/sqlite-index-store.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

test('an explained place says what each word adds, and the shares add up to its score', async () => {
  const repository = await repositoryOf({
    'src/a.ts': 'export function parseHeader(text: string) {\n  return text.split("header");\n}\n',
    'src/b.ts': 'export const other = 1;\n',
  });
  const store = new SqliteIndexStore(':memory:');
  await updateIndex(repository, store);
  const [hit] = searchRepository({ repository, store, query: 'parse header nowhere', top: 3, explain: true });
  assert.equal(hit?.path, 'src/a.ts');
  assert.deepEqual(Object.keys(hit?.words ?? {}).sort(), ['header', 'parse']);
  const sum = Object.values(hit?.words ?? {}).reduce((total, share) => total + share, 0);
  assert.ok(Math.abs(sum - (hit?.score ?? 0)) < 0.01);
  store.dispose();
});
