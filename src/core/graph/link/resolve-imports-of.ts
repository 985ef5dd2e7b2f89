import type { SourceFile } from '../../analysis/repository.ts';
import { compareCodeUnits } from '../../base/text-range.ts';
import type { DependencyEdge, ExternalImport, UnresolvedImport } from '../dependency-graph.ts';
import type { ImportResolver } from '../resolve-import/import-resolver.ts';
import { ImportBinder } from './bind-imports.ts';
import type { BoundNames } from './bound-names.ts';

/** Where the imports of one file lead. */
export interface FileImports {
  /** Sorted by line and target. */
  readonly edges: readonly DependencyEdge[];
  readonly unresolved: readonly UnresolvedImport[];
  readonly external: readonly ExternalImport[];
}

export interface ResolvedImports extends FileImports {
  readonly bound: BoundNames;
}

/** Resolves the imports of one file. */
export function resolveImportsOf(file: SourceFile, resolver: ImportResolver): ResolvedImports {
  const edges: DependencyEdge[] = [];
  const unresolved: UnresolvedImport[] = [];
  const external: ExternalImport[] = [];
  const binder = new ImportBinder(resolver);
  for (const statement of file.syntax?.imports ?? []) {
    const { specifier, line, kind, optional = false } = statement;
    const common = { from: file.path, specifier, line, kind };
    for (const resolved of resolver.resolve(file, statement)) {
      binder.add(statement, resolved);
      if (resolved.kind === 'file') {
        if (resolved.path === file.path) continue;
        const { path: to, names, alternatives } = resolved;
        edges.push({ ...common, to, names, ...(alternatives === undefined ? {} : { alternatives }) });
      } else if (resolved.kind === 'unresolved') {
        unresolved.push({ ...common, optional, lookedFor: resolved.lookedFor });
      } else if (resolved.kind === 'external') {
        external.push({ ...common, optional, package: resolved.package, builtin: resolved.builtin });
      }
    }
  }
  edges.sort(byPlace);
  // Without the room that growing left: there are a hundred thousand of them.
  return {
    edges: edges.slice(),
    unresolved: unresolved.slice(),
    external: external.slice(),
    bound: binder.bound(),
  };
}

/** By line, then by target. */
export function byPlace(a: DependencyEdge, b: DependencyEdge): number {
  return a.line - b.line || compareCodeUnits(a.to, b.to);
}
