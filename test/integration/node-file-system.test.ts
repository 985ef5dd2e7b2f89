import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isAppError } from '../../src/core/base/app-error.ts';
import { NodeFileSystem } from '../../src/node/node-file-system.ts';
import { newFolder } from './run-cli.ts';
import { folderWith } from './sample-repository.ts';

const text = (content: string) => new TextEncoder().encode(content);
const isRefused = (error: unknown) => isAppError(error, 'refused-edit');

/** A folder with links that lead out of it, and what they lead to. */
function withLinks() {
  const outside = folderWith({ 'secret.txt': 'outside' });
  const root = folderWith({ 'a.txt': 'a', 'd/b.txt': 'b' });
  symlinkSync(outside, join(root, 'out'));
  symlinkSync(join(outside, 'secret.txt'), join(root, 'file-link'));
  symlinkSync('d', join(root, 'inside'));
  symlinkSync(join(outside, 'nothing'), join(root, 'dangling'));
  return { outside, root, fileSystem: new NodeFileSystem(root) };
}

test('files, folders and links are what they are', async () => {
  const { fileSystem } = withLinks();
  const kinds = await Promise.all(
    ['a.txt', 'd', 'out', 'dangling', 'gone', 'a.txt/x'].map((path) => fileSystem.stat(path)),
  );
  assert.deepEqual(
    kinds.map((stat) => stat?.kind),
    ['file', 'directory', 'symlink', 'symlink', undefined, undefined],
  );
  const names = (await fileSystem.readDirectory('')).map(({ name, kind }) => `${name} ${kind}`);
  assert.deepEqual(names.sort(), [
    'a.txt file',
    'd directory',
    'dangling symlink',
    'file-link symlink',
    'inside symlink',
    'out symlink',
  ]);
});

test('a file is read, a folder, a link and nothing are not', async () => {
  const { fileSystem } = withLinks();
  assert.equal(new TextDecoder().decode(await fileSystem.read('d/b.txt')), 'b');
  for (const path of ['d', 'file-link', 'gone', 'dangling']) {
    await assert.rejects(fileSystem.read(path), (error) => isAppError(error, 'not-found'), path);
  }
});

test('what cannot be read is said without the absolute path', async () => {
  const { fileSystem } = withLinks();
  await assert.rejects(fileSystem.read('gone'), {
    message: 'gone cannot be read: ENOENT: no such file or directory.',
  });
});

test('nothing is read, listed, written or removed behind a link that leads out', async () => {
  const { fileSystem, outside } = withLinks();
  await assert.rejects(fileSystem.read('out/secret.txt'), isRefused);
  await assert.rejects(fileSystem.readDirectory('out'), isRefused);
  await assert.rejects(fileSystem.write('out/new.txt', text('x')), isRefused);
  await assert.rejects(fileSystem.write('out/deep/er/new.txt', text('x')), isRefused);
  await assert.rejects(fileSystem.write('file-link', text('x')), isRefused);
  await assert.rejects(fileSystem.remove('out/secret.txt'), isRefused);
  assert.deepEqual(readdirSync(outside), ['secret.txt']);
  assert.equal(readFileSync(join(outside, 'secret.txt'), 'utf8'), 'outside');
});

test('paths that leave the folder are refused', async () => {
  const { fileSystem } = withLinks();
  for (const path of ['../x', 'd/../../x', '/etc/passwd', 'a\0b']) {
    await assert.rejects(fileSystem.read(path), isRefused, JSON.stringify(path));
    await assert.rejects(fileSystem.write(path, text('x')), isRefused, JSON.stringify(path));
    await assert.rejects(fileSystem.remove(path), isRefused, JSON.stringify(path));
  }
});

test('a link that stays inside may be read through', async () => {
  const { fileSystem } = withLinks();
  assert.equal(new TextDecoder().decode(await fileSystem.read('inside/b.txt')), 'b');
});

test('writing makes folders, keeps the mode, and leaves nothing else behind', async () => {
  const root = folderWith({ 'run.sh': '#!/bin/sh\n' });
  chmodSync(join(root, 'run.sh'), 0o755);
  const fileSystem = new NodeFileSystem(root);
  await fileSystem.write('run.sh', text('new\n'));
  await fileSystem.write('deep/er/a.txt', text('a\n'));
  assert.equal(readFileSync(join(root, 'run.sh'), 'utf8'), 'new\n');
  assert.equal(statSync(join(root, 'run.sh')).mode & 0o777, 0o755);
  assert.deepEqual(readdirSync(root, { recursive: true }).map(String).sort(), [
    'deep',
    'deep/er',
    'deep/er/a.txt',
    'run.sh',
  ]);
});

test('a folder cannot be written over', async () => {
  const root = newFolder();
  mkdirSync(join(root, 'd'));
  await assert.rejects(new NodeFileSystem(root).write('d', text('x')), isRefused);
  assert.deepEqual(readdirSync(root), ['d']);
});

test('removing what is not there is no failure', async () => {
  const root = folderWith({ 'a.txt': '' });
  const fileSystem = new NodeFileSystem(root);
  await fileSystem.remove('a.txt');
  await fileSystem.remove('a.txt');
  await fileSystem.remove('gone/b.txt');
  assert.deepEqual(readdirSync(root), []);
});
