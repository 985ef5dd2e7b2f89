import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Commit,
  createEngine,
  defaultSettings,
  type EnginePorts,
  type Git,
  type Snapshot,
} from '../../../src/core/index.ts';
import { NodeAssetSource } from '../../../src/node/node-asset-source.ts';
import { NodeFileSystem } from '../../../src/node/node-file-system.ts';
import { NodeGit } from '../../../src/node/node-git.ts';
import { SqliteIndexStore } from '../../../src/node/sqlite-index-store.ts';
import { SqliteJournal } from '../../../src/node/sqlite-journal.ts';
import { TesseractOcrEngine } from '../../../src/node/tesseract-ocr-engine.ts';
import { WorkerPool } from '../../../src/node/worker-pool.ts';
import { type CommitTruth, commitTruth } from './commit-truth.ts';
import { gitText } from './git-text.ts';
import { type SampledCommit, sampleCommits } from './sample-commits.ts';

/** The parent of a sampled commit, checked out and read. */
export interface ParentState {
  readonly commit: SampledCommit;
  readonly truth: CommitTruth;
  readonly snapshot: Snapshot;
  readonly ports: EnginePorts;
  /** The checkout. */
  readonly folder: string;
}

export interface WalkOptions {
  readonly repository: string;
  readonly commitCount: number;
  /** Commits that need no visit. */
  readonly skips?: (commit: SampledCommit, index: number) => boolean;
  readonly visit: (state: ParentState) => Promise<void>;
}

/** How many commits are read: those of the sample and the history that the oldest of their parents has. */
const knownCommits = 5000;

/**
 * Checks out the parents of sampled commits, oldest first, in a scratch clone, and has each read by the engine in this
 * process. History is that of the parent: nothing of what comes later is known.
 */
export async function walkParents({
  repository,
  commitCount,
  skips = () => false,
  visit,
}: WalkOptions): Promise<void> {
  const scratch = mkdtempSync(join(tmpdir(), 'longview-needed-'));
  const folder = join(scratch, 'clone');
  try {
    execFileSync('git', ['clone', '-q', '--shared', '--no-checkout', repository, folder]);
    const commits = sampleCommits(folder, commitCount).filter((commit, index) => !skips(commit, index));
    const { ports, dispose } = await openPorts(folder, scratch);
    try {
      const engine = createEngine(ports, defaultSettings, { isWatched: true });
      for (const commit of commits) {
        gitText(folder, ['checkout', '-q', '--force', '--detach', commit.parent]);
        gitText(folder, ['clean', '-qffdx']);
        const snapshot = await engine.snapshot();
        const { repository: files, graph } = snapshot;
        const truth = await commitTruth({ folder, commit, repository: files, graph, analyze: ports.analyze });
        if (truth !== undefined) await visit({ commit, truth, snapshot, ports, folder });
      }
    } finally {
      dispose();
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function openPorts(
  folder: string,
  scratch: string,
): Promise<{ ports: EnginePorts; dispose: () => void }> {
  const assetDirectory = new NodeAssetSource().directory;
  const index = new SqliteIndexStore(join(scratch, 'index.sqlite'));
  const journal = new SqliteJournal(join(scratch, 'journal.sqlite'));
  const workers = new WorkerPool({ assetDirectory, size: 1 });
  const ocr = new TesseractOcrEngine({ assetsDir: `${assetDirectory}/ocr` });
  const ports: EnginePorts = {
    fileSystem: new NodeFileSystem(folder),
    git: await gitOf(folder),
    analyze: workers.analyze,
    index,
    journal,
    models: { resolve: async () => undefined, list: async () => [] },
    ocr,
    now: Date.now,
  };
  const dispose = () => {
    workers.dispose();
    ocr.dispose();
    index.dispose();
    journal.dispose();
  };
  return { ports, dispose };
}

/** The checkout's git. What each commit changed, which takes git longest, is read once, before anything is checked out. */
async function gitOf(folder: string): Promise<Git> {
  const git = new NodeGit(folder);
  const newest = (await git.log({ limit: knownCommits })) ?? [];
  const known = new Map<string, Commit>(newest.map((commit) => [commit.hash, commit]));
  return {
    listFiles: (options) => git.listFiles(options),
    head: (options) => git.head(options),
    changedSince: (ref, options) => git.changedSince(ref, options),
    fileAt: (ref, path, options) => git.fileAt(ref, path, options),
    isRepository: () => git.isRepository(),
    log: async ({ limit }) => {
      const hashes = ['rev-list', '--no-merges', `--max-count=${limit}`, 'HEAD', '--', '.'];
      return gitText(folder, hashes)
        .split('\n')
        .flatMap((hash) => known.get(hash) ?? []);
    },
  };
}
