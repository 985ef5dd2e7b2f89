import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readImageText } from '../../../support/model-server/read-image-text.ts';

test('text is read from pixels, and nothing is written to the working directory', async () => {
  const bytes = readFileSync(new URL('error-message.png', import.meta.url));
  const before = process.cwd();
  const empty = mkdtempSync(join(tmpdir(), 'read-image-text-'));
  try {
    process.chdir(empty);
    assert.equal(await readImageText(bytes), 'Cannot open file 4711');
    assert.deepEqual(readdirSync(empty), []);
  } finally {
    process.chdir(before);
    rmSync(empty, { recursive: true });
  }
});

test('bytes that are no image are an error', async () => {
  await assert.rejects(readImageText(Buffer.from('not an image')));
});
