import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { before, test } from 'node:test';
import type { ContextMap } from '../../src/core/context/context-map.ts';
import { hostilePaths } from '../support/hostile-paths.ts';
import { longview, newFolder } from './run-cli.ts';
import { folderWith } from './sample-repository.ts';

const word = 'onlyInTheText';
const files = Object.fromEntries([
  ...hostilePaths.map((path) => [path, `export const ${word} = 1;\n`]),
  ['src/left-out.ts', 'export const gone = 1;\n'],
]);
let folder = '';
let page = '';

async function writeMap(): Promise<string> {
  const out = join(newFolder(), 'map.html');
  const { code, stderr } = await longview([
    ...['pack', folder, '--map', out, '--dry-run'],
    ...['--leave-out', 'src/left-out.ts', '--pin', '/constructor/'],
  ]);
  assert.equal(code, 0, stderr);
  return readFileSync(out, 'utf8');
}

before(async () => {
  folder = folderWith(files);
  page = await writeMap();
});

function dataOf(html: string): ContextMap {
  const json = /<script type="application\/json" id="context-map-data">([^<]*)<\/script>/.exec(html)?.[1];
  return JSON.parse(json ?? '') as ContextMap;
}

test('the page has every path as it is, and what was decided', () => {
  const { paths, choices, choiceNames, tokenCounts } = dataOf(page);
  assert.deepEqual([...paths].sort(), Object.keys(files).sort());
  const choiceOf = (path: string) => choiceNames[choices[paths.indexOf(path)] ?? -1];
  assert.equal(choiceOf('src/left-out.ts'), 'left-out');
  assert.equal(choiceOf('constructor/__proto__/toString.ts'), 'pinned');
  assert.ok(tokenCounts.every((count) => count > 0));
});

test('no path ends the element that it stands in', () => {
  assert.equal(page.match(/<script\b/g)?.length, 2);
  assert.equal(page.match(/<\/script>/g)?.length, 2);
  assert.equal(page.match(/<!--/g), null);
  assert.equal(page.match(/<img\b/g), null);
});

test('the page holds names alone: no text, no folder of this machine', () => {
  assert.ok(!page.includes(word));
  assert.ok(!page.includes(basename(folder)));
});

test('its policy lets its own script and style run and nothing else', () => {
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? '';
  assert.match(policy, /^default-src 'none';/);
  assert.doesNotMatch(policy, /unsafe|https?:|data:|\*/);
  const hashOf = (text = '') => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  const script = /<script>([\s\S]*?)<\/script>/.exec(page)?.[1];
  const style = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1];
  assert.ok((script?.length ?? 0) > 10_000 && (style?.length ?? 0) > 1000);
  assert.ok(policy.includes(`script-src ${hashOf(script)}`));
  assert.ok(policy.includes(`style-src ${hashOf(style)}`));
});

test('the page names nothing to load', () => {
  assert.doesNotMatch(page, /\b(?:src|href)=["']?[^x]|@import|url\(/);
});

test('the same folder gives the same bytes', async () => {
  assert.equal(await writeMap(), page);
});
