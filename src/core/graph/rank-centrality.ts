import type { DependencyGraph } from './dependency-graph.ts';

const damping = 0.85;
const tolerance = 1e-10;
const maxRounds = 100;

/**
 * PageRank (Brin, Page 1998) of each file: how often one comes to it by following dependencies, each as likely as it is
 * strong. The ranks sum to 1. Files that depend on nothing pass theirs on to all.
 */
export function rankFiles({
  files,
  dependencies,
}: Pick<DependencyGraph, 'files' | 'dependencies'>): Map<string, number> {
  const count = files.length;
  const numbers = new Map(files.map((file, index) => [file, index]));
  const edges = dependencies.flatMap(({ from, to, strength }) => {
    const [source, target] = [numbers.get(from), numbers.get(to)];
    // What only a reader follows passes nothing on.
    return source === undefined || target === undefined || strength === 0
      ? []
      : [{ source, target, strength }];
  });
  const total = new Float64Array(count);
  for (const { source, strength } of edges) total[source] = (total[source] as number) + strength;
  let ranks = new Float64Array(count).fill(1 / Math.max(1, count));
  for (let round = 0; round < maxRounds; round++) {
    let loose = 0;
    for (let index = 0; index < count; index++) if (total[index] === 0) loose += ranks[index] as number;
    const next = new Float64Array(count).fill((1 - damping + damping * loose) / Math.max(1, count));
    for (const { source, target, strength } of edges) {
      const share = ((ranks[source] as number) * strength) / (total[source] as number);
      next[target] = (next[target] as number) + damping * share;
    }
    let change = 0;
    for (let index = 0; index < count; index++)
      change += Math.abs((next[index] as number) - (ranks[index] as number));
    ranks = next;
    if (change < tolerance) break;
  }
  return new Map(files.map((file, index) => [file, ranks[index] as number]));
}

export interface RankedSymbol {
  readonly path: string;
  /** Dotted from the outside. */
  readonly symbol: string;
  readonly rank: number;
}

/** What the ranks of files say of single definitions: each user's rank, shared out by how often it uses them. Best first. */
export function rankSymbols(
  { uses }: Pick<DependencyGraph, 'uses'>,
  fileRanks: ReadonlyMap<string, number>,
): RankedSymbol[] {
  const total = new Map<string, number>();
  for (const { from, count } of uses) total.set(from, (total.get(from) ?? 0) + Math.log2(1 + count));
  const ranks = new Map<string, { path: string; symbol: string; rank: number }>();
  for (const { from, to, symbol, count } of uses) {
    const share = ((fileRanks.get(from) ?? 0) * Math.log2(1 + count)) / (total.get(from) as number);
    const key = `${to}\0${symbol}`;
    const known = ranks.get(key);
    if (known === undefined) ranks.set(key, { path: to, symbol, rank: share });
    else known.rank += share;
  }
  const keyOf = ({ path, symbol }: RankedSymbol) => `${path}\0${symbol}`;
  return [...ranks.values()].sort((a, b) => b.rank - a.rank || (keyOf(a) < keyOf(b) ? -1 : 1));
}
