import type { FileDependency } from '../graph/dependency-graph.ts';
import type { Commit } from '../ports/git.ts';

/** Commits before the epoch that count as recent. */
const recentCommits = 100;
/** A commit that touches more files says nothing about how often one of them changes. */
const mostFilesOfOneCommit = 20;
/** On average every so many commits begin an epoch. */
const epochCommits = 100;
/** A file that more files need stays before them, however often it changes. */
const mostDependentsInFront = 10;

export interface VolatileLastInput {
  /** Every file once; what a file needs before it as far as possible. */
  readonly order: readonly string[];
  readonly dependencies: readonly FileDependency[];
  /** Newest first. */
  readonly commits: readonly Commit[];
}

/**
 * The order with what is likely to change next at its end, so that a pack begins as it did a commit ago: first the files
 * that no dependency ties and that did not change lately, then those that stay in the given order, then those that changed
 * lately and that few of the files before need, in the given order, too; at last the untied ones that changed lately, the
 * latest last. A file that a commit changes breaks the prefix where it stood; moving it behind breaks nothing more.
 *
 * What counts as lately begins a hundred commits before an epoch, so that nothing moves between two epochs but the
 * changed files. An epoch begins at a commit by its hash: then it is the same however many commits are known.
 * O(files + dependencies + changes).
 */
export function volatileLast({ order, dependencies, commits }: VolatileLastInput): readonly string[] {
  const lastChange = recentChanges(commits);
  if (lastChange.size === 0) return order;
  const dependents = new Map<string, string[]>();
  const tied = new Set<string>();
  for (const { from, to, strength } of dependencies) {
    if (strength === 0 || from === to) continue;
    tied.add(from).add(to);
    const known = dependents.get(to);
    if (known === undefined) dependents.set(to, [from]);
    else known.push(from);
  }
  const isNeededInFront = (path: string) => {
    const front = new Set(dependents.get(path)?.filter((from) => !lastChange.has(from)));
    return front.size > mostDependentsInFront;
  };
  const groups: [untied: string[], steady: string[], volatile: string[], last: string[]] = [[], [], [], []];
  for (const path of order) {
    const isRecent = lastChange.has(path);
    if (!tied.has(path)) groups[isRecent ? 3 : 0].push(path);
    else groups[isRecent && !isNeededInFront(path) ? 2 : 1].push(path);
  }
  const age = (path: string) => lastChange.get(path) ?? 0;
  groups[3].sort((a, b) => age(b) - age(a));
  return groups.flat();
}

/** Files that changed lately, each with the index of the newest commit that did it. */
function recentChanges(commits: readonly Commit[]): Map<string, number> {
  const epoch = commits.findIndex(({ hash }) => Number.parseInt(hash.slice(0, 6), 16) % epochCommits === 0);
  const last = (epoch < 0 ? 0 : epoch) + recentCommits;
  const changes = new Map<string, number>();
  for (const [index, commit] of commits.slice(0, last).entries()) {
    if (commit.changes.length > mostFilesOfOneCommit) continue;
    for (const { path } of commit.changes) if (!changes.has(path)) changes.set(path, index);
  }
  return changes;
}
