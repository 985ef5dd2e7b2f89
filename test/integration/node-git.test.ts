import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isAbort } from '../../src/core/base/abort.ts';
import { isAppError } from '../../src/core/base/app-error.ts';
import { scanWorkspace } from '../../src/core/workspace/scan-workspace.ts';
import { NodeFileSystem } from '../../src/node/node-file-system.ts';
import { NodeGit } from '../../src/node/node-git.ts';
import { longview, newFolder } from './run-cli.ts';
import { commitAll, folderWith, git, repositoryWith, writeFiles } from './sample-repository.ts';

test('commits come newest first, without merges, with their lines', async () => {
  const folder = await repositoryWith({ 'a.txt': '1\n2\n', 'd/b.txt': 'x\n' });
  writeFiles(folder, { 'a.txt': '1\n3\n4\n' });
  await commitAll(folder, 'Second: tab\there');
  await git(folder, 'checkout', '-q', '-b', 'side', 'HEAD~1');
  writeFiles(folder, { 'c.bin': Uint8Array.of(0, 1, 2) });
  await commitAll(folder, 'Side');
  await git(folder, 'merge', '-q', '--no-ff', '-m', 'Merge', 'main');
  const commits = (await new NodeGit(folder).log({ limit: 10 })) ?? [];
  assert.deepEqual(
    new Set(commits.map(({ subject }) => subject)),
    new Set(['Second: tab\there', 'Side', 'First']),
  );
  const changesOf = (subject: string) => commits.find((commit) => commit.subject === subject)?.changes;
  assert.deepEqual(changesOf('Second: tab\there'), [{ path: 'a.txt', addedLines: 2, deletedLines: 1 }]);
  assert.deepEqual(changesOf('Side'), [{ path: 'c.bin', addedLines: 0, deletedLines: 0 }]);
  assert.deepEqual(
    changesOf('First')?.map(({ path }) => path),
    ['a.txt', 'd/b.txt'],
  );
  for (const { hash, time } of commits) {
    assert.match(hash, /^[0-9a-f]{40}$/);
    assert.ok(time > 1_000_000_000);
  }
  assert.equal((await new NodeGit(folder).log({ limit: 1 }))?.length, 1);
});

test('in a subfolder, paths are its own and the rest is left out', async () => {
  const folder = await repositoryWith({ 'a.txt': '1\n', 'd/b.txt': 'x\n', 'd/e/c.txt': 'y\n' });
  writeFiles(folder, { 'a.txt': '2\n', 'd/b.txt': 'z\n', 'd/new.txt': 'n\n' });
  const own = new NodeGit(join(folder, 'd'));
  assert.deepEqual((await own.listFiles())?.sort(), ['b.txt', 'e/c.txt', 'new.txt']);
  assert.deepEqual(await own.changedSince('HEAD'), ['b.txt', 'new.txt']);
  assert.deepEqual(
    (await own.log({ limit: 9 }))?.flatMap(({ changes }) => changes.map(({ path }) => path)),
    ['b.txt', 'e/c.txt'],
  );
});

test('what changed since a reference holds edits, deletions, and new files', async () => {
  const folder = await repositoryWith({
    'a.txt': '1\n',
    'b.txt': '1\n',
    'c.txt': '1\n',
    'old.txt': 'the same text in it\n',
    '.gitignore': '*.log\n',
  });
  writeFiles(folder, { 'a.txt': '2\n', 'ü\n.txt': 'n\n', 'x.log': '', 'new.txt': 'the same text in it\n' });
  rmSync(join(folder, 'b.txt'));
  rmSync(join(folder, 'old.txt'));
  assert.deepEqual(await new NodeGit(folder).changedSince('HEAD'), [
    'a.txt',
    'b.txt',
    'new.txt',
    'old.txt',
    'ü\n.txt',
  ]);
});

test('where there is no git there is nothing to ask', async () => {
  const none = new NodeGit(newFolder());
  assert.equal(await none.listFiles(), undefined);
  assert.equal(await none.log({ limit: 9 }), undefined);
  assert.equal(await none.isRepository(), false);
  assert.equal(await none.head(), undefined);
  await assert.rejects(none.changedSince('HEAD'), (error) => isAppError(error, 'usage'));
});

test('a repository without a commit has files and no history', async () => {
  const folder = folderWith({ 'a.txt': '' });
  await git(folder, 'init', '-q');
  const empty = new NodeGit(folder);
  assert.deepEqual(await empty.listFiles(), ['a.txt']);
  assert.equal(await empty.log({ limit: 9 }), undefined);
  assert.equal(await empty.head(), undefined);
});

test('the current commit is known by its hash', async () => {
  const folder = await repositoryWith({ 'a.txt': '' });
  assert.equal(await new NodeGit(folder).head(), (await git(folder, 'rev-parse', 'HEAD')).trim());
});

test('a reference that git does not know, or that is a flag, is a mistake of the user', async () => {
  const known = new NodeGit(await repositoryWith({ 'a.txt': '' }));
  for (const ref of ['nowhere', '--output=x', 'HEAD~99']) {
    await assert.rejects(known.changedSince(ref), (error) => isAppError(error, 'usage'), ref);
  }
});

test('asking git can be cancelled', async () => {
  const known = new NodeGit(await repositoryWith({ 'a.txt': '' }));
  await assert.rejects(known.listFiles({ signal: AbortSignal.abort() }), isAbort);
});

test('nothing that a repository configures is run', async () => {
  const folder = await repositoryWith({
    'a.txt': '1\n',
    '.gitattributes': '* diff=evil filter=evil\n*.b filter=e=q\n',
    'x.b': '1\n',
  });
  const ran = join(newFolder(), 'ran');
  const command = `touch ${ran}; cat`;
  const hook = join(folder, '.git/hooks');
  mkdirSync(hook, { recursive: true });
  for (const name of ['post-index-change', 'fsmonitor', 'pre-commit'])
    writeFileSync(join(hook, name), `#!/bin/sh\ntouch ${ran}\n`, { mode: 0o755 });
  const settings = {
    'core.fsmonitor': join(hook, 'fsmonitor'),
    'core.pager': command,
    'diff.external': command,
    'diff.evil.command': command,
    'diff.evil.textconv': command,
    'filter.evil.clean': command,
    'filter.evil.required': 'true',
    'filter.e=q.clean': command,
    'core.sshCommand': command,
  };
  const config = Object.entries(settings).map(([key, value]) => {
    const parts = key.split('.');
    const section = parts.length === 3 ? `[${parts[0]} "${parts[1]}"]` : `[${parts[0]}]`;
    return `${section}\n\t${parts.at(-1)} = "${value.replaceAll('"', '\\"')}"\n`;
  });
  const path = join(folder, '.git/config');
  const { size } = statSync(path);
  writeFileSync(path, config.join(''), { flag: 'a' });
  assert.ok(statSync(path).size > size);
  // The same size at another time: only now does git look into the files.
  writeFiles(folder, { 'a.txt': '2\n', 'x.b': '2\n' });
  for (const file of ['a.txt', 'x.b']) utimesSync(join(folder, file), 1, 1);
  const hostile = new NodeGit(folder);
  assert.deepEqual(await hostile.changedSince('HEAD'), ['a.txt', 'x.b']);
  assert.equal((await hostile.log({ limit: 9 }))?.length, 1);
  assert.ok(((await hostile.listFiles()) ?? []).includes('a.txt'));
  assert.ok(await hostile.head());
  assert.equal(existsSync(ran), false);
  // The trap is a real one: git left to itself does run what is configured.
  await git(folder, 'diff', 'HEAD').catch(() => undefined);
  assert.equal(existsSync(ran), true);
});

test('settings that the environment gives to git hold, and filters are off all the same', async (context) => {
  const folder = await repositoryWith({ 'a.txt': '1\n', '.gitattributes': '* filter=evil\n' });
  const ran = join(newFolder(), 'ran');
  await git(folder, 'config', 'filter.evil.clean', `touch ${ran}; cat`);
  writeFiles(folder, { 'a.txt': '2\n' });
  utimesSync(join(folder, 'a.txt'), 1, 1);
  const given = {
    GIT_TEST_ASSUME_DIFFERENT_OWNER: '1',
    GIT_CONFIG_COUNT: '2',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: folder,
    GIT_CONFIG_KEY_1: 'filter.evil.process',
    GIT_CONFIG_VALUE_1: `touch ${ran}`,
  };
  context.after(() => {
    for (const name of Object.keys(given)) delete process.env[name];
  });
  Object.assign(process.env, given);
  assert.deepEqual(await new NodeGit(folder).changedSince('HEAD'), ['a.txt']);
  assert.equal(existsSync(ran), false);
  process.env['GIT_CONFIG_COUNT'] = '0';
  const foreign = new NodeGit(folder);
  await assert.rejects(foreign.changedSince('HEAD'), /belongs to another user/, 'the owner does matter');
});

test('the folder says which repository is meant, in a hook of another one, too', async (context) => {
  const folder = await repositoryWith({ 'a.txt': '1\n' });
  const other = await repositoryWith({ 'b.txt': '1\n' });
  const given = {
    GIT_DIR: join(other, '.git'),
    GIT_WORK_TREE: other,
    GIT_INDEX_FILE: join(other, '.git/index'),
  };
  context.after(() => {
    for (const name of Object.keys(given)) delete process.env[name];
  });
  Object.assign(process.env, given);
  assert.deepEqual(await new NodeGit(folder).listFiles(), ['a.txt']);
  const text = await new NodeGit(folder).fileAt('HEAD', 'a.txt');
  assert.equal(new TextDecoder().decode(text), '1\n');
  assert.equal(await new NodeGit(folder).fileAt('HEAD', 'none.txt'), undefined);
});

test('what a partial clone lacks is not fetched; its history has paths without lines', async () => {
  const folder = await repositoryWith({ 'a.txt': '1\n' });
  const ran = join(newFolder(), 'ran');
  const blob = (await git(folder, 'rev-parse', 'HEAD:a.txt')).trim();
  await git(folder, 'config', 'extensions.partialClone', 'origin');
  await git(folder, 'config', 'core.repositoryFormatVersion', '1');
  await git(folder, 'config', 'remote.origin.url', folder);
  await git(folder, 'config', 'remote.origin.promisor', 'true');
  await git(folder, 'config', 'remote.origin.uploadpack', `touch ${ran}; false`);
  rmSync(join(folder, '.git/objects', blob.slice(0, 2), blob.slice(2)));
  const partial = new NodeGit(folder);
  assert.deepEqual(
    (await partial.log({ limit: 9 }))?.map(({ subject, changes }) => [subject, changes]),
    [['First', [{ path: 'a.txt', addedLines: 0, deletedLines: 0 }]]],
  );
  assert.equal(existsSync(ran), false);
  await git(folder, 'log', '--numstat').catch(() => undefined);
  assert.equal(existsSync(ran), true);
});

/** Scans a folder with git; `path: reason` of what is left out, with a mark for what was deleted. */
async function leftOutOf(folder: string): Promise<string[]> {
  const { leftOut } = await scanWorkspace({
    fileSystem: new NodeFileSystem(realpathSync(folder)),
    git: new NodeGit(folder),
    exclude: [],
    maxFileBytes: 1e6,
  });
  return leftOut.map(
    ({ path, reason, isDeleted }) => `${path}: ${reason}${isDeleted === true ? ' (deleted)' : ''}`,
  );
}

test('what is not checked out is not said to be deleted', async () => {
  const folder = await repositoryWith({ 'a/x.ts': 'a\n', 'b/y.ts': 'b\n', 'b/z\n.ts': 'c\n', 'c.ts': 'd\n' });
  await git(folder, 'sparse-checkout', 'set', '--no-cone', '/a/', '/c.ts');
  rmSync(join(folder, 'c.ts'));
  assert.deepEqual(await leftOutOf(folder), [
    'b/y.ts: not checked out (sparse checkout)',
    'b/z\n.ts: not checked out (sparse checkout)',
    'c.ts: deleted in the working tree (deleted)',
  ]);
});

test('a folder in the place of a file is called what it is', async () => {
  const other = await repositoryWith({ 'o.ts': 'o\n' });
  const folder = await repositoryWith({ 'a.ts': 'a\n', 'was-file': 'w\n' });
  await git(folder, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', other, 'sub');
  rmSync(join(folder, 'was-file'));
  writeFiles(folder, { 'was-file/inside.ts': 'i\n' });
  mkdirSync(join(folder, 'nested'));
  await git(join(folder, 'nested'), 'init', '-q', '-b', 'main');
  writeFiles(folder, { 'nested/n.ts': 'n\n' });
  await git(folder, 'worktree', 'add', '-q', 'tree');
  assert.deepEqual(await leftOutOf(folder), [
    'nested/: a git repository of its own, which is not looked into',
    'sub: a submodule, which is not looked into',
    'tree/: a worktree of a git repository, which is not looked into',
    'was-file: tracked as a file; a folder stands there now',
  ]);
});

/** A git that ends as git does for a repository of another user; `owned` is what it names. */
function gitThatRefuses(owned: string): string {
  const folder = folderWith({
    git: `#!/bin/sh\necho "fatal: detected dubious ownership in repository at '${owned}'" >&2\nexit 128\n`,
  });
  chmodSync(join(folder, 'git'), 0o755);
  return folder;
}

test('where git does not read the repository that is there, each verb says why, once', {
  skip: process.platform === 'win32',
}, async () => {
  const folder = await repositoryWith({ 'a.ts': 'export const a = 1;\n', '.gitignore': 'b.ts\n' });
  const expected = {
    [gitThatRefuses(folder)]: new RegExp(
      `refuses to read ${folder}, which belongs to another user\\. .*safe\\.directory '${folder}'`,
    ),
    [newFolder()]: /git was not used: it was not found on the PATH\./,
  };
  for (const [PATH, reason] of Object.entries(expected)) {
    for (const verb of ['pack', 'graph', 'check', 'risk', 'search --query a']) {
      const { code, stderr } = await longview([...verb.split(' '), folder], { env: { PATH } });
      assert.equal(code, 0, verb);
      const saying = stderr.split('\n').filter((line) => line.includes('git was not used'));
      assert.equal(saying.length, 1, `${verb}: ${stderr}`);
      assert.match(saying[0] ?? '', reason, verb);
    }
    const stats = join(newFolder(), 'stats.json');
    await longview(['pack', folder, '--stats', stats], { env: { PATH } });
    assert.match(JSON.parse(readFileSync(stats, 'utf8')).warnings[0], reason);
    const { code, stderr } = await longview(['pack', folder, '--since', 'HEAD'], { env: { PATH } });
    assert.equal(code, 2);
    assert.match(stderr, reason);
    assert.doesNotMatch(stderr, /is not in a git repository/);
  }
  const { stderr } = await longview(['graph', folderWith({ 'a.ts': '' })], { env: { PATH: newFolder() } });
  assert.doesNotMatch(stderr, /git/, 'where there is no repository there is nothing to say');
});
