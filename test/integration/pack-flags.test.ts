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

test('a file too short for the resolution that was asked for is shown, not named', async () => {
  const body = '  console.log("something that takes its place");\n'.repeat(8);
  const long = `export function long() {\n${body}  return 12;\n}\n`.repeat(4);
  const folder = await repositoryWith({
    'one.ts': 'export const one = 1;\n',
    'note.txt': 'A line.\n',
    'long.ts': long,
    'package-lock.json': '{ "lockfileVersion": 3, "packages": {} }\n',
  });
  for (const asked of ['skeleton', 'outline']) {
    const { code, stdout, stderr } = await longview(['pack', folder, '--show', `*=${asked}`]);
    assert.equal(code, 0, stderr);
    assert.match(stdout, /<file path="one\.ts"/, asked);
    assert.match(stdout, /A line\./, asked);
    assert.doesNotMatch(stdout, /return 12;/, asked);
  }
  const shown = ['--show', '*=skeleton', '--explain', `${folder}/one.ts`];
  const { stdout } = await longview(['pack', folder, ...shown]);
  assert.match(
    stdout,
    /one\.ts: full, .*'\*' is to be shown as skeleton, which would not be shorter than its text/,
  );
});

test('a wish that another one outweighs is told', async () => {
  const folder = await repositoryWith(sample);
  const { code, stderr } = await longview(['pack', folder, '--pin', 'src/cart.ts', '--leave-out', 'src/']);
  assert.equal(code, 0);
  assert.match(
    stderr,
    /^The pin 'src\/cart\.ts' does not hold for 1 file \(src\/cart\.ts\): left out by 'src\/'\.$/m,
  );
});
