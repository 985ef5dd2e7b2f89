import { fileNameOf } from '../base/path-text.ts';
import type { DependencyEdge, DependencyGraph, FileDependency } from './dependency-graph.ts';
import { linkUses } from './link/link-uses.ts';
import { byPlace, type FileImports } from './link/resolve-imports-of.ts';
import type { NameResolution } from './link/resolve-names.ts';
import type { FileTable } from './link/symbol-tables.ts';
import { mergeDependencies } from './merge-dependencies.ts';
import type { TestedFiles } from './tested-files.ts';
import { type FileUses, fileUses, UseEdges } from './use-edges.ts';

/** What one file needs of others. */
export interface FileLinks extends FileImports {
  readonly uses: FileUses;
  readonly dependencies: readonly FileDependency[];
}

const noUses: readonly never[] = [];

/** The links of each file in a graph, as {@link linkFile} gives them. */
export function linksByFile(graph: DependencyGraph): (path: string) => FileLinks {
  const from = ({ from: path }: { readonly from: string }) => path;
  const edges = Map.groupBy(graph.edges, from);
  const unresolved = Map.groupBy(graph.unresolved, from);
  const external = Map.groupBy(graph.external, from);
  const dependencies = Map.groupBy(graph.dependencies, from);
  const uses = new Map(graph.uses.byFile.map((one) => [one.from, one]));
  return (path) => ({
    edges: edges.get(path) ?? [],
    unresolved: unresolved.get(path) ?? [],
    external: external.get(path) ?? [],
    uses: uses.get(path) ?? fileUses(path, noUses),
    dependencies: dependencies.get(path) ?? [],
  });
}

/** Links one file, when the tables of all files are there. */
export function linkFile(table: FileTable, names: NameResolution, tested: TestedFiles): FileLinks {
  const { bound: _, ...imports } = table.imports;
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
