import type { CallUsage } from '../../ports/journal.ts';
import type { ResolvedModel } from '../../ports/model-directory.ts';
import { callCostUsd } from './call-cost.ts';
import type { ModelRequest } from './model-door.ts';
import type { ModelReply } from './read-model-stream.ts';

/** What a call takes that was not worked on. */
export const noUsage: CallUsage = {
  inputTokens: 0,
  cachedInputTokens: 0,
  outputTokens: 0,
  costUsd: 0,
  reported: false,
};

/** The most that a request can take: nothing of it is read from a cache, all of it is written, the reply is full. */
export function worstUsage(
  inputTokens: number,
  { maxOutputTokens: outputTokens, caching }: ModelRequest,
  { price }: Pick<ResolvedModel, 'price'>,
): CallUsage {
  const tokens = { inputTokens, cachedInputTokens: 0, outputTokens };
  const costUsd = callCostUsd({ ...tokens, cacheWriteTokens: inputTokens }, price, caching?.writeFactor);
  return { ...tokens, costUsd, reported: false };
}

/** What the provider reported of a call; the worst case where it reported nothing. */
export function usageOf(
  { reportedUsage }: ModelReply,
  worst: CallUsage,
  { caching }: ModelRequest,
  { price }: Pick<ResolvedModel, 'price'>,
): CallUsage {
  if (reportedUsage === undefined) return worst;
  const { inputTokens, cachedInputTokens, outputTokens } = reportedUsage;
  const costUsd = callCostUsd(reportedUsage, price, caching?.writeFactor);
  return { inputTokens, cachedInputTokens, outputTokens, costUsd, reported: true };
}
