import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summarizeHistory } from '../../../../src/core/history/change-history.ts';
import { rankRisk } from '../../../../src/core/risk/rank-risk.ts';
import { commitOf } from '../../../support/fake-git.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

const branches = (count: number) => '  if (a) b();\n'.repeat(count);
const code = (name: string, count: number) => `export function ${name}() {\n${branches(count)}}\n`;

type Commits = Parameters<typeof summarizeHistory>[0];

function check(
  name: string,
  files: Readonly<Record<string, string>>,
  commits: Commits,
  expected: readonly string[],
): void {
  test(name, async () => {
    const ranked = rankRisk(await repositoryOf(files), summarizeHistory(commits));
    assert.deepEqual(
      ranked.map(({ path, symbol }) => `${path} ${symbol}`.trim()),
      expected,
    );
    assert.deepEqual(
      ranked.map(({ score }) => score),
      ranked.map(({ score }) => score).sort((a, b) => b - a),
    );
    for (const { score } of ranked) assert.ok(score >= 0 && score <= 1);
  });
}

check('an empty repository has no risk', {}, [], []);
check(
  'without history the more complex function goes first',
  { 'a.ts': code('f', 1), 'b.ts': code('g', 9) },
  [],
  ['b.ts g', 'a.ts f'],
);
check(
  'what changes often goes before what is only complex',
  { 'a.ts': code('f', 3), 'b.ts': code('g', 9) },
  Array.from({ length: 6 }, () => commitOf('x', ['a.ts'])),
  ['a.ts f', 'b.ts g'],
);
check(
  'tests, documents and generated code are left out',
  {
    'test/a.ts': code('f', 5),
    'README.md': '# a\n',
    'gen.ts': `// @generated\n${code('g', 5)}`,
    'a.ts': code('h', 1),
  },
  [],
  ['a.ts h'],
);
check(
  'a function inside a function is part of it, a method is its own',
  {
    'a.ts': `function outer() {\n  function inner() {\n  ${branches(2)}  }\n}\nclass C {\n  m() {\n  ${branches(3)}  }\n}\n`,
  },
  [],
  ['a.ts C.m', 'a.ts outer'],
);
check(
  'a file without functions is one region, judged by its indentation where there is no parser',
  { 'a.ts': 'export const a = 1;\n', 'b.sql': 'CREATE\n\tIF a\n\t\tb()\n\tEND\nEND\n' },
  [],
  ['b.sql', 'a.ts'],
);
check(
  'a function goes before a file without any of the same complexity',
  { 'a.ts': 'export const a = 1;\n', 'b.ts': code('f', 0) },
  [],
  ['b.ts f', 'a.ts'],
);
check(
  'ties go by path, then by line',
  { 'b.ts': `${code('f', 1)}${code('g', 1)}`, 'a.ts': code('h', 1) },
  [],
  ['a.ts h', 'b.ts f', 'b.ts g'],
);

test('a region names the facts it rests on', async () => {
  const repository = await repositoryOf({ 'a.ts': code('f', 3) });
  const [region] = rankRisk(
    repository,
    summarizeHistory([commitOf('Fix f', ['a.ts']), commitOf('Add f', ['a.ts'], 180)]),
  );
  assert.deepEqual(region, {
    path: 'a.ts',
    startLine: 1,
    endLine: 5,
    symbol: 'f',
    score: 1,
    factors: { churn: 1.5, complexity: 4, commits: 2, fixes: 1, lines: 5 },
  });
});
