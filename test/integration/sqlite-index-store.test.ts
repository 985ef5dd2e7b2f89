import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import type { FileAnalysis } from '../../src/core/analysis/analyze-file.ts';
import { isAppError } from '../../src/core/base/app-error.ts';
import type { IndexedChunk } from '../../src/core/ports/index-store.ts';
import { SqliteIndexStore } from '../../src/node/sqlite-index-store.ts';
import { newFolder } from './run-cli.ts';

const newPath = () => join(newFolder(), 'index.sqlite');
const chunk = (bodyWords: string, startLine = 1): IndexedChunk => ({
  startLine,
  endLine: startLine,
  symbol: 's',
  pathWords: 'p',
  symbolWords: 's',
  bodyWords,
});
const file = (path: string, ...words: readonly string[]) => ({
  path,
  hash: `hash of ${words.join()}`,
  chunks: words.map((body, index) => chunk(body, index + 1)),
});
const analysis = { kind: 'text', lineCount: 7 } as FileAnalysis;
const pathsOf = (store: SqliteIndexStore, ...words: string[]) =>
  store.searchChunks(words, 9).map(({ path, startLine }) => `${path}:${startLine}`);

test('what was stored is there when the file is opened again', () => {
  const path = newPath();
  const first = new SqliteIndexStore(path);
  first.putAnalyses([['k', analysis]]);
  first.putFact('history', 'h', '[]');
  first.indexFiles([file('a.ts', 'alpha', 'beta')]);
  first.dispose();
  const second = new SqliteIndexStore(path);
  assert.deepEqual(second.getAnalysis('k'), analysis);
  assert.equal(second.getFact('history', 'h'), '[]');
  assert.deepEqual([...second.indexedFiles()], [['a.ts', 'hash of alpha,beta']]);
  assert.deepEqual(pathsOf(second, 'beta'), ['a.ts:2']);
  second.dispose();
});

test('what is not known is undefined', () => {
  const store = new SqliteIndexStore(':memory:');
  assert.deepEqual(
    [store.getAnalysis('k'), store.getFact('history', 'h'), pathsOf(store, 'x'), pathsOf(store)],
    [undefined, undefined, [], []],
  );
});

test('of facts of one kind only the newest is kept', () => {
  const store = new SqliteIndexStore(':memory:');
  store.putFact('history', 'old', '1');
  store.putFact('history', 'new', '2');
  assert.deepEqual([store.getFact('history', 'old'), store.getFact('history', 'new')], [undefined, '2']);
});

test('indexing a file again replaces its chunks, removing takes them out', () => {
  const store = new SqliteIndexStore(':memory:');
  store.indexFiles([file('a.ts', 'alpha', 'beta'), file('b.ts', 'alpha')]);
  store.indexFiles([file('a.ts', 'gamma')]);
  assert.deepEqual(
    [pathsOf(store, 'alpha'), pathsOf(store, 'beta'), pathsOf(store, 'gamma')],
    [['b.ts:1'], [], ['a.ts:1']],
  );
  store.removeFiles(['b.ts', 'never.ts']);
  assert.deepEqual([pathsOf(store, 'alpha'), [...store.indexedFiles().keys()]], [[], ['a.ts']]);
});

test('clearing forgets everything', () => {
  const store = new SqliteIndexStore(':memory:');
  store.indexFiles([file('a.ts', 'alpha')]);
  store.putAnalyses([['k', analysis]]);
  store.clear();
  assert.deepEqual(
    [pathsOf(store, 'alpha'), [...store.indexedFiles()], store.getAnalysis('k')],
    [[], [], undefined],
  );
  store.indexFiles([file('a.ts', 'alpha')]);
  assert.deepEqual(pathsOf(store, 'alpha'), ['a.ts:1']);
});

test('scores depend on what is indexed, not on how it came there', () => {
  const scores = (store: SqliteIndexStore) =>
    store.searchChunks(['alpha', 'beta'], 9).map(({ path, score }) => [path, score]);
  const last = [file('a.ts', 'alpha beta'), file('b.ts', 'beta beta gamma'), file('c.ts', 'delta')];
  const edited = new SqliteIndexStore(':memory:');
  edited.indexFiles([file('z.ts', 'alpha '.repeat(500)), file('a.ts', 'beta '.repeat(300))]);
  edited.indexFiles([file('a.ts', 'gamma'), file('b.ts', 'alpha', 'beta')]);
  edited.removeFiles(['z.ts']);
  edited.indexFiles(last);
  const fresh = new SqliteIndexStore(':memory:');
  fresh.indexFiles(last);
  assert.deepEqual(scores(edited), scores(fresh));
});

test('words are plain, whatever they look like', () => {
  const store = new SqliteIndexStore(':memory:');
  store.indexFiles([file('a.ts', 'near and or not')]);
  for (const word of ['near', 'AND', '"', 'a*', 'body:x', '(', '-', ''])
    assert.ok(Array.isArray(store.searchChunks([word], 9)), word);
  assert.deepEqual(pathsOf(store, 'or'), ['a.ts:1']);
});

test('an index of another format is made again', () => {
  const path = newPath();
  const store = new SqliteIndexStore(path);
  store.indexFiles([file('a.ts', 'alpha')]);
  store.dispose();
  const other = new DatabaseSync(path);
  other.exec('PRAGMA user_version = 1');
  other.close();
  const again = new SqliteIndexStore(path);
  assert.deepEqual([...again.indexedFiles()], []);
  again.indexFiles([file('a.ts', 'alpha')]);
  assert.deepEqual(pathsOf(again, 'alpha'), ['a.ts:1']);
  again.dispose();
});

test('a file that is no database is made again', () => {
  const path = newPath();
  writeFileSync(path, 'this is no database '.repeat(500));
  const store = new SqliteIndexStore(path);
  store.indexFiles([file('a.ts', 'alpha')]);
  assert.deepEqual(pathsOf(store, 'alpha'), ['a.ts:1']);
  store.dispose();
  assert.equal(readFileSync(path).subarray(0, 15).toString(), 'SQLite format 3');
});

test('a place where no file can be is a failure that names it', () => {
  const path = join(newFolder(), 'no', 'such', 'index.sqlite');
  assert.throws(
    () => new SqliteIndexStore(path),
    (error) => isAppError(error, 'storage') && error.message.includes(path),
  );
});

test('only its owner may read the file', () => {
  const path = newPath();
  new SqliteIndexStore(path).dispose();
  assert.equal(statSync(path).mode & 0o777, 0o600);
});

test('two processes may have it open at once', () => {
  const path = newPath();
  const [one, two] = [new SqliteIndexStore(path), new SqliteIndexStore(path)];
  one.indexFiles([file('a.ts', 'alpha')]);
  two.indexFiles([file('b.ts', 'beta')]);
  assert.deepEqual([pathsOf(two, 'alpha'), pathsOf(one, 'beta')], [['a.ts:1'], ['b.ts:1']]);
  one.dispose();
  two.dispose();
});
