import type { TokenizerFamily } from '../../tokens/model-token-counter.ts';

/** How a provider caches the beginning of a prompt. Factors are shares of the price of fresh input. */
export interface CacheRules {
  /** `explicit`: only up to a marked place, and only where the request asks; `implicit`: by itself. */
  readonly mode: 'explicit' | 'implicit';
  /** Tokens; a shorter prefix is not kept. */
  readonly minimumTokens: number;
  /** Marked places of a request at most; 0 where there is nothing to mark. */
  readonly mostBreakpoints: number;
  /** How long a prefix is kept after its last use, and what keeping it costs on top, shortest first. */
  readonly lifetimes: readonly [CacheLifetime, ...CacheLifetime[]];
  readonly readFactor: number;
  /** Whether a prefix that is kept is certainly found again. */
  readonly isCertain: boolean;
}

export interface CacheLifetime {
  readonly seconds: number;
  readonly writeFactor: number;
}

/**
 * Checked in November 2026. Anthropic's and OpenAI's prompt-caching pages, ai.google.dev on context caching. The
 * minimum of Claude is 512, 1024 or 4096 by model: the highest is safe. OpenAI's longer life (12 h) costs more, how much
 * is not listed, so it is not offered here. Google gives no life time; 5 minutes is the shortest that any provider has.
 */
const rulesByFamily = {
  anthropic: {
    mode: 'explicit',
    minimumTokens: 4096,
    mostBreakpoints: 4,
    lifetimes: [
      { seconds: 300, writeFactor: 1.25 },
      { seconds: 3600, writeFactor: 2 },
    ],
    readFactor: 0.1,
    isCertain: true,
  },
  openai: {
    mode: 'explicit',
    minimumTokens: 1024,
    mostBreakpoints: 4,
    lifetimes: [{ seconds: 1800, writeFactor: 1.25 }],
    readFactor: 0.05,
    isCertain: true,
  },
  google: {
    mode: 'implicit',
    minimumTokens: 4096,
    mostBreakpoints: 0,
    lifetimes: [{ seconds: 300, writeFactor: 1 }],
    readFactor: 0.05,
    isCertain: false,
  },
  // A server of one's own keeps the last prompt's state while the model is loaded: Ollama 5 minutes. It costs no money;
  // the factors stand for time, reading what is kept is next to free.
  open: {
    mode: 'implicit',
    minimumTokens: 0,
    mostBreakpoints: 0,
    lifetimes: [{ seconds: 300, writeFactor: 1 }],
    readFactor: 0.02,
    isCertain: false,
  },
} as const satisfies Record<string, CacheRules>;

/** @param price of the model, where it is known: its own share for a read is then taken */
export function cacheRulesOf(
  family: TokenizerFamily,
  price?: { readonly input: number; readonly cachedInput: number },
): CacheRules {
  const rules = rulesByFamily[family === 'openai-cl100k' || family === 'openai-other' ? 'openai' : family];
  const readFactor =
    price === undefined || price.input === 0 ? rules.readFactor : price.cachedInput / price.input;
  return { ...rules, readFactor };
}
