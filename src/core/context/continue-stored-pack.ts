import { shortHash } from '../base/content-hash.ts';
import type { RunOptions } from '../base/progress.ts';
import { type CacheRules, cacheRulesOf } from '../models/catalog/cache-rules.ts';
import type { IndexStore } from '../ports/index-store.ts';
import type { ModelPrice } from '../ports/model-directory.ts';
import { expectedCacheRead } from './cache-breakpoints.ts';
import { type ContinuePackInput, continuePack } from './continue-pack.ts';
import { type PackTarget, readStoredPack, targetKey, writeStoredPack } from './pack-manifest.ts';
import type { PackedContext } from './pack-repository.ts';

export interface ContinueStoredPackInput
  extends Omit<ContinuePackInput, 'target' | 'previous' | 'rules' | 'isCacheWarm'> {
  readonly index: IndexStore;
  readonly orderName: string;
  /** What names the target where the budget itself differs with every question: the limit of the model. */
  readonly nominalBudget?: number | undefined;
  /** For a pack that is made for a model now; otherwise the last one may have been sent a moment ago, for all that is known. */
  readonly sending?: PackSending | undefined;
}

export interface PackSending {
  readonly price: ModelPrice | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Whether it goes to the model, or only a forecast is made. */
  readonly isSent: boolean;
}

/** So many packs of a folder are kept to be continued; one more replaces another. */
const slots = 8;

/**
 * Continues the pack that the index keeps for the same format, budget, tokenizer and order, and keeps the new one. The last
 * of two processes at once wins; each writes in one statement, so neither reads half a pack.
 *
 * @throws AppError `usage` when the budget is too small for even the frame
 */
export async function continueStoredPack(
  { index, orderName, nominalBudget, sending, ...input }: ContinueStoredPackInput,
  options: RunOptions = {},
): Promise<PackedContext> {
  const { format, counter } = input;
  const budget = nominalBudget ?? input.budget;
  const target: PackTarget = { format, budget, family: counter.family, order: orderName };
  const key = targetKey(target);
  const slot = Number.parseInt(shortHash(key).slice(0, 8), 16) % slots;
  const rules = cacheRulesOf(counter.family, sending?.price);
  const stored = index.getFact(`continued-pack-${slot}`, key);
  const previous = stored === undefined ? undefined : readStoredPack(stored);
  const lastSentAt = index.getFact(`continued-pack-sent-${slot}`, key);
  const elapsedMs =
    lastSentAt === undefined || sending === undefined ? undefined : sending.now - Number(lastSentAt);
  const isCacheWarm = sending === undefined || isWithinLife(rules, elapsedMs);
  const result = await continuePack({ ...input, target, previous, rules, isCacheWarm }, options);
  if (result.continuation.action !== 'unchanged')
    index.putFact(`continued-pack-${slot}`, key, writeStoredPack(result.stored));
  if (sending?.isSent) index.putFact(`continued-pack-sent-${slot}`, key, String(sending.now));
  const isDamaged = stored !== undefined && previous === undefined;
  const continuation = {
    ...result.continuation,
    ...(isDamaged ? { reason: 'the last pack was damaged, or written by another version' } : {}),
    ...(sending === undefined
      ? {}
      : { cacheRead: expectedCacheRead({ continuation: result.continuation, rules, elapsedMs }) }),
  };
  return { ...result.packed, continuation };
}

function isWithinLife({ lifetimes }: CacheRules, elapsedMs: number | undefined): boolean {
  return elapsedMs !== undefined && elapsedMs <= lifetimes[0].seconds * 1000;
}
