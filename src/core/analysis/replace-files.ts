import type { RunOptions } from '../base/progress.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import { type ScannedWorkspace, scannedFileOf } from '../workspace/scan-workspace.ts';
import {
  type AnalysisCache,
  againWith,
  type LoadRepositoryInput,
  readRepository,
  repositoryOf,
} from './load-repository.ts';
import type { MentionedNames } from './mentioned-names.ts';
import { mergeSecrets, redactRepeated } from './repeated-secrets.ts';
import type { Repository } from './repository.ts';

export interface ReplaceFilesInput extends Omit<LoadRepositoryInput, 'scanned' | 'cache'> {
  readonly cache?: AnalysisCache;
  /** As in the scan that found the repository; without it no file is too large. */
  readonly maxFileBytes?: number;
}

/**
 * The repository after the contents of some of its files changed: those are read again, everything else stays. Undefined
 * if that is not enough, because one of them is new, gone or no regular file: then the folder has to be scanned.
 */
export async function replaceFiles(
  repository: Repository,
  paths: readonly string[],
  input: ReplaceFilesInput,
  options: RunOptions = {},
): Promise<Repository | undefined> {
  const { cache = noCache, maxFileBytes = Number.POSITIVE_INFINITY, ...sources } = input;
  const files: ScannedWorkspace['files'][number][] = [];
  for (const path of paths) {
    const stat = repository.byPath.has(path) ? await sources.fileSystem.stat(path) : undefined;
    if (stat?.kind !== 'file') return undefined;
    files.push(scannedFileOf(path, stat, maxFileBytes));
  }
  const scanned = { files, leftOut: [], diagnostics: [], isIgnored: () => false };
  const read = await readRepository({ ...sources, scanned, cache }, options);
  if (read.files.length < files.length) return undefined;
  const replaced = new Set(paths);
  const kept = repository.diagnostics.filter(({ path }) => path === undefined || !replaced.has(path));
  const whole = repositoryOf(
    repository.files.map((file) => read.byPath.get(file.path) ?? file),
    inOrder([...kept, ...read.diagnostics]),
    repository.leftOut,
    withNamesOf(read, repository.mentioned),
  );
  const secrets = mergeSecrets(repository.secrets, read.secrets, (path) => !replaced.has(path));
  return redactRepeated(
    { ...whole, secrets },
    { load: againWith({ ...sources, cache }, options), since: { repository, changed: replaced } },
    options,
  );
}

export interface ReloadInput extends LoadRepositoryInput {
  /** Scanned paths whose content may differ from what is known. New ones need not be among them. */
  readonly stale: ReadonlySet<string>;
}

/** The repository that a new scan found; only what is stale or new is read, the rest is taken from `known`. */
export async function reloadRepository(
  known: Repository,
  { scanned, stale, ...input }: ReloadInput,
  options: RunOptions = {},
): Promise<Repository> {
  const isKept = (path: string) => known.byPath.has(path) && !stale.has(path);
  const files = scanned.files.filter(({ path }) => !isKept(path));
  const read = await readRepository({ ...input, scanned: { ...scanned, files } }, options);
  const scannedPaths = new Set(scanned.files.map(({ path }) => path));
  const kept = known.diagnostics.filter(
    ({ path }) => path !== undefined && scannedPaths.has(path) && isKept(path),
  );
  const whole = repositoryOf(
    scanned.files.flatMap(({ path }) => (isKept(path) ? known : read).byPath.get(path) ?? []),
    inOrder([...kept, ...read.diagnostics]),
    read.leftOut,
    withNamesOf(read, known.mentioned),
  );
  const isOld = (path: string) => isKept(path) && scannedPaths.has(path);
  const changed = new Set(read.files.map(({ path }) => path));
  return redactRepeated(
    { ...whole, secrets: mergeSecrets(known.secrets, read.secrets, isOld) },
    { load: againWith(input, options), since: { repository: known, changed } },
    options,
  );
}

/** What was used before still counts: a name more takes memory, nothing else. */
function withNamesOf(
  { files }: Repository,
  mentioned: MentionedNames | undefined,
): MentionedNames | undefined {
  for (const { syntax } of mentioned === undefined ? [] : files)
    if (syntax !== undefined) mentioned?.addAll(syntax);
  return mentioned;
}

/** As {@link loadRepository} orders what it says of files. */
function inOrder(diagnostics: Repository['diagnostics'][number][]): Repository['diagnostics'] {
  return diagnostics.sort(
    (a, b) => compareCodeUnits(a.path ?? '', b.path ?? '') || (a.line ?? 0) - (b.line ?? 0),
  );
}

const noCache: AnalysisCache = { get: () => undefined, put: () => undefined };
