import { compareCodeUnits } from '../base/text-range.ts';
import type {
  DependencyEdge,
  ExternalImport,
  FileDependency,
  UnresolvedImport,
  UseEdge,
} from './dependency-graph.ts';
import { bindImport } from './link/bind-imports.ts';
import { linkUses } from './link/link-uses.ts';
import type { NameResolution } from './link/resolve-names.ts';
import type { FileTable } from './link/symbol-tables.ts';
import { mergeDependencies } from './merge-dependencies.ts';

/** Where the imports of one file lead. */
export interface FileImports {
  /** Sorted by line and target. */
  readonly edges: readonly DependencyEdge[];
  readonly unresolved: readonly UnresolvedImport[];
  readonly external: readonly ExternalImport[];
}

/** What one file needs of others. */
export interface FileLinks extends FileImports {
  readonly uses: readonly UseEdge[];
  readonly dependencies: readonly FileDependency[];
}

/** Resolves the imports of one file, and makes known in its table what they bind. */
export function resolveFileImports(table: FileTable): FileImports {
  const { source: file, resolver } = table;
  const edges: DependencyEdge[] = [];
  const unresolved: UnresolvedImport[] = [];
  const external: ExternalImport[] = [];
  for (const statement of file.syntax?.imports ?? []) {
    const { specifier, line, kind, optional = false } = statement;
    const common = { from: file.path, specifier, line, kind };
    for (const resolved of resolver.resolve(file, statement)) {
      bindImport(table, statement, resolved);
      if (resolved.kind === 'file') {
        if (resolved.path !== file.path) edges.push({ ...common, to: resolved.path, names: resolved.names });
      } else if (resolved.kind === 'unresolved') {
        unresolved.push({ ...common, optional, lookedFor: resolved.lookedFor });
      } else if (resolved.kind === 'external') {
        external.push({ ...common, optional, package: resolved.package, builtin: resolved.builtin });
      }
    }
  }
  edges.sort((a, b) => a.line - b.line || compareCodeUnits(a.to, b.to));
  return { edges, unresolved, external };
}

/** Links one file whose imports are resolved, as those of all others must be by then. */
export function linkFile(table: FileTable, imports: FileImports, names: NameResolution): FileLinks {
  const uses = linkUses(table, names);
  const isTest = table.source.role === 'test';
  return { ...imports, uses, dependencies: mergeDependencies(imports.edges, uses, () => isTest) };
}
