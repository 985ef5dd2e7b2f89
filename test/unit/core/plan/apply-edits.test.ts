import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAppError } from '../../../../src/core/base/app-error.ts';
import { contentHash } from '../../../../src/core/base/content-hash.ts';
import { applyEdits, type EditedFile, writeEdited } from '../../../../src/core/plan/apply-edits.ts';
import type { ChangePlan, PlanEdit, PlanProblemCode } from '../../../../src/core/plan/change-plan.ts';
import type { FileSystem } from '../../../../src/core/ports/file-system.ts';
import { type MemoryEntry, MemoryFileSystem } from '../../../support/memory-file-system.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16le = (text: string) => new Uint8Array(Buffer.from(`\u{feff}${text}`, 'utf16le'));
const utf16be = (text: string) => new Uint8Array(Buffer.from(`\u{feff}${text}`, 'utf16le').swap16());

function planOf(...edits: readonly PlanEdit[]): ChangePlan {
  const step = { id: 'step-1', title: 't', reason: '', files: [], sources: [], edits };
  return {
    format: 1,
    request: 'r',
    attachments: [],
    model: undefined,
    summary: 's',
    steps: [step],
    impact: [],
  };
}

function replace(path: string, before: MemoryEntry | undefined, oldText: string, newText: string): PlanEdit {
  const bytes = typeof before === 'string' ? utf8(before) : before instanceof Uint8Array ? before : utf8('');
  return { kind: 'replace', path, baseHash: contentHash(bytes), oldText, newText };
}

async function apply(entries: Readonly<Record<string, MemoryEntry>>, ...edits: readonly PlanEdit[]) {
  return applyEdits(planOf(...edits), new MemoryFileSystem(entries));
}

interface BytesRow {
  readonly name: string;
  readonly before: Uint8Array;
  readonly oldText: string;
  readonly newText: string;
  readonly after: Uint8Array;
}

const bytesRows: readonly BytesRow[] = [
  { name: 'LF', before: utf8('a\nb\nc\n'), oldText: 'b', newText: 'x\ny', after: utf8('a\nx\ny\nc\n') },
  {
    name: 'CRLF',
    before: utf8('a\r\nb\r\nc\r\n'),
    oldText: 'b',
    newText: 'x\ny',
    after: utf8('a\r\nx\r\ny\r\nc\r\n'),
  },
  {
    name: 'CRLF over lines',
    before: utf8('a\r\nb\r\nc\r\n'),
    oldText: 'a\nb\n',
    newText: 'z\n',
    after: utf8('z\r\nc\r\n'),
  },
  {
    name: 'CRLF in the edit of an LF file',
    before: utf8('a\nb\n'),
    oldText: 'a\r\nb',
    newText: 'x\r\ny',
    after: utf8('x\ny\n'),
  },
  {
    name: 'mixed ends, which stay',
    before: utf8('a\r\nb\nc\r\nd\n'),
    oldText: 'd',
    newText: 'e',
    after: utf8('a\r\nb\nc\r\ne\n'),
  },
  {
    name: 'mixed ends inside the replaced text',
    before: utf8('a\r\nb\nc\r\n'),
    oldText: 'a\nb\nc',
    newText: 'z',
    after: utf8('z\r\n'),
  },
  {
    name: 'a lone CR, which stays',
    before: utf8('a\rb\nc\n'),
    oldText: 'c',
    newText: 'd',
    after: utf8('a\rb\nd\n'),
  },
  {
    name: 'a mark in front',
    before: utf8('\u{feff}a\nb\n'),
    oldText: 'a',
    newText: 'c',
    after: utf8('\u{feff}c\nb\n'),
  },
  {
    name: 'UTF-16, little end first',
    before: utf16le('grün\r\nblau\r\n'),
    oldText: 'grün',
    newText: 'röt 🎈',
    after: utf16le('röt 🎈\r\nblau\r\n'),
  },
  {
    name: 'UTF-16, big end first',
    before: utf16be('a\nb'),
    oldText: 'b',
    newText: 'c',
    after: utf16be('a\nc'),
  },
  {
    name: 'Windows-1252',
    before: new Uint8Array([0x67, 0x72, 0xfc, 0x6e, 0x0a, 0x81, 0x8d, 0x80]),
    oldText: 'grün',
    newText: 'öde',
    after: new Uint8Array([0xf6, 0x64, 0x65, 0x0a, 0x81, 0x8d, 0x80]),
  },
  { name: 'no line end at the end', before: utf8('a\nb'), oldText: 'b', newText: 'c', after: utf8('a\nc') },
  {
    name: 'letters of four bytes before it',
    before: utf8('🎈🎈\r\nx\r\n'),
    oldText: 'x',
    newText: 'y',
    after: utf8('🎈🎈\r\ny\r\n'),
  },
  { name: 'removing text', before: utf8('a\nb\nc\n'), oldText: 'b\n', newText: '', after: utf8('a\nc\n') },
  {
    name: 'signs of patterns',
    before: utf8('a.*$1\n'),
    oldText: '.*$1',
    newText: '$&$1',
    after: utf8('a$&$1\n'),
  },
];
for (const { name, before, oldText, newText, after } of bytesRows) {
  test(`an edit keeps the bytes around it: ${name}`, async () => {
    const { files, problems } = await apply({ 'f.txt': before }, replace('f.txt', before, oldText, newText));
    assert.deepEqual(problems, []);
    assert.deepEqual(files[0]?.bytesAfter, after);
    assert.deepEqual(files[0]?.bytesBefore, before);
  });
}

const a = 'one\ntwo\ntwo\nthree\n';
const problemRows: readonly (readonly [string, PlanProblemCode, PlanEdit])[] = [
  ['text that is not there', 'anchor-missing', replace('a.txt', a, 'four', 'x')],
  ['text with other white space', 'anchor-missing', replace('a.txt', a, ' one', 'x')],
  ['an empty text', 'anchor-missing', replace('a.txt', a, '', 'x')],
  ['text that stands twice', 'anchor-ambiguous', replace('a.txt', a, 'two', 'x')],
  ['text that overlaps itself', 'anchor-ambiguous', replace('b.txt', 'aaa', 'aa', 'x')],
  [
    'a file that has changed',
    'stale',
    { ...replace('a.txt', a, 'one', 'x'), baseHash: contentHash('other') } as PlanEdit,
  ],
  [
    'a deletion of a file that has changed',
    'stale',
    { kind: 'delete', path: 'a.txt', baseHash: contentHash('other') },
  ],
  ['a file that is not there', 'file-missing', replace('none.txt', '', 'x', 'y')],
  [
    'a deletion of a file that is not there',
    'file-missing',
    { kind: 'delete', path: 'none.txt', baseHash: '' },
  ],
  ['a new file over an existing one', 'file-exists', { kind: 'create', path: 'a.txt', newText: 'x' }],
  ['a new file over a folder', 'refused-path', { kind: 'create', path: 'folder', newText: 'x' }],
  ['a binary file', 'refused-path', replace('image.png', new Uint8Array([0x89, 0, 1]), 'x', 'y')],
  [
    'old text with a placeholder of a password',
    'redacted-text',
    replace('a.txt', a, '[REDACTED password 5e]', 'x'),
  ],
  ['old text with a placeholder', 'redacted-text', replace('a.txt', a, '[REDACTED github 1f2e3d4c]', 'x')],
  [
    'new text with a placeholder',
    'redacted-text',
    replace('a.txt', a, 'one', 'k = [REDACTED github 1f2e3d4c]'),
  ],
  [
    'a new file with a placeholder',
    'redacted-text',
    { kind: 'create', path: 'n.txt', newText: '[REDACTED env-value 1f2e3d4c]' },
  ],
  [
    'a letter that the encoding lacks',
    'refused-path',
    replace('latin.txt', new Uint8Array([0xfc]), 'ü', '中'),
  ],
];
for (const [name, code, edit] of problemRows) {
  test(`${name} is the problem ${code}, and changes nothing`, async () => {
    const entries = {
      'a.txt': a,
      'b.txt': 'aaa',
      'folder/x.txt': '',
      'image.png': new Uint8Array([0x89, 0, 1]),
      'latin.txt': new Uint8Array([0xfc]),
    };
    const { files, problems } = await apply(entries, edit);
    assert.deepEqual(
      problems.map((problem) => [problem.code, problem.path, problem.stepId]),
      [[code, edit.path, 'step-1']],
    );
    assert.deepEqual(files, []);
  });
}

const refusedPaths = [
  '',
  '/etc/passwd',
  '\\\\server\\share',
  'C:\\x',
  'c:x',
  '..',
  '../x',
  'a/../../x',
  'a/../b',
  './a',
  'a//b',
  'a/',
  'a\\b',
  'a\\..\\..\\b',
  'x\0y',
  '.git/config',
  '.GIT/config',
  'sub/.git/hooks/pre-commit',
  '.git',
  '.Git',
  '.git./config',
  '.git /config',
  'git~1/config',
  'GIT~1',
  '.git::$INDEX_ALLOCATION/config',
  '.g\u200cit/config',
  '.abc.longview-tmp',
];
for (const path of refusedPaths) {
  test(`nothing is written to the path ${JSON.stringify(path)}`, async () => {
    const { files, problems } = await apply({}, { kind: 'create', path, newText: 'x' });
    assert.deepEqual([files, problems.map((problem) => problem.code)], [[], ['refused-path']]);
  });
}

for (const [path, reason] of [
  ['./dot.txt', /is not written plainly/],
  ['src//dd.txt', /is not written plainly/],
  ['src/', /is a folder's path/],
  ['a/../../b', /leads out of the folder/],
] as const) {
  test(`why ${path} is refused is the true reason`, async () => {
    const { problems } = await apply({}, { kind: 'create', path, newText: 'x' });
    assert.match(problems[0]?.message ?? '', reason);
  });
}

for (const path of [
  '.gitignore',
  '.github/x.yml',
  'a/.gitkeep',
  'git/x',
  'my.git.txt',
  'a b/ü.txt',
  '...',
  '.git2/x',
  'legit~1/x',
]) {
  test(`the path ${JSON.stringify(path)} is a usual one`, async () => {
    const { files, problems } = await apply({}, { kind: 'create', path, newText: 'x\n' });
    assert.deepEqual(problems, []);
    assert.deepEqual(
      files.map((file) => [file.path, file.after]),
      [[path, 'x\n']],
    );
  });
}

for (const path of ['link', 'link/inside.txt', 'folder/link/deep/x.txt']) {
  test(`nothing is written through a link: ${path}`, async () => {
    const entries = { link: { link: '/elsewhere' }, 'folder/link': { link: '..' } };
    const { problems } = await apply(entries, { kind: 'create', path, newText: 'x' });
    assert.match(problems[0]?.message ?? '', /symbolic link/);
  });
}

test('edits of one file follow each other, and all rest on the file as it was', async () => {
  const { files, problems } = await apply(
    { 'a.txt': a },
    replace('a.txt', a, 'one', 'four'),
    replace('a.txt', a, 'four\ntwo', 'five'),
  );
  assert.deepEqual(problems, []);
  assert.equal(files[0]?.after, 'five\ntwo\nthree\n');
});

test('a file can be made and edited by the same plan', async () => {
  const { files } = await apply({}, { kind: 'create', path: 'n.txt', newText: 'old\n' }, {
    ...replace('n.txt', '', 'old', 'new'),
    baseHash: '',
  } as PlanEdit);
  assert.deepEqual(
    files.map(({ before, after }) => [before, after]),
    [[undefined, 'new\n']],
  );
});

test('a file can be deleted', async () => {
  const { files } = await apply({ 'a.txt': a }, { kind: 'delete', path: 'a.txt', baseHash: contentHash(a) });
  assert.deepEqual(
    files.map(({ before, after, bytesAfter }) => [before, after, bytesAfter]),
    [[a, undefined, undefined]],
  );
});

test('an edit that changes nothing is no change', async () => {
  assert.deepEqual((await apply({ 'a.txt': a }, replace('a.txt', a, 'one', 'one'))).files, []);
});

/** A folder whose writing fails from the n-th time on, for one path or for all. */
class FailingFileSystem extends MemoryFileSystem {
  #left: number;
  readonly #readOnly: string | undefined;
  constructor(
    entries: Readonly<Record<string, MemoryEntry>>,
    { writes = Number.POSITIVE_INFINITY, readOnly }: { readonly writes?: number; readonly readOnly?: string },
  ) {
    super(entries);
    this.#left = writes;
    this.#readOnly = readOnly;
  }
  override async write(path: string, content: Uint8Array): Promise<void> {
    if (path === this.#readOnly) throw new Error('EACCES: permission denied');
    if (this.#left-- === 0) throw new Error('ENOSPC: no space left on device');
    return super.write(path, content);
  }
  override async remove(path: string): Promise<void> {
    if (path === this.#readOnly) throw new Error('EACCES: permission denied');
    return super.remove(path);
  }
}

const beforeAll = { 'a.txt': 'a', 'b.txt': 'b', 'c.txt': 'c', 'd.txt': 'd' };
const edited: readonly EditedFile[] = [
  { path: 'a.txt', before: 'a', after: 'A', bytesBefore: utf8('a'), bytesAfter: utf8('A') },
  { path: 'b.txt', before: 'b', after: undefined, bytesBefore: utf8('b'), bytesAfter: undefined },
  { path: 'new.txt', before: undefined, after: 'n', bytesBefore: undefined, bytesAfter: utf8('n') },
  { path: 'c.txt', before: 'c', after: 'C', bytesBefore: utf8('c'), bytesAfter: utf8('C') },
  { path: 'd.txt', before: 'd', after: 'D', bytesBefore: utf8('d'), bytesAfter: utf8('D') },
];

async function contentsOf(fileSystem: FileSystem): Promise<Record<string, string>> {
  const contents: Record<string, string> = {};
  for (const { name } of await fileSystem.readDirectory(''))
    contents[name] = new TextDecoder().decode(await fileSystem.read(name));
  return contents;
}

const failures = [
  ...[0, 1, 2, 3].map((writes) => ({ name: `write ${writes + 1} fails`, options: { writes } })),
  ...edited.map(({ path }) => ({ name: `${path} cannot be written at all`, options: { readOnly: path } })),
];
for (const { name, options } of failures) {
  test(`${name}: nothing was changed, and it is said`, async () => {
    const fileSystem = new FailingFileSystem(beforeAll, options);
    await assert.rejects(
      writeEdited(edited, fileSystem),
      (error) =>
        isAppError(error, 'storage') && /^Nothing was changed: .*(?:EACCES|ENOSPC)/.test(error.message),
    );
    assert.deepEqual(await contentsOf(fileSystem), beforeAll);
  });
}

test('what cannot be put back is named', async () => {
  let writes = 0;
  class BreakingFileSystem extends MemoryFileSystem {
    override async write(path: string, content: Uint8Array): Promise<void> {
      if (++writes > 1) throw new Error('EIO: i/o error');
      return super.write(path, content);
    }
  }
  await assert.rejects(
    writeEdited([edited[0]!, edited[3]!], new BreakingFileSystem(beforeAll)),
    /Not everything could be put back \(a\.txt\): c\.txt could not be written/,
  );
});

test('what can be written is written', async () => {
  const fileSystem = new MemoryFileSystem(beforeAll);
  await writeEdited(edited, fileSystem);
  assert.deepEqual(await contentsOf(fileSystem), {
    'a.txt': 'A',
    'c.txt': 'C',
    'd.txt': 'D',
    'new.txt': 'n',
  });
});
