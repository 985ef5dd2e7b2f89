import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildDependencyGraph } from '../../../../src/core/graph/build-dependency-graph.ts';
import { summarizeHistory } from '../../../../src/core/history/change-history.ts';
import type { Commit } from '../../../../src/core/ports/git.ts';
import { planRegions, type ReviewRegion } from '../../../../src/core/review/plan-regions.ts';
import { rankRisk } from '../../../../src/core/risk/rank-risk.ts';
import { commitOf } from '../../../support/fake-git.ts';
import type { MemoryEntry } from '../../../support/memory-file-system.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

async function regionsOf(
  files: Readonly<Record<string, MemoryEntry>>,
  { commits = [], only }: { readonly commits?: readonly Commit[]; readonly only?: readonly string[] } = {},
) {
  const repository = await repositoryOf(files);
  const graph = await buildDependencyGraph(repository);
  const risk = rankRisk(repository, summarizeHistory(commits));
  const regions = planRegions({ repository, graph, risk, ...(only && { only: new Set(only) }) });
  return { regions, repository };
}

const pathsOf = (region: ReviewRegion) => region.parts.map((part) => part.path);
const keyOf = (regions: readonly ReviewRegion[], path: string) =>
  regions.find((region) => pathsOf(region).includes(path))?.key;

const lines = (count: number, text = 'const value') =>
  Array.from({ length: count }, (_, row) => `${text}${row} = ${row};`).join('\n');
const functions = (count: number) =>
  Array.from(
    { length: count },
    (_, at) => `export function f${at}(x: number) {\n${'  if (x > 1) x--;\n'.repeat(18)}  return x;\n}`,
  ).join('\n');

for (const sizes of [
  [10],
  [100, 100, 100],
  [200, 200, 200],
  [340, 20],
  [1200],
  [360],
  [50, 900, 50],
  [351, 349],
]) {
  test(`files of ${sizes.join(', ')} lines are covered once, line by line`, async () => {
    const files = Object.fromEntries(sizes.map((size, index) => [`src/f${index}.ts`, lines(size)]));
    const { regions, repository } = await regionsOf(files);
    for (const file of repository.files) {
      const seen = new Array<number>(file.lineCount).fill(0);
      for (const part of regions.flatMap((region) => region.parts).filter((one) => one.path === file.path))
        for (let line = part.startLine; line <= part.endLine; line++) seen[line - 1]!++;
      assert.deepEqual([...new Set(seen)], [1], file.path);
    }
  });
}

test('a long file is cut between functions, into stretches of about 350 lines', async () => {
  const { regions } = await regionsOf({ 'src/long.ts': functions(60) });
  assert.ok(regions.length >= 3);
  for (const { parts } of regions) {
    assert.equal(parts.length, 1);
    assert.equal((parts[0].startLine - 1) % 21, 0);
    assert.ok(parts[0].endLine - parts[0].startLine < 360);
  }
});

test('stretches of one file with the same risk come in their order', async () => {
  const { regions } = await regionsOf({ 'src/long.ts': lines(5000), 'src/other.ts': lines(3000) });
  const starts = regions.map(
    ({ parts: [first] }) => `${first.path}:${String(first.startLine).padStart(5, '0')}`,
  );
  assert.ok(starts.length > 20);
  assert.deepEqual(starts, [...starts].sort());
});

test('small files of a folder share a region, those of two folders do not', async () => {
  const { regions } = await regionsOf({ 'a/x.ts': lines(20), 'a/y.ts': lines(20), 'b/z.ts': lines(20) });
  assert.deepEqual(regions.map(pathsOf).sort(), [['a/x.ts', 'a/y.ts'], ['b/z.ts']]);
});

test('the riskiest region comes first', async () => {
  const calm = 'export function calm(x: number) {\n  return x;\n}\n';
  const busy = `export function busy(x: number) {\n${'  if (x > 1) x--;\n'.repeat(20)}  return x;\n}\n`;
  const commits = Array.from({ length: 5 }, (_, day) => commitOf('fix it', ['z/busy.ts'], day));
  const { regions } = await regionsOf(
    { 'a/calm.ts': calm, 'm/calm.ts': calm, 'z/busy.ts': busy },
    { commits },
  );
  assert.deepEqual(
    regions.map((region) => pathsOf(region)[0]),
    ['z/busy.ts', 'a/calm.ts', 'm/calm.ts'],
  );
  assert.deepEqual(
    regions.map((region) => region.risk),
    regions.map((region) => region.risk).sort((a, b) => b - a),
  );
});

test('the same repository gives the same regions', async () => {
  const files = { 'a/x.ts': functions(40), 'a/y.ts': lines(20), 'b/z.ts': lines(700), 'c.ts': functions(2) };
  const [first, second] = [
    await regionsOf(files),
    await regionsOf(Object.fromEntries(Object.entries(files).reverse())),
  ];
  assert.deepEqual(first.regions, second.regions);
});

test('tests, documents, data, styles, pictures and empty files are no regions', async () => {
  const { regions } = await regionsOf({
    'src/a.ts': lines(3),
    'src/a.test.ts': lines(3),
    'README.md': '# Title\n',
    'data.json': '{}\n',
    'style.css': 'a { color: red }\n',
    'empty.ts': '\n\n',
    'logo.png': new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]),
  });
  assert.deepEqual(regions.map(pathsOf), [['src/a.ts']]);
});

test('with a choice of files the others are left out', async () => {
  const { regions } = await regionsOf(
    { 'a.ts': lines(3), 'b.ts': lines(3), 'c.ts': lines(3) },
    { only: ['b.ts', 'gone.ts'] },
  );
  assert.deepEqual(regions.map(pathsOf), [['b.ts']]);
});

const chain = {
  'base/index.ts': 'export const base = 1;\n',
  'middle/index.ts': "import { base } from '../base/index.ts';\nexport const middle = base;\n",
  'top/index.ts': "import { middle } from '../middle/index.ts';\nexport const top = middle;\n",
  'apart/index.ts': 'export const apart = 1;\n',
};
const changeRows = [
  { changed: 'base/index.ts', keys: ['base/index.ts', 'middle/index.ts'] },
  { changed: 'middle/index.ts', keys: ['middle/index.ts', 'top/index.ts'] },
  { changed: 'top/index.ts', keys: ['top/index.ts'] },
  { changed: 'apart/index.ts', keys: ['apart/index.ts'] },
];
for (const { changed, keys } of changeRows) {
  test(`a change of ${changed} changes the keys of ${keys.join(' and ')} alone`, async () => {
    const { regions: before } = await regionsOf(chain);
    const { regions: after } = await regionsOf({
      ...chain,
      [changed]: `${chain[changed as keyof typeof chain]}// changed\n`,
    });
    const different = Object.keys(chain).filter((path) => keyOf(before, path) !== keyOf(after, path));
    assert.deepEqual(different.sort(), keys);
  });
}

test('keys do not depend on history or on other files', async () => {
  const { regions: before } = await regionsOf(chain);
  const commits = [commitOf('fix', ['base/index.ts'])];
  const { regions: after } = await regionsOf(
    { ...chain, 'README.md': '# New\n', 'other/index.ts': lines(3) },
    { commits },
  );
  for (const path of Object.keys(chain)) assert.equal(keyOf(after, path), keyOf(before, path), path);
});
