import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { unpackXml } from '../unit/core/context/pack-of.ts';
import { unpackMarkdown } from '../unit/core/context/unpack-markdown.ts';
import { longview, newFolder } from './run-cli.ts';
import { commitAll, git, repositoryWith, writeFiles } from './sample-repository.ts';

const formats = ['xml', 'markdown', 'json'] as const;
const here = fileURLToPath(new URL('../../', import.meta.url));

interface Taken {
  /** Path → text of what is shown in full. */
  readonly full: ReadonlyMap<string, string>;
  readonly text: string;
  readonly entries: readonly {
    readonly path: string;
    readonly resolution: string;
    readonly reason: string;
  }[];
}

async function pack(
  folder: string,
  format: (typeof formats)[number],
  ...flags: readonly string[]
): Promise<Taken> {
  const out = join(newFolder(), 'pack');
  const args = ['pack', folder, '--format', format, '--out', out, '--stats', `${out}.stats`, ...flags];
  const { code, stderr } = await longview(args);
  assert.equal(code, 0, stderr);
  const text = readFileSync(out, 'utf8');
  const stats = JSON.parse(readFileSync(`${out}.stats`, 'utf8')) as {
    readonly entries: readonly (Taken['entries'][number] & { readonly inside?: string })[];
  };
  // Pictures inside files are no files.
  const entries = stats.entries.filter(({ inside }) => inside === undefined);
  return { full: fullTexts(text, format), text, entries };
}

function fullTexts(text: string, format: (typeof formats)[number]): Map<string, string> {
  const files =
    format === 'xml'
      ? unpackXml(text).files
      : format === 'markdown'
        ? unpackMarkdown(text)
        : (JSON.parse(text) as { files: { path?: string; resolution?: string; content?: string }[] }).files;
  return new Map(
    files.flatMap(({ path = '', resolution, content = '' }) =>
      resolution === 'full' ? [[path, content]] : [],
    ),
  );
}

/** Git's own view: what it tracks, and what it does not ignore. */
async function listedByGit(folder: string): Promise<string[]> {
  const listed = await git(folder, 'ls-files', '-z', '--cached', '--others', '--exclude-standard');
  return [...new Set(listed.split('\0').filter((path) => path !== ''))].sort();
}

/** What each of the packers that people use loses, alters or lets out; see the names of the tests below. */
const trapped = {
  'src/escaped.ts': "export const text = 'a written \\n stays two characters';\n",
  'src/replacement.txt': 'a \u{fffd} in a text\n',
  'src/empty.ts': '',
  'src/no-end.ts': 'export const last = 1;',
  // A sample of the first kilobyte ends inside a character.
  'src/split.txt': `${'x'.repeat(1023)}ü and more\n`,
  'src/windows.ts': 'export const a = 1;\r\nexport const b = 2;\r\n',
  'src/marked.ts': '\u{feff}export const a = 1;\n',
  'src/marked-twice.ts': '\u{feff}\u{feff}export const a = 1;\n',
  'src/marked-inside.ts': 'export const a = 1;\n\u{feff}export const b = "\u{feff}";\n',
  'src/tags.md': '</file>\n</pack>\n```\n````\n"},\n',
  'src/dollar.ts': "export const price = '$& $1 $$';\n",
  '.github/workflows/ci.yml': 'on: push\n',
  '.gitignore': '/build\n*.log\n',
  'nested/build/kept.ts': 'export const kept = 1;\n',
  'nested/.gitignore': 'secret-notes.txt\n',
  'nested/secret-notes.txt': 'ignored here\n',
  'sibling/secret-notes.txt': 'not ignored here\n',
  'tracked.log': 'tracked although ignored\n',
  'build/out.js': 'ignored at the root\n',
  'data/bytes.bin': Uint8Array.of(0, 1, 2, 255),
  'a name with spaces & "quotes".ts': 'export const odd = 1;\n',
};

async function trappedRepository(name = 'checkout-with-a-name'): Promise<string> {
  const parent = newFolder();
  const folder = join(parent, name);
  mkdirSync(folder);
  writeFiles(folder, trapped);
  symlinkSync('src/empty.ts', join(folder, 'link.ts'));
  await git(folder, 'init', '-q');
  await git(folder, 'add', '-f', 'tracked.log');
  await commitAll(folder, 'everything');
  writeFiles(folder, { 'untracked.ts': 'export const fresh = 1;\n' });
  return folder;
}

for (const format of formats) {
  test(`${format}: every file that git lists is in the pack or among those left out, with a reason`, async () => {
    const folder = await trappedRepository();
    const { entries } = await pack(folder, format, '--budget', '200k');
    assert.deepEqual(
      entries.map(({ path }) => path),
      await listedByGit(folder),
    );
    for (const { path, reason } of entries) assert.notEqual(reason, '', path);
    const leftOut = entries.filter(({ resolution }) => resolution === 'omitted').map(({ path }) => path);
    assert.deepEqual(leftOut, ['link.ts']);
  });

  test(`${format}: a file shown in full is as it is, character for character, but for line ends and a byte order mark`, async () => {
    const folder = await trappedRepository();
    const { full } = await pack(folder, format, '--budget', '200k');
    const texts = Object.entries(trapped).filter(
      ([path, content]) => typeof content === 'string' && full.has(path),
    );
    assert.equal(texts.length, Object.keys(trapped).length - 3); // two are ignored, one is not text
    for (const [path, content] of texts) {
      // The two exceptions, as docs/pack.md says them: line ends, and one byte order mark at the beginning.
      const expected = String(content)
        .replaceAll('\r\n', '\n')
        .replace(/^\u{feff}/u, '');
      assert.equal(full.get(path), expected, path);
    }
    assert.equal(full.get('src/marked.ts'), 'export const a = 1;\n');
    assert.equal(full.get('src/marked-twice.ts'), '\u{feff}export const a = 1;\n');
    assert.ok(full.has('untracked.ts'));
  });

  test(`${format}: this repository comes apart as it went in`, async () => {
    const { full, entries } = await pack(here, format, '--budget', '50M');
    assert.deepEqual(
      entries.map(({ path }) => path),
      await listedByGit(here),
    );
    assert.ok(full.size > 500, `${full.size}`);
    for (const [path, content] of full) {
      const bytes = readFileSync(join(here, path));
      // The decoder takes a byte order mark off, as the pack does.
      const text = new TextDecoder('utf-8', { ignoreBOM: false }).decode(bytes).replaceAll('\r\n', '\n');
      // What was redacted, or read in another encoding, differs on purpose.
      if (
        content.includes('[REDACTED ') ||
        text.includes('\u{fffd}') ||
        /^[\xfe\xff]/.test(bytes.toString('latin1', 0, 1))
      )
        continue;
      assert.equal(content, text, path);
    }
  });
}

test('a budget too small for everything still accounts for every file', async () => {
  const folder = await trappedRepository();
  for (const budget of ['600', '900', '2k']) {
    const { entries } = await pack(folder, 'xml', '--budget', budget);
    assert.deepEqual(
      entries.map(({ path }) => path),
      await listedByGit(folder),
      budget,
    );
  }
});

test("the checkout's name, its place, its times and its user leave no trace", async () => {
  const one = await trappedRepository('first-checkout');
  const other = join(newFolder(), 'second-checkout');
  cpSync(one, other, { recursive: true, verbatimSymlinks: true });
  await git(other, 'config', 'user.name', 'Somebody Else');
  for (const format of formats) {
    const first = await pack(one, format, '--budget', '1200');
    const second = await pack(other, format, '--budget', '1200');
    assert.equal(first.text, second.text, format);
    assert.ok(!first.text.includes('first-checkout'));
  }
});

test('what is excluded by the user is listed in the statistics, and not named in the pack', async () => {
  const folder = await repositoryWith({
    'a.ts': 'export const a = 1;\n',
    'private/plan.md': '# Plan\n',
    '.longviewignore': 'private/\n',
  });
  const { entries, text } = await pack(folder, 'xml', '--budget', '10k');
  const entry = entries.find(({ path }) => path === 'private/plan.md');
  assert.match(entry?.reason ?? '', /excluded/);
  assert.ok(!text.includes('plan.md'));
});

test('pinned, left out and forced files are as the user wants them, and the pack says why', async () => {
  const body = Array.from({ length: 60 }, (_, line) => `  total += ${line};\n`).join('');
  const folder = await repositoryWith({
    'src/pinned.ts': `export function pinned() {\n  let total = 0;\n${body}  return total;\n}\n`,
    'src/forced.ts': `export function forced() {\n  let total = 0;\n${body}  return total;\n}\n`,
    'src/unwanted.ts': 'export const unwanted = 1;\n',
    'src/other.ts': `export function other() {\n  let total = 0;\n${body}  return total;\n}\n`,
  });
  const wishes = ['--pin', 'pinned.ts', '--leave-out', '/src/unwanted.ts', '--show', 'forced.ts=outline'];
  const { entries } = await pack(folder, 'xml', '--budget', '1500', ...wishes);
  const of = (path: string) => entries.find((entry) => entry.path === path);
  assert.equal(of('src/pinned.ts')?.resolution, 'full');
  assert.equal(of('src/pinned.ts')?.reason, "pinned by 'pinned.ts'");
  assert.equal(of('src/unwanted.ts')?.resolution, 'path');
  assert.equal(of('src/forced.ts')?.resolution, 'outline');
  const wide = await pack(folder, 'xml', '--budget', '100k', ...wishes);
  assert.equal(wide.entries.find(({ path }) => path === 'src/forced.ts')?.resolution, 'outline');
  assert.equal(wide.entries.find(({ path }) => path === 'src/unwanted.ts')?.resolution, 'path');
  const refused = await longview(['pack', folder, '--show', 'forced.ts=everything']);
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /--show takes GLOB=RESOLUTION with one of full, /);
});
