import { fileNameOf } from '../base/path-text.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import type { DependencyEdge, ExternalImport, FileDependency, UnresolvedImport } from './dependency-graph.ts';
import { ImportBinder } from './link/bind-imports.ts';
import { linkUses } from './link/link-uses.ts';
import type { NameResolution } from './link/resolve-names.ts';
import type { FileTable } from './link/symbol-tables.ts';
import { mergeDependencies } from './merge-dependencies.ts';
import type { TestedFiles } from './tested-files.ts';
import { type FileUses, UseEdges } from './use-edges.ts';

/** Where the imports of one file lead. */
export interface FileImports {
  /** Sorted by line and target. */
  readonly edges: readonly DependencyEdge[];
  readonly unresolved: readonly UnresolvedImport[];
  readonly external: readonly ExternalImport[];
}

/** What one file needs of others. */
export interface FileLinks extends FileImports {
  readonly uses: FileUses;
  readonly dependencies: readonly FileDependency[];
}

/** Resolves the imports of one file, and makes known in its table what they bind. */
export function resolveFileImports(table: FileTable): FileImports {
  const { source: file, resolver } = table;
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
  table.imported = binder.bound();
  edges.sort(byPlace);
  // Without the room that growing left: there are a hundred thousand of them.
  return { edges: edges.slice(), unresolved: unresolved.slice(), external: external.slice() };
}

/** Links one file whose imports are resolved, as those of all others must be by then. */
export function linkFile(
  table: FileTable,
  imports: FileImports,
  names: NameResolution,
  tested: TestedFiles,
): FileLinks {
  const used = linkUses(table, names);
  const uses = new UseEdges([used]);
  const byName = edgesByName(table, imports, uses, tested);
  const edges = byName.length === 0 ? imports.edges : [...imports.edges, ...byName].sort(byPlace);
  const isTest = table.source.role === 'test' || byName.some(({ kind }) => kind === 'test');
  return { ...imports, edges, uses: used, dependencies: mergeDependencies(edges, uses, () => isTest) };
}

/** What the names of files say: which one a test tests, and where what a header declares is defined. */
function edgesByName(
  { path, source, resolver }: FileTable,
  imports: FileImports,
  uses: UseEdges,
  tested: TestedFiles,
): readonly DependencyEdge[] {
  const implementationsOf = resolver.implementationsOf ?? (() => []);
  const implementations = implementationsOf(path).map(
    (to): DependencyEdge => ({
      ...{ from: path, to, specifier: fileNameOf(to), line: 1, kind: 'implementation', names: [] },
    }),
  );
  if (!tested.isTest(source.path)) return implementations;
  const needed = new Map<string, number>();
  for (const { to, line } of [...imports.edges, ...uses])
    needed.set(to, Math.min(line, needed.get(to) ?? line));
  return [...implementations, ...tested.edgesFrom(path, needed, implementationsOf)];
}

function byPlace(a: DependencyEdge, b: DependencyEdge): number {
  return a.line - b.line || compareCodeUnits(a.to, b.to);
}
