import type { CacheRules } from '../models/catalog/cache-rules.ts';

/** Two ways to go on, in tokens as one counts them, and what was kept of the last request. */
export interface CarryingInput {
  readonly rules: CacheRules;
  /** Tokens of the pack that carries its changes, and how many of them stood in front of the last one, too. */
  readonly carried: { readonly tokens: number; readonly kept: number };
  readonly repacked: { readonly tokens: number; readonly kept: number };
  /** Whether the provider still has the last request's prefix. */
  readonly isCacheWarm: boolean;
  /** Calls that the pack is for before the repository changes again. */
  readonly expectedCalls: number;
}

/** What each way costs over the expected calls, in tokens of fresh input. */
export interface CarryingCost {
  readonly carry: number;
  readonly repack: number;
}

/** The first call writes what is not kept, the others read everything: `expectedCalls` calls within the cache's life. */
export function carryingCost(input: CarryingInput): CarryingCost {
  const { rules, isCacheWarm, expectedCalls } = input;
  // A single call gains nothing from a cache that it would have to write.
  const writeFactor = isCacheWarm || expectedCalls > 1 ? rules.lifetimes[0].writeFactor : 1;
  const costOf = ({ tokens, kept }: CarryingInput['carried']) => {
    const read = isCacheWarm && kept >= rules.minimumTokens ? kept : 0;
    const first = read * rules.readFactor + (tokens - read) * writeFactor;
    return first + Math.max(0, expectedCalls - 1) * tokens * rules.readFactor;
  };
  return { carry: costOf(input.carried), repack: costOf(input.repacked) };
}
