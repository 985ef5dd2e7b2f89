/** `from` needs `to`: POSIX paths relative to the repository, never the same file. */
export interface JudgedEdge {
  readonly from: string;
  readonly to: string;
  /** Import layer: the module name as it is written in `from`; tells why an edge is missed. */
  readonly specifier?: string;
  /** Use layer: one of the symbols, for a person who looks at the list. */
  readonly symbol?: string;
  /** Use layer: every symbol is a member of a type, which is found only with the type of an expression. */
  readonly isMemberOnly?: boolean;
}

/** What a compiler, an indexer or a language's own import machinery says of a repository. */
export interface Judgement {
  /** Tool and version, for the table. */
  readonly judge: string;
  /** Files that the judge really saw; edges from or to other files are not compared. */
  readonly files: readonly string[];
  /** Distinct, inside the repository. */
  readonly edges: readonly JudgedEdge[];
  /** What was left out, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
  /**
   * Statements of which the judge cannot say where they lead (built output that is not there, branches that are not
   * compiled here): our edges from them are not compared. Without a specifier: all edges from the file.
   */
  readonly undecided?: readonly { readonly from: string; readonly specifier?: string }[];
  /**
   * Use layer: by file, names (mostly of members) somewhere in it whose meaning the judge does not know, as it knows no
   * types there. Our edges by such names alone count as wrong all the same, but are told apart.
   */
  readonly unknownNames?: ReadonlyMap<string, ReadonlySet<string>>;
  /**
   * Use layer: by file, names that the judge was asked about and found no definition for, wherever the file says them (types
   * of packages that are not installed, `any`): our edges by such names alone are not compared.
   */
  readonly undecidedNames?: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface Judge {
  /** 'typescript-imports', 'scip-typescript', 'scip-python', 'python-imports', 'gcc-includes', 'go-types', 'javac', 'rust-analyzer'. */
  readonly id: string;
  /** For the table. */
  readonly language: string;
  readonly layer: 'import' | 'use';
  /** Of the files that it judges, with their dot. */
  readonly extensions: readonly string[];
  /** Judges a repository; a string says why it cannot run here (toolchain missing, nothing to judge). */
  readonly run: (options: {
    readonly repository: string;
    readonly workFolder: string;
  }) => Promise<Judgement | string>;
}
