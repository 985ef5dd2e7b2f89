import type { DependencyGraph, UseEdge } from './dependency-graph.ts';

export interface Impact {
  /** Where the file, or the definition in it, is used by name. */
  readonly references: readonly Pick<UseEdge, 'from' | 'line' | 'symbol' | 'count'>[];
  /** Files that need it, directly (distance 1) or through others, the nearest first. */
  readonly dependents: readonly { readonly path: string; readonly distance: number }[];
  /** The tests of the file, by name, sorted; those that need it are among the dependents, too. */
  readonly tests: readonly string[];
}

/** What a change of a file, or of one definition in it (dotted from the outside), may touch. */
export function impactOf(graph: DependencyGraph, path: string, symbol?: string): Impact {
  // What a header declares, the source of its name defines: who uses the one uses the other.
  const own = new Set([path]);
  for (const { kind, from, to } of graph.edges) if (kind === 'implementation' && to === path) own.add(from);
  const isMeant = (name: string) => symbol === undefined || name === symbol || name.startsWith(`${symbol}.`);
  const mayMean = (name: string) => name === '*' || name === 'default' || isMeant(name);
  const references: Pick<UseEdge, 'from' | 'line' | 'symbol' | 'count'>[] = [];
  for (const { from, to, line, symbol: used, count } of graph.uses)
    if (own.has(to) && !own.has(from) && isMeant(used)) references.push({ from, line, symbol: used, count });
  const users = new Map<string, Set<string>>();
  const add = (to: string, from: string) => users.set(to, (users.get(to) ?? new Set()).add(from));
  for (const { from, to, names } of graph.dependencies) {
    if (symbol === undefined || !own.has(to)) add(to, from);
    // Who takes the file as a whole, or what cannot be told, may use the definition too.
    else if (!own.has(from) && (names.length === 0 || names.some(mayMean))) add(path, from);
  }
  const distances = new Map([[path, 0]]);
  const queue = [path];
  for (let at = 0; at < queue.length; at++) {
    const next = queue[at] as string;
    for (const user of users.get(next) ?? []) {
      if (distances.has(user)) continue;
      distances.set(user, (distances.get(next) as number) + 1);
      queue.push(user);
    }
  }
  const dependents = queue.slice(1).map((one) => ({ path: one, distance: distances.get(one) as number }));
  const tests = graph.edges.filter(({ kind, to }) => kind === 'test' && to === path).map(({ from }) => from);
  return { references, dependents, tests };
}
