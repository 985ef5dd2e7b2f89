import type { SourceFile } from '../../analysis/repository.ts';
import type { ImportStatement } from '../../syntax/syntax-summary.ts';

/** Where one import leads. A statement may lead to several files (`from package import a, b`). */
export type ResolvedImport =
  | { readonly kind: 'file'; readonly path: string; readonly names: readonly string[] }
  | { readonly kind: 'external'; readonly package: string; readonly builtin: boolean }
  /** Should be inside the repository, and is not. */
  | { readonly kind: 'unresolved'; readonly lookedFor: string };

/** Resolves the imports of one language (or family) over one repository. */
export interface ImportResolver {
  readonly languages: readonly string[];
  readonly resolve: (file: SourceFile, statement: ImportStatement) => readonly ResolvedImport[];
}
