import { folderOf } from '../base/path-text.ts';
import type { Commit } from '../ports/git.ts';
import { isFixMessage, maxFilesOfOneChange } from './change-history.ts';

/** What past commits say of the next one, for one file. Sums over commits whose weight halves every so many commits. */
export interface ChangeSignals {
  readonly h5: number;
  readonly h20: number;
  readonly h80: number;
  readonly h320: number;
  readonly all: number;
  readonly lines: number;
  readonly fixes: number;
  /** Commits in its folder, for one file of the folder. */
  readonly folder: number;
  /** How much the files of the newest commits were changed together with it. */
  readonly together: number;
}
type Mutable = { -readonly [Key in keyof ChangeSignals]: ChangeSignals[Key] };

const newestCommits = 12;

export function changeSignals(
  commits: readonly Commit[],
  paths: readonly string[],
): Map<string, ChangeSignals> {
  const usable = commits.filter(({ changes }) => changes.length <= maxFilesOfOneChange);
  const known = new Map<string, Mutable>();
  for (const path of paths)
    known.set(path, { h5: 0, h20: 0, h80: 0, h320: 0, all: 0, lines: 0, fixes: 0, folder: 0, together: 0 });
  const perFolder = new Map<string, number>();
  for (const path of paths) perFolder.set(folderOf(path), (perFolder.get(folderOf(path)) ?? 0) + 1);
  const folders = new Map<string, number>();
  const counts = new Map<string, number>();
  const recent = new Map<string, number>();
  usable.forEach(({ subject, changes }, age) => {
    const [h5, h20, h80, h320] = [5, 20, 80, 320].map((half) => 0.5 ** (age / half)) as [
      number,
      number,
      number,
      number,
    ];
    const fix = isFixMessage(subject) ? h320 : 0;
    const touched = new Set<string>();
    for (const { path, addedLines, deletedLines } of changes) {
      counts.set(path, (counts.get(path) ?? 0) + 1);
      if (age < newestCommits) recent.set(path, (recent.get(path) ?? 0) + 0.5 ** (age / 4) / changes.length);
      touched.add(folderOf(path));
      const file = known.get(path);
      if (file === undefined) continue;
      file.h5 += h5;
      file.h20 += h20;
      file.h80 += h80;
      file.h320 += h320;
      file.all += 1;
      file.lines += Math.min(200, addedLines + deletedLines) * h80;
      file.fixes += fix;
    }
    for (const folder of touched) folders.set(folder, (folders.get(folder) ?? 0) + h80);
  });
  for (const { changes } of usable) {
    let weight = 0;
    for (const { path } of changes) weight += (recent.get(path) ?? 0) / (counts.get(path) ?? 1);
    if (weight === 0) continue;
    for (const { path } of changes) {
      const file = known.get(path);
      if (file !== undefined) file.together += weight / changes.length;
    }
  }
  for (const [path, file] of known) {
    const folder = folderOf(path);
    file.folder = (folders.get(folder) ?? 0) / (perFolder.get(folder) ?? 1);
  }
  return known;
}
