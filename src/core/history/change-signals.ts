import { folderOf } from '../base/path-text.ts';
import type { Commit } from '../ports/git.ts';
import { maxFilesOfOneChange } from './change-history.ts';

/**
 * What past commits say of the next one, for one file. Ages are counted in commits and weights
 * halve every {@link halfLife} of them, so that one more commit changes all files' numbers alike.
 */
export interface ChangeSignals {
  /** Commits that changed it. */
  readonly recent: number;
  /** Commits that changed its folder, divided by the folder's files. */
  readonly folder: number;
  /** How much it was changed together with the files of the newest commits. */
  readonly together: number;
}

/** Commits after which one counts half; 20 and 320 beside it won nothing. */
const halfLife = 80;

/** How many of the newest commits say what is being worked on, and after how many of them a commit counts half. */
const underWork = { commits: 12, halfLife: 4 };

/** Reads the signals for each of `paths` out of the commits, newest first. O(changes + paths). */
export function changeSignals(
  commits: readonly Commit[],
  paths: readonly string[],
): ReadonlyMap<string, ChangeSignals> {
  const usable = commits.filter(({ changes }) => changes.length <= maxFilesOfOneChange);
  const signals = new Map<string, { -readonly [Key in keyof ChangeSignals]: ChangeSignals[Key] }>();
  const filesOf = new Map<string, number>();
  for (const path of paths) {
    signals.set(path, { recent: 0, folder: 0, together: 0 });
    filesOf.set(folderOf(path), (filesOf.get(folderOf(path)) ?? 0) + 1);
  }
  const folders = new Map<string, number>();
  const changeCounts = new Map<string, number>();
  const working = new Map<string, number>();
  for (const [age, { changes }] of usable.entries()) {
    const weight = 0.5 ** (age / halfLife);
    const touched = new Set<string>();
    for (const { path } of changes) {
      touched.add(folderOf(path));
      changeCounts.set(path, (changeCounts.get(path) ?? 0) + 1);
      if (age < underWork.commits)
        working.set(path, (working.get(path) ?? 0) + 0.5 ** (age / underWork.halfLife) / changes.length);
      const file = signals.get(path);
      if (file !== undefined) file.recent += weight;
    }
    for (const folder of touched) folders.set(folder, (folders.get(folder) ?? 0) + weight);
  }
  for (const { changes } of usable) {
    const weight = changes.reduce(
      (sum, { path }) => sum + (working.get(path) ?? 0) / (changeCounts.get(path) ?? 1),
      0,
    );
    if (weight === 0) continue;
    for (const { path } of changes) {
      const file = signals.get(path);
      if (file !== undefined) file.together += weight / changes.length;
    }
  }
  for (const [path, file] of signals)
    file.folder = (folders.get(folderOf(path)) ?? 0) / (filesOf.get(folderOf(path)) ?? 1);
  return signals;
}
