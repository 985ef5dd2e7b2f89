import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRepositorySettings } from '../../../src/node/repository-settings.ts';
import { MemoryFileSystem } from '../../support/memory-file-system.ts';

test('a folder that may not be searched is named as such', async () => {
  const fileSystem = new MemoryFileSystem({});
  fileSystem.stat = async () => {
    throw Object.assign(new Error("EACCES: permission denied, lstat '/closed/.longview.json'"), {
      code: 'EACCES',
    });
  };
  await assert.rejects(readRepositorySettings(fileSystem), {
    name: 'AppError',
    code: 'not-a-directory',
    message: /^The folder cannot be searched: EACCES: .*\/closed/,
  });
});
