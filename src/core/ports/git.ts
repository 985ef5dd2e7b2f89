import type { RunOptions } from '../base/progress.ts';

export interface CommitFileChange {
  /** Path after the commit, relative to the root. */
  readonly path: string;
  readonly addedLines: number;
  readonly deletedLines: number;
}

export interface Commit {
  readonly hash: string;
  /** Seconds since 1970. */
  readonly time: number;
  readonly subject: string;
  readonly changes: readonly CommitFileChange[];
}

/** Why a tracked path is no file in the working tree although nobody removed it. */
export type AbsentKind = 'not-checked-out' | 'submodule';

/** Facts from git about one root folder, which may be a subfolder of a larger repository. */
export interface Git {
  /** Tracked files, and untracked ones that git does not ignore; relative to the root. Undefined where there is no git. */
  listFiles(options?: RunOptions): Promise<readonly string[] | undefined>;
  /** Tracked paths that are no files here: submodules, and what a sparse checkout (skip-worktree) leaves out. */
  absentFiles?(options?: RunOptions): Promise<ReadonlyMap<string, AbsentKind>>;
  /** Hash of the current commit; undefined where there is no git or no commit. */
  head(options?: RunOptions): Promise<string | undefined>;
  /** Newest first, without merges, at most `limit`. Undefined where git fails. */
  log(options: { readonly limit: number } & RunOptions): Promise<readonly Commit[] | undefined>;
  /**
   * Paths that differ from `ref` in the working tree, untracked ones included.
   * @throws AppError `usage` when git does not know `ref` or there is no git.
   */
  changedSince(ref: string, options?: RunOptions): Promise<readonly string[]>;
  /** The bytes that a file of the root has in a commit; undefined where that has none of this path, or git cannot tell. */
  fileAt(ref: string, path: string, options?: RunOptions): Promise<Uint8Array | undefined>;
  /** Why git was not used the last time although the folder lies in a repository: it refuses, or there is none to run. */
  readonly refusal?: string | undefined;
  /** Whether the folder is inside a git working tree. */
  isRepository(): Promise<boolean>;
}
