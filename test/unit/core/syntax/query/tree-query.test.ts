import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Language as Grammar, type Node, Parser, type Tree } from 'web-tree-sitter';
import { queryFiles } from '../../../../../src/core/syntax/parser.ts';
import type { SyntaxNode } from '../../../../../src/core/syntax/query/syntax-node.ts';
import { type TreeMatches, TreeQuery } from '../../../../../src/core/syntax/query/tree-query.ts';
import { type Language, languageOfPath } from '../../../../../src/core/workspace/language-registry.ts';
import { graphCases } from '../../../../support/graph-cases.ts';
import { sourceGrammarAssets } from '../../../../support/repository-of.ts';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const memory: { wasmBinary: Uint8Array; HEAP32?: Int32Array } = {
  wasmBinary: await sourceGrammarAssets.runtime(),
};
await Parser.init(memory);

/** Path → text of what other tests read: every language is among it. */
const corpus = new Map<string, string>();
for (const { path, files } of graphCases())
  for (const [name, content] of Object.entries(files)) corpus.set(`${path}/${name}`, content);
for (const path of globSync('test/golden/{syntax,trees}/forms.*', { cwd: root }))
  corpus.set(path.replaceAll('\\', '/'), readFileSync(root + path, 'utf8').replaceAll('\r\n', '\n'));
const paths = [...corpus.keys()].filter((path) => languageOfPath(path)?.grammar !== undefined);

interface Queries {
  readonly parser: Parser;
  readonly flat: TreeQuery;
  readonly slow: TreeQuery;
}

const queries = new Map<string, Queries>();
async function queriesOf({ id, grammar }: Language): Promise<Queries> {
  const known = queries.get(id);
  if (known !== undefined) return known;
  assert.ok(grammar !== undefined);
  const loaded = await Grammar.load(await sourceGrammarAssets.grammar(grammar.name));
  const parser = new Parser();
  parser.setLanguage(loaded);
  const { query } = sourceGrammarAssets;
  const sources = await Promise.all([
    ...queryFiles.map((file) => query(grammar.queries, file)),
    ...(grammar.dialect === undefined ? [] : [query(grammar.dialect, 'references')]),
  ]);
  const options = { parser, grammar: loaded, source: sources.join('\n') };
  const flat = new TreeQuery({ ...options, words: () => memory.HEAP32 });
  const slow = new TreeQuery({ ...options, words: () => undefined });
  queries.set(id, { parser, flat, slow });
  return { parser, flat, slow };
}

async function withTree(
  path: string,
  use: (tree: Tree, text: string, found: Queries) => void,
): Promise<void> {
  const language = languageOfPath(path);
  assert.ok(language !== undefined);
  const found = await queriesOf(language);
  const text = corpus.get(path) ?? '';
  const tree = found.parser.parse(text);
  assert.ok(tree !== null);
  try {
    use(tree, text, found);
  } finally {
    tree.delete();
  }
}

/** Matches as lines, sorted: among those that are complete at one node the order is not the same. */
function rows({ matches, references }: TreeMatches): string[] {
  const found = matches.map(({ captures }) =>
    captures.map(({ name, node }) => `${name} ${node.startIndex}-${node.endIndex}`).join(', '),
  );
  for (let at = 0; at < references.length; at += 2)
    found.push(`reference ${references[at]}-${references[at + 1]}`);
  return found.sort();
}

const go = () => false;

test('a query matches in flat trees what it matches in trees of tree-sitter', async () => {
  const languages = new Set<string>();
  let count = 0;
  for (const path of paths)
    await withTree(path, (tree, text, { flat, slow }) => {
      const expected = rows(slow.matches(tree, text, go));
      assert.deepEqual(rows(flat.matches(tree, text, go)), expected, path);
      languages.add(languageOfPath(path)?.id ?? '');
      count += expected.length;
    });
  assert.ok(count > 2000, `${count} matches`);
  assert.ok(languages.size >= 18, [...languages].join(' '));
});

test('a node of a flat tree says what a node of tree-sitter says', async () => {
  const facts = (node: SyntaxNode | Node | null) =>
    node && [node.type, node.startIndex, node.endIndex, node.startPosition, node.endPosition, node.text];
  const compare = (own: SyntaxNode | null, theirs: Node | null, path: string) => {
    assert.deepEqual(facts(own), facts(theirs), path);
    if (own === null || theirs === null) return;
    const flags = ({ isError, isMissing, hasError }: SyntaxNode) => [isError, isMissing, hasError];
    assert.deepEqual(flags(own), flags(theirs), path);
    assert.deepEqual(facts(own.parent), facts(theirs.parent), path);
    assert.deepEqual(facts(own.firstChild), facts(theirs.firstChild), path);
    assert.deepEqual(facts(own.namedChild(1)), facts(theirs.namedChild(1)), path);
    assert.deepEqual(own.namedChildren.map(facts), theirs.namedChildren.map(facts), path);
    assert.deepEqual(facts(own.namedChild(0)), facts(theirs.namedChild(0)), path);
    assert.equal(own.children.length, theirs.children.length, path);
    for (const [index, child] of own.children.entries()) compare(child, theirs.children[index] ?? null, path);
  };
  const first = Map.groupBy(paths, (path) => languageOfPath(path)?.id).values();
  for (const [path] of first)
    if (path !== undefined)
      await withTree(path, (tree, text, { flat }) =>
        compare(flat.matches(tree, text, go).root, tree.rootNode, path),
      );
});

test('siblings are counted by place', async () => {
  await withTree('test/golden/syntax/forms.ts', (tree, text, { flat }) => {
    const { children } = flat.matches(tree, text, go).root;
    for (const [index, child] of children.entries())
      assert.equal(child?.previousSibling?.startIndex, children[index - 1]?.startIndex);
  });
});

test('where the memory does not look as expected tree-sitter matches the query', async () => {
  await withTree('test/golden/syntax/forms.ts', (tree, text, { parser, slow }) => {
    const { language } = parser;
    assert.ok(language !== null);
    const blank = new TreeQuery({
      parser,
      grammar: language,
      source: '(identifier) @reference (comment) @comment',
      words: () => new Int32Array(memory.HEAP32?.length ?? 0),
    });
    const found = blank.matches(tree, text, go);
    assert.ok(found.references.length > 0);
    assert.ok(slow.matches(tree, text, go).matches.length > found.matches.length);
    assert.equal(found.root.text.length, text.length);
  });
});

test('a query that is stopped ends', async () => {
  await withTree('test/golden/syntax/forms.ts', (tree, text, { flat }) => {
    assert.deepEqual(rows(flat.matches(tree, text, () => true)), []);
  });
});
