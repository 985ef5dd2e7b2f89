import type { Commit } from '../ports/git.ts';
import { maxFilesOfOneChange } from './change-history.ts';

/** Earlier commits' votes for files. */
export interface MessageVotes {
  /** Path → its share of all votes; they sum to 1. */
  readonly shares: ReadonlyMap<string, number>;
  /** Likeness of the message that is most like the given one, 0 to 1: how much the votes are worth. */
  readonly likeness: number;
}

/** Commits after which a vote counts half. */
const halfLife = 400;

/**
 * Which files earlier commits with similar messages changed: each commit votes with the square of its message's likeness
 * (cosine of words, rare ones counting more), newer ones more, for all of its files alike.
 * @param commits newest first
 * @param wordsOf splits a message into words
 */
export function messageVotes(
  commits: readonly Commit[],
  message: string,
  wordsOf: (text: string) => readonly string[],
): MessageVotes {
  const usable = commits.filter(({ changes }) => changes.length > 0 && changes.length <= maxFilesOfOneChange);
  const words = usable.map(({ subject }) => [...new Set(wordsOf(subject))]);
  const counts = new Map<string, number>();
  for (const word of words.flat()) counts.set(word, (counts.get(word) ?? 0) + 1);
  /** Squared: that is what both the product and the lengths of the vectors are made of. */
  const weightOf = (word: string) => Math.log(1 + usable.length / (counts.get(word) ?? 0.5)) ** 2;
  const lengthOf = (list: Iterable<string>) => {
    let sum = 0;
    for (const word of list) sum += weightOf(word);
    return Math.sqrt(sum);
  };
  const asked = new Set(wordsOf(message));
  const ownLength = lengthOf(asked);
  const votes = new Map<string, number>();
  let total = 0;
  let likeness = 0;
  for (const [age, { changes }] of usable.entries()) {
    const shared = (words[age] ?? []).filter((word) => asked.has(word));
    if (shared.length === 0) continue;
    const product = shared.reduce((sum, word) => sum + weightOf(word), 0);
    const cosine = product / ownLength / lengthOf(words[age] ?? []);
    likeness = Math.max(likeness, cosine);
    const vote = (cosine ** 2 * 0.5 ** (age / halfLife)) / changes.length;
    for (const { path } of changes) {
      votes.set(path, (votes.get(path) ?? 0) + vote);
      total += vote;
    }
  }
  return { shares: new Map([...votes].map(([path, vote]) => [path, vote / total])), likeness };
}
