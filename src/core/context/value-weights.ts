import type { FeatureName } from './value-features.ts';

/** Weights of a log-linear model: a file's share is the exponential of the weighted sum, divided by that of all files. */
export type ShareWeights = Readonly<Partial<Record<FeatureName | 'ownShare' | 'neededShare', number>>>;

export interface ValueWeights {
  /** Share of the lines that the next commit changes. */
  readonly change: ShareWeights;
  /** Share of the definitions that the next commit's new lines use. */
  readonly use: ShareWeights;
}

const use: ShareWeights = {
  isTest: -1.6,
  lines: -0.46,
  symbols: 1.15,
  centrality: 0.2,
  ownShare: 0.5,
  neededShare: 0.35,
};

export const blindWeights: ValueWeights = {
  change: { isTest: -0.4, lines: 0.44, last20: 0.09, last80: 0.13, last320: 0.18, folder: 0.16, together: 0.38 },
  use,
};

export const questionWeights: ValueWeights = {
  change: {
    isTest: -0.15,
    last80: 0.1,
    folder: 0.15,
    together: 0.1,
    bestChunk: 1,
    threeChunks: 2.5,
    pathWords: 1,
    pathShare: 1,
    votes: 1.5,
  },
  use,
};
