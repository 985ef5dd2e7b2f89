import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { newFolder } from './run-cli.ts';
import { folderWith } from './sample-repository.ts';
import { shell } from './shell.ts';

const skip = process.platform === 'win32';

/** A folder with more findings than a pipe takes before its reader has read. */
function folderOfFindings(): string {
  const lines = Array.from(
    { length: 500 },
    (_, index) => `import { a${index} } from './gone-${index}.js';\n`,
  );
  return folderWith({ 'a.ts': lines.join(''), 'b.ts': lines.join(''), 'c.ts': lines.join('') });
}

test('a reader of standard output that has seen enough leaves the exit code as it is', { skip }, async () => {
  const DIR = folderOfFindings();
  for (const [verb, expected] of [
    ['check "$DIR" --fail-on warning -q', 1],
    ['check "$DIR" -q', 0],
    ['graph "$DIR" -q', 0],
    ['help', 0],
  ] as const)
    for (const reader of ['true', 'head -1 > line']) {
      const { code, stdout, stderr } = await shell(`longview ${verb} | ${reader}; echo $PIPESTATUS`, {
        cwd: newFolder(),
        env: { DIR },
      });
      assert.deepEqual({ code, stdout, stderr }, { code: 0, stdout: `${expected}\n`, stderr: '' }, verb);
    }
});

test('a reader of standard error that has seen enough does not end the work', { skip }, async () => {
  const cwd = newFolder();
  const DIR = folderWith({ 'a.ts': 'a' });
  const { stdout } = await shell(
    'longview pack "$DIR" --progress json --out pack.xml 2>&1 | true; echo $PIPESTATUS',
    { cwd, env: { DIR } },
  );
  assert.equal(stdout, '0\n');
  assert.match(readFileSync(join(cwd, 'pack.xml'), 'utf8'), /<\/pack>\n$/);
});

test('output that could not be written is a failure with a message', { skip }, async () => {
  const DIR = folderWith({ 'a.ts': 'a' });
  for (const verb of ['pack "$DIR" -q', 'graph "$DIR" -q', '--version', 'pack --help']) {
    // Open for reading alone: every write fails, as it does on a disk that is full.
    const { code, stderr } = await shell(`touch shut; longview ${verb} 1< shut`, {
      cwd: newFolder(),
      env: { DIR },
    });
    assert.equal(code, 2, verb);
    assert.match(stderr, /^longview: The output could not be written: EBADF[^\n]*\n$/, verb);
  }
});

test('a file that takes only the beginning of the output is a failure', { skip }, async () => {
  const DIR = folderOfFindings();
  for (const verb of [
    'pack "$DIR" -q',
    'pack "$DIR" -q --json',
    'graph "$DIR" -q',
    'check "$DIR" -q --json',
  ]) {
    // No file may be larger than 64 MiB, and this one is but for its last 2 KiB: they are all that the first write takes.
    const { code, stderr } = await shell(
      `truncate -s ${65_534}K out; ulimit -f 65536; longview ${verb} >> out`,
      { cwd: newFolder(), env: { DIR } },
    );
    assert.equal(code, 2, verb);
    assert.match(stderr, /longview: The output could not be written: EFBIG[^\n]*\n$/, verb);
  }
});

test('a pack in a file needs no standard output', { skip }, async () => {
  const cwd = newFolder();
  const DIR = folderWith({ 'a.ts': 'a' });
  const { code } = await shell('longview pack "$DIR" --out pack.xml >&-', { cwd, env: { DIR } });
  assert.equal(code, 0);
  assert.ok(existsSync(join(cwd, 'pack.xml')));
});

test('a working directory that is gone is said so, without a stack', { skip }, async () => {
  const DIR = folderWith({ 'a.ts': 'a' });
  const { code, stderr } = await shell('mkdir gone && cd gone && rmdir ../gone; longview pack "$DIR"', {
    cwd: newFolder(),
    env: { DIR },
  });
  assert.equal(code, 2);
  assert.match(stderr, /longview: The working directory cannot be used, .*\n$/);
  assert.doesNotMatch(stderr, /\n\s+at /);
});
