import assert from 'node:assert/strict';
import { test } from 'node:test';
import { questionSignals } from '../../../../src/core/search/question-signals.ts';
import { updateIndex } from '../../../../src/core/search/update-index.ts';
import { SqliteIndexStore } from '../../../../src/node/sqlite-index-store.ts';
import { commitOf } from '../../../support/fake-git.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

const repository = await repositoryOf({
  'src/header.ts': 'export const a = 1;\n',
  'src/body.ts': 'export function readHeader(text: string) {\n  return text;\n}\n',
  'src/voted.ts': 'export const b = 1;\n',
  'src/other.ts': 'export const c = 1;\n',
});
const commits = [commitOf('read the header lazily', ['src/voted.ts', 'src/gone.ts'])];

async function check(question: string, expected: Readonly<Record<string, readonly string[]>>): Promise<void> {
  const store = new SqliteIndexStore(':memory:');
  await updateIndex(repository, store);
  const { byPath } = questionSignals({ repository, store, commits, question });
  const found = [...byPath].map(([path, signals]) => [
    path,
    Object.entries(signals).flatMap(([name, value]) => (value > 0 ? [name] : [])),
  ]);
  assert.deepEqual(Object.fromEntries(found), expected);
  store.dispose();
}

test('text, paths and earlier commits speak for files that exist', () =>
  check('header', {
    'src/header.ts': ['bestChunk', 'threeChunks', 'pathWords'],
    'src/body.ts': ['bestChunk', 'threeChunks'],
    'src/voted.ts': ['votes'],
  }));

test('a question without words is answered by nothing', () => check('what is it?', {}));
