import type { TokenizerFamily } from '../../tokens/model-token-counter.ts';

/** How a provider caches the beginning of a prompt. Factors are shares of the price of fresh input. */
export interface CacheRules {
  /** `explicit`: only up to a marked place, and only where the request asks; `implicit`: by itself. */
  readonly mode: 'explicit' | 'implicit';
  /** Whose marks and options a request carries; `none` where nothing is told to the provider. */
  readonly dialect: 'anthropic' | 'openai' | 'none';
  /** Tokens; a shorter prefix is not kept. */
  readonly minimumTokens: number;
  /** Marked places of a request at most; 0 where there is nothing to mark. */
  readonly mostBreakpoints: number;
  /** Whether the provider is asked to mark the end of each request by itself, too: see {@link growing}. */
  readonly marksLatest: boolean;
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
const rulesByMaker = {
  anthropic: {
    mode: 'explicit',
    dialect: 'anthropic',
    minimumTokens: 4096,
    mostBreakpoints: 4,
    marksLatest: false,
    lifetimes: [
      { seconds: 300, writeFactor: 1.25 },
      { seconds: 3600, writeFactor: 2 },
    ],
    readFactor: 0.1,
    isCertain: true,
  },
  openai: {
    mode: 'explicit',
    dialect: 'openai',
    minimumTokens: 1024,
    mostBreakpoints: 4,
    marksLatest: false,
    lifetimes: [{ seconds: 1800, writeFactor: 1.25 }],
    readFactor: 0.05,
    isCertain: true,
  },
  google: {
    mode: 'implicit',
    dialect: 'none',
    minimumTokens: 4096,
    mostBreakpoints: 0,
    marksLatest: false,
    lifetimes: [{ seconds: 300, writeFactor: 1 }],
    readFactor: 0.05,
    isCertain: false,
  },
  // A server of one's own keeps the last prompt's state while the model is loaded: Ollama 5 minutes. It costs no money;
  // the factors stand for time, reading what is kept is next to free.
  open: {
    mode: 'implicit',
    dialect: 'none',
    minimumTokens: 0,
    mostBreakpoints: 0,
    marksLatest: false,
    lifetimes: [{ seconds: 300, writeFactor: 1 }],
    readFactor: 0.02,
    isCertain: false,
  },
} as const satisfies Record<string, CacheRules>;

/**
 * OpenAI's models before GPT-5.6: kept by themselves for 5 to 10 minutes without use, writing costs nothing. A read costs
 * 0.1 to 0.5 by model; the highest is safe.
 */
const olderOpenai: CacheRules = {
  ...rulesByMaker.openai,
  mode: 'implicit',
  mostBreakpoints: 0,
  lifetimes: [{ seconds: 300, writeFactor: 1 }],
  readFactor: 0.5,
  isCertain: false,
};

export interface CacheRulesOptions {
  /** PROVIDER:ID. Without it the family's newest models are meant, served by their maker. */
  readonly modelId?: string | undefined;
  /** Of the model, where it is known: its own share for a read is then taken. */
  readonly price?: { readonly input: number; readonly cachedInput: number } | undefined;
}

/** How the prompts of a model are cached. */
export function cacheRulesOf(
  family: TokenizerFamily,
  { modelId, price }: CacheRulesOptions = {},
): CacheRules {
  const rules = rulesOfMaker(family, modelId);
  const readFactor =
    price === undefined || price.input === 0 ? rules.readFactor : price.cachedInput / price.input;
  return { ...rules, readFactor };
}

function rulesOfMaker(family: TokenizerFamily, modelId: string | undefined): CacheRules {
  const maker = family === 'openai-cl100k' || family === 'openai-other' ? 'openai' : family;
  const rules = rulesByMaker[maker];
  if (modelId === undefined || maker === 'open') return rules;
  const colon = modelId.indexOf(':');
  if (modelId.slice(0, colon) !== maker) {
    // Somebody else serves it: nobody says what is kept there, and marks are not passed on.
    const lifetimes = [{ seconds: 300, writeFactor: 1 }] as const;
    return { ...rules, mode: 'implicit', dialect: 'none', mostBreakpoints: 0, lifetimes, isCertain: false };
  }
  return maker === 'openai' && !takesBreakpoints(modelId.slice(colon + 1)) ? olderOpenai : rules;
}

/** GPT-5.6 and later, with a variant or a date or without: OpenAI's prompt-caching guide. */
function takesBreakpoints(name: string): boolean {
  const [, major, minor = '0'] = /^gpt-(\d+)(?:\.(\d+))?(?:-.+)?$/.exec(name) ?? [];
  return Number(major) > 5 || (Number(major) === 5 && Number(minor) >= 6);
}

/**
 * The rules for requests of which the next one begins with the whole of the last: a question with its lookups. There the
 * provider marks the end of each request, too, which takes one of the marks. To write x tokens at w times the price and
 * to read them with probability p at r pays off from p = (w − 1) / (1 − r) on: 0.26 with GPT-6 (1.25, 0.05), 0.28 with
 * Claude (1.25, 0.1). A question is expected to take three calls, so p is about 2/3; a call of a review is hardly ever
 * followed by another that goes on from it.
 */
export function growing(rules: CacheRules): CacheRules {
  if (rules.mode === 'implicit') return rules;
  return { ...rules, marksLatest: true, mostBreakpoints: rules.mostBreakpoints - 1 };
}

/** The rules with the one life that is asked for; without such a life, the shortest. */
export function withLife(rules: CacheRules, seconds: number): CacheRules {
  const chosen = rules.lifetimes.find((one) => one.seconds === seconds) ?? rules.lifetimes[0];
  return { ...rules, lifetimes: [chosen] };
}
