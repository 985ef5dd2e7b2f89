import type { IndexCache } from './analysis/index-cache.ts';
import type { Repository } from './analysis/repository.ts';
import type { RunOptions } from './base/progress.ts';
import type { DependencyGraph } from './graph/dependency-graph.ts';
import { GraphSession } from './graph/graph-session.ts';
import { decodeSimilarGraph, encodeKnownGraph, type KnownGraph, knownGraphKey } from './graph/known-graph.ts';

/** A graph that went on from the one in the index is kept when so many files differ, or that share had to be linked. */
const worthKeeping = { files: 20, linkedShare: 0.2 };

export interface LinkedGraphInput {
  readonly repository: Repository;
  readonly cache: IndexCache;
  /** Whether the graph is kept even if it hardly differs from the one in the index; false unless said otherwise. */
  readonly isKept?: boolean;
}

/**
 * The graph of a repository: out of the index where the same files were linked before, gone on from there where few differ,
 * else linked.
 */
export async function linkedGraph(
  { repository, cache, isKept = false }: LinkedGraphInput,
  options: RunOptions,
): Promise<DependencyGraph> {
  // What one of this size is linked from does not fit into the memory twice.
  if (repository.mentioned !== undefined) {
    const graph = await new GraphSession().build(repository, options);
    if (isKept) cache.putFact('graph', knownGraphKey, encodeKnownGraph(repository, graph));
    return graph;
  }
  const known = similarGraph(repository, cache);
  if (known?.before.length === 0) return known.graph;
  return goneOn(new GraphSession(), known, { repository, cache, isKept }, options);
}

/** The same in a session that can be asked again. */
export async function linkedInSession(
  session: GraphSession,
  input: LinkedGraphInput,
  options: RunOptions,
): Promise<DependencyGraph> {
  const { repository, cache } = input;
  if (repository.mentioned !== undefined) return session.build(repository, options);
  return goneOn(session, similarGraph(repository, cache), input, options);
}

function similarGraph(repository: Repository, cache: IndexCache): KnownGraph | undefined {
  const syntaxOf = (path: string, hash: string) => cache.get(`${hash} ${path}`)?.syntax;
  return cache.fact('graph', knownGraphKey, (text) => decodeSimilarGraph(text, repository, syntaxOf));
}

async function goneOn(
  session: GraphSession,
  known: KnownGraph | undefined,
  { repository, cache, isKept = false }: LinkedGraphInput,
  options: RunOptions,
): Promise<DependencyGraph> {
  const graph =
    known === undefined
      ? await session.build(repository, options)
      : await session.resume(repository, known, options);
  const differing = known?.before.length ?? repository.files.length;
  const { files, linkedShare } = worthKeeping;
  // Writing it costs more than going on once more.
  if (isKept || differing > files || session.linkedCount > linkedShare * repository.files.length)
    cache.putFact(
      'graph',
      knownGraphKey,
      encodeKnownGraph(repository, graph, (path) => session.ownTextOf(path)),
    );
  return graph;
}
