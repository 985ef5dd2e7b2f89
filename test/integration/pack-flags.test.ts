import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { longview, newFolder } from './run-cli.ts';
import { repositoryWith, sample } from './sample-repository.ts';

test('a pack of what changed is whole where nothing changed, and it is said', async () => {
  const folder = await repositoryWith(sample);
  const stats = join(newFolder(), 'stats.json');
  const whole = await longview(['pack', folder]);
  const { code, stdout, stderr } = await longview(['pack', folder, '--since', 'HEAD', '--stats', stats]);
  assert.equal(code, 0, stderr);
  assert.equal(stdout, whole.stdout);
  assert.match(stderr, /^Nothing has changed since HEAD\.$/m);
  assert.deepEqual(JSON.parse(readFileSync(stats, 'utf8')).warnings, ['Nothing has changed since HEAD.']);
});
