import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { makeFolder } from '../../../src/node/make-folder.ts';

const temporary = mkdtempSync(join(tmpdir(), 'longview-make-'));
after(() => rmSync(temporary, { recursive: true, force: true }));

test('a folder is made with those above it, for the user alone, and may be there already', () => {
  const folder = join(temporary, 'a', 'b', 'c');
  for (let time = 0; time < 2; time++) makeFolder(folder);
  assert.ok(statSync(folder).isDirectory());
  if (process.platform !== 'win32') assert.equal(statSync(folder).mode & 0o777, 0o700);
});

test('a file on the way is an error', () => {
  writeFileSync(join(temporary, 'file'), '');
  assert.throws(() => makeFolder(join(temporary, 'file')), { code: 'EEXIST' });
  assert.throws(() => makeFolder(join(temporary, 'file', 'a', 'b')), /EEXIST|ENOTDIR/);
});

test('where the system lets nobody make a folder it is an error', {
  skip: process.platform !== 'linux',
}, () => {
  assert.throws(() => makeFolder('/proc/longview/a'), { code: 'ENOENT' });
});
