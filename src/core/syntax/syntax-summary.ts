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
  /** The chain of names that gives its type: as declared, as returned, or of its initial value. See {@link Reference}. */
  readonly type?: string;
  /** 1 + branches inside, nested definitions included (McCabe). Only for functions and methods. */
  readonly complexity?: number;
}

/** A member that outlines do not list: a field of a struct, a property of an interface. */
export interface FieldDefinition {
  readonly name: string;
  /** The definition that it belongs to, dotted from the outside. */
  readonly parent: string;
  /** 1-based. */
  readonly line: number;
  readonly type?: string;
}

/** What a type inherits from, as written. */
export interface Inheritance {
  /** The type's dotted name. */
  readonly type: string;
  readonly supertypes: readonly string[];
}

/**
 * A use of a name that the file's own scopes do not explain, as a chain: `a.b().c` is the member `c` of what the member `b`
 * of `a` returns. A local variable with a known type is replaced by the type, `this` by the enclosing type; `?` stands for
 * a value of which nothing is known, `?x` for a local variable `x` of which nothing is known.
 */
export interface Reference {
  readonly chain: string;
  /** The line of its last name where it stands first, 1-based. */
  readonly line: number;
  /** The lines of its last names, where they are not all the same. */
  readonly lines?: readonly number[];
  readonly count: number;
  /** The enclosing type, in languages where a bare name may be its member. */
  readonly within?: string;
}

export type ImportKind =
  | 'import'
  | 'type-only'
  | 're-export'
  | 'dynamic'
  | 'require'
  | 'include'
  | 'asset'
  | 'link'
  | 'mock';

/** A statement or call that names another module. */
export interface ImportStatement {
  readonly specifier: string;
  /** 1-based. */
  readonly line: number;
  readonly kind: ImportKind;
  /** Imported names as the other module exports them; `*` for all; empty for a bare import. */
  readonly names: readonly string[];
  /** Local name → imported name, where the two differ; '*' for the module itself. */
  readonly locals?: Readonly<Record<string, string>>;
  /** Inside a `try` (or an equivalent) that survives its failure. */
  readonly optional?: boolean;
}

/** Everything that one file's text says by its syntax. Depends on the text and the language alone. */
export interface SyntaxSummary {
  readonly language: string;
  /** In order of their first line. */
  readonly symbols: readonly SymbolDefinition[];
  readonly imports: readonly ImportStatement[];
  readonly fields: readonly FieldDefinition[];
  readonly inheritance: readonly Inheritance[];
  /** In order of their first use. */
  readonly references: readonly Reference[];
  /** Exported name → own name, where the two differ. */
  readonly exportedAs?: Readonly<Record<string, string>>;
  /** The package or namespace that the file says it belongs to. */
  readonly namespace?: string;
  /** How many nodes the parser could not make sense of; 0 for a well-formed file. */
  readonly errorCount: number;
  /** The first such line, 1-based. */
  readonly firstErrorLine?: number;
  /** Lines that are neither blank nor only comment. */
  readonly codeLineCount: number;
}
