import type { Repository } from '../analysis/repository.ts';
import type { RunOptions } from '../base/progress.ts';
import type { DependencyGraph } from './dependency-graph.ts';
import { GraphSession } from './graph-session.ts';

/** Resolves every import and every use of a repository and orders its files. The same repository gives the same graph. */
export function buildDependencyGraph(
  repository: Repository,
  options: RunOptions = {},
): Promise<DependencyGraph> {
  return new GraphSession().build(repository, options);
}
