import { IndexCache } from './analysis/index-cache.ts';
import { isPassing, loadRepository } from './analysis/load-repository.ts';
import type { SourceFile } from './analysis/repository.ts';
import type { Diagnostic } from './base/diagnostic.ts';
import type { RunOptions } from './base/progress.ts';
import type { EnginePorts } from './engine-ports.ts';
import { isSettled, stampOf } from './folder-stamp.ts';
import { buildDependencyGraph } from './graph/build-dependency-graph.ts';
import type { DependencyGraph } from './graph/dependency-graph.ts';
import { decodeGraph, encodeGraph } from './graph/encode-graph.ts';
import type { Settings } from './settings/settings-table.ts';
import { scanWorkspace } from './workspace/scan-workspace.ts';

/** The graph of a folder, without the texts of its files. */
export interface FolderGraph {
  readonly files: readonly Pick<SourceFile, 'path' | 'language'>[];
  readonly graph: DependencyGraph;
  /** What could not be read, decoded or parsed. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * The graph of a folder. As long as every file has the size and the time that it had the last time, it comes out of the index
 * and no file is read.
 */
export async function takeGraph(
  ports: EnginePorts,
  settings: Settings,
  options: RunOptions,
): Promise<FolderGraph> {
  const { fileSystem, git, index, analyze, hash, saveMemory } = ports;
  const { exclude, maxFileBytes } = settings;
  const startedAt = ports.now();
  const scanned = await scanWorkspace({ fileSystem, git, exclude, maxFileBytes }, options);
  const files = scanned.files.map(({ path, language }) => ({ path, language }));
  const key = stampOf(scanned, maxFileBytes);
  const cache = new IndexCache(index);
  const known = cache.fact('graph', key, decodeFact);
  if (known !== undefined) return { files, ...known };
  const repository = await loadRepository(
    { scanned, fileSystem, analyze, cache, counts: false, hash, saveMemory },
    options,
  );
  const graph = await buildDependencyGraph(repository, options);
  const { diagnostics } = repository;
  const isWhole = !diagnostics.some(({ code }) => code === 'unreadable' || isPassing(code));
  // A file written at this very moment may change again without another time or size.
  if (isSettled(scanned, startedAt) && isWhole)
    cache.putFact('graph', key, `${JSON.stringify(diagnostics)}\n${encodeGraph(graph)}`);
  return { files, graph, diagnostics: [...diagnostics, ...cache.diagnostics] };
}

function decodeFact(fact: string): Pick<FolderGraph, 'graph' | 'diagnostics'> {
  const lineEnd = fact.indexOf('\n');
  const diagnostics = JSON.parse(fact.slice(0, lineEnd)) as Diagnostic[];
  return { graph: decodeGraph(fact.slice(lineEnd + 1)), diagnostics };
}
