import type { FeatureName } from './value-features.ts';

/** What a share may depend on: a file's own features, and what the first of the two models says of it and of its dependents. */
export type ShareTerm = FeatureName | 'ownShare' | 'neededShare';

/** Weights of a log-linear model: a file's share is the exponential of the weighted sum, divided by that of all files. */
export type ShareWeights = Readonly<Partial<Record<ShareTerm, number>>>;

export interface ValueWeights {
  /** Share of the lines that the next commit changes. */
  readonly change: ShareWeights;
  /** Share of the definitions that the next commit's new lines use. */
  readonly use: ShareWeights;
}

// Fitted on 2026-11-22 as conditional logits (McFadden 1974) with the shares of past commits as soft targets, on 80 commits
// of vuejs/core, tokio, gin and caddy each, 59 of rich and 41 of gson, each repository with the same weight.
// What they win on other repositories stands in docs/pack-quality.md.

const use: ShareWeights = {
  isTest: -1.07,
  lines: -0.51,
  symbols: 0.98,
  centrality: 0.14,
  ownShare: 0.51,
  neededShare: 0.4,
};

/** Without a question: what changes lately changes again, with what it was changed with before; large files are likelier. */
export const blindWeights: ValueWeights = {
  change: { isTest: -0.26, lines: 0.4, recent: 0.26, folder: 0.13, together: 0.66 },
  use,
};

/** With a question: text, path and the history of messages decide, what is being worked on helps. */
export const questionWeights: ValueWeights = {
  change: {
    isTest: -0.05,
    lines: -0.08,
    recent: 0.14,
    folder: 0.12,
    together: 0.49,
    bestChunk: 1.08,
    threeChunks: 2.5,
    pathWords: 1.01,
    pathShare: 0.59,
    votes: 1.03,
  },
  use,
};
