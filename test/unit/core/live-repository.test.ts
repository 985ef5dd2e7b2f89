import assert from 'node:assert/strict';
import { test } from 'node:test';
import { abortError } from '../../../src/core/base/abort.ts';
import { fakeGit } from '../../support/fake-git.ts';
import { inThread, LiveFolder } from '../../support/live-folder.ts';
import { randomFrom } from '../../support/random-from.ts';

const base: Readonly<Record<string, string>> = {
  'a.ts': "import { b } from './b.ts';\nexport const a = () => b();\n",
  'b.ts': 'export const b = () => 1;\n',
  'lib/c.ts': "import { a } from '../a.ts';\nimport './new.ts';\na();\n",
  'README.md': 'See [a](a.ts).\n',
  '.gitignore': '*.log\nout/\n',
};

interface Step {
  readonly edit: Readonly<Record<string, string | undefined>>;
  /** What is told, if it is not exactly what was edited. */
  readonly tell?: readonly string[];
  /** What had to be analysed for it. */
  readonly analyzed: readonly string[];
}

/** After each step the live repository must be what a first look gives, at the cost of no more than the step says. */
function check(name: string, ...steps: readonly Step[]): void {
  test(name, async () => {
    const folder = new LiveFolder(base);
    await folder.assertFresh(await folder.live.current());
    for (const [index, { edit, tell = Object.keys(edit), analyzed }] of steps.entries()) {
      folder.analyzed.length = 0;
      await folder.edit(edit);
      await folder.live.changed(tell);
      await folder.assertFresh(await folder.live.current(), `after step ${index}`);
      assert.deepEqual(folder.analyzed.toSorted(), analyzed, `after step ${index}`);
    }
  });
}

const edited = "import { a } from './a.ts';\nexport const b = () => a;\n";
check('an edited file is read again, and no other', { edit: { 'b.ts': edited }, analyzed: ['b.ts'] });
check(
  'content that was there before is not analysed again',
  {
    edit: { 'b.ts': edited },
    analyzed: ['b.ts'],
  },
  { edit: { 'b.ts': base['b.ts'] }, analyzed: [] },
);
check('a new file is found, and what imported it is linked', {
  edit: { 'lib/new.ts': 'export {};\n' },
  analyzed: ['lib/new.ts'],
});
check('a deleted file is gone', { edit: { 'b.ts': undefined }, analyzed: [] });
check(
  'a file moves',
  { edit: { 'b.ts': undefined, 'lib/b.ts': base['b.ts'] }, analyzed: ['lib/b.ts'] },
  { edit: { 'a.ts': "import { b } from './lib/b.ts';\nb();\n" }, analyzed: ['a.ts'] },
);
check('a folder is told instead of what lies in it', {
  edit: { 'lib/c.ts': "import '../b.ts';\n" },
  tell: ['lib'],
  analyzed: ['lib/c.ts'],
});
check('a folder is told in which a file changed and kept its size and time', {
  edit: { 'lib/c.ts': (base['lib/c.ts'] as string).replace('../a.ts', '../b.ts') },
  tell: ['lib'],
  analyzed: ['lib/c.ts'],
});
check('a folder is deleted', { edit: { 'lib/c.ts': undefined }, tell: ['lib'], analyzed: [] });
check('the root itself is told', {
  edit: { 'b.ts': edited, 'lib/new.ts': 'export {};\n', 'README.md': undefined },
  tell: [''],
  analyzed: ['b.ts', 'lib/new.ts'],
});
check(
  'what git ignores comes and goes with the rules',
  { edit: { 'out/x.ts': "import '../a.ts';\n", 'x.log': 'x' }, analyzed: [] },
  { edit: { '.gitignore': '*.log\n' }, analyzed: ['.gitignore', 'out/x.ts'] },
  { edit: { '.longviewignore': 'lib/\n' }, analyzed: ['.longviewignore'] },
);
check(
  'a file grows beyond what is read, and shrinks again',
  { edit: { 'b.ts': `${base['b.ts']}// ${'x'.repeat(3_000)}\n` }, analyzed: [] },
  { edit: { 'b.ts': `${base['b.ts']}// x\n` }, analyzed: ['b.ts'] },
);
check(
  'text becomes binary, and text again',
  {
    edit: { 'b.ts': 'a\0b' },
    analyzed: ['b.ts'],
  },
  { edit: { 'b.ts': base['b.ts'] }, analyzed: [] },
);
check(
  'a file with something to say of it is edited',
  {
    edit: { 'lib/c.ts': 'export const key = "\u0000\n' },
    analyzed: ['lib/c.ts'],
  },
  { edit: { 'lib/c.ts': 'export const = ;\n' }, analyzed: ['lib/c.ts'] },
);
check('what changes in git’s own folder is no file of the repository', {
  edit: { '.git/HEAD': 'x', '.git/index': 'x', '.git/objects/ab/cd': 'x' },
  analyzed: [],
});
check('a path that never was there changes nothing', { edit: {}, tell: ['no/such.ts'], analyzed: [] });

for (const seed of [1, 2, 3, 4]) {
  test(`edits that come in bursts while others are taken in, seed ${seed}`, async () => {
    const random = randomFrom(seed);
    const pick = (limit: number) => Math.floor(random() * limit);
    const folder = new LiveFolder(base);
    const waiting: Promise<unknown>[] = [folder.live.current()];
    for (let burst = 0; burst < 12; burst++) {
      const edits: Record<string, string | undefined> = {};
      for (let count = pick(4); count >= 0; count--) {
        const path = `${['', 'lib/', 'out/'][pick(3)]}m${pick(5)}.ts`;
        const text = `import { f${pick(3)} } from './m${pick(5)}.ts';\nexport function f${pick(3)}() { f${pick(3)}(); }\n`;
        edits[path] = random() < 0.25 ? undefined : text;
      }
      if (random() < 0.2) edits['.gitignore'] = ['out/\n', '*.log\n', 'lib/m1.ts\n'][pick(3)];
      await folder.edit(edits);
      waiting.push(folder.live.changed(Object.keys(edits)));
      if (random() < 0.3) await Promise.all(waiting.splice(0));
      else await new Promise(setImmediate);
    }
    await Promise.all(waiting);
    const state = await folder.live.current();
    assert.equal(folder.live.freshness(state).pending, 0);
    await folder.assertFresh(state);
  });
}

test('edits that come while one is taken in are taken in together', async () => {
  const folder = new LiveFolder(base);
  await folder.live.current();
  const begun = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  folder.analyze = async (input, options) => {
    begun.resolve();
    await goOn.promise;
    return inThread(input, options);
  };
  await folder.edit({ 'a.ts': 'export const a = 1;\n' });
  const first = folder.live.changed(['a.ts']);
  await begun.promise;
  await folder.edit({ 'b.ts': 'export const b = 2;\n', 'lib/c.ts': 'export const c = 3;\n' });
  const others = [folder.live.changed(['b.ts']), folder.live.changed(['lib/c.ts'])];
  goOn.resolve();
  await Promise.all([first, ...others]);
  const state = await folder.live.current();
  assert.equal(state.updates, 2);
  await folder.assertFresh(state);
});

test('what was not told is found when the answer has to be sure', async () => {
  const folder = new LiveFolder(base);
  await folder.live.current();
  await folder.edit({ 'b.ts': edited, 'lib/new.ts': 'export {};\n', 'README.md': undefined });
  await folder.assertFresh(await folder.live.verified());
  assert.equal((await folder.live.verified()).updates, 1, 'a look that finds nothing changes nothing');
});

test('what is ignored or no code waits until somebody asks', async () => {
  const folder = new LiveFolder({ ...base, 'notes.txt': 'one\n' });
  const { updates } = await folder.live.current();
  folder.analyzed.length = 0;
  let listings = 0;
  folder.git = { ...folder.git, listFiles: async () => void listings++ };
  await folder.edit({ 'out/x.ts': 'export {};\n', 'notes.txt': 'two\n', '.git/index': 'x' });
  await folder.live.changed(['out/x.ts', 'notes.txt', '.git/index']);
  assert.deepEqual([folder.analyzed, listings], [[], 0]);
  const state = await folder.live.current();
  assert.deepEqual([folder.analyzed, listings, state.updates], [['notes.txt'], 1, updates + 1]);
  await folder.assertFresh(state);
});

test('a look is not misled by a file that looks as it did before an edit', async () => {
  const folder = new LiveFolder(base);
  await folder.live.current();
  await folder.edit({ 'b.ts': edited });
  await folder.live.changed(['b.ts']);
  await folder.edit({ 'b.ts': base['b.ts'] });
  await folder.assertFresh(await folder.live.verified());
});

test('a file that could not be parsed in time is tried again by a look', async () => {
  const folder = new LiveFolder(base);
  folder.analyze = async (input, options) => {
    const analysis = await inThread(input, options);
    if (input.path !== 'b.ts') return analysis;
    const diagnostic = { severity: 'warning', code: 'parse-timeout', message: '', path: 'b.ts' } as const;
    return { ...analysis, syntax: undefined, diagnostics: [diagnostic] };
  };
  await folder.live.current();
  folder.analyze = inThread;
  await folder.assertFresh(await folder.live.verified());
});

test('changes before the first look cost nothing', async () => {
  const folder = new LiveFolder(base);
  await folder.live.changed(['a.ts']);
  assert.deepEqual(folder.analyzed, []);
});

test('a cancelled answer does not wait for the work, and loses no edit', async () => {
  const folder = new LiveFolder(base);
  await folder.live.current();
  const begun = Promise.withResolvers<void>();
  folder.analyze = (_, { signal }) =>
    new Promise((_resolve, reject) => {
      begun.resolve();
      signal?.addEventListener('abort', () => reject(abortError(signal)));
    });
  await folder.edit({ 'b.ts': edited });
  const controller = new AbortController();
  const changing = folder.live.changed(['b.ts'], { signal: controller.signal });
  await begun.promise;
  controller.abort();
  await assert.rejects(changing, { name: 'AbortError' });
  folder.analyze = inThread;
  await folder.assertFresh(await folder.live.current());
});

test('who cancels does not cancel for the others', async () => {
  const folder = new LiveFolder(base);
  const controller = new AbortController();
  const [left, stayed] = [folder.live.current({ signal: controller.signal }), folder.live.current()];
  controller.abort();
  await assert.rejects(left, { name: 'AbortError' });
  await folder.assertFresh(await stayed);
});

test('a failed look is repeated by the next answer', async () => {
  const folder = new LiveFolder(base);
  await folder.live.current();
  folder.git = { ...folder.git, listFiles: () => Promise.reject(new Error('no git')) };
  await folder.edit({ 'lib/new.ts': 'export {};\n', 'b.ts': edited });
  await assert.rejects(folder.live.changed(['lib/new.ts', 'b.ts']), /no git/);
  await assert.rejects(folder.live.current(), /no git/);
  folder.git = fakeGit();
  await folder.assertFresh(await folder.live.current());
});
