import { type Language as Grammar, type Parser, Query, type Tree } from 'web-tree-sitter';
import { type CompiledQuery, compileQuery } from './compile-query.ts';
import { FlatTree } from './flat-tree.ts';
import { type GrammarTables, readGrammarTables, type WasmWords } from './grammar-tables.ts';
import { matchQuery } from './match-query.ts';
import { readFlatTree } from './read-flat-tree.ts';
import type { SyntaxMatch, SyntaxNode } from './syntax-node.ts';

/** What a query matched in a tree. Without flat reading its nodes live as long as the tree. */
export interface TreeMatches {
  readonly root: SyntaxNode;
  readonly matches: readonly SyntaxMatch[];
  /** Starts and ends, in turn, of the leaves that patterns of one node name `reference`: most of all matches. */
  readonly references: readonly number[];
}

export interface TreeQueryOptions {
  readonly parser: Parser;
  readonly grammar: Grammar;
  /** The text of the query. */
  readonly source: string;
  /** The memory of the parser; where it cannot be had, tree-sitter matches the query. */
  readonly words: WasmWords;
}

/**
 * A query of one grammar. Trees are read out of the parser's memory at once and matched here, which takes a third of the
 * time that tree-sitter's own queries take with the nodes that they hand over one by one, and nothing to prepare. Where the
 * memory does not look as expected tree-sitter's queries are used: they match the same.
 */
export class TreeQuery {
  readonly #options: TreeQueryOptions;
  readonly #flat: { readonly tables: GrammarTables; readonly query: CompiledQuery } | undefined;
  #slow: Query | undefined;

  constructor(options: TreeQueryOptions) {
    this.#options = options;
    const tables = tablesOf(options);
    this.#flat =
      tables === undefined
        ? undefined
        : { tables, query: compileQuery(options.source, options.grammar, tables) };
    if (this.#flat === undefined) this.#slow = new Query(options.grammar, options.source);
  }

  /** What matches in the tree of `text`; asks `isStopped` now and then, and is worth nothing when that said so. */
  matches(tree: Tree, text: string, isStopped: () => boolean): TreeMatches {
    return this.#flatMatches(tree, text, isStopped) ?? this.#slowMatches(tree, isStopped);
  }

  #flatMatches(tree: Tree, text: string, isStopped: () => boolean): TreeMatches | undefined {
    if (this.#flat === undefined) return undefined;
    const { tables, query } = this.#flat;
    const { id, descendantCount } = tree.rootNode;
    const words = this.#options.words();
    if (words === undefined) return undefined;
    const nodes = readFlatTree(words, id, tables, descendantCount, isStopped);
    if (nodes === undefined) return undefined;
    const flat = new FlatTree(nodes, text, this.#options.grammar.types);
    const found = matchQuery(query, flat, tables, isStopped);
    return { root: flat.root, ...found };
  }

  #slowMatches({ rootNode }: Tree, isStopped: () => boolean): TreeMatches {
    this.#slow ??= new Query(this.#options.grammar, this.#options.source);
    const matches: SyntaxMatch[] = [];
    const references: number[] = [];
    for (const match of this.#slow.matches(rootNode, { progressCallback: isStopped })) {
      const [first] = match.captures;
      if (match.captures.length === 1 && first?.name === 'reference')
        references.push(first.node.startIndex, first.node.endIndex);
      else matches.push(match);
    }
    return { root: rootNode, matches, references };
  }
}

/** Any tree tells where its grammar lies. */
function tablesOf({ parser, grammar, words }: TreeQueryOptions): GrammarTables | undefined {
  const tree = parser.parse('');
  try {
    const memory = words();
    return tree === null || memory === undefined
      ? undefined
      : readGrammarTables(memory, tree.rootNode.id, grammar);
  } finally {
    tree?.delete();
  }
}
