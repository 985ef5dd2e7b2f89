import type { CallUsage } from '../../ports/journal.ts';
import type { ModelPrice } from '../../ports/model-directory.ts';

/** US dollars of one call; 0 where no price is known (the caller says so). */
export function callCostUsd(
  usage: Omit<CallUsage, 'costUsd' | 'reported'>,
  price: ModelPrice | undefined,
): number {
  if (price === undefined) return 0;
  const isLong = price.longInputAbove !== undefined && usage.inputTokens > price.longInputAbove;
  const inputFactor = isLong ? (price.longInputFactor ?? 1) : 1;
  const outputFactor = isLong ? (price.longOutputFactor ?? 1) : 1;
  const fresh = Math.max(0, usage.inputTokens - usage.cachedInputTokens);
  const input = (fresh * price.input + usage.cachedInputTokens * price.cachedInput) * inputFactor;
  return (input + usage.outputTokens * price.output * outputFactor) / 1e6;
}
