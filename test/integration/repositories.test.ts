import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { get_encoding } from 'tiktoken';
import { unpackXml } from '../unit/core/context/pack-of.ts';
import { longview, longviewJson, newFolder } from './run-cli.ts';
import {
  commitAll,
  folderWith,
  git,
  packagesCopy,
  repositoryWith,
  sample,
  writeFiles,
} from './sample-repository.ts';

const everything = ['--budget', '2M'];
const packOf = async (folder: string, ...flags: readonly string[]) => {
  const { code, stdout, stderr } = await longview(['pack', folder, ...flags]);
  assert.equal(code, 0, stderr);
  return stdout;
};
const pathsOf = async (folder: string, ...flags: readonly string[]) => {
  const { files } = await longviewJson<{ files: { path: string }[] }>(['graph', folder, ...flags]);
  return files.map(({ path }) => path);
};

test('installed packages are packed within the budget, file for file as they are', async () => {
  const folder = packagesCopy('ignore', 'zod/src/v4/core');
  const tight = await packOf(folder, '--budget', '20k');
  assert.ok(get_encoding('o200k_base').encode_ordinary(tight).length <= 20_000);
  const { files } = unpackXml(await packOf(folder, ...everything));
  assert.ok(files.length > 40);
  for (const { path, content } of files) {
    const source = readFileSync(join(folder, path), 'utf8').replaceAll('\r\n', '\n');
    assert.equal(content, source, path);
  }
});

test('a warm run gives the same bytes as a cold one, and another home too', async () => {
  const folder = await repositoryWith(sample);
  const run = async (...flags: string[]) => [
    await packOf(folder, '--budget', '700', '--question', 'how is the cart summed', ...flags),
    (await longview(['graph', folder])).stdout,
    (await longview(['search', folder, '--query', 'parse price', '--json'])).stdout,
    (await longview(['risk', folder, '--json'])).stdout,
    (await longview(['check', folder, '--json'])).stdout,
  ];
  const cold = await run();
  assert.deepEqual(await run(), cold);
  await longview(['index', folder, '--remove']);
  assert.deepEqual(await run(), cold);
});

test('a copy of a repository in another folder gives the same bytes', async () => {
  const [one, two] = [await repositoryWith(sample), await repositoryWith(sample)];
  assert.equal(await packOf(two), await packOf(one));
  assert.equal(
    (await longview(['check', two, '--json'])).stdout,
    (await longview(['check', one, '--json'])).stdout,
  );
});

test('no pack names the folder, the user or the home', async () => {
  const folder = await repositoryWith(sample);
  for (const format of ['xml', 'markdown', 'json']) {
    const text = await packOf(folder, '--format', format);
    for (const word of [folder, basename(folder), 'longview-integration']) {
      assert.ok(!text.includes(word), `${format}: ${word}`);
    }
  }
});

test('an edited file changes its own part of the pack alone', async () => {
  const folder = await repositoryWith(sample);
  const before = unpackXml(await packOf(folder)).files;
  writeFiles(folder, { 'tools/helper.py': 'def run(text):\n    return text * 2\n' });
  const after = unpackXml(await packOf(folder)).files;
  assert.deepEqual(
    after.map(({ path }) => path),
    before.map(({ path }) => path),
  );
  assert.deepEqual(
    after.filter(({ content }, index) => content !== before[index]?.content).map(({ path }) => path),
    ['tools/helper.py'],
  );
});

test('a deleted file is gone, a new one is there, without a commit', async () => {
  const folder = await repositoryWith(sample);
  await packOf(folder);
  rmSync(join(folder, 'tools/helper.py'));
  writeFiles(folder, { 'src/new.ts': 'export const fresh = 1;\n' });
  const paths = await pathsOf(folder);
  assert.deepEqual([paths.includes('tools/helper.py'), paths.includes('src/new.ts')], [false, true]);
  const hits = await longviewJson<{ path: string }[]>([
    'search',
    folder,
    '--query',
    'fresh helper',
    '--json',
  ]);
  assert.deepEqual([...new Set(hits.map(({ path }) => path))], ['src/new.ts', 'tools/report.py']);
});

const ignoreFiles = {
  '.gitignore':
    '*.log\n/build\nout/\n!keep.log\n# note\n\\#literal\nsp ace\nCase\n**/deep/*.tmp\nlogs/**/x\n',
  'a/.gitignore': 'secret\n/own\n!*.log\nsub/\n',
  'a/b/.gitignore': '*.log\n!/sub/\n',
  'weird[1]/.gitignore': 'here\n/anchored\n',
};
const candidates = [
  ...[
    'x.log',
    'keep.log',
    'build',
    'build2',
    'sub/build',
    'out/x',
    'c/out/x',
    'outx',
    '#literal',
    'note',
    'sp ace',
    'case',
    'Case',
  ],
  ...['deep/a.tmp', 'q/deep/b.tmp', 'q/deep/r/c.tmp', 'logs/x', 'logs/1/2/x', 'q/logs/x'],
  ...[
    'a/secret',
    'a/c/secret',
    'b/secret',
    'secret',
    'a/own',
    'a/c/own',
    'own',
    'a/x.log',
    'a/c/x.log',
    'a/sub/y',
  ],
  ...['a/b/x.log', 'a/b/keep.log', 'a/b/sub/y', 'a/b/sub/x.log', 'a/build', 'a/b/out/z'],
  ...[
    'weird[1]/here',
    'weird[1]/q/here',
    'weird[1]/anchored',
    'weird[1]/q/anchored',
    'weird1/here',
    'here',
    'Ünï/cödé.log',
    'Ünï/cödé.txt',
  ],
];

test('which files there are is what git says, with git and without', async () => {
  const folder = folderWith({
    ...ignoreFiles,
    ...Object.fromEntries(candidates.map((path) => [path, 'text\n'])),
  });
  const withoutGit = await pathsOf(folder);
  await git(folder, 'init', '-q');
  const listed = (
    await git(folder, '-c', 'core.quotePath=false', 'ls-files', '-z', '--others', '--exclude-standard')
  )
    .split('\0')
    .filter((path) => path !== '');
  assert.deepEqual(withoutGit, listed.sort());
  assert.deepEqual(await pathsOf(folder), listed.sort());
});

test('tracked files stay in although they are ignored, untracked ones count', async () => {
  const folder = await repositoryWith({ 'a.log': 'x\n', 'b.ts': '' });
  writeFiles(folder, { '.gitignore': '*.log\n', 'c.log': 'y\n', 'd.ts': '' });
  assert.deepEqual(await pathsOf(folder), ['.gitignore', 'a.log', 'b.ts', 'd.ts']);
});

test('a subfolder of a repository is that subtree', async () => {
  const folder = await repositoryWith(sample);
  assert.deepEqual(await pathsOf(join(folder, 'tools')), ['helper.py', 'report.py']);
  const { edges } = await longviewJson<{ edges: { from: string; to: string }[] }>([
    'graph',
    join(folder, 'tools'),
  ]);
  assert.deepEqual(
    edges.map(({ from, to }) => `${from} ${to}`),
    // The import, and the use of what is imported.
    ['report.py helper.py', 'report.py helper.py'],
  );
  const regions = await longviewJson<{ path: string; factors: { commits: number } }[]>([
    'risk',
    join(folder, 'tools'),
    '--json',
  ]);
  assert.deepEqual(
    regions.map(({ path, factors }) => `${path} ${factors.commits}`),
    ['helper.py 1', 'report.py 1'],
  );
});

test('a folder that git ignores is scanned as if there were no git', async () => {
  const folder = await repositoryWith({ '.gitignore': 'vendor/\n', 'a.ts': '' });
  writeFiles(folder, { 'vendor/lib/b.ts': '', 'vendor/lib/.gitignore': '*.log\n', 'vendor/lib/c.log': '' });
  assert.deepEqual(await pathsOf(join(folder, 'vendor/lib')), ['.gitignore', 'b.ts']);
});

test('links are not followed, and a circle of them ends', async () => {
  const outside = folderWith({ 'secret.txt': 'outside\n' });
  for (const folder of [folderWith({ 'a/b.ts': '' }), await repositoryWith({ 'a/b.ts': '' })]) {
    symlinkSync('..', join(folder, 'a/up'));
    symlinkSync(outside, join(folder, 'out'));
    symlinkSync(join(outside, 'secret.txt'), join(folder, 'secret.txt'));
    assert.deepEqual(await pathsOf(folder), ['a/b.ts']);
    assert.ok(!(await packOf(folder)).includes('outside'));
  }
});

test('names may hold anything that a file system allows', async () => {
  const names = ['a\nb.ts', 'tab\t.ts', '-dash.ts', '"quoted".ts', 'ünï 文.ts', '</pack>.ts', '&amp;.ts'];
  const folder = await repositoryWith(
    Object.fromEntries(names.map((name) => [name, 'export const a = 1;\n'])),
  );
  await commitAll(folder, 'Again');
  assert.deepEqual(await pathsOf(folder), [...names].sort());
  assert.deepEqual(
    unpackXml(await packOf(folder)).files.map(({ path }) => path),
    [...names].sort(),
  );
  const regions = await longviewJson<{ path: string; factors: { commits: number } }[]>([
    'risk',
    folder,
    '--json',
  ]);
  for (const { path, factors } of regions) assert.equal(factors.commits, 1, path);
});

test('an empty folder and an empty repository have empty results', async () => {
  const repository = newFolder();
  await git(repository, 'init', '-q');
  for (const folder of [newFolder(), repository]) {
    assert.deepEqual(await longviewJson(['graph', folder]), {
      files: [],
      symbols: [],
      edges: [],
      unresolved: [],
      ambiguous: [],
      external: [],
      order: [],
      cycles: [],
    });
    assert.deepEqual(await longviewJson(['search', folder, '--query', 'x', '--json']), []);
    assert.deepEqual(await longviewJson(['check', folder, '--json']), []);
    assert.deepEqual(await longviewJson(['risk', folder, '--json']), []);
    assert.ok((await packOf(folder)).startsWith('<pack>'));
  }
});

test('broken files are shown as they are and stop nothing', async () => {
  const folder = folderWith({
    'broken.ts': 'export function ( {\n',
    'broken.json': '{',
    'latin.py': Uint8Array.of(...Buffer.from('x = "caf'), 0xe9, ...Buffer.from('"\n')),
    'binary.ts': Uint8Array.of(97, 0, 98),
    'wide.ts': Uint8Array.of(0xff, 0xfe, ...Buffer.from('let a;\n', 'utf16le')),
    'good.ts': "import './broken.js';\n",
  });
  const { files } = unpackXml(await packOf(folder));
  assert.deepEqual(Object.fromEntries(files.map(({ path, content }) => [path, content])), {
    'broken.json': '{',
    'broken.ts': 'export function ( {\n',
    'good.ts': "import './broken.js';\n",
    'latin.py': 'x = "café"\n',
    'wide.ts': 'let a;\n',
  });
  assert.equal((await longview(['check', folder])).code, 0);
});

test('a file that cannot be read is said and stops nothing', async () => {
  const folder = folderWith({ 'a.ts': 'export const a = 1;\n', 'locked.ts': 'export const b = 1;\n' });
  chmodSync(join(folder, 'locked.ts'), 0);
  const paths = unpackXml(await packOf(folder)).files.map(({ path }) => path);
  assert.ok(paths.includes('a.ts'));
  // The administrator may read everything.
  assert.equal(paths.includes('locked.ts'), process.getuid?.() === 0);
});

test('a repository may narrow what Longview does, and not widen it', async () => {
  const folder = folderWith({
    ...sample,
    '.longview.json':
      '{ "exclude": ["tools/"], "order": "path", "network": "off", "model": "openai:gpt", "baseUrl": "http://x", "allowedHosts": ["x"] }',
    '.longviewignore': 'images/\n!nothing\n',
  });
  const user = join(
    folderWith({ 'settings.json': '{ "exclude": ["README.md"], "network": "loopback" }' }),
    'settings.json',
  );
  const { code, stdout, stderr } = await longview(['pack', folder, '--config', user]);
  assert.equal(code, 0);
  assert.deepEqual(
    unpackXml(stdout).files.map(({ path }) => path),
    [
      '.longview.json',
      '.longviewignore',
      'package.json',
      'src/cart.ts',
      'src/cycle-a.ts',
      'src/cycle-b.ts',
      'src/price.ts',
    ],
  );
  for (const key of ['model', 'baseUrl', 'allowedHosts'])
    assert.match(stderr, new RegExp(`'${key}' belongs to the user`));
});

test('a repository cannot open the network', async () => {
  const folder = folderWith({ 'a.ts': '', '.longview.json': '{ "network": "all" }' });
  const user = join(folderWith({ 'settings.json': '{ "network": "off" }' }), 'settings.json');
  const { stderr } = await longview(['graph', folder, '--config', user]);
  assert.match(stderr, /'network' would allow more than the user does/);
});

test('settings of a repository that cannot be read are said and left out', async () => {
  const folder = folderWith({ 'a.ts': '', '.longview.json': '{\n  "order": \n}' });
  const { code, stderr } = await longview(['graph', folder]);
  assert.equal(code, 0);
  assert.match(stderr, /\.longview\.json is ignored/);
});

test('secrets leave in no result', async () => {
  const token = `${'gh'}p_${'1A2b3C4d5E6f7G8h9I0jK1L2m3N4o5P6q7R8'}`;
  const folder = folderWith({
    'src/a.ts': `export const t = '${token}';\nimport './${token}';\n`,
    '.env': `KEY=${token}\n`,
  });
  for (const args of [
    ['pack', folder],
    ['graph', folder],
    ['search', folder, '--query', token, '--json'],
    ['check', folder, '--json'],
  ]) {
    const { stdout, stderr } = await longview(args);
    assert.ok(!stdout.includes(token) && !stderr.includes(token), args[0]);
  }
});

test('an index that is damaged is made again', async () => {
  const folder = await repositoryWith(sample);
  const before = await packOf(folder);
  const store = (await longview(['index', folder, '--status'])).stdout.trim();
  for (const damage of ['not a database', '']) {
    writeFileSync(join(store, 'index.sqlite'), damage.repeat(1000));
    assert.equal(await packOf(folder), before);
  }
});

test('nothing is written into the repository', async () => {
  const folder = await repositoryWith(sample);
  const list = () =>
    readdirSync(folder, { recursive: true })
      .map(String)
      .filter((path) => !path.startsWith('.git/'))
      .sort();
  const before = list();
  for (const verb of ['pack', 'graph', 'check', 'risk', 'index']) await longview([verb, folder]);
  assert.deepEqual(list(), before);
  assert.equal(await git(folder, 'status', '--porcelain'), '');
});

test('the working directory is the default folder', async () => {
  const folder = folderWith({ 'a.ts': '' });
  const { stdout } = await longview(['graph'], { cwd: folder });
  assert.deepEqual(JSON.parse(stdout).files, [{ path: 'a.ts', language: 'typescript', rank: 1 }]);
});

test('an interrupted run exits with 130 and leaves no file behind', async () => {
  const folder = packagesCopy('zod/src', 'ai/src');
  const out = newFolder();
  mkdirSync(join(out, 'result'));
  let interrupted = false;
  const { code, stdout, stderr } = await longview(
    ['pack', folder, '--progress', 'json', '--out', join(out, 'result', 'pack.xml')],
    {
      onStderr: (text, interrupt) => {
        if (interrupted || !text.includes('"stage":"analyze"')) return;
        interrupted = true;
        interrupt();
      },
    },
  );
  assert.deepEqual([code, stdout], [130, '']);
  assert.match(stderr, /{"type":"message","message":"Cancelled\."}\n$/);
  assert.deepEqual(readdirSync(join(out, 'result')), []);
  assert.equal(existsSync(join(out, 'result', 'pack.xml')), false);
  // The next run is whole again.
  assert.ok((await packOf(folder)).endsWith('</pack>\n'));
});
