import type { CallUsage } from '../../ports/journal.ts';
import type { ModelPrice } from '../../ports/model-directory.ts';

/** Tokens of a call, as far as they decide its price. */
export interface PricedTokens extends Omit<CallUsage, 'costUsd' | 'reported'> {
  /** Of the input, what the provider was made to keep. */
  readonly cacheWriteTokens?: number | undefined;
}

/**
 * US dollars of one call; 0 where no price is known (the caller says so).
 * @param writeFactor what a token costs that is written to the cache, as a share of fresh input's price
 */
export function callCostUsd(usage: PricedTokens, price: ModelPrice | undefined, writeFactor = 1): number {
  if (price === undefined) return 0;
  const isLong = price.longInputAbove !== undefined && usage.inputTokens > price.longInputAbove;
  const inputFactor = isLong ? (price.longInputFactor ?? 1) : 1;
  const outputFactor = isLong ? (price.longOutputFactor ?? 1) : 1;
  const fresh = Math.max(0, usage.inputTokens - usage.cachedInputTokens);
  const written = Math.min(fresh, usage.cacheWriteTokens ?? 0);
  const paidFresh = fresh + written * (writeFactor - 1);
  const input = (paidFresh * price.input + usage.cachedInputTokens * price.cachedInput) * inputFactor;
  return (input + usage.outputTokens * price.output * outputFactor) / 1e6;
}
