import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { longview, newFolder } from './run-cli.ts';
import { folderWith, repositoryWith, sample } from './sample-repository.ts';
import { shell } from './shell.ts';

const skip = process.platform === 'win32';

/** What needs nothing of what is kept. */
const verbs = ['pack', 'graph', 'search --query parsePrice', 'check', 'risk'];

/** Names of Longview's files for the one root of a home. */
function storeOf(home: string): string {
  return join(home, 'roots', readdirSync(join(home, 'roots'))[0] ?? '');
}

async function answersOf(folder: string, home: string) {
  const answers: string[] = [];
  for (const verb of verbs) {
    const ran = await longview([...verb.split(' '), folder], { env: { LONGVIEW_HOME: home } });
    assert.equal(ran.code, 0, `${verb}: ${ran.stderr}`);
    answers.push(ran.stdout);
  }
  return answers;
}

test('where nothing can be kept, everything that needs nothing kept gives the same, and says why', {
  skip,
}, async () => {
  const folder = await repositoryWith(sample);
  const expected = await answersOf(folder, newFolder());
  for (const [home, reason] of [
    [join(folderWith({ file: '' }), 'file', 'home'), /own folder .*file\/home cannot be made .*: EEXIST/],
    ['/proc/none', /own folder \/proc\/none cannot be made .*: ENOENT/],
  ] as const)
    for (const [at, verb] of verbs.entries()) {
      const ran = await longview([...verb.split(' '), folder], { env: { LONGVIEW_HOME: home } });
      assert.equal(ran.code, 0, `${verb}: ${ran.stderr}`);
      assert.match(ran.stderr, reason, verb);
      assert.equal(ran.stdout, expected[at], verb);
    }
});

test('an index that can be written no more in the middle of a run goes on in memory', { skip }, async () => {
  const many = Object.fromEntries(
    Array.from({ length: 150 }, (_, at) => [
      `many/f${at}.ts`,
      Array.from(
        { length: 40 },
        (_, row) => `export function name${at}x${row}() { return ${row * at}; }\n`,
      ).join(''),
    ]),
  );
  const folder = await repositoryWith({ ...sample, ...many });
  const expected = await answersOf(folder, newFolder());
  for (const [at, verb] of verbs.entries()) {
    // No file may be larger than 400 KiB: that is enough to open both databases.
    const ran = await shell(`ulimit -f 400; longview ${verb} "$DIR" | cat; exit $PIPESTATUS`, {
      env: { DIR: folder, LONGVIEW_HOME: newFolder() },
    });
    assert.equal(ran.code, 0, `${verb}: ${ran.stderr}`);
    assert.match(ran.stderr, /The index .*index\.sqlite cannot be (written|read): /, verb);
    assert.doesNotMatch(ran.stderr, /\n\s+at /, verb);
    assert.equal(ran.stdout, expected[at], verb);
  }
});

test('an index that turns out to be damaged is made again', async () => {
  const folder = await repositoryWith(sample);
  const home = newFolder();
  const expected = await answersOf(folder, home);
  const index = join(storeOf(home), 'index.sqlite');
  const bytes = readFileSync(index);
  for (let page = 8; page * 4096 < bytes.length; page++) bytes.fill(0xa5, page * 4096, page * 4096 + 900);
  writeFileSync(index, bytes);
  for (const suffix of ['-wal', '-shm']) rmSync(index + suffix, { force: true });
  assert.deepEqual(await answersOf(folder, home), expected);
  const { stderr } = await longview(['graph', folder], { env: { LONGVIEW_HOME: home } });
  assert.doesNotMatch(stderr, /index/);
});

test('an index that is no database is made again, and it is said', async () => {
  const folder = await repositoryWith(sample);
  const home = newFolder();
  const env = { LONGVIEW_HOME: home };
  await longview(['pack', folder, '--continue'], { env });
  const index = join(storeOf(home), 'index.sqlite');
  for (const suffix of ['-wal', '-shm']) rmSync(index + suffix, { force: true });
  writeFileSync(index, 'rubbish'.repeat(1000));
  const { code, stderr } = await longview(['pack', folder, '--continue'], { env });
  assert.equal(code, 0);
  assert.ok(stderr.includes(`The index ${index} was damaged and is made again`), stderr);
  assert.doesNotMatch((await longview(['pack', folder], { env })).stderr, /index/);
});

test('a damaged journal stops no pack, and is set aside by what needs one', async () => {
  const folder = await repositoryWith(sample);
  const home = newFolder();
  const env = { LONGVIEW_HOME: home };
  assert.equal((await longview(['review', folder, '--no-model'], { env })).code, 0);
  const journal = join(storeOf(home), 'journal.sqlite');
  for (const name of ['journal.damaged.sqlite', 'journal.damaged-2.sqlite']) {
    for (const suffix of ['-wal', '-shm']) rmSync(journal + suffix, { force: true });
    writeFileSync(journal, `${name} ${'rubbish'.repeat(1000)}`);
    const packed = await longview(['pack', folder], { env });
    assert.equal(packed.code, 0, packed.stderr);
    assert.doesNotMatch(packed.stderr, /journal/, 'a pack needs none');
    const reviewed = await longview(['review', folder, '--no-model'], { env });
    assert.equal(reviewed.code, 0, reviewed.stderr);
    const aside = join(storeOf(home), name);
    assert.ok(reviewed.stderr.includes(`The journal was damaged (`), reviewed.stderr);
    assert.ok(reviewed.stderr.includes(`is now ${aside}`), reviewed.stderr);
    assert.match(readFileSync(aside, 'utf8'), new RegExp(`^${name} `), 'nothing of it is lost');
    assert.ok(statSync(journal).size > 0);
    assert.doesNotMatch((await longview(['review', folder, '--no-model'], { env })).stderr, /journal/);
  }
});

test('what cannot work without a journal says which file fails, and shows no stack', { skip }, async () => {
  const folder = await repositoryWith(sample);
  const home = join(folderWith({ file: '' }), 'file');
  const { code, stderr } = await longview(['review', folder, '--no-model'], { env: { LONGVIEW_HOME: home } });
  assert.equal(code, 2);
  assert.match(stderr, /longview: Longview's own folder .*file cannot be made/);
  assert.doesNotMatch(stderr, /\n\s+at /);
});

test('an empty HOME or XDG variable is none: nothing is written into the working directory', {
  skip,
}, async () => {
  const cwd = newFolder();
  const data = newFolder();
  for (const env of [
    { HOME: '', XDG_DATA_HOME: data, XDG_CONFIG_HOME: '' },
    { HOME: data, XDG_DATA_HOME: '', XDG_CONFIG_HOME: '' },
  ]) {
    const ran = await longview(['index', '--status'], { cwd, env: { ...env, LONGVIEW_HOME: '' } });
    assert.equal(ran.code, 0, ran.stderr);
    assert.deepEqual(readdirSync(cwd), []);
    assert.ok(ran.stdout.startsWith(`${data}/`), ran.stdout);
  }
});
