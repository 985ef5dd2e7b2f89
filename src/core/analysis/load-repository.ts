import { isAbort } from '../base/abort.ts';
import { isAppError } from '../base/app-error.ts';
import { mapConcurrent } from '../base/concurrency.ts';
import { contentHash, type HashBytes } from '../base/content-hash.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import { ancestorsOf } from '../base/path-text.ts';
import type { RunOptions } from '../base/progress.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import { documentLimits } from '../media/documents/document.ts';
import type { FileSystem } from '../ports/file-system.ts';
import { decodeText } from '../workspace/decode-text.ts';
import { type KnownSecret, tellingSecrets } from '../workspace/known-secrets.ts';
import { languageById } from '../workspace/language-registry.ts';
import { isLfsPointer, lfsPointerText, mayBeLfsPointer } from '../workspace/lfs-pointer.ts';
import { reapplyRedactions } from '../workspace/redact-secrets.ts';
import { type ScannedWorkspace, scannedFileOf } from '../workspace/scan-workspace.ts';
import type { LeftOutFile, ScannedFile } from '../workspace/source-file.ts';
import type { AnalyzeFileInput, FileAnalysis } from './analyze-file.ts';
import type { MentionedNames } from './mentioned-names.ts';
import { RecalledFiles } from './recalled-files.ts';
import {
  type RedactRepeatedInput,
  type RepeatedSecrets,
  redactRepeated,
  withoutWords,
} from './repeated-secrets.ts';
import type { Repository, SourceFile } from './repository.ts';
import { unreadableFile, unreadableMessage, withoutText } from './unread-files.ts';

/** Analyses of files by the hash of what they depend on. */
export interface AnalysisCache {
  readonly get: (key: string) => FileAnalysis | undefined;
  /** Stores several at once. */
  readonly put: (entries: readonly (readonly [key: string, analysis: FileAnalysis])[]) => void;
}

/** Runs {@link FileAnalysis} somewhere: in a pool of workers, or in the same thread in tests. */
export type AnalyzeFile = (input: AnalyzeFileInput, options: RunOptions) => Promise<FileAnalysis>;

export interface LoadRepositoryInput {
  readonly scanned: ScannedWorkspace;
  readonly fileSystem: FileSystem;
  readonly analyze: AnalyzeFile;
  readonly cache: AnalysisCache;
  /** Whether tokens are counted; true unless said otherwise. */
  readonly counts?: boolean;
  /** Whether documents are read; true unless said otherwise. */
  readonly documents?: boolean;
  /** As {@link contentHash}, if the host has a faster one. */
  readonly hash?: HashBytes | undefined;
  /** Of a repository with more bytes than this, texts and syntax are not held: see {@link RecalledFiles}. */
  readonly mostHeldBytes?: number;
  /** Called for such a repository. */
  readonly saveMemory?: (() => void) | undefined;
}

/** What loading a file adds to. */
export interface LoadedFacts {
  readonly options: RunOptions;
  readonly recall?: RecalledFiles | undefined;
  readonly diagnostics: Diagnostic[];
  readonly fresh: (readonly [string, FileAnalysis])[];
  /** Secrets of other files that are taken out of it, too. */
  readonly repeated?: RepeatedSecrets | undefined;
  /** Gets those of its own secrets that may stand in other files. */
  readonly ownSecrets?: Map<string, readonly KnownSecret[]>;
}

/** How many files are read and analysed at once: enough to keep a pool of workers busy. */
const concurrentFiles = 64;

/** What is held of a repository takes four to ten times the bytes of its files. */
const mostHeld = 200_000_000;

/** Documents are large, and each is in memory twice while a worker reads it. */
const concurrentDocuments = 4;

/** Reads every scanned file and gives what its bytes say, from the cache where they are known. */
export async function loadRepository(
  input: LoadRepositoryInput,
  options: RunOptions = {},
): Promise<Repository> {
  return redactRepeated(await readRepository(input, options), { load: againWith(input, options) }, options);
}

/** As {@link loadRepository}, but a secret that stands in several files is taken out only where a rule finds it. */
export async function readRepository(
  input: LoadRepositoryInput,
  options: RunOptions = {},
): Promise<Repository> {
  const { scanned, cache, fileSystem, hash = contentHash, mostHeldBytes = mostHeld } = input;
  const bytes = scanned.files.reduce((sum, { size, kind }) => (isRead(kind) ? sum + size : sum), 0);
  if (bytes > mostHeldBytes) input.saveMemory?.();
  const recall =
    bytes > mostHeldBytes ? new RecalledFiles({ fileSystem, hash, analysisOf: cache.get }) : undefined;
  const diagnostics: Diagnostic[] = [...scanned.diagnostics];
  const fresh: (readonly [string, FileAnalysis])[] = [];
  const ownSecrets = new Map<string, readonly KnownSecret[]>();
  const total = scanned.files.length;
  let done = 0;
  options.onProgress?.({ type: 'stage-start', stage: 'analyze', total });
  const flush = () => {
    if (fresh.length > 0) cache.put(fresh.splice(0));
  };
  try {
    const found = new Map<string, SourceFile>();
    const load = async (scannedFile: (typeof scanned.files)[number]) => {
      const file = await loadFile(scannedFile, input, { options, recall, diagnostics, fresh, ownSecrets });
      if (fresh.length >= 500) flush();
      options.onProgress?.({ type: 'stage-progress', stage: 'analyze', done: ++done, total });
      if (file !== undefined) found.set(file.path, file);
    };
    const isDocument = ({ kind }: ScannedFile) => kind === 'document';
    const { signal } = options;
    const others = largeLexersLast(scanned.files.filter((file) => !isDocument(file)));
    await Promise.all([
      mapConcurrent(scanned.files.filter(isDocument), load, { limit: concurrentDocuments, signal }),
      mapConcurrent(others, load, { limit: concurrentFiles, signal }),
    ]);
    const known = scanned.files.flatMap(({ path }) => found.get(path) ?? []);
    options.onProgress?.({ type: 'stage-end', stage: 'analyze' });
    // Files are done in any order; what is said of them is not.
    diagnostics.sort((a, b) => compareCodeUnits(a.path ?? '', b.path ?? '') || (a.line ?? 0) - (b.line ?? 0));
    const unread = scanned.files.filter(({ path }) => !found.has(path));
    const leftOut = [...scanned.leftOut, ...unread.map(unreadableFile)];
    const repository = repositoryOf(known, diagnostics, leftOut, recall?.mentioned);
    if (ownSecrets.size === 0) return repository;
    return { ...repository, secrets: { found: ownSecrets, repeated: new Map() } };
  } finally {
    flush(); // what was parsed before a cancellation is not parsed again
  }
}

/** Reads one file again, with secrets of other files; what is to be said of it was said the first time. */
export function againWith(
  input: Omit<LoadRepositoryInput, 'scanned'>,
  options: RunOptions,
): RedactRepeatedInput['load'] {
  const { cache, fileSystem } = input;
  return async (path, repeated) => {
    const stat = await fileSystem.stat(path);
    if (stat?.kind !== 'file') return undefined;
    const fresh: LoadedFacts['fresh'] = [];
    const scanned = scannedFileOf(path, stat, Number.POSITIVE_INFINITY);
    const file = await loadFile(scanned, input, { options, diagnostics: [], fresh, repeated });
    cache.put(fresh);
    // What was kept of the file as it is may hold what is taken out of it now.
    const ownKey = `${file?.contentHash} ${path}`;
    const own = repeated === undefined ? undefined : cache.get(ownKey);
    if (own !== undefined) cache.put([[ownKey, withoutWords(own, cache.get(`${ownKey} ${repeated?.mark}`))]]);
    return file;
  };
}

/** Once one of their grammars is loaded, nothing is optimised any more: see `beforeLargeLexer` of the parser's assets. */
function largeLexersLast<T extends Pick<ScannedFile, 'language'>>(files: readonly T[]): readonly T[] {
  const isLarge = ({ language }: T) => languageById(language ?? '')?.grammar?.hasLargeLexer === true;
  return files.some(isLarge) ? [...files.filter((file) => !isLarge(file)), ...files.filter(isLarge)] : files;
}

/** A repository over files that are sorted by path. */
export function repositoryOf(
  files: readonly SourceFile[],
  diagnostics: readonly Diagnostic[],
  leftOut: readonly LeftOutFile[],
  mentioned?: MentionedNames,
): Repository {
  return {
    files,
    leftOut: leftOut.toSorted((a, b) => compareCodeUnits(a.path, b.path)),
    byPath: new Map(files.map((file) => [file.path, file])),
    diagnostics,
    mentioned,
    directories: new Set(files.flatMap((file) => ancestorsOf(file.path))),
    secrets: undefined,
  };
}

/** Reads one file; what its analysis says, and what has to be remembered of it, is added to `found`. */
export async function loadFile(
  scannedFile: ScannedFile & { readonly mtimeMs: number },
  {
    fileSystem,
    analyze,
    cache,
    counts = true,
    documents = true,
    hash: hashOf = contentHash,
  }: Omit<LoadRepositoryInput, 'scanned'>,
  { options, recall, diagnostics, fresh, repeated, ownSecrets }: LoadedFacts,
): Promise<SourceFile | undefined> {
  const { path, size, kind, role, language } = scannedFile;
  if (kind === 'oversized') {
    const message = `${size} bytes are more than 'maxFileBytes' allows; the file is listed, not read.`;
    diagnostics.push({ severity: 'information', code: 'oversized', message, path });
    return withoutText(scannedFile, '');
  }
  if (await isPointer(scannedFile, fileSystem)) {
    diagnostics.push({ severity: 'information', code: 'lfs-pointer', message: lfsPointerText, path });
    return withoutText({ ...scannedFile, kind: 'binary' }, contentHash(`${size} ${scannedFile.mtimeMs}`));
  }
  const isDocument = kind === 'document' && documents;
  const isTooLarge = isDocument && size > documentLimits.fileBytes;
  if (isTooLarge) {
    const message = `${size} bytes are more than is read of a document (${documentLimits.fileBytes}); it is listed, not read.`;
    diagnostics.push({ severity: 'information', code: 'oversized', message, path });
  }
  if (!isRead(kind) && (!isDocument || isTooLarge)) {
    // What is not text is not read here, however large it is: its size and time say whether it changed.
    return withoutText(scannedFile, contentHash(`${size} ${scannedFile.mtimeMs}`));
  }
  let bytes: Uint8Array;
  try {
    bytes = await fileSystem.read(path);
  } catch (error) {
    diagnostics.push({
      severity: 'warning',
      code: 'unreadable',
      message: unreadableMessage(path, error),
      path,
    });
    return undefined;
  }
  const hash = hashOf(bytes);
  // The name decides the language, the role and the secret rules that apply, so it is part of the key.
  const ownKey = `${hash} ${path}`;
  const key = repeated === undefined ? ownKey : `${ownKey} ${repeated.mark}`;
  const known = cache.get(key);
  let analysis = known;
  let isKept = true;
  if (analysis === undefined || (counts && analysis.tokens === undefined)) {
    const input = { path, kind, role, language, bytes, counts, knownSecrets: repeated?.secrets ?? [] };
    try {
      analysis = await analyze(known === undefined ? input : { ...input, uncounted: known }, options);
    } catch (error) {
      if (isAbort(error) || isAppError(error)) throw error;
      const message = `Analysis failed: ${(error as Error).message}`;
      diagnostics.push({ severity: 'warning', code: 'analysis-failed', message, path });
      return withoutText(scannedFile, hash);
    }
    isKept = known?.repeatsSecrets !== true && !analysis.diagnostics.some(({ code }) => isPassing(code));
    if (isKept) fresh.push([key, analysis]);
  }
  diagnostics.push(...analysis.diagnostics);
  if (isDocument) {
    const { document, redactions, lineCount, tokens } = analysis;
    const listed = withoutText(scannedFile, hash);
    return document === undefined
      ? listed
      : { ...listed, ...document, hasText: true, redactions, lineCount, tokens };
  }
  const decoded = decodeText(bytes);
  if (decoded === 'binary') {
    if (language !== undefined) {
      const message = 'Its bytes are not text: it holds NUL, and no mark of UTF-16. It is listed, not read.';
      diagnostics.push({ severity: 'information', code: 'binary', message, path });
    }
    return withoutText({ ...scannedFile, kind: 'binary' }, hash);
  }
  const own = tellingSecrets(decoded.text, analysis.redactions);
  if (own.length > 0) ownSecrets?.set(path, own);
  const file: SourceFile = {
    path,
    size,
    kind: analysis.kind,
    role: analysis.kind === 'pack' ? 'other' : role,
    language,
    contentHash: hash,
    text: reapplyRedactions(decoded.text, analysis.redactions),
    hasText: true,
    encoding: analysis.encoding,
    redactions: analysis.redactions,
    syntax: analysis.syntax,
    lineCount: analysis.lineCount,
    tokens: analysis.tokens,
  };
  return recall === undefined || !isKept ? file : recall.recalled(file, key);
}

/** Whether a file that is no text by its name is a pointer of Git LFS; one that is text shows what it is. */
async function isPointer({ path, kind, size }: ScannedFile, fileSystem: FileSystem): Promise<boolean> {
  const mayBe = kind === 'binary' || kind === 'image' || kind === 'document';
  if (!mayBe || !mayBeLfsPointer(size)) return false;
  const bytes = await fileSystem.read(path).catch(() => undefined);
  return bytes !== undefined && isLfsPointer(bytes);
}

/** Whether the bytes of such files are read as text. */
function isRead(kind: ScannedFile['kind']): boolean {
  return kind === 'text' || kind === 'generated' || kind === 'notebook';
}

/** What may go better the next time, on a machine that is less busy or whose git may read: not to be remembered for the content. */
export function isPassing(code: string): boolean {
  return ['git-unusable', 'parse-failed', 'parse-timeout', 'document-timeout', 'analysis-failed'].includes(
    code,
  );
}
