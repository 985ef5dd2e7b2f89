import { Language as Grammar, Parser, type Tree } from 'web-tree-sitter';
import { abortError, isAbort } from '../base/abort.ts';
import type { Language } from '../workspace/language-registry.ts';
import { readMacroItems } from './macro-items.ts';
import { type TreeMatches, TreeQuery } from './query/tree-query.ts';

/** Where grammars and queries come from; hosts read them from the shipped assets. */
export interface GrammarAssets {
  /** The WebAssembly of tree-sitter itself. */
  readonly runtime: () => Promise<Uint8Array>;
  /** A grammar's WebAssembly by its name in the manifest. */
  readonly grammar: (name: string) => Promise<Uint8Array>;
  /** The text of `grammars/<folder>/<file>.scm`. */
  readonly query: (folder: string, file: QueryFile) => Promise<string>;
  /** Called before the module of a grammar is compiled whose lexer is too large to be optimised. */
  readonly beforeLargeLexer?: () => void;
}

/** The parts of a language's query, in the order in which they are joined. */
export const queryFiles = ['symbols', 'imports', 'references'] as const;
export type QueryFile = (typeof queryFiles)[number];

/** A parser with the query of its language. */
export interface LanguageParser {
  /**
   * Parses `text` and hands what the query matches, and the tree, to `use`; the tree is freed when `use` returns.
   * Parsing and querying together have the time that `limits` gives.
   * @throws an `AbortError` when `isCancelled` became true; parsing itself never fails.
   */
  readonly withTree: <T>(
    text: string,
    use: (matched: TreeMatches, tree: Tree) => T,
    limits: ParseLimits,
  ) => T | 'timeout';
}

export interface ParseLimits {
  /** Milliseconds after which a parse is given up. */
  readonly timeoutMs: number;
  /** Read while parsing, which sees no messages: for instance a flag in shared memory. */
  readonly isCancelled?: () => boolean;
}

/** What tree-sitter is started with, and where it keeps its memory from then on: there is one for the whole thread. */
const runtime: { wasmBinary?: Uint8Array; HEAP32?: Int32Array } = {};

/** Owns tree-sitter: loads each grammar once, when a file needs it. */
export class ParserPool {
  readonly #assets: GrammarAssets;
  readonly #parsers = new Map<string, Promise<LanguageParser>>();
  #runtime: Promise<void> | undefined;
  #isSpent = false;

  constructor(assets: GrammarAssets) {
    this.#assets = assets;
  }

  /** The parser of a language that has a grammar; undefined for one that is text. Rejects when the grammar is broken. */
  parserFor(language: Language): Promise<LanguageParser> | undefined {
    const { grammar } = language;
    if (grammar === undefined) return undefined;
    let parser = this.#parsers.get(language.id);
    if (parser === undefined) {
      parser = this.#load(grammar);
      this.#parsers.set(language.id, parser);
    }
    return parser;
  }

  /**
   * Whether a grammar trapped or ran out of stack or memory. All grammars share one memory, which is then in an unknown
   * state: what is parsed from now on is not to be trusted.
   */
  get isSpent(): boolean {
    return this.#isSpent;
  }

  async #load(grammar: NonNullable<Language['grammar']>): Promise<LanguageParser> {
    this.#runtime ??= this.#assets.runtime().then((wasmBinary) => {
      runtime.wasmBinary = wasmBinary;
      return Parser.init(runtime);
    });
    await this.#runtime;
    const [wasm, ...sources] = await Promise.all([
      this.#assets.grammar(grammar.name),
      ...queryFiles.map((file) => this.#assets.query(grammar.queries, file)),
      ...(grammar.dialect === undefined ? [] : [this.#assets.query(grammar.dialect, 'references')]),
    ]);
    if (grammar.hasLargeLexer === true) this.#assets.beforeLargeLexer?.();
    const loaded = await Grammar.load(wasm);
    const parser = new Parser();
    parser.setLanguage(loaded);
    // One query, so that the tree is walked once.
    const source = sources.join('\n');
    const query = new TreeQuery({ parser, grammar: loaded, source, words: () => runtime.HEAP32 });
    return {
      withTree: (text, use, limits) => {
        try {
          return withTree(parser, query, text, use, limits);
        } catch (error) {
          if (!isAbort(error)) this.#isSpent = true;
          throw error;
        }
      },
    };
  }
}

function withTree<T>(
  parser: Parser,
  query: TreeQuery,
  text: string,
  use: (matched: TreeMatches, tree: Tree) => T,
  limits: ParseLimits,
): T | 'timeout' {
  const deadline = performance.now() + limits.timeoutMs;
  let stopped: 'cancelled' | 'timeout' | undefined;
  // tree-sitter calls this every few hundred operations; returning true stops the parse, or the query.
  const progressCallback = (): boolean => {
    if (limits.isCancelled?.() === true) stopped = 'cancelled';
    else if (performance.now() > deadline) stopped = 'timeout';
    return stopped !== undefined;
  };
  const tree = parser.parse(text, null, { progressCallback });
  if (tree === null) {
    parser.reset();
    if (stopped === 'cancelled') throw abortError();
    return 'timeout';
  }
  try {
    const matched = query.matches(tree, text, progressCallback);
    const items = readMacroItems({ parser, query, text, matched, progressCallback });
    try {
      if (stopped === 'cancelled') throw abortError();
      // What a query matched before it was stopped is a part that nobody can rely on.
      return stopped === undefined ? use(items.matched, tree) : 'timeout';
    } finally {
      for (const inner of items.trees) inner.delete();
    }
  } finally {
    tree.delete();
  }
}
