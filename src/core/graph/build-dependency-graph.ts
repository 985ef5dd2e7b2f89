import type { Repository } from '../analysis/repository.ts';
import { createYielder } from '../base/abort.ts';
import { entryOf } from '../base/map-entry.ts';
import type { RunOptions } from '../base/progress.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import type {
  DependencyEdge,
  DependencyGraph,
  ExternalImport,
  UnresolvedImport,
  UseEdge,
} from './dependency-graph.ts';
import { bindImport } from './link/bind-imports.ts';
import { linkUses } from './link/link-uses.ts';
import { NameResolution } from './link/resolve-names.ts';
import { createFamily, type FamilyTable, type FileTable, tableOf } from './link/symbol-tables.ts';
import { orderModules } from './order-modules.ts';
import { importResolvers } from './resolve-import/import-resolvers.ts';

/** Resolves every import and every use of a repository and orders its files. The same repository gives the same graph. */
export async function buildDependencyGraph(
  repository: Repository,
  { signal, onProgress }: RunOptions = {},
): Promise<DependencyGraph> {
  onProgress?.({ type: 'stage-start', stage: 'resolve', total: repository.files.length });
  const resolvers = importResolvers(repository);
  const families = new Map<unknown, FamilyTable>();
  const tables = new Map<string, FileTable>();
  const yieldIfDue = createYielder(signal);
  for (const file of repository.files) {
    await yieldIfDue();
    const resolver = file.syntax && resolvers.get(file.syntax.language);
    if (resolver === undefined) continue;
    const family = entryOf(families, resolver, createFamily);
    tables.set(file.path, tableOf(file, resolver, family));
  }
  const edges: DependencyEdge[] = [];
  const unresolved: UnresolvedImport[] = [];
  const external: ExternalImport[] = [];
  for (const table of tables.values()) {
    await yieldIfDue();
    const { source: file, resolver } = table;
    for (const statement of file.syntax?.imports ?? []) {
      const { specifier, line, kind, optional = false } = statement;
      const common = { from: file.path, specifier, line, kind };
      for (const resolved of resolver.resolve(file, statement)) {
        bindImport(table, statement, resolved);
        if (resolved.kind === 'file') {
          if (resolved.path !== file.path)
            edges.push({ ...common, to: resolved.path, names: resolved.names });
        } else if (resolved.kind === 'unresolved') {
          unresolved.push({ ...common, optional, lookedFor: resolved.lookedFor });
        } else if (resolved.kind === 'external') {
          external.push({ ...common, optional, package: resolved.package, builtin: resolved.builtin });
        }
      }
    }
  }
  const names = new NameResolution(tables);
  const uses: UseEdge[] = [];
  for (const table of tables.values()) {
    await yieldIfDue();
    uses.push(...linkUses(table, names));
  }
  edges.sort((a, b) => compareCodeUnits(a.from, b.from) || a.line - b.line || compareCodeUnits(a.to, b.to));
  const files = repository.files.map((file) => file.path);
  const { order, cycles } = orderModules(files, edges);
  onProgress?.({ type: 'stage-end', stage: 'resolve', detail: `${edges.length} edges` });
  return { files, edges, uses, unresolved, external, order, cycles };
}
