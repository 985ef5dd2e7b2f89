import type { LineRange } from '../base/text-range.ts';

export type SymbolKind =
  | 'function'
  | 'method'
  | 'class'
  | 'interface'
  | 'type'
  | 'enum'
  | 'variable'
  | 'property'
  | 'module';

/** A definition. Its range covers the whole definition with decorators, doc comments left out. Lines are 1-based. */
export interface SymbolDefinition extends LineRange {
  readonly name: string;
  readonly kind: SymbolKind;
  /** Where the body begins and ends, if it has one whose lines a skeleton can leave out. */
  readonly body?: LineRange;
  /** The name of the enclosing definition, dotted from the outside: `Server.Session`. */
  readonly parent?: string;
  readonly exported: boolean;
  /** First line of the comment that documents it, when that lies above `startLine`. */
  readonly docStartLine?: number;
  /** 1 + branches inside, nested definitions included (McCabe). Only for functions and methods. */
  readonly complexity?: number;
}

export type ImportKind = 'import' | 'type-only' | 're-export' | 'dynamic' | 'require' | 'asset' | 'mock';

/** A statement or call that names another module. */
export interface ImportStatement {
  readonly specifier: string;
  /** 1-based. */
  readonly line: number;
  readonly kind: ImportKind;
  /** Imported names as the other module exports them; `*` for all; empty for a bare import. */
  readonly names: readonly string[];
  /** Inside a `try` (or an equivalent) that survives its failure. */
  readonly optional?: boolean;
}

/** Everything that one file's text says by its syntax. Depends on the text and the language alone. */
export interface SyntaxSummary {
  readonly language: string;
  /** In order of their first line. */
  readonly symbols: readonly SymbolDefinition[];
  readonly imports: readonly ImportStatement[];
  /** How many nodes the parser could not make sense of; 0 for a well-formed file. */
  readonly errorCount: number;
  /** The first such line, 1-based. */
  readonly firstErrorLine?: number;
  /** Lines that are neither blank nor only comment. */
  readonly codeLineCount: number;
}
