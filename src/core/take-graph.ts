import { IndexCache } from './analysis/index-cache.ts';
import { isPassing, loadRepository } from './analysis/load-repository.ts';
import type { SourceFile } from './analysis/repository.ts';
import type { Diagnostic } from './base/diagnostic.ts';
import type { RunOptions } from './base/progress.ts';
import type { EnginePorts } from './engine-ports.ts';
import { isSettled, stampOf } from './folder-stamp.ts';
import type { DependencyGraph } from './graph/dependency-graph.ts';
import { decodeKnownGraph, knownGraphKey, signatureOf } from './graph/known-graph.ts';
import { linkedGraph } from './linked-graph.ts';
import type { Settings } from './settings/settings-table.ts';
import { scanWorkspace } from './workspace/scan-workspace.ts';

/** The graph of a folder, without the texts of its files. */
export interface FolderGraph {
  readonly files: readonly Pick<SourceFile, 'path' | 'language'>[];
  readonly graph: DependencyGraph;
  /** What could not be read, decoded or parsed. */
  readonly diagnostics: readonly Diagnostic[];
}

/** What is known of a folder whose files have the sizes and times that they had. */
interface KnownFolder {
  /** Of the files that the graph was linked from. */
  readonly signature: string;
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
  const stamp = stampOf(scanned, maxFileBytes);
  const cache = new IndexCache(index);
  const folder = cache.fact('folder', stamp, (json) => JSON.parse(json) as KnownFolder);
  const known =
    folder && cache.fact('graph', knownGraphKey, (text) => decodeKnownGraph(text, folder.signature));
  if (known !== undefined) return { files, graph: known, diagnostics: folder?.diagnostics ?? [] };
  const repository = await loadRepository(
    { scanned, fileSystem, analyze, cache, counts: false, hash, saveMemory },
    options,
  );
  const graph = await linkedGraph({ repository, cache, isKept: true }, options);
  const { diagnostics } = repository;
  const isWhole = !diagnostics.some(({ code }) => code === 'unreadable' || isPassing(code));
  // A file written at this very moment may change again without another time or size.
  if (isSettled(scanned, startedAt) && isWhole) {
    const settled: KnownFolder = { signature: signatureOf(repository), diagnostics };
    cache.putFact('folder', stamp, JSON.stringify(settled));
  }
  return { files, graph, diagnostics: [...diagnostics, ...cache.diagnostics] };
}
