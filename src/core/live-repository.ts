import { IndexCache } from './analysis/index-cache.ts';
import { isPassing, loadRepository } from './analysis/load-repository.ts';
import { reloadRepository, replaceFiles } from './analysis/replace-files.ts';
import type { Repository } from './analysis/repository.ts';
import { createYielder } from './base/abort.ts';
import { ancestorsOf } from './base/path-text.ts';
import type { RunOptions } from './base/progress.ts';
import { SharedWork } from './base/shared-work.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { DependencyGraph } from './graph/dependency-graph.ts';
import { GraphSession } from './graph/graph-session.ts';
import { linkedInSession } from './linked-graph.ts';
import type { Settings } from './settings/settings-table.ts';
import { type ScannedWorkspace, scanWorkspace } from './workspace/scan-workspace.ts';

/** A folder's files and their graph as of the last changes that were taken in. */
export interface LiveState {
  readonly repository: Repository;
  readonly graph: DependencyGraph;
  readonly isIgnored: (path: string) => boolean;
  /** Milliseconds since 1970 at which the last look at files began. */
  readonly readAt: number;
  /** How often changes were taken in since the folder was first read. */
  readonly updates: number;
}

/** How recent a graph is. */
export interface GraphFreshness extends Pick<LiveState, 'readAt' | 'updates'> {
  /** Changed paths of which is known that they are not in it yet. */
  readonly pending: number;
}

interface KnownState extends LiveState {
  /** What files looked like when they were read, as {@link lookOf} gives it; those that may look so again are missing. */
  readonly looks: Map<string, string>;
}

/** What a changed path asks for: that its file is read again, that the folder is scanned, or nothing. */
interface Effect {
  readonly kind: 'replace' | 'scan' | 'none';
  /** Not worth any work before somebody asks: it likely changes nothing, or everything. */
  readonly canWait?: boolean;
}

interface Request {
  readonly told: ReadonlySet<string>;
  readonly isAsked: boolean;
  readonly mustScan: boolean;
}

/** Milliseconds after a change in which a further one may leave a file's time as it is. */
const unsureMs = 2_500;

/** What decides, besides the ignore files, which files git lists. */
const gitFacts = new Set(['.git', '.git/index', '.git/config', '.git/info/exclude']);

/**
 * The repository of one folder that is kept and brought up to date instead of being read anew. Changed files are read
 * again, the graph looks again at what they touch; changes that come meanwhile are taken in together afterwards. What it
 * gives is what a first look at the same files would give.
 */
export class LiveRepository {
  readonly #ports: EnginePorts;
  readonly #settings: Settings;
  readonly #session = new GraphSession();
  #state: KnownState | undefined;
  /** Changed paths that no run has begun to take in. */
  #told = new Set<string>();
  /** Whether somebody waits for an answer: then nothing can wait. */
  #isAsked = false;
  #mustScan = false;
  #running: SharedWork<KnownState> | undefined;
  #queued: SharedWork<KnownState> | undefined;

  constructor(ports: EnginePorts, settings: Settings) {
    this.#ports = ports;
    this.#settings = settings;
  }

  /**
   * Takes changes in; what git ignores and what is no code is only noted, for the next answer. Before the folder was first
   * read there is nothing to change.
   * @param paths files that were edited, made, moved or deleted, or folders in which that was done
   */
  async changed(paths: readonly string[], options: RunOptions = {}): Promise<void> {
    const isUnread = this.#state === undefined && this.#running === undefined && this.#queued === undefined;
    if (isUnread || paths.length === 0) return;
    for (const path of paths) this.#told.add(path);
    await this.#next(options);
  }

  /** The folder with every change that was told; it is read if that was not done yet. */
  async current(options: RunOptions = {}): Promise<LiveState> {
    const isIdle = this.#running === undefined && this.#queued === undefined;
    if (this.#state !== undefined && isIdle && this.#told.size === 0) return this.#state;
    this.#isAsked = true;
    return this.#next(options);
  }

  /** The same after a look at the names, sizes and times of all files, which finds what was not told. */
  async verified(options: RunOptions = {}): Promise<LiveState> {
    this.#isAsked = true;
    this.#mustScan = true;
    return this.#next(options);
  }

  freshness({ readAt, updates }: Pick<LiveState, 'readAt' | 'updates'>): GraphFreshness {
    return { readAt, updates, pending: this.#told.size };
  }

  /** Joins the run that will begin when the one under way has ended. */
  #next(options: RunOptions): Promise<KnownState> {
    if (this.#queued === undefined || this.#queued.isCancelled) {
      const before = this.#queued ?? this.#running;
      const work: SharedWork<KnownState> = new SharedWork(async (runOptions) => {
        // Its end is what counts here; how it ended is for those who asked for it.
        await before?.join(runOptions).catch(() => undefined);
        await undefined; // not before `work` is queued
        if (this.#queued === work) this.#queued = undefined;
        this.#running = work;
        try {
          return await this.#takeIn(runOptions);
        } finally {
          if (this.#running === work) this.#running = undefined;
        }
      });
      this.#queued = work;
    }
    return this.#queued.join(options);
  }

  async #takeIn(options: RunOptions): Promise<KnownState> {
    const request = { told: this.#told, isAsked: this.#isAsked, mustScan: this.#mustScan };
    this.#told = new Set();
    this.#isAsked = false;
    this.#mustScan = false;
    try {
      this.#state = await this.#read(this.#state, request, options);
      return this.#state;
    } catch (error) {
      for (const path of request.told) this.#told.add(path);
      throw error;
    }
  }

  async #read(
    before: KnownState | undefined,
    { told, isAsked, mustScan }: Request,
    options: RunOptions,
  ): Promise<KnownState> {
    const readAt = this.#ports.now();
    if (before === undefined) {
      const scanned = await this.#scan(options);
      const repository = await loadRepository({ scanned, ...this.#sources() }, options);
      return this.#linked(undefined, { repository, scanned, readAt }, options);
    }
    const edited: string[] = [];
    const waiting: string[] = [];
    let isScanNeeded = mustScan;
    const yieldIfDue = createYielder(options.signal);
    for (const path of told) {
      await yieldIfDue(); // an installation tells of tens of thousands of files that git ignores
      const { kind, canWait = false } = effectOf(path, before);
      if (canWait && !isAsked) waiting.push(path);
      else if (kind === 'replace') edited.push(path);
      else if (kind === 'scan') isScanNeeded = true;
    }
    if (!isScanNeeded) {
      for (const path of waiting) this.#told.add(path);
      if (edited.length === 0) return before;
      for (const path of edited) before.looks.delete(path);
      const sources = { ...this.#sources(), maxFileBytes: this.#settings.maxFileBytes };
      const repository = await replaceFiles(before.repository, edited, sources, options);
      if (repository !== undefined) return this.#linked(before, { repository, readAt }, options);
    }
    const scanned = await this.#scan(options);
    const stale = staleOf(before, scanned, told);
    const repository = await reloadRepository(
      before.repository,
      { scanned, stale, ...this.#sources() },
      options,
    );
    return this.#linked(before, { repository, scanned, readAt }, options);
  }

  async #linked(
    before: KnownState | undefined,
    read: { readonly repository: Repository; readonly scanned?: ScannedWorkspace; readonly readAt: number },
    options: RunOptions,
  ): Promise<KnownState> {
    const { repository, scanned, readAt } = read;
    const isSame = before !== undefined && hasSameFiles(before.repository, repository);
    return {
      repository,
      graph: isSame ? before.graph : await this.#graphOf(before, repository, options),
      isIgnored: (scanned ?? before)?.isIgnored ?? (() => false),
      readAt,
      updates: before === undefined ? 0 : before.updates + (isSame ? 0 : 1),
      looks: scanned === undefined ? (before?.looks ?? new Map()) : looksOf(scanned, readAt),
    };
  }

  #graphOf(
    before: KnownState | undefined,
    repository: Repository,
    options: RunOptions,
  ): Promise<DependencyGraph> {
    if (before !== undefined) return this.#session.update(repository, options);
    const cache = new IndexCache(this.#ports.index);
    return linkedInSession(this.#session, { repository, cache }, options);
  }

  async #scan(options: RunOptions): Promise<ScannedWorkspace> {
    const { fileSystem, git } = this.#ports;
    const { exclude, maxFileBytes } = this.#settings;
    return scanWorkspace({ fileSystem, git, exclude, maxFileBytes }, options);
  }

  #sources() {
    const { fileSystem, analyze, index, hash, saveMemory } = this.#ports;
    const cache = {
      get: (key: string) => index.getAnalysis(key),
      put: (entries: Parameters<typeof index.putAnalyses>[0]) => index.putAnalyses(entries),
    };
    return { fileSystem, analyze, cache, hash, saveMemory };
  }
}

function effectOf(path: string, { repository, isIgnored }: LiveState): Effect {
  if (/(?:^|\/)\.(?:git|longview)ignore$/.test(path) || repository.directories.has(path))
    return { kind: 'scan' };
  const known = repository.byPath.get(path);
  if (known !== undefined) return { kind: 'replace', canWait: known.syntax === undefined };
  if (gitFacts.has(path)) return { kind: 'scan', canWait: true };
  if (/(?:^|\/)\.git\//.test(path)) return { kind: 'none' };
  // What is ignored may be listed all the same, if somebody added it to git.
  return { kind: 'scan', canWait: isIgnored(path) };
}

/** Which files of a new scan have to be read again. */
function staleOf(before: KnownState, scanned: ScannedWorkspace, told: ReadonlySet<string>): Set<string> {
  const { repository, looks } = before;
  const failed = new Set(
    repository.diagnostics.filter(({ code }) => isPassing(code)).map(({ path }) => path),
  );
  const isBelowTold = (path: string) => ancestorsOf(path).some((folder) => told.has(folder));
  const isStale = (file: ScannedWorkspace['files'][number]) =>
    told.has(file.path) ||
    looks.get(file.path) !== lookOf(file) ||
    failed.has(file.path) ||
    (told.size > 0 && isBelowTold(file.path));
  return new Set(scanned.files.filter(isStale).map(({ path }) => path));
}

function looksOf({ files }: ScannedWorkspace, readAt: number): Map<string, string> {
  const settled = files.filter(({ mtimeMs }) => mtimeMs < readAt - unsureMs);
  return new Map(settled.map((file) => [file.path, lookOf(file)]));
}

function lookOf({ kind, size, mtimeMs }: ScannedWorkspace['files'][number]): string {
  return `${kind} ${size} ${mtimeMs}`;
}

function hasSameFiles(a: Repository, b: Repository): boolean {
  return a.files.length === b.files.length && a.files.every((file, index) => file === b.files[index]);
}
