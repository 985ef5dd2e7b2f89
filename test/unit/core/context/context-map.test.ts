import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ContextMap, contextMapOf } from '../../../../src/core/context/context-map.ts';
import type { PackWishes } from '../../../../src/core/context/pack-wishes.ts';
import type { RiskRegion } from '../../../../src/core/risk/rank-risk.ts';
import { countO200kTokens } from '../../../../src/core/tokens/token-counter.ts';
import { repositoryOf } from '../../../support/repository-of.ts';
import { packOf } from './pack-of.ts';

const long = `${'export function area(width: number, height: number): number {\n  return width * height;\n}\n'.repeat(80)}`;
const repository = await repositoryOf({
  'README.md': '# Shapes\n',
  'src/long.ts': long,
  'src/short.ts': 'export const one = 1;\n',
  'logo.png': Uint8Array.of(137, 80, 78, 71, 13, 10, 26, 10),
  LICENSE: 'Free to use.\n',
});
const regionOf = (path: string, score: number): RiskRegion => ({
  ...{ path, score, symbol: '', startLine: 1, endLine: 1 },
  factors: { churn: 0, complexity: 1, commits: 0, fixes: 0, lines: 1 },
});

async function mapAt(budget: number, wishes: PackWishes = {}, factor = 1): Promise<ContextMap> {
  const packed = await packOf(repository, { budget });
  const risk = [regionOf('src/long.ts', 0.4), regionOf('src/long.ts', 0.9), regionOf('src/short.ts', 0.2)];
  return contextMapOf({ packed, repository, risk, wishes, counting: { factor, source: 'estimate' } });
}

/** The columns of one file, by name. */
function rowOf(map: ContextMap, path: string) {
  const row = map.paths.indexOf(path);
  return {
    resolution: map.resolutionNames[map.resolutions[row] ?? -1],
    tokens: map.tokenCounts[row],
    full: map.fullTokenCounts[row],
    language: map.languageNames[map.languages[row] ?? -1],
    risk: map.risks[row],
    reason: map.reasonTexts[map.reasons[row] ?? -1],
    choice: map.choiceNames[map.choices[row] ?? -1],
  };
}

test('a map has one row for each file, in order of path, and the numbers of its pack', async () => {
  const packed = await packOf(repository, { budget: 100_000 });
  const map = await mapAt(100_000);
  assert.deepEqual(map.paths, ['LICENSE', 'README.md', 'logo.png', 'src/long.ts', 'src/short.ts']);
  assert.deepEqual(
    map.tokenCounts,
    packed.entries.map(({ tokenCount }) => tokenCount),
  );
  assert.equal(map.tokenCount, packed.tokenCount);
  assert.equal(map.budget, 100_000);
  for (const column of [
    map.resolutions,
    map.fullTokenCounts,
    map.reasons,
    map.languages,
    map.risks,
    map.choices,
  ])
    assert.equal(column.length, map.paths.length);
});

test('a file in full would take what it takes', async () => {
  const { resolution, tokens, full, language, risk } = rowOf(await mapAt(100_000), 'src/long.ts');
  assert.deepEqual([resolution, language, risk], ['full', 'TypeScript', 0.9]);
  assert.equal(full, tokens);
});

test('a file that is reduced would take the tokens of its whole text, as the target counts', async () => {
  for (const factor of [1, 1.65]) {
    const { resolution, tokens = 0, full = 0 } = rowOf(await mapAt(900, {}, factor), 'src/long.ts');
    assert.notEqual(resolution, 'full');
    assert.ok(tokens < full);
    assert.equal(full, Math.ceil(countO200kTokens(long) * factor));
  }
});

test('what is no text takes nothing, and has no language', async () => {
  const { full, language } = rowOf(await mapAt(900), 'logo.png');
  assert.deepEqual({ full, language }, { full: 0, language: '' });
});

test('what was decided is told, and what holds where patterns compete', async () => {
  const map = await mapAt(100_000, {
    pin: ['/src/', 'README.md'],
    leaveOut: ['/src/long.ts', 'LICENSE'],
    resolutions: { 'README.md': 'outline' },
  });
  assert.deepEqual(
    map.paths.map((path) => rowOf(map, path).choice),
    ['left-out', 'forced', 'none', 'left-out', 'pinned'],
  );
});

test('a pin that has no room is told, row by row, and what the pack warns of', async () => {
  const wishes = { pin: ['/src/'] };
  const packed = await packOf(repository, { budget: 700, wishes });
  const warnings = ['No room.'];
  const map = await contextMapOf({
    packed,
    repository,
    risk: [],
    wishes,
    warnings,
    counting: { factor: 1, source: 'encoding' } as const,
  });
  assert.deepEqual(
    map.unfitted.map((row) => map.paths[row]),
    ['src/long.ts'],
  );
  assert.deepEqual(map.warnings, warnings);
  assert.deepEqual((await mapAt(100_000, wishes)).unfitted, []);
});

test('a map crosses threads and files as it is', async () => {
  const map = await mapAt(100_000);
  assert.deepEqual(structuredClone(map), map);
  assert.deepEqual(JSON.parse(JSON.stringify(map)), map);
});

test('a map holds no text of the files', async () => {
  assert.doesNotMatch(JSON.stringify(await mapAt(100_000)), /width \* height|Free to use/);
});

test('a map of nothing is empty', async () => {
  const map = await contextMapOf({
    packed: {
      text: '',
      parts: [],
      redactions: [],
      unread: [],
      attachments: [],
      entries: [],
      tokenCount: 0,
      budget: 5,
      format: 'xml',
    },
    repository: await repositoryOf({}),
    ...{ risk: [], wishes: {}, counting: { factor: 1, source: 'encoding' } as const },
  });
  assert.deepEqual(map.paths, []);
});

test('making a map can be cancelled', async () => {
  const packed = await packOf(repository, { budget: 100_000 });
  const input = {
    packed,
    repository,
    risk: [],
    wishes: {},
    counting: { factor: 1, source: 'encoding' } as const,
  };
  await assert.rejects(contextMapOf(input, { signal: AbortSignal.abort() }), { name: 'AbortError' });
});
