import type { SourceFile } from '../../analysis/repository.ts';
import type { ImportStatement } from '../../syntax/syntax-summary.ts';

/**
 * A name that an import makes known in its file. `imported` is what the other side exports, 'default', or '*' for the
 * module itself; with `local` '*' everything that the module exports is visible without a prefix.
 */
export interface ImportBinding {
  readonly local: string;
  readonly imported: string;
}

/** Where one import leads. A statement may lead to several files (`from package import a, b`). */
export type ResolvedImport =
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly names: readonly string[];
      /** Other files that may be meant as well; never empty. */
      readonly alternatives?: readonly string[];
      /** What the statement itself binds, if undefined. */
      readonly bindings?: readonly ImportBinding[];
    }
  /** A scope that several files share: a folder of Go, a package of Java. It has use edges, no import edges. */
  | {
      readonly kind: 'package';
      readonly package: string;
      readonly names: readonly string[];
      readonly bindings?: readonly ImportBinding[];
    }
  | {
      readonly kind: 'external';
      readonly package: string;
      readonly builtin: boolean;
      readonly bindings?: readonly ImportBinding[];
    }
  /** Should be inside the repository, and is not. */
  | { readonly kind: 'unresolved'; readonly lookedFor: string };

/** What a path of names leads to: a file as a namespace, or a scope that several files share. */
export type PathTarget = (
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'package'; readonly package: string }
) & {
  /** The name in it that the last of the used segments stands for, dotted for a member; all of it if undefined. */
  readonly imported?: string;
};

/** Resolves the imports of one language (or family) over one repository. */
export interface ImportResolver {
  readonly languages: readonly string[];
  readonly resolve: (file: SourceFile, statement: ImportStatement) => readonly ResolvedImport[];
  /**
   * Whether most variables have no declared type, so that a member which one near type alone has tells the receiver's;
   * elsewhere only one that no other type of the repository has.
   */
  readonly infersTypes?: boolean;
  /** Whether a bare name never means a member of the type around it: `this.x` where others say `x`. */
  readonly membersNeedReceiver?: boolean;
  /** Whether a type and a value may share a name without being the same. */
  readonly hasTypeTwins?: boolean;
  /** Whether any file may add members to a type of another one, or of another package. */
  readonly hasExtensions?: boolean;
  /**
   * Whether resolving reads what files define (packages, namespaces, type names), so that a change of that may lead imports
   * of any file elsewhere.
   */
  readonly readsDefinitions?: boolean;
  /** Whether resolving reads what other files import: modules of Rust that pass names on, headers that include headers. */
  readonly readsImports?: boolean;
  /** What resolving reads in the syntax of other files, besides, to compare. Their texts are not looked at. */
  readonly readOfSyntax?: (file: SourceFile) => string;
  /** What resolving reads in the texts of other files, besides; with the flag `g`. */
  readonly readsText?: RegExp;
  /** What resolving reads of the text of the very file whose imports it resolves, besides `readsText`, to compare. */
  readonly readOfOwnText?: (file: SourceFile) => string;
  /** Whether a module may be written out inside a file: it is a path to what it holds and takes in, never a use itself. */
  readonly hasInlineModules?: boolean;
  /** Whether files of one package may define one name several times, of which a build takes one. */
  readonly hasBuildVariants?: boolean;
  /** Whether what a type takes over is a member of it by its own name. */
  readonly embedsTypes?: boolean;
  /** Whether an import takes in the text of a file, with all that this takes in itself: no import gives names of its own. */
  readonly includesText?: boolean;
  /** Whether all that a file defines is in its text: a name that is not found there comes from outside. */
  readonly definesInText?: boolean;
  /** The members of standard types that give the value inside, where a declared `Option<T>` counts as `T`. */
  readonly unwrappingMembers?: ReadonlySet<string>;
  /** The members of standard types that give the error inside. */
  readonly errorMembers?: ReadonlySet<string>;
  /** Names of members that standard types have: they tell nothing of a receiver whose type is not known. */
  readonly standardMembers?: ReadonlySet<string>;
  /** The file of a definition that a file gives to others without naming it: an exported macro of Rust. */
  readonly rootItem?: (file: SourceFile, name: string) => string | undefined;
  /** The member of every type that makes a value of it: `new` of Ruby. */
  readonly constructorName?: string;
  /** Whether what an enum lists is known without the enum's name. */
  readonly hasPlainEnumerators?: boolean;
  /** The scope that a file's definitions belong to, and whose other files it sees without an import. */
  readonly packageOf?: (file: SourceFile) => string | undefined;
  /** What must hold for a file to be built at all, as the language writes it; undefined for one that always is. */
  readonly conditionOf?: (file: SourceFile) => string | undefined;
  /** The sources that define what a header declares. */
  readonly implementationsOf?: (path: string) => readonly string[];
  /** Global values of the library and their types, to which files may add members: `window` is a `Window`. */
  readonly libraryValues?: ReadonlyMap<string, string>;
  /** The module that a package gives under a name without importing it: a submodule of Python. */
  readonly childModule?: (file: SourceFile, name: string) => string | undefined;
  /** Whether every file sees what this one defines, as with declarations in scripts of TypeScript. */
  readonly definesGlobals?: (file: SourceFile) => boolean;
  /** Global names of the language's own library, to which such a file can only add. */
  readonly libraryGlobals?: ReadonlySet<string>;
  /**
   * What a path written in code means that no local, binding or package scope explains (`crate::a::B`, `com.foo.Bar`), and
   * how many of its segments that took.
   */
  readonly resolvePath?: (
    file: SourceFile,
    segments: readonly string[],
  ) => { readonly target: PathTarget; readonly used: number } | undefined;
}
