import type { Commit } from '../ports/git.ts';
import { maxFilesOfOneChange } from './change-history.ts';

/** A file that was often changed together with others. */
export interface CoChange {
  readonly path: string;
  /** The given file with which it was changed together. */
  readonly withPath: string;
  /** In how many of the commits that changed `withPath`. */
  readonly together: number;
  readonly commits: number;
}

/** Below these a coincidence is as likely. */
const minimumTogether = 3;
const minimumShare = 0.5;

/** Files that history changed together with the given ones and that are not among them, strongest first. */
export function findCoChanges(commits: readonly Commit[], paths: readonly string[]): CoChange[] {
  const given = new Set(paths);
  const counts = new Map<string, { commits: number; readonly others: Map<string, number> }>();
  for (const path of given) counts.set(path, { commits: 0, others: new Map() });
  for (const { changes } of commits) {
    if (changes.length > maxFilesOfOneChange) continue;
    for (const { path } of changes) {
      const count = counts.get(path);
      if (count === undefined) continue;
      count.commits++;
      for (const other of changes) {
        if (!given.has(other.path)) count.others.set(other.path, (count.others.get(other.path) ?? 0) + 1);
      }
    }
  }
  const best = new Map<string, CoChange>();
  for (const [withPath, { commits: total, others }] of counts) {
    for (const [path, together] of others) {
      if (together < minimumTogether || together / total < minimumShare) continue;
      const known = best.get(path);
      if (known === undefined || together / total > known.together / known.commits) {
        best.set(path, { path, withPath, together, commits: total });
      }
    }
  }
  return [...best.values()].sort(
    (a, b) =>
      b.together / b.commits - a.together / a.commits ||
      b.together - a.together ||
      (a.path < b.path ? -1 : 1),
  );
}
