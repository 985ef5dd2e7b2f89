import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
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

test('what is asked for as JSON is JSON', async () => {
  const folder = await repositoryWith(sample);
  const json = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await longview(args);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  };
  const entry = await json('pack', folder, '--json', '--explain', join(folder, 'src/cart.ts'));
  assert.deepEqual(Object.keys(entry), ['path', 'resolution', 'tokenCount', 'reason']);
  assert.equal(entry.path, 'src/cart.ts');
  const facts = await json('pack', folder, '--json', '--dry-run');
  assert.equal(facts.format, 'json');
  assert.ok(facts.entries.length > 5);
  assert.ok(!('text' in facts));
  const preflight = await json('review', folder, '--json', '--no-model', '--dry-run');
  assert.equal(preflight.fileCount, Object.keys(sample).length);
  const env = { OLLAMA_HOST: '127.0.0.1:9', ANTHROPIC_API_KEY: '', OPENAI_API_KEY: '' };
  const detected = await longview(['models', 'detect', '--json'], {
    env: { ...env, GOOGLE_GENERATIVE_AI_API_KEY: '' },
  });
  assert.deepEqual([detected.code, detected.stdout], [3, 'null\n']);
});

test('with progress as JSON each line of standard error is an object', async () => {
  const folder = await repositoryWith({ ...sample, '.longview.json': '{ broken' });
  for (const [args, expected] of [
    [['pack', folder], 0],
    [['check', folder], 0],
    [['pack', folder, '--explain', 'no-such-file'], 2],
    [['pack', folder, '--since', 'no-such-reference'], 2],
    [['pack', '--no-such-flag'], 2],
  ] as const)
    for (const flags of [['--progress', 'json'], ['--progress=json']]) {
      const { code, stderr } = await longview([...args, ...flags]);
      assert.equal(code, expected, stderr);
      const lines = stderr
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
      const messages = lines.filter(({ type }) => type === 'message').map(({ message }) => message);
      assert.ok(messages.length > 0);
      if (expected === 2) assert.match(messages.at(-1), /^longview: /);
      else assert.ok(messages.some((message) => message.includes('.longview.json is ignored')));
    }
});

test('why a deleted file is not in the pack can be asked', async () => {
  const folder = await repositoryWith(sample);
  rmSync(join(folder, 'src/cart.ts'));
  const { code, stdout, stderr } = await longview(['pack', folder, '--explain', join(folder, 'src/cart.ts')]);
  assert.equal(code, 0, stderr);
  assert.equal(stdout, 'src/cart.ts: omitted, 0 tokens: deleted in the working tree\n');
  const other = await longview(['pack', folder, '--explain', join(folder, 'src/gone.ts')]);
  assert.equal(other.code, 2);
  assert.match(other.stderr, /there is no 'src\/gone\.ts'/);
});

test('a pointer of Git LFS is called one, and a broken picture could not be read', async () => {
  const pointer = `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 12345\n`;
  const named = ['a.bin', 'b.png', 'c.pdf', 'd.docx'];
  const folder = await repositoryWith({
    ...Object.fromEntries(named.map((name) => [name, pointer])),
    'broken.png': Uint8Array.of(0x89, 0x50, 0x4e, 0x47),
    'empty.png': '',
    'README.md': '![a](broken.png) ![b](empty.png) ![c](b.png)\n',
  });
  const cwd = newFolder();
  const { code, stderr } = await longview(['pack', folder, '--out', 'p.xml', '--stats', 's.json'], { cwd });
  assert.equal(code, 0, stderr);
  const { entries, unread } = JSON.parse(readFileSync(join(cwd, 's.json'), 'utf8'));
  for (const name of named) {
    const { reason } = entries.find(({ path }: { readonly path: string }) => path === name);
    assert.equal(reason, 'A pointer of Git LFS: what it stands for is not checked out.', name);
  }
  assert.deepEqual(
    unread.map(({ path }: { readonly path: string }) => path),
    ['broken.png', 'empty.png'],
  );
  assert.match(stderr, /2 files could not be read, or only in part: broken\.png, empty\.png\./);
});
