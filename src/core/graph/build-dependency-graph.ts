import type { Repository } from '../analysis/repository.ts';
import { createYielder } from '../base/abort.ts';
import type { RunOptions } from '../base/progress.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import type {
  DependencyEdge,
  DependencyGraph,
  ExternalImport,
  UnresolvedImport,
} from './dependency-graph.ts';
import { orderModules } from './order-modules.ts';
import type { ImportResolver } from './resolve-import/import-resolver.ts';
import { pythonResolver } from './resolve-import/python.ts';
import { typescriptResolver } from './resolve-import/typescript.ts';

const resolverFactories: readonly ((repository: Repository) => ImportResolver)[] = [
  typescriptResolver,
  pythonResolver,
];

/** Resolves every import of a repository and orders its files. The same repository gives the same graph. */
export async function buildDependencyGraph(
  repository: Repository,
  { signal, onProgress }: RunOptions = {},
): Promise<DependencyGraph> {
  onProgress?.({ type: 'stage-start', stage: 'resolve', total: repository.files.length });
  const resolvers = new Map<string, ImportResolver>();
  for (const createResolver of resolverFactories) {
    const resolver = createResolver(repository);
    for (const language of resolver.languages) resolvers.set(language, resolver);
  }
  const edges: DependencyEdge[] = [];
  const unresolved: UnresolvedImport[] = [];
  const external: ExternalImport[] = [];
  const yieldIfDue = createYielder(signal);
  for (const file of repository.files) {
    await yieldIfDue();
    const resolver = file.syntax && resolvers.get(file.syntax.language);
    if (file.syntax === undefined || resolver === undefined) continue;
    for (const statement of file.syntax.imports) {
      const { specifier, line, kind, optional = false } = statement;
      const common = { from: file.path, specifier, line, kind };
      for (const resolved of resolver.resolve(file, statement)) {
        if (resolved.kind === 'file') {
          if (resolved.path !== file.path)
            edges.push({ ...common, to: resolved.path, names: resolved.names });
        } else if (resolved.kind === 'unresolved') {
          unresolved.push({ ...common, optional, lookedFor: resolved.lookedFor });
        } else {
          external.push({ ...common, optional, package: resolved.package, builtin: resolved.builtin });
        }
      }
    }
  }
  edges.sort((a, b) => compareCodeUnits(a.from, b.from) || a.line - b.line || compareCodeUnits(a.to, b.to));
  const files = repository.files.map((file) => file.path);
  const { order, cycles } = orderModules(files, edges);
  onProgress?.({ type: 'stage-end', stage: 'resolve', detail: `${edges.length} edges` });
  return { files, edges, unresolved, external, order, cycles };
}
