import { IndexCache } from './analysis/index-cache.ts';
import { loadRepository } from './analysis/load-repository.ts';
import type { Repository } from './analysis/repository.ts';
import type { RunOptions } from './base/progress.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { DependencyGraph } from './graph/dependency-graph.ts';
import { type ChangeHistory, summarizeHistory } from './history/change-history.ts';
import { linkedGraph } from './linked-graph.ts';
import type { LiveRepository } from './live-repository.ts';
import type { Commit, Git } from './ports/git.ts';
import type { IndexStore } from './ports/index-store.ts';
import { type RiskRegion, rankRisk } from './risk/rank-risk.ts';
import { updateIndex } from './search/update-index.ts';
import type { Settings } from './settings/settings-table.ts';
import { type ScannedWorkspace, scanWorkspace } from './workspace/scan-workspace.ts';

/** A folder as it is at one time, with what is known of its files one by one. */
export interface FolderFiles extends ReadFolder {
  readonly history: ChangeHistory;
  readonly risk: readonly RiskRegion[];
}

/** The same with what the files are to each other. */
export interface Snapshot extends FolderFiles {
  readonly graph: DependencyGraph;
}

interface ReadFolder {
  readonly repository: Repository;
  /** Whether a path, which need not exist, is left out by ignore rules. */
  readonly isIgnored: (path: string) => boolean;
}

/** How many commits are looked at. */
const historyCommits = 2000;
/** Raised when what is kept of them changes. */
const historyFormat = 2;

export interface SnapshotSources {
  /** Whether tokens are counted; true unless said otherwise. */
  readonly counts?: boolean;
  /** Whether the word index follows: true unless nothing will be searched. */
  readonly searched?: boolean;
  /** Where the repository is kept up to date: then only what changed is read. */
  readonly live?: LiveRepository | undefined;
  /** What a scan of just now found; without it the folder is scanned. */
  readonly scanned?: ScannedWorkspace | undefined;
}

/** Scans, analyses and indexes a folder. What is unchanged since the last time comes out of the index. */
export function takeFiles(
  ports: EnginePorts,
  settings: Settings,
  options: RunOptions,
  sources: SnapshotSources = {},
): Promise<FolderFiles> {
  const read = () => sources.live?.verified(options) ?? readFolder(ports, settings, sources, options);
  return withHistory(ports, options, sources, read);
}

/** The same, and links it. */
export function takeSnapshot(
  ports: EnginePorts,
  settings: Settings,
  options: RunOptions,
  sources: SnapshotSources = {},
): Promise<Snapshot> {
  return withHistory(ports, options, sources, async () => {
    if (sources.live !== undefined) return sources.live.verified(options);
    const folder = await readFolder(ports, settings, sources, options);
    const { repository } = folder;
    const graph = await linkedGraph({ repository, cache: new IndexCache(ports.index) }, options);
    return { ...folder, graph };
  });
}

async function withHistory<Folder extends ReadFolder>(
  { git, index }: EnginePorts,
  options: RunOptions,
  { searched = true }: SnapshotSources,
  read: () => Promise<Folder>,
): Promise<Folder & FolderFiles> {
  const commits = readHistory(git, index, options);
  commits.catch(() => undefined); // awaited below; an earlier failure must not be unhandled
  const folder = await read();
  if (searched) await updateIndex(folder.repository, index, options);
  const history = summarizeHistory(await commits);
  let risk: readonly RiskRegion[] | undefined;
  return {
    ...folder,
    history,
    // Not everyone asks for it, and it looks at every function.
    get risk() {
      risk ??= rankRisk(folder.repository, history);
      return risk;
    },
  };
}

async function readFolder(
  { fileSystem, git, analyze, index, hash, saveMemory }: EnginePorts,
  { exclude, maxFileBytes }: Settings,
  { counts = true, scanned: known }: SnapshotSources,
  options: RunOptions,
): Promise<ReadFolder> {
  const scanned = known ?? (await scanWorkspace({ fileSystem, git, exclude, maxFileBytes }, options));
  const cache = {
    get: (key: string) => index.getAnalysis(key),
    put: (entries: Parameters<typeof index.putAnalyses>[0]) => index.putAnalyses(entries),
  };
  const repository = await loadRepository(
    { scanned, fileSystem, analyze, cache, counts, hash, saveMemory },
    options,
  );
  return { repository, isIgnored: scanned.isIgnored };
}

/**
 * The newest commits, out of the index while HEAD stays the same: reading them takes git longer than anything else. That
 * holds where lines could not be counted, too: a partial clone lacks the contents until somebody fetches them all, and
 * finding that out again each time would take as long.
 */
async function readHistory(git: Git, index: IndexStore, options: RunOptions): Promise<readonly Commit[]> {
  const head = await git.head(options);
  if (head === undefined) return [];
  const key = `${historyFormat} ${head} ${historyCommits}`;
  const known = index.getFact('history', key);
  if (known !== undefined) return JSON.parse(known) as Commit[];
  const commits = await git.log({ limit: historyCommits, ...options });
  // Without an answer it may give one the next time.
  if (commits !== undefined) index.putFact('history', key, JSON.stringify(commits));
  return commits ?? [];
}
