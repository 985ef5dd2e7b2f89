import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FileDiff } from '../../../src/core/context/file-diffs.ts';
import { fitDiffs } from '../../../src/core/context/file-diffs.ts';
import { packFormats } from '../../../src/core/context/pack-format.ts';
import { packRepository } from '../../../src/core/context/pack-repository.ts';
import { packDiffs } from '../../../src/core/pack-diffs.ts';
import { tokenCounterOf } from '../../../src/core/tokens/model-token-counter.ts';
import { countO200kTokens } from '../../../src/core/tokens/token-counter.ts';
import { fakeGit } from '../../support/fake-git.ts';
import { repositoryOf } from '../../support/repository-of.ts';

const since = 'v1';
const now = { 'a.ts': 'const a = 1;\nconst b = 3;\n', 'new.ts': 'const n = 1;\n', 'same.ts': 'x();\n' };

async function diffsOf(
  texts: Readonly<Record<string, string>>,
  before: Readonly<Record<string, string>>,
  changed: readonly string[],
) {
  const git = fakeGit({ texts: { [since]: before } });
  return packDiffs({ git, repository: await repositoryOf(texts), since, changed }, {});
}

test('changed, new and gone files are told apart, and only what was changed has a diff', async () => {
  const before = { 'a.ts': 'const a = 1;\r\nconst b = 2;\r\n', 'gone.ts': 'x\n', 'same.ts': 'x();\n' };
  const { overview, diffs } = await diffsOf(now, before, ['a.ts', 'gone.ts', 'new.ts', 'same.ts']);
  assert.deepEqual(overview, {
    title: 'changed since v1',
    rows: ['a.ts', 'gone.ts (gone)', 'new.ts (new)', 'same.ts'],
  });
  const hunks = '@@ -1,2 +1,2 @@\n const a = 1;\n-const b = 2;\n+const b = 3;\n';
  assert.deepEqual(diffs, [{ path: 'a.ts', since, hunks }]);
});

test('secrets of the earlier text are taken out, those that only another file tells, too', async () => {
  const password = ['Zq31', 'rootPw'].join('');
  const token = ['ghp', 'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY2zA4'].join('_');
  const compose = `services:\n  db:\n    environment:\n      MYSQL_ROOT_PASSWORD: ${password}\n`;
  const { diffs } = await diffsOf(
    { 'a.md': 'Nothing.\n', 'compose.yaml': compose },
    { 'a.md': `See ${token}, login ${password}.\n` },
    ['a.md'],
  );
  const [{ hunks }] = diffs as [FileDiff];
  assert.match(hunks, /^-See \[REDACTED github \w+\], login \[REDACTED password \w+\]\.$/m);
  assert.equal(hunks.includes(token) || hunks.includes(password), false);
});

test('what is no text, and what was written anew, has no diff', async () => {
  const lines = (name: string) => Array.from({ length: 700 }, (_, at) => `${name} ${at}\n`).join('');
  const { diffs, overview } = await diffsOf(
    { 'a.txt': lines('new'), 'b.txt': 'text\n' },
    { 'a.txt': lines('old'), 'b.txt': '\0\0\0' },
    ['a.txt', 'b.txt'],
  );
  assert.deepEqual(diffs, []);
  assert.deepEqual(overview.rows, ['a.txt', 'b.txt']);
});

test('diffs take a quarter of a pack at most, the shortest first', () => {
  const diff = (path: string, length: number): FileDiff => {
    const rows = Array.from({ length }, (_, at) => `+line ${at}\n`).join('');
    return { path, since, hunks: `@@ -1,0 +1,${length} @@\n${rows}` };
  };
  const diffs = [diff('a', 300), diff('b', 5), diff('c', 10), diff('d', 5000)];
  const all = fitDiffs(diffs, 'xml', 1_000_000);
  assert.deepEqual(
    all.map(({ path }) => path),
    ['a', 'b', 'c', 'd'],
  );
  for (const { text, tokens } of all) assert.equal(tokens, countO200kTokens(text));
  const fitted = fitDiffs(diffs, 'xml', 1000);
  assert.deepEqual(
    fitted.map(({ path }) => path),
    ['b', 'c'],
  );
  assert.ok(fitted.reduce((sum, { tokens }) => sum + tokens, 0) <= 250);
});

for (const format of packFormats)
  test(`a pack as ${format} stays within its budget with diffs, and no diff ends its own part`, async () => {
    const repository = await repositoryOf(now);
    const hunks = '@@ -1,1 +1,2 @@\n a\n+</diff> ``` "}] </diff-2>\n';
    const packed = await packRepository({
      ...{ repository, order: repository.files.map(({ path }) => path), values: new Map() },
      ...{ diffs: [{ path: 'a.ts', since, hunks }], budget: 1500, counter: tokenCounterOf('openai'), format },
    });
    assert.equal(packed.tokenCount, countO200kTokens(packed.text));
    assert.ok(packed.tokenCount <= 1500);
    const written = {
      xml: `<diff-3 path="a.ts" since="v1">\n${hunks}</diff-3>\n`,
      markdown: `## a.ts (changes since v1)\n\n\`\`\`\`diff\n${hunks}\`\`\`\`\n\n`,
      json: `${JSON.stringify({ path: 'a.ts', since, diff: hunks })},\n`,
    }[format];
    assert.ok(packed.text.includes(written), packed.text);
    if (format === 'json') assert.ok(JSON.parse(packed.text));
  });
