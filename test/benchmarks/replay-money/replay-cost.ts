import type { ModelPrice } from '../../../src/core/index.ts';
import type { CacheRules } from '../../../src/core/models/catalog/cache-rules.ts';

/** One question after a commit, with the pack in front. */
export interface ReplayedCall {
  /** Seconds since 1970. */
  readonly time: number;
  /** As the provider counts. */
  readonly tokens: number;
  /** Of them the same as at the beginning of the last call, up to a place that both mark. */
  readonly sameTokens: number;
}

/** When a caller pays for keeping a prefix. `in bursts`: where the last call was within the prefix's life. */
export type CachePolicy = 'never' | 'always' | 'in bursts';

export interface ReplayInput {
  readonly calls: readonly ReplayedCall[];
  readonly rules: CacheRules;
  readonly price: ModelPrice;
}

export interface ReplayedCost {
  readonly dollars: number;
  readonly policy: CachePolicy | 'implicit';
  readonly readTokens: number;
}

/** What the input of all calls costs under the policy that turns out cheapest; who re-packs may choose as well as Longview. */
export function cheapestReplay(input: ReplayInput): ReplayedCost {
  if (input.rules.mode === 'implicit') return { ...replay(input, 'always'), policy: 'implicit' };
  const all = (['never', 'in bursts', 'always'] as const).map((policy) => replay(input, policy));
  return all.reduce((best, one) => (one.dollars < best.dollars ? one : best));
}

function replay({ calls, rules, price }: ReplayInput, policy: CachePolicy): ReplayedCost {
  const [{ seconds: life, writeFactor }] = rules.lifetimes;
  let [dollars, readTokens, wasKept] = [0, 0, false];
  for (const [index, { time, tokens, sameTokens }] of calls.entries()) {
    const elapsed = time - (calls[index - 1]?.time ?? Number.NEGATIVE_INFINITY);
    const isAlive = elapsed <= life;
    const read = isAlive && wasKept && sameTokens >= rules.minimumTokens ? sameTokens : 0;
    const isKept = policy === 'always' || (policy === 'in bursts' && isAlive);
    const isLong = price.longInputAbove !== undefined && tokens > price.longInputAbove;
    const perToken = (price.input * (isLong ? (price.longInputFactor ?? 1) : 1)) / 1e6;
    dollars += perToken * (read * rules.readFactor + (tokens - read) * (isKept ? writeFactor : 1));
    readTokens += read;
    wasKept = isKept;
  }
  return { dollars, policy, readTokens };
}
