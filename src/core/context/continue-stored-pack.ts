import { shortHash } from '../base/content-hash.ts';
import type { RunOptions } from '../base/progress.ts';
import { type CacheRules, cacheRulesOf } from '../models/catalog/cache-rules.ts';
import type { IndexStore } from '../ports/index-store.ts';
import type { ModelPrice } from '../ports/model-directory.ts';
import { type ContinuePackInput, continuePack } from './continue-pack.ts';
import { type PackTarget, readStoredPack, targetKey, writeStoredPack } from './pack-manifest.ts';
import type { PackedContext } from './pack-repository.ts';

export interface ContinueStoredPackInput
  extends Omit<ContinuePackInput, 'target' | 'previous' | 'rules' | 'isCacheWarm'> {
  readonly index: IndexStore;
  readonly orderName: string;
  /** Of the model that the pack is for, where that is known. */
  readonly price?: ModelPrice | undefined;
  /**
   * Milliseconds since 1970, for a pack that is sent now: then the time of the last one decides whether the provider still
   * has it. Without it the last pack may have been sent a moment ago, for all that is known.
   */
  readonly sentAt?: number | undefined;
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
  { index, orderName, price, sentAt, ...input }: ContinueStoredPackInput,
  options: RunOptions = {},
): Promise<PackedContext> {
  const { budget, format, counter } = input;
  const target: PackTarget = { format, budget, family: counter.family, order: orderName };
  const key = targetKey(target);
  const slot = Number.parseInt(shortHash(key), 16) % slots;
  const rules = cacheRulesOf(counter.family, price);
  const stored = index.getFact(`continued-pack-${slot}`, key);
  const previous = stored === undefined ? undefined : readStoredPack(stored);
  const lastSentAt = Number(index.getFact(`continued-pack-sent-${slot}`, key) ?? Number.NEGATIVE_INFINITY);
  const isCacheWarm = sentAt === undefined || isWithinLife(rules, sentAt - lastSentAt);
  const result = await continuePack({ ...input, target, previous, rules, isCacheWarm }, options);
  if (result.continuation.action !== 'unchanged')
    index.putFact(`continued-pack-${slot}`, key, writeStoredPack(result.stored));
  if (sentAt !== undefined) index.putFact(`continued-pack-sent-${slot}`, key, String(sentAt));
  const continuation =
    stored !== undefined && previous === undefined
      ? { ...result.continuation, reason: 'the last pack was damaged, or written by another version' }
      : result.continuation;
  return { ...result.packed, continuation };
}

function isWithinLife({ lifetimes }: CacheRules, elapsedMs: number): boolean {
  return elapsedMs <= lifetimes[0].seconds * 1000;
}
