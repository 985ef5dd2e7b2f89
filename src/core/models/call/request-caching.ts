import type { SharedV4ProviderOptions } from '@ai-sdk/provider';
import { shortHash } from '../../base/content-hash.ts';
import type { CacheRules } from '../catalog/cache-rules.ts';

/** What a request says about caching as a whole, besides the marks in its prompt. */
export interface RequestCaching {
  readonly providerOptions: SharedV4ProviderOptions;
  /** What a token costs at most that this request has the provider keep, as a share of fresh input's price. */
  readonly writeFactor: number;
}

/** What the requests of a run have in common. */
export interface CachedPrefix {
  /** A text that all requests begin with and few others do; a hash of it brings them to the same cache. */
  readonly text: string;
  /** Whether the prompt is marked. */
  readonly isMarked: boolean;
}

/**
 * The options of requests. GPT-5.6 and later keep the end of every request unless they are told not to, at 1.25 times the
 * price: only what is marked is kept, but where the next request goes on from there (`growing`). OpenAI finds a prefix
 * reliably only with a key, which earlier models take, too. Undefined where there is nothing to say.
 */
export function requestCaching(
  rules: CacheRules,
  { text, isMarked }: CachedPrefix,
): RequestCaching | undefined {
  const { dialect, mode, marksLatest } = rules;
  const writeFactor = isMarked || marksLatest ? rules.lifetimes[0].writeFactor : 1;
  if (dialect === 'openai') {
    const promptCacheKey = `longview-${shortHash(text)}`;
    const options =
      mode === 'implicit'
        ? {}
        : { promptCacheOptions: { mode: marksLatest ? 'implicit' : 'explicit', ttl: '30m' } };
    return { providerOptions: { openai: { promptCacheKey, ...options } }, writeFactor };
  }
  if (dialect === 'none') return undefined;
  // The end of a request is of use for seconds: five minutes, whatever the pack in front of it is kept for.
  const latest = marksLatest ? { anthropic: { cacheControl: { type: 'ephemeral' } } } : {};
  return { providerOptions: latest, writeFactor };
}
