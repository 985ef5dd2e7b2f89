import type { RunOptions } from '../base/progress.ts';
import type { FileSystem } from '../ports/file-system.ts';
import type { AnalysisCache, AnalyzeFile } from './load-repository.ts';
import { loadFile, repositoryOf } from './load-repository.ts';
import type { Repository, SourceFile } from './repository.ts';

export interface ReplaceFilesInput {
  readonly fileSystem: FileSystem;
  readonly analyze: AnalyzeFile;
  readonly cache?: AnalysisCache;
}

/**
 * The repository after the contents of some of its files changed: those are read again, everything else stays. Undefined if
 * that is not enough, because one of them is new, gone, or no text: then the folder has to be scanned.
 */
export async function replaceFiles(
  repository: Repository,
  paths: readonly string[],
  { fileSystem, analyze, cache = noCache }: ReplaceFilesInput,
  options: RunOptions = {},
): Promise<Repository | undefined> {
  const replaced = new Map<string, SourceFile>();
  const diagnostics = repository.diagnostics.filter(
    ({ path }) => path === undefined || !paths.includes(path),
  );
  for (const path of paths) {
    const known = repository.byPath.get(path);
    if (known?.text === undefined) return undefined;
    const scanned = {
      path,
      size: known.size,
      mtimeMs: 0,
      kind: 'text',
      role: known.role,
      language: known.language,
    } as const;
    const fresh: Parameters<AnalysisCache['put']>[0][number][] = [];
    const file = await loadFile(scanned, { fileSystem, analyze, cache }, { options, diagnostics, fresh });
    if (file?.text === undefined) return undefined;
    cache.put(fresh);
    replaced.set(path, file);
  }
  const files = repository.files.map((file) => replaced.get(file.path) ?? file);
  return { ...repositoryOf(files, diagnostics), directories: repository.directories };
}

const noCache: AnalysisCache = { get: () => undefined, put: () => undefined };
