import type { DependencyGraph } from '../../../src/core/index.ts';
import type { JudgedEdge, Judgement } from './judge.ts';

/** The parts of Longview's graph that are compared. */
export interface ComparedGraph extends Pick<DependencyGraph, 'files' | 'external' | 'unresolved'> {
  readonly edges: readonly OurEdge[];
  readonly uses: readonly OurEdge[];
}

export interface OurEdge {
  readonly from: string;
  readonly to: string;
  /** None for use edges. */
  readonly kind?: string;
  readonly specifier?: string;
  readonly symbol?: string;
  readonly line: number;
}

/** Why an edge of the judge is not among ours. */
export type MissReason = 'external' | 'unresolved' | 'elsewhere' | 'not read' | 'not seen';

export interface MissedEdge extends JudgedEdge {
  readonly reason: MissReason;
}

export interface Comparison {
  /** Distinct edges between files that the judge saw. */
  readonly judgedCount: number;
  readonly oursCount: number;
  readonly commonCount: number;
  /** Of ours, how many the judge has; NaN without any of ours. */
  readonly precision: number;
  /** Of the judge's, how many are ours; NaN without any of the judge's. */
  readonly recall: number;
  readonly missed: readonly MissedEdge[];
  readonly wrong: readonly OurEdge[];
  /** Of the wrong ones, how many rest on names alone of which the judge knows no meaning: it cannot prove them wrong. */
  readonly unprovenCount: number;
  /** Our edges from statements, or by names alone, on which the judge is silent. */
  readonly undecidedCount: number;
  /** The graph has no use edge at all: its import edges stood in for them. */
  readonly isStandIn: boolean;
}

/** Kinds of edges that no import statement made. */
const notImports = new Set(['use', 'link', 'test', 'asset', 'mock', 'implementation']);

/** Compares as sets of file → file, from files with the judge's extensions and to files that it saw. */
export function compareEdges(options: {
  readonly judgement: Judgement;
  readonly layer: 'import' | 'use';
  readonly extensions: readonly string[];
  readonly graph: ComparedGraph;
}): Comparison {
  const { judgement, layer, extensions, graph } = options;
  const seen = new Set(judgement.files);
  const isCompared = ({ from, to }: JudgedEdge) =>
    from !== to && seen.has(from) && seen.has(to) && extensions.some((extension) => from.endsWith(extension));

  const silent = new Set(
    (judgement.undecided ?? []).map(({ from, specifier }) =>
      specifier === undefined ? from : statementKey(from, specifier),
    ),
  );
  const isSilent = ({ from, specifier }: OurEdge) =>
    silent.has(from) || (specifier !== undefined && silent.has(statementKey(from, specifier)));

  const isStandIn = layer === 'use' && graph.uses.length === 0;
  const candidates =
    layer === 'use' && !isStandIn
      ? graph.uses
      : graph.edges.filter(({ kind }) => kind === undefined || !notImports.has(kind));
  const judged = distinct(judgement.edges.filter(isCompared));
  const comparable = candidates.filter(isCompared);
  const told = new Set(
    comparable
      .filter(({ from, symbol = '' }) => !judgement.undecidedNames?.get(from)?.has(lastName(symbol)))
      .map(edgeKey),
  );
  const decided = distinct(
    comparable.filter((edge) => judged.has(edgeKey(edge)) || (!isSilent(edge) && told.has(edgeKey(edge)))),
  );

  const missed = [...judged].filter(([key]) => !decided.has(key)).map(([, edge]) => edge);
  const wrong = [...decided].filter(([key]) => !judged.has(key)).map(([, edge]) => edge);
  const commonCount = judged.size - missed.length;
  const proven = new Set(
    comparable
      .filter(({ from, symbol = '' }) => !judgement.unknownNames?.get(from)?.has(lastName(symbol)))
      .map(edgeKey),
  );
  const reasonOf = missReasons(graph);
  return {
    judgedCount: judged.size,
    oursCount: decided.size,
    commonCount,
    precision: commonCount / decided.size,
    recall: commonCount / judged.size,
    missed: missed.map((edge) => ({ ...edge, reason: reasonOf(edge) })),
    wrong,
    unprovenCount: layer === 'use' ? wrong.filter((edge) => !proven.has(edgeKey(edge))).length : 0,
    undecidedCount: distinct(comparable).size - decided.size,
    isStandIn,
  };
}

/** What ours says of the statement that makes an edge: it leads outside, nowhere, to another file, or nothing. */
function missReasons(graph: ComparedGraph): (edge: JudgedEdge) => MissReason {
  const statements = (list: readonly { readonly from: string; readonly specifier?: string }[]) =>
    new Set(
      list.flatMap(({ from, specifier }) => (specifier === undefined ? [] : [statementKey(from, specifier)])),
    );
  const external = statements(graph.external);
  const unresolved = statements(graph.unresolved);
  const elsewhere = statements(graph.edges);
  const read = new Set(graph.files);
  return ({ from, to, specifier }) => {
    if (!read.has(from) || !read.has(to)) return 'not read';
    if (specifier === undefined) return 'not seen';
    const key = statementKey(from, specifier);
    if (elsewhere.has(key)) return 'elsewhere';
    return external.has(key) ? 'external' : unresolved.has(key) ? 'unresolved' : 'not seen';
  };
}

/** One edge for each pair of files, by path. */
function distinct<T extends JudgedEdge>(edges: readonly T[]): Map<string, T> {
  const byKey = new Map<string, T>();
  for (const edge of edges) if (!byKey.has(edgeKey(edge))) byKey.set(edgeKey(edge), edge);
  return new Map([...byKey].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** `Server.start` → `start` */
function lastName(symbol: string): string {
  return symbol.slice(symbol.lastIndexOf('.') + 1);
}

function edgeKey({ from, to }: JudgedEdge): string {
  return `${from}\n${to}`;
}

/** C's includes may be written down with or without their quotes. */
function statementKey(from: string, specifier: string): string {
  return `${from}\n${specifier.replace(/^["<](.*)[">]$/, '$1')}`;
}
