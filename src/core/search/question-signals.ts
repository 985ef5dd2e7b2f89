import type { Repository } from '../analysis/repository.ts';
import { messageVotes } from '../history/message-votes.ts';
import type { Commit } from '../ports/git.ts';
import type { IndexStore } from '../ports/index-store.ts';
import { queryWords, splitWords } from './split-words.ts';

/** What speaks for one file as an answer to a question; 0 where nothing does. */
export interface QuestionSignals {
  /** BM25 of its best chunk. */
  readonly bestChunk: number;
  /** The same of its three best together. */
  readonly threeChunks: number;
  /** Rarity of the question's words that are in its path, summed up. */
  readonly pathWords: number;
  /** Its share of the votes of earlier commits with similar messages, 0 to 1. */
  readonly votes: number;
}

/** A question as the files of a repository answer it. */
export interface AskedQuestion {
  readonly byPath: ReadonlyMap<string, QuestionSignals>;
  /** How much the votes are worth, 0 to 1. */
  readonly voteStrength: number;
}

export interface QuestionSignalsInput {
  readonly repository: Repository;
  readonly store: IndexStore;
  /** Newest first. */
  readonly commits: readonly Commit[];
  readonly question: string;
}

/** Chunks that are looked at: enough for all files of which any is likely. */
const chunkLimit = 20_000;

/** Gathers what text, paths and history say of a question; files of which nothing speaks are left out. */
export function questionSignals({
  repository,
  store,
  commits,
  question,
}: QuestionSignalsInput): AskedQuestion {
  const words = queryWords(question);
  const found = new Map<string, { -readonly [Key in keyof QuestionSignals]: QuestionSignals[Key] }>();
  const signalsOf = (path: string) => {
    const known = found.get(path) ?? { bestChunk: 0, threeChunks: 0, pathWords: 0, votes: 0 };
    found.set(path, known);
    return known;
  };
  const chunkCounts = new Map<string, number>();
  for (const { path, score } of store.searchChunks(words, chunkLimit)) {
    const before = chunkCounts.get(path) ?? 0;
    if (before === 3) continue;
    chunkCounts.set(path, before + 1);
    const signals = signalsOf(path);
    if (before === 0) signals.bestChunk = score; // best first
    signals.threeChunks += score;
  }
  for (const [path, weight] of pathWeights(repository, words)) signalsOf(path).pathWords = weight;
  const { shares, likeness } = messageVotes(commits, question, queryWords);
  for (const [path, share] of shares) {
    if (repository.byPath.has(path)) signalsOf(path).votes = share;
  }
  return { byPath: found, voteStrength: likeness };
}

/** Path → rarity (log of 1 + files per file with the word) of the words that it holds. */
function pathWeights({ files }: Repository, words: readonly string[]): Map<string, number> {
  const asked = new Set(words);
  const holding = new Map<string, string[]>();
  for (const { path, hasText } of files) {
    if (!hasText) continue;
    for (const word of new Set(splitWords(path))) {
      if (asked.has(word)) {
        const paths = holding.get(word) ?? [];
        paths.push(path);
        holding.set(word, paths);
      }
    }
  }
  const textFiles = files.filter(({ hasText }) => hasText).length;
  const weights = new Map<string, number>();
  for (const paths of holding.values()) {
    const rarity = Math.log(1 + textFiles / paths.length);
    for (const path of paths) weights.set(path, (weights.get(path) ?? 0) + rarity);
  }
  return weights;
}
