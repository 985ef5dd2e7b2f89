import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { analyzeFile } from '../../../src/core/analysis/analyze-file.ts';
import { buildDependencyGraph } from '../../../src/core/graph/build-dependency-graph.ts';
import { countO200kTokens } from '../../../src/core/tokens/token-counter.ts';
import { bootstrap } from '../../benchmarks/needed-context/bootstrap.ts';
import { commitTruth, DefinitionTable } from '../../benchmarks/needed-context/commit-truth.ts';
import { CutOrder, linesWithin, shuffled } from '../../benchmarks/needed-context/cut-order.ts';
import type { Measurement } from '../../benchmarks/needed-context/measure-repository.ts';
import { readDiff } from '../../benchmarks/needed-context/read-diff.ts';
import { firstLinesOf, recallOf, skeletonShown } from '../../benchmarks/needed-context/recall.ts';
import { comparable, renderRecall } from '../../benchmarks/needed-context/render-recall.ts';
import { cutsAt, shownByRepomix, shownCompressed } from '../../benchmarks/needed-context/repomix.ts';
import { sampleCommits } from '../../benchmarks/needed-context/sample-commits.ts';
import { parsers, repositoryOf } from '../../support/repository-of.ts';

const before = {
  'src/sum.ts': 'export function sum(a: number, b: number) {\n  return a + b;\n}\n',
  'src/cart.ts':
    "import { sum } from './sum';\n\nexport function total(prices: number[]) {\n  return prices.reduce(sum, 0);\n}\n",
  'notes.md': '# Notes\n',
};
const after = {
  ...before,
  'src/cart.ts':
    "import { sum } from './sum';\n\nexport function total(prices: number[]) {\n  let all = 0;\n  for (const price of prices) all = sum(all, price);\n  return all;\n}\n",
  'notes.md': '# Notes\n\nMore.\n',
};

/** A repository with a commit for each state. */
function repositoryWith(states: readonly Readonly<Record<string, string>>[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'longview-needed-test-'));
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@t', ...args], {
      encoding: 'utf8',
    });
  git('init', '-q');
  for (const [index, files] of states.entries()) {
    for (const [path, text] of Object.entries(files)) {
      execFileSync('mkdir', ['-p', join(folder, path, '..')]);
      writeFileSync(join(folder, path), text);
    }
    git('add', '-A');
    git('commit', '-q', '-m', `State ${index}`);
  }
  return folder;
}

test('the truth of a commit is what it changed in source files and what its new lines use', async () => {
  const folder = repositoryWith([before, after]);
  try {
    const [commit, ...others] = sampleCommits(folder, 10);
    assert.deepEqual(others, []); // the first commit has no parent
    assert.equal(commit?.subject, 'State 1');
    const repository = await repositoryOf(before);
    const truth = await commitTruth({
      folder,
      commit: commit as NonNullable<typeof commit>,
      repository,
      graph: await buildDependencyGraph(repository),
      analyze: (input) => analyzeFile(input, parsers, { timeoutMs: 60_000 }),
    });
    assert.deepEqual([...(truth?.changedLines ?? [])], [['src/cart.ts', [4]]]);
    assert.deepEqual(truth?.usedDefinitions, [{ path: 'src/sum.ts', name: 'sum', line: 1 }]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

function checkDiff(name: string, diff: string, expected: ReturnType<typeof readDiff>): void {
  test(name, () => assert.deepEqual(readDiff(diff), expected));
}
const header = (from: string, to: string) =>
  `diff --git a/x b/x\nindex 1..2 100644\n--- ${from}\n+++ ${to}\n`;
checkDiff(
  'modified lines are those that go, added ones those that come',
  `${header('a/x.ts', 'b/x.ts')}@@ -3,2 +3,3 @@ f\n-a\n-b\n+c\n+d\n+e\n`,
  [{ parentPath: 'x.ts', path: 'x.ts', changedLines: [3, 4], addedLines: [3, 4, 5] }],
);
checkDiff(
  'where lines are only added, the two around the place count',
  `${header('a/x.ts', 'b/x.ts')}@@ -7,0 +8 @@\n+c\n`,
  [{ parentPath: 'x.ts', path: 'x.ts', changedLines: [7, 8], addedLines: [8] }],
);
checkDiff(
  'above the first line there is only one neighbour',
  `${header('a/x.ts', 'b/x.ts')}@@ -0,0 +1 @@\n+c\n`,
  [{ parentPath: 'x.ts', path: 'x.ts', changedLines: [1], addedLines: [1] }],
);
checkDiff(
  'a new file changes nothing of the parent',
  `${header('/dev/null', 'b/x.ts')}@@ -0,0 +1,2 @@\n+c\n+--- d\n`,
  [{ parentPath: '', path: 'x.ts', changedLines: [], addedLines: [1, 2] }],
);

test('a definition that could be two is none', async () => {
  const repository = await repositoryOf({
    'a.ts': 'export function twice() {}\nexport function once() {}\n',
    'b.ts': 'export function twice() {}\n',
    'c.ts': "import { twice } from './b';\ntwice();\n",
    'd.ts': 'export const d = 1;\n',
  });
  const table = new DefinitionTable(repository, await buildDependencyGraph(repository));
  assert.equal(table.find('twice', 'c.ts')?.path, 'b.ts'); // imported
  assert.equal(table.find('twice', 'a.ts')?.path, 'a.ts'); // its own
  assert.equal(table.find('twice', 'd.ts'), undefined);
  assert.equal(table.find('once', 'd.ts')?.path, 'a.ts'); // there is only one
});

const truth = {
  changedLines: new Map([
    ['a.ts', [1, 5]],
    ['b.ts', [2, 3]],
  ]),
  usedDefinitions: [
    { path: 'a.ts', name: 'f', line: 4 },
    { path: 'c.ts', name: 'g', line: 1 },
  ],
};
function checkRecall(
  name: string,
  shown: Parameters<typeof recallOf>[1],
  expected: ReturnType<typeof recallOf>,
): void {
  test(name, () => assert.deepEqual(recallOf(truth, shown), expected));
}
checkRecall('nothing is in an empty pack', new Map(), { lines: 0, definitions: 0 });
checkRecall('all lines count alike', new Map([['a.ts', firstLinesOf()]]), { lines: 0.5, definitions: 0.5 });
checkRecall('a file that is cut shows its first lines', new Map([['a.ts', firstLinesOf(4)]]), {
  lines: 0.25,
  definitions: 0.5,
});
checkRecall('a skeleton shows definitions and no lines', new Map([['c.ts', skeletonShown]]), {
  lines: 0,
  definitions: 0.5,
});

test('files are shown one behind the other, the last one cut', async () => {
  const { files } = await repositoryOf({ 'a.ts': 'const a = 1;\n', 'b.ts': 'const b = 1;\n'.repeat(50) });
  const shown = new CutOrder().shown(files, 100);
  assert.equal(shown.get('a.ts')?.hasLine(1), true);
  assert.equal(shown.get('b.ts')?.hasLine(1), true);
  assert.equal(shown.get('b.ts')?.hasLine(50), false);
});

test('as many lines fit as are counted', () => {
  const text = 'const b = 1;\n'.repeat(50);
  const lines = linesWithin(text, 100);
  assert.ok(countO200kTokens(text.split('\n').slice(0, lines).join('\n')) <= 100);
  assert.ok(
    countO200kTokens(
      text
        .split('\n')
        .slice(0, lines + 1)
        .join('\n'),
    ) > 100,
  );
});

test('a shuffled order is the same for the same seed and holds everything', () => {
  const items = Array.from({ length: 20 }, (_, index) => index);
  assert.deepEqual(shuffled(items, 3), shuffled(items, 3));
  assert.notDeepEqual(shuffled(items, 3), shuffled(items, 4));
  assert.deepEqual(
    shuffled(items, 3).sort((a, b) => a - b),
    items,
  );
});

const repomixText =
  '<files>\nHere.\n\n<file path="a.ts">\nexport function f() {\n  return 1;\n}\n</file>\n\n<file path="b.ts">\none\ntwo';
test("Repomix's files are taken apart, the last one as far as it goes", () => {
  const shown = shownByRepomix(repomixText);
  assert.deepEqual([...shown.keys()], ['a.ts', 'b.ts']);
  assert.equal(shown.get('a.ts')?.hasLine(3), true);
  assert.equal(shown.get('b.ts')?.hasLine(2), true);
  assert.equal(shown.get('b.ts')?.hasLine(3), false);
});

test('of a compressed file those lines count that still stand there', async () => {
  const repository = await repositoryOf({ 'a.ts': 'export function f() {\n  return 1;\n}\n' });
  const shown = shownCompressed('x\n<file path="a.ts">\nexport function f() {\n</file>\n', repository);
  assert.equal(shown.get('a.ts')?.hasDefinition(1), true);
  assert.equal(shown.get('a.ts')?.hasLine(2), false);
});

test('a text is cut at each budget', () => {
  const text = 'word and word\n'.repeat(10_000);
  const cuts = cutsAt(text, [1000, 10_000, 1_000_000]);
  const tokens = (budget: number) => countO200kTokens(cuts.get(budget) ?? '');
  assert.ok(tokens(1000) <= 1000 && tokens(1000) > 980, `${tokens(1000)}`);
  assert.ok(tokens(10_000) <= 10_000 && tokens(10_000) > 9900, `${tokens(10_000)}`);
  assert.equal(cuts.get(1_000_000), text);
});

test('methods are compared on commits that all of them have', () => {
  const of = (commit: string, method: Measurement['method']): Measurement => ({
    repository: 'r',
    commit,
    method,
    budget: 1000,
    lines: 1,
    definitions: undefined,
  });
  const all = [of('a', 'longview'), of('a', 'random'), of('b', 'longview')];
  assert.deepEqual(comparable(all, ['longview', 'random']), all.slice(0, 2));
  assert.deepEqual(comparable(all, ['longview']), [all[0], all[2]]);
  assert.match(renderRecall(all), /\| longview \| 100\.0 \(100\.0–100\.0\) \|/);
});

test('each repository counts the same, however many commits it has', () => {
  const { mean, low, high } = bootstrap([[1, 1, 1, 1], [0], []]);
  assert.equal(mean, 0.5);
  assert.deepEqual([low, high], [0, 1]);
  assert.deepEqual(bootstrap([[0.3, 0.3]]), { mean: 0.3, low: 0.3, high: 0.3 });
});
