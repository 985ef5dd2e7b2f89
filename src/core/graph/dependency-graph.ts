import type { ImportKind } from '../syntax/syntax-summary.ts';
import type { UseEdges } from './use-edges.ts';

/**
 * What shows the edge: a statement of some kind, or names alone: a `test` leads to the file that it tests, a header to the
 * source that is its `implementation`.
 */
export type EdgeKind = ImportKind | 'test' | 'implementation';

/** `from` needs `to`. Both are paths relative to the root. */
export interface DependencyEdge {
  readonly from: string;
  readonly to: string;
  /** As written; for an edge by names alone the name that both files share. */
  readonly specifier: string;
  /** 1-based line in `from`; 1 if no line shows it. */
  readonly line: number;
  readonly kind: EdgeKind;
  /** Names taken from `to`; `*` for all. */
  readonly names: readonly string[];
  /** Other files that the specifier may mean as well as `to`, where the folders to look in were guessed. */
  readonly alternatives?: readonly string[];
}

/** `from` uses something that `to` defines, however it came to know of it. */
export interface UseEdge {
  readonly from: string;
  readonly to: string;
  /** Dotted from the outside: `Server.start`. */
  readonly symbol: string;
  /** The first line in `from`, 1-based. */
  readonly line: number;
  readonly count: number;
}

/** Everything for which `from` needs `to`, in one: uses and imports together. */
export interface FileDependency {
  readonly from: string;
  readonly to: string;
  /** The first line in `from` that shows it, 1-based. */
  readonly line: number;
  /** What is used of `to`, dotted from the outside; where no use is known, what is imported ('*' for all). */
  readonly names: readonly string[];
  /** 4 for what is needed to run, 1 for what only types, tests or a dynamic import need, 0 for what a document links to, and for a header's source. */
  readonly strength: number;
}

/** A specifier that should be found inside the repository and is not there. */
export interface UnresolvedImport {
  readonly from: string;
  readonly specifier: string;
  readonly line: number;
  readonly kind: ImportKind;
  readonly optional: boolean;
  /** The path that was looked for, relative to the root, for the message. */
  readonly lookedFor: string;
}

/** A specifier that leads outside the repository. */
export interface ExternalImport {
  readonly from: string;
  readonly specifier: string;
  /** The package's name as it is declared in manifests; the language's own library is `builtin: true`. */
  readonly package: string;
  readonly line: number;
  readonly kind: ImportKind;
  readonly optional: boolean;
  readonly builtin: boolean;
}

/** `condition` must hold for `path` to be built: `linux && !cgo`. */
export interface FileCondition {
  readonly path: string;
  readonly condition: string;
}

/** Which file needs which. All lists are sorted: files by path, edges by from, line, to. */
export interface DependencyGraph {
  readonly files: readonly string[];
  /** Files that are built only under a condition, as their language writes it; sorted by path. */
  readonly conditions: readonly FileCondition[];
  readonly edges: readonly DependencyEdge[];
  /** Sorted by from, to, symbol. */
  readonly uses: UseEdges;
  /** Sorted by from, to. */
  readonly dependencies: readonly FileDependency[];
  readonly unresolved: readonly UnresolvedImport[];
  readonly external: readonly ExternalImport[];
  /** Every file once, dependencies before dependents. */
  readonly order: readonly string[];
  /** Strongly connected components of more than one file. */
  readonly cycles: readonly (readonly string[])[];
}
