import type { Commit } from '../ports/git.ts';

/** What a repository's history says of one file. */
export interface FileHistory {
  readonly commitCount: number;
  /** Commits whose message speaks of a fix. */
  readonly fixCount: number;
  readonly changedLines: number;
  /** Commits, each worth half of what a commit {@link halfLifeDays} newer is worth. */
  readonly recentChurn: number;
}

export interface ChangeHistory {
  readonly byPath: ReadonlyMap<string, FileHistory>;
  readonly commits: readonly Commit[];
}

/** Days after which a change counts half. */
const halfLifeDays = 180;
/** Commits that touch more files than this say nothing about any of them: reformatting, renames, releases. */
export const maxFilesOfOneChange = 60;

const fixMessage = /\b(?:fix(?:e[sd])?|bug(?:fix)?|regression|crash|broken|incorrect|hotfix)\b/i;

/** Whether a commit says of itself that it mends something. */
export function isFixMessage(subject: string): boolean {
  return fixMessage.test(subject);
}

/** Counts changes per file. Ages are measured from the newest commit, so the same history gives the same numbers. */
export function summarizeHistory(commits: readonly Commit[]): ChangeHistory {
  const newest = commits.reduce((time, commit) => Math.max(time, commit.time), 0);
  const byPath = new Map<string, { -readonly [Key in keyof FileHistory]: FileHistory[Key] }>();
  for (const { time, subject, changes } of commits) {
    if (changes.length > maxFilesOfOneChange) continue;
    const weight = 0.5 ** ((newest - time) / 86_400 / halfLifeDays);
    const isFix = isFixMessage(subject);
    for (const { path, addedLines, deletedLines } of changes) {
      const known = byPath.get(path) ?? { commitCount: 0, fixCount: 0, changedLines: 0, recentChurn: 0 };
      known.commitCount++;
      if (isFix) known.fixCount++;
      known.changedLines += addedLines + deletedLines;
      known.recentChurn += weight;
      byPath.set(path, known);
    }
  }
  return { byPath, commits };
}
