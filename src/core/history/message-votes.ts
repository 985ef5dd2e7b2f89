import type { Commit } from '../ports/git.ts';
import { maxFilesOfOneChange } from './change-history.ts';

/** What earlier commits say of a message, for one file. */
export interface MessageVotes {
  /** Votes of earlier commits with similar messages, newer ones counting more; all votes sum to 1. */
  readonly similar: number;
  /** How much the message's words went with changes of the file; all shares sum to 1. */
  readonly translated: number;
}

/**
 * Votes of earlier commits for files: each as much as its message is like the given one (cosine of rare words).
 * @param wordsOf splits a message into words
 */
export function messageVotes(
  commits: readonly Commit[],
  message: string,
  wordsOf: (text: string) => readonly string[],
): { votes: Map<string, MessageVotes>; strength: number } {
  const usable = commits.filter(({ changes }) => changes.length > 0 && changes.length <= maxFilesOfOneChange);
  const words = usable.map(({ subject }) => [...new Set(wordsOf(subject))]);
  const counts = new Map<string, number>();
  for (const list of words) for (const word of list) counts.set(word, (counts.get(word) ?? 0) + 1);
  const rarity = (word: string) => Math.log(1 + usable.length / (counts.get(word) ?? 0.5));
  const asked = new Set(wordsOf(message));
  const norm = (list: Iterable<string>) => {
    let sum = 0;
    for (const word of list) sum += rarity(word) ** 2;
    return Math.sqrt(sum) || 1;
  };
  const ownNorm = norm(asked);
  const similar = new Map<string, number>();
  const byWord = new Map<string, Map<string, number>>();
  let best = 0;
  usable.forEach(({ changes }, age) => {
    const list = words[age] ?? [];
    const shared = list.filter((word) => asked.has(word));
    if (shared.length === 0) return;
    let dot = 0;
    for (const word of shared) dot += rarity(word) ** 2;
    const cosine = dot / ownNorm / norm(list);
    best = Math.max(best, cosine);
    const vote = (cosine ** 2 * 0.5 ** (age / 400)) / changes.length;
    for (const { path } of changes) similar.set(path, (similar.get(path) ?? 0) + vote);
    for (const word of shared) {
      const files = byWord.get(word) ?? new Map<string, number>();
      for (const { path } of changes) files.set(path, (files.get(path) ?? 0) + 1 / changes.length);
      byWord.set(word, files);
    }
  });
  const translated = new Map<string, number>();
  for (const [word, files] of byWord) {
    const weight = rarity(word) ** 2 / ((counts.get(word) ?? 0) + 2);
    for (const [path, count] of files) translated.set(path, (translated.get(path) ?? 0) + weight * count);
  }
  const total = (map: Map<string, number>) => [...map.values()].reduce((sum, value) => sum + value, 0) || 1;
  const [allSimilar, allTranslated] = [total(similar), total(translated)];
  const votes = new Map<string, MessageVotes>();
  for (const path of new Set([...similar.keys(), ...translated.keys()])) {
    votes.set(path, {
      similar: (similar.get(path) ?? 0) / allSimilar,
      translated: (translated.get(path) ?? 0) / allTranslated,
    });
  }
  return { votes, strength: best };
}
