import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAbort } from '../../../../src/core/base/abort.ts';
import { updateIndex } from '../../../../src/core/search/update-index.ts';
import { SqliteIndexStore } from '../../../../src/node/sqlite-index-store.ts';
import { SteadyIndexStore } from '../../../../src/node/steady-index-store.ts';
import { pdfOf, textAt } from '../../../support/pdf-files.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

const texts = {
  'a.ts': 'export const alpha = 1;\n',
  'b.ts': 'export const beta = 1;\n',
  'c.png': Uint8Array.of(1),
};

test('text is indexed once, and again only when it changed', async () => {
  const store = new SqliteIndexStore(':memory:');
  assert.deepEqual(await updateIndex(await repositoryOf(texts), store), { indexed: 2, removed: 0 });
  assert.deepEqual(await updateIndex(await repositoryOf(texts), store), { indexed: 0, removed: 0 });
  const edited = await repositoryOf({ ...texts, 'a.ts': 'export const gamma = 1;\n' });
  assert.deepEqual(await updateIndex(edited, store), { indexed: 1, removed: 0 });
  assert.deepEqual(store.searchChunks(['alpha'], 9), []);
  assert.deepEqual(
    store.searchChunks(['gamma'], 9).map((hit) => hit.path),
    ['a.ts'],
  );
});

test('what a document says is found on its page', async () => {
  const store = new SqliteIndexStore(':memory:');
  const pages = ['Nothing', 'Orders are shipped'].map((line) => ({ content: textAt(50, 700, 12, line) }));
  const repository = await repositoryOf({ 'a.pdf': pdfOf(pages), 'b.docx': Uint8Array.of(1) });
  assert.deepEqual(await updateIndex(repository, store), { indexed: 1, removed: 0 });
  assert.deepEqual(
    store.searchChunks(['shipped'], 9).map(({ path, symbol }) => [path, symbol]),
    [['a.pdf', 'Page 2']],
  );
});

test('a file that is gone is gone from the index', async () => {
  const store = new SqliteIndexStore(':memory:');
  await updateIndex(await repositoryOf(texts), store);
  assert.deepEqual(await updateIndex(await repositoryOf({ 'a.ts': texts['a.ts'] }), store), {
    indexed: 0,
    removed: 1,
  });
  assert.deepEqual([...store.indexedFiles().keys()], ['a.ts']);
  assert.deepEqual(store.searchChunks(['beta'], 9), []);
});

test('an index that was brought up to date answers like a fresh one', async () => {
  const after = await repositoryOf({
    'a.ts': 'export const beta = alpha;\n',
    'd.ts': 'export const alpha = beta;\n',
  });
  const updated = new SqliteIndexStore(':memory:');
  await updateIndex(await repositoryOf(texts), updated);
  await updateIndex(after, updated);
  const fresh = new SqliteIndexStore(':memory:');
  await updateIndex(after, fresh);
  assert.deepEqual(updated.searchChunks(['alpha', 'beta'], 9), fresh.searchChunks(['alpha', 'beta'], 9));
});

test('an index that holds is asked once what is in it', async () => {
  const store = new SqliteIndexStore(':memory:');
  let looks = 0;
  const indexedFiles = store.indexedFiles.bind(store);
  store.indexedFiles = () => {
    looks++;
    return indexedFiles();
  };
  await updateIndex(await repositoryOf(texts), store);
  assert.equal(looks, 1);
});

/** Brings an index up to date whose disk fails from the `failsAt`th change of its words on. */
function checkFailure(name: string, failsAt: number, after: Readonly<Record<string, string>>): void {
  test(name, async () => {
    const disk = new SqliteIndexStore(':memory:');
    const store = new SteadyIndexStore({
      disk,
      openMemory: () => new SqliteIndexStore(':memory:'),
      removeDisk: () => undefined,
      onFailure: () => undefined,
    });
    const before = { 'a.ts': 'export const alpha = 1;\n', 'b.ts': 'export const beta = 1;\n' };
    await updateIndex(await repositoryOf(before), store);
    let changes = 0;
    const mayFail = () => {
      if (++changes >= failsAt) throw Object.assign(new Error('database or disk is full'), { errcode: 13 });
    };
    const { indexFiles, removeFiles } = SqliteIndexStore.prototype;
    disk.indexFiles = (files) => {
      mayFail();
      indexFiles.call(disk, files);
    };
    disk.removeFiles = (paths) => {
      mayFail();
      removeFiles.call(disk, paths);
    };
    await updateIndex(await repositoryOf(after), store);
    assert.deepEqual([...store.indexedFiles().keys()].sort(), Object.keys(after).sort());
    const word = 'alpha';
    assert.deepEqual(
      store
        .searchChunks([word], 999)
        .map(({ path }) => path)
        .sort(),
      Object.keys(after)
        .filter((path) => after[path]?.includes(word))
        .sort(),
    );
    store.dispose();
  });
}

const alpha = 'export const alpha = 1;\n';
checkFailure('an index that fails as files are taken out goes on whole', 1, { 'a.ts': alpha });
checkFailure('an index that fails after some files goes on whole', 2, {
  'a.ts': alpha,
  'b.ts': alpha,
  ...Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`many/${at}.ts`, alpha])),
});

test('a cancelled update leaves what was there', async () => {
  const store = new SqliteIndexStore(':memory:');
  await assert.rejects(
    updateIndex(await repositoryOf(texts), store, { signal: AbortSignal.abort() }),
    isAbort,
  );
  assert.deepEqual([...store.indexedFiles()], []);
});

test('a text is indexed anew when a secret of another file is taken out of it', async () => {
  const store = new SqliteIndexStore(':memory:');
  const password = ['Zq31', 'rootPw'].join('');
  const notes = { 'notes.md': `Log in with ${password} here.\n` };
  await updateIndex(await repositoryOf(notes), store);
  assert.deepEqual(
    store.searchChunks(['zq31rootpw'], 9).map(({ path }) => path),
    ['notes.md'],
  );
  const compose = `services:\n  db:\n    environment:\n      MYSQL_ROOT_PASSWORD: ${password}\n`;
  await updateIndex(await repositoryOf({ ...notes, 'compose.yaml': compose }), store);
  assert.deepEqual(store.searchChunks(['zq31rootpw'], 9), []);
});
