import type { Calibration } from './calibration.ts';
import { countO200kTokens } from './token-counter.ts';

/** Counts as a model's family does. */
export interface TokenCounter {
  readonly family: TokenizerFamily;
  /** Whether the count is the family's own; otherwise it is ours times an upper factor: estimated. */
  readonly exact: boolean;
  /** Upper bound of the model's tokens for one o200k token; 1 where exact. */
  readonly factor: number;
  readonly count: (text: string) => number;
  /** The record that the factor comes from; without one it is the family's. */
  readonly calibration?: Calibration | undefined;
}

/**
 * What a count rests on, and how that is said. `encoding`: counted here, by the model's own vocabulary; `provider`: by its
 * server; `estimate`: an upper bound.
 */
export const countWords = {
  encoding: 'exact',
  provider: 'counted by the provider',
  estimate: 'estimated',
} as const;
export type CountSource = keyof typeof countWords;

/** How the tokens of a pack were counted. What its own text came to by an exact count has the factor to which it came. */
export interface Counting extends Pick<TokenCounter, 'family' | 'exact' | 'factor' | 'calibration'> {
  readonly source: CountSource;
}

/**
 * `openai` are models known to count by o200k_base, `openai-cl100k` GPT-3.5 and GPT-4 before it, `openai-other` models of
 * OpenAI whose encoding is not known or not here.
 */
export type TokenizerFamily = 'openai' | 'openai-cl100k' | 'openai-other' | 'anthropic' | 'google' | 'open';

/**
 * How many tokens of a family one o200k token stands for at most. Anthropic: 728 against 461 on the same page is 1.58
 * (data set JOHNISKING/pdf-token-cost); Google: 455 against 461; open models and cl100k: the highest of whole
 * repositories in docs/counting.md (1.31 for Mistral's Tekken, which takes digits one by one); other models of OpenAI:
 * p50k_base has 1.27 in code and 1.58 in texts of many scripts. All get a margin.
 */
const upperFactors: Readonly<Record<TokenizerFamily, number>> = {
  openai: 1,
  'openai-cl100k': 1.15,
  'openai-other': 1.65,
  anthropic: 1.65,
  google: 1.15,
  open: 1.35,
};
/** A provider's count this much above o200k's says that a model does not count by o200k, whatever its name. */
const exactTolerance = 1.02;

/**
 * The counter of a family; of one model where there is a `calibration`, which then replaces the family's factor. A model
 * that is known to count by o200k_base does until its replies show otherwise.
 */
export function tokenCounterOf(family: TokenizerFamily, calibration?: Calibration): TokenCounter {
  const isOverruled =
    calibration !== undefined && (family !== 'openai' || calibration.highestRatio > exactTolerance);
  const factor = isOverruled ? calibration.factor : upperFactors[family];
  return {
    family,
    exact: family === 'openai' && !isOverruled,
    factor,
    count: (text) => Math.ceil(countO200kTokens(text) * factor),
    ...(isOverruled && { calibration }),
  };
}
