import { compareCodeUnits } from '../base/text-range.ts';
import type { DependencyGraph } from '../graph/dependency-graph.ts';
import { orderByBreadth } from '../graph/order-by-breadth.ts';
import type { ChangeHistory } from '../history/change-history.ts';
import type { ModuleOrder } from '../settings/settings-table.ts';
import { volatileLast } from './volatile-last.ts';

/** Files as `order` has them; what it does not name comes first, by path. */
export function inOrder<File extends { readonly path: string }>(
  files: readonly File[],
  order: readonly string[],
): File[] {
  const position = new Map(order.map((path, index) => [path, index]));
  return files.toSorted(
    (a, b) => (position.get(a.path) ?? 0) - (position.get(b.path) ?? 0) || compareCodeUnits(a.path, b.path),
  );
}

/**
 * Every file once, in the chosen order. `dependencies-first` puts what changes often last where few files need it. `churn`
 * puts what changes most last, where models read best.
 */
export function orderFiles(
  order: ModuleOrder,
  { graph, history }: { readonly graph: DependencyGraph; readonly history: ChangeHistory },
): readonly string[] {
  switch (order) {
    case 'dependencies-first':
      return volatileLast({ order: graph.order, dependencies: graph.dependencies, commits: history.commits });
    case 'dependents-first':
      return graph.order.toReversed();
    case 'entry-points-first':
      return orderByBreadth(graph);
    case 'path':
      return graph.files.toSorted(compareCodeUnits);
    case 'churn': {
      const churn = (path: string) => history.byPath.get(path)?.recentChurn ?? 0;
      return graph.files.toSorted((a, b) => churn(a) - churn(b) || compareCodeUnits(a, b));
    }
  }
}
