import { AppError } from '../../src/core/base/app-error.ts';
import type { AbsentKind, Commit, Git } from '../../src/core/ports/git.ts';

export interface FakeGitFacts {
  /** What git lists; undefined where there is no git. */
  readonly files?: readonly string[];
  /** Tracked paths that are no files in the working tree. */
  readonly absent?: Readonly<Record<string, AbsentKind>>;
  /** Newest first. */
  readonly commits?: readonly Commit[];
  /** Reference → paths that differ from it. */
  readonly changed?: Readonly<Record<string, readonly string[]>>;
  /** Reference → texts of files there. */
  readonly texts?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** A git that knows what it is told. */
export function fakeGit({
  files,
  absent = {},
  commits = [],
  changed = {},
  texts = {},
}: FakeGitFacts = {}): Git {
  return {
    listFiles: async () => files,
    absentFiles: async () => new Map(Object.entries(absent)),
    log: async ({ limit }) => commits.slice(0, limit),
    changedSince: async (ref) => {
      const paths = changed[ref];
      if (paths === undefined) throw new AppError('usage', `git does not know '${ref}'.`);
      return paths;
    },
    fileAt: async (ref, path) => {
      const text = texts[ref]?.[path];
      return text === undefined ? undefined : new TextEncoder().encode(text);
    },
    isRepository: async () => files !== undefined,
    head: async () => commits[0]?.hash,
  };
}

/** A commit that changes one line in each of some files, `daysAgo` before an arbitrary day. */
export function commitOf(subject: string, paths: readonly string[], daysAgo = 0): Commit {
  return {
    hash: `${subject}-${daysAgo}`,
    time: 1_700_000_000 - daysAgo * 86_400,
    subject,
    changes: paths.map((path) => ({ path, addedLines: 1, deletedLines: 1 })),
  };
}
