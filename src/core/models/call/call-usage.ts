import { AppError, messageOf } from '../../base/app-error.ts';
import type { CallUsage } from '../../ports/journal.ts';
import type { ResolvedModel } from '../../ports/model-directory.ts';
import { cacheRulesOf } from '../catalog/cache-rules.ts';
import { callCostUsd } from './call-cost.ts';
import type { ModelRequest } from './model-door.ts';
import type { ModelReply } from './read-model-stream.ts';
import type { RunBudget } from './run-budget.ts';

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

/**
 * Reserves the most that a request can take. Where it is refused for the price of a longer life in the cache alone, the
 * message says so.
 *
 * @throws AppError `budget-exhausted`
 */
export function reserveWorst(
  budget: RunBudget,
  worst: CallUsage,
  request: ModelRequest,
  { id: modelId, tokenizer, price }: Pick<ResolvedModel, 'id' | 'tokenizer' | 'price'>,
): void {
  try {
    budget.reserve(worst);
  } catch (error) {
    const { caching } = request;
    const [{ writeFactor }] = cacheRulesOf(tokenizer, { modelId, price }).lifetimes;
    if (caching === undefined || caching.writeFactor <= writeFactor) throw error;
    const shorter = { ...request, caching: { ...caching, writeFactor } };
    if (!budget.allows(worstUsage(worst.inputTokens, shorter, { price }))) throw error;
    const message = `${messageOf(error)} What it sends is to be kept for an hour, which can cost ${caching.writeFactor} times the price of its input; for five minutes (${writeFactor} times) it would be sent: set cacheLife to 5m, or raise maxCostUsd.`;
    throw new AppError('budget-exhausted', message);
  }
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
