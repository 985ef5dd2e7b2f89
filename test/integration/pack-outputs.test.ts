import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { drawTextImage } from '../support/draw-text-image.ts';
import { longview, newFolder } from './run-cli.ts';
import { folderWith, repositoryWith, sample } from './sample-repository.ts';
import { shell } from './shell.ts';

const isWindows = process.platform === 'win32';
/** Permissions mean nothing to the superuser. */
const mayEverything = isWindows || process.getuid?.() === 0;

const png = drawTextImage(['Settings', 'Save changes', 'Sign in']).png;

for (const kind of ['git', 'no git'])
  test(`a pack does not hold what an earlier run wrote into its folder (${kind})`, async () => {
    const folder = await (kind === 'git' ? repositoryWith : folderWith)(sample);
    // Letters that mean more in a pattern, and a space at the end, where a pattern has none.
    const flags = ['--out', 'p [1].md', '--stats', '!s*.json', '--map', 'sub/m ', '--format', 'markdown'];
    mkdirSync(join(folder, 'sub'));
    const pack = async () => {
      const { code, stderr } = await longview(['pack', '.', ...flags], { cwd: folder });
      assert.equal(code, 0, stderr);
      return readFileSync(join(folder, 'p [1].md'), 'utf8');
    };
    const first = await pack();
    assert.equal(await pack(), first);
    assert.doesNotMatch(first, /p \[1\]\.md|s\*\.json|sub\/m/);
  });

test('what is written beside DIR is no part of it, and what only has a similar name is', async () => {
  const folder = folderWith({ 'a.ts': 'a', 'p.md.old': 'old', 'sub/p.md': 'below' });
  const { stdout } = await longview(['pack', folder]);
  await longview(['pack', '.', '--out', 'p.md'], { cwd: folder });
  await longview(['pack', '.', '--out', 'p.md'], { cwd: folder });
  assert.equal(readFileSync(join(folder, 'p.md'), 'utf8'), stdout);
});

test('a pack that is continued in its own folder stays as it is', async () => {
  const folder = await repositoryWith(sample);
  const pack = () => longview(['pack', '.', '--continue', '--out', 'pack.xml'], { cwd: folder });
  await pack();
  for (let run = 0; run < 2; run++) assert.match((await pack()).stderr, /nothing changed/);
});

test('a pack goes on whatever file it goes to, and says which one it does not go on from', async () => {
  const folder = await repositoryWith(sample);
  const says = async (...args: readonly string[]) =>
    (await longview(['pack', '.', '--continue', ...args], { cwd: folder })).stderr;
  assert.match(await says('--out', 'pack.xml'), /A new pack: there was no pack to continue\./);
  assert.match(await says('--out', 'other.xml'), /The same bytes as the last pack/);
  assert.match(
    await says(),
    /A new pack: an earlier pack of this folder has pictures; ask for the same to continue it\./,
  );
  const other = await says('--out', 'pack.xml', '--budget', '7000');
  assert.match(other, /A new pack: an earlier pack of this folder has the budget \d+; ask for the same/);
});

test('a pack does not hold the file that its output is sent into', {
  skip: process.platform !== 'linux',
}, async () => {
  const cwd = folderWith({ 'a.ts': 'a' });
  const { stdout } = await longview(['pack', cwd]);
  await shell(
    'for run in 1 2; do longview pack . -q >> pack.xml; done; longview pack . -q --out /dev/fd/3 3>> pack.xml',
    { cwd },
  );
  assert.equal(readFileSync(join(cwd, 'pack.xml'), 'utf8'), stdout.repeat(3));
});

test('the pictures of an earlier pack are no part of the next one', async () => {
  const folder = folderWith({ 'README.md': '![Login](login.png)\n', 'login.png': png });
  const pack = () => longview(['pack', '.', '--out', 'p.xml'], { cwd: folder });
  await pack();
  const first = readFileSync(join(folder, 'p.xml'), 'utf8');
  assert.ok(existsSync(join(folder, 'p.xml.pictures', '001-login.png')));
  await pack();
  assert.equal(readFileSync(join(folder, 'p.xml'), 'utf8'), first);
});

test('--out follows a link, and keeps the permissions of what it replaces', { skip: isWindows }, async () => {
  const folder = folderWith({ 'a.ts': 'a' });
  const out = folderWith({ 'real.xml': 'old' });
  chmodSync(join(out, 'real.xml'), 0o640);
  symlinkSync('real.xml', join(out, 'link.xml'));
  symlinkSync('link.xml', join(out, 'link-to-link.xml'));
  symlinkSync('new.xml', join(out, 'dangling.xml'));
  for (const name of ['link-to-link.xml', 'dangling.xml']) {
    const { code, stderr } = await longview(['pack', folder, '--out', join(out, name)]);
    assert.equal(code, 0, stderr);
    assert.ok(lstatSync(join(out, name)).isSymbolicLink());
  }
  assert.match(readFileSync(join(out, 'real.xml'), 'utf8'), /^<pack>/);
  assert.match(readFileSync(join(out, 'new.xml'), 'utf8'), /^<pack>/);
  assert.equal(statSync(join(out, 'real.xml')).mode & 0o777, 0o640);
});

test('--out writes through a pipe with a name, a descriptor and a process', { skip: isWindows }, async () => {
  const folder = folderWith({ 'a.ts': 'a' });
  const { stdout: expected } = await longview(['pack', folder]);
  for (const line of [
    'mkfifo pipe; cat pipe & longview pack "$DIR" -q --out pipe; wait; test -p pipe',
    'longview pack "$DIR" -q --out /dev/fd/3 3> >(cat); wait $!',
    'longview pack "$DIR" -q --out >(cat); wait $!',
    'longview pack "$DIR" -q --out /dev/fd/3 3> open; cat open',
  ]) {
    const ran = await shell(line, { cwd: newFolder(), env: { DIR: folder } });
    assert.deepEqual(ran, { code: 0, stdout: expected, stderr: '' }, line);
  }
});

test('--out - is standard output, and a file of that name has its folder before it', async () => {
  const folder = folderWith({ 'a.ts': 'a' });
  const { stdout } = await longview(['pack', folder]);
  const out = newFolder();
  assert.equal((await longview(['pack', folder, '--out', '-'], { cwd: out })).stdout, stdout);
  assert.ok(!existsSync(join(out, '-')));
  await longview(['pack', folder, '--out', './-'], { cwd: out });
  assert.equal(readFileSync(join(out, '-'), 'utf8'), stdout);
});

function checkRefused(
  name: string,
  flags: (out: string) => readonly string[],
  message: RegExp,
  skip = false,
): void {
  test(`pack refuses ${name} before the work`, { skip }, async () => {
    const out = newFolder();
    const { code, stdout, stderr } = await longview(['pack', folderWith({ 'a.ts': 'a' }), ...flags(out)], {
      cwd: out,
    });
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /^ {4}at /m);
    assert.doesNotMatch(stderr, /tokens/);
  });
}

checkRefused(
  'one file for two results',
  () => ['--out', 'x', '--stats', './x'],
  /--out and --stats are the same file/,
);
checkRefused(
  'one file for two results by way of a link',
  (out) => {
    symlinkSync('x', join(out, 'y'));
    return ['--stats', 'x', '--map', 'y'];
  },
  /--stats and --map are the same file/,
  isWindows,
);
checkRefused('statistics on standard output', () => ['--stats', '-'], /--stats takes a file/);
checkRefused(
  'links that lead in a circle',
  (out) => {
    symlinkSync('x', join(out, 'x'));
    return ['--out', 'x'];
  },
  /circle|ELOOP/,
  isWindows,
);
checkRefused('a descriptor that is not open', () => ['--out', '/dev/fd/77'], /cannot be written/, isWindows);
checkRefused(
  'a file that may not be written',
  (out) => {
    writeFileSync(join(out, 'x'), 'kept', { mode: 0o400 });
    return ['--out', 'x'];
  },
  /x cannot be written: there is no permission/,
  mayEverything,
);
checkRefused(
  'a folder that may not be searched',
  (out) => {
    mkdirSync(join(out, 'sub'), { mode: 0o600 });
    return ['--out', 'sub/x'];
  },
  /sub\/x cannot be written: there is no permission/,
  mayEverything,
);
checkRefused(
  'pictures where the pack lies in no file',
  () => ['--images', 'on', '--out', '-'],
  /--images on needs --out FILE/,
);

test('only pictures that Longview wrote are removed, with the pack that they belong to', async () => {
  const folder = folderWith({ 'README.md': '![Login](login.png)\n', 'login.png': png });
  const out = folderWith({ 'p.xml.pictures/001-mine.png': 'mine', 'p.xml.pictures/notes.txt': 'mine' });
  const pictures = () => readdirSync(join(out, 'p.xml.pictures')).sort();
  const pack = async (...flags: string[]) => {
    const { code, stderr } = await longview(['pack', folder, '--out', join(out, 'p.xml'), ...flags]);
    assert.equal(code, 0, stderr);
  };
  await pack('--images', 'off');
  assert.deepEqual(pictures(), ['001-mine.png', 'notes.txt']);
  await pack();
  assert.deepEqual(pictures(), ['.longview-pictures', '001-login.png', '001-mine.png', 'notes.txt']);
  renameSync(join(folder, 'login.png'), join(folder, 'sign-in.png'));
  writeFileSync(join(folder, 'README.md'), '![Login](sign-in.png)\n');
  await pack();
  assert.deepEqual(pictures(), ['.longview-pictures', '001-mine.png', '001-sign-in.png', 'notes.txt']);
  await pack('--images', 'off');
  assert.deepEqual(pictures(), ['001-mine.png', 'notes.txt']);
});

test('a list of pictures names nothing outside of its folder', async () => {
  const out = folderWith({
    'p.xml.pictures/.longview-pictures': '001-x/../../kept.png\n001-/../../001-kept.png\nnotes.txt\n',
    'p.xml.pictures/001-x/y': '',
    'p.xml.pictures/notes.txt': 'mine',
    'kept.png': 'mine',
    '001-kept.png': 'mine',
  });
  const { code } = await longview(['pack', folderWith({ 'a.ts': 'a' }), '--out', join(out, 'p.xml')]);
  assert.equal(code, 0);
  for (const path of ['kept.png', '001-kept.png', 'p.xml.pictures/notes.txt'])
    assert.ok(existsSync(join(out, path)), path);
});

test('somebody’s own file under the name of a picture is not overwritten', async () => {
  const folder = folderWith({ 'README.md': '![Login](login.png)\n', 'login.png': png });
  const out = folderWith({ 'p.xml': 'old', 'p.xml.pictures/001-login.png': 'mine' });
  const { code, stderr } = await longview(['pack', folder, '--out', join(out, 'p.xml')]);
  assert.equal(code, 2);
  assert.match(stderr, /001-login\.png is in the way/);
  assert.equal(readFileSync(join(out, 'p.xml'), 'utf8'), 'old');
  assert.equal(readFileSync(join(out, 'p.xml.pictures/001-login.png'), 'utf8'), 'mine');
});
