import type { ModelPrice } from '../../ports/model-directory.ts';

/** A model that its maker serves, as the maker describes it. */
export interface HostedModel {
  readonly provider: 'openai' | 'anthropic' | 'google';
  readonly id: string;
  readonly displayName: string;
  /** Tokens. */
  readonly window: number;
  /** Tokens of a prompt at most; without it the reply's share is taken off the window. */
  readonly maxInputTokens?: number;
  readonly maxOutputTokens: number;
  /** US dollars for a million tokens, by the first day (ISO, UTC) on which each holds, oldest first. */
  readonly prices: readonly { readonly from: string; readonly price: ModelPrice }[];
}

const always = (price: ModelPrice) => [{ from: '', price }];

/** OpenAI's model pages: above 272k tokens of input the whole request costs 2× in and 1.5× out. */
const openaiLong = { longInputAbove: 272_000, longInputFactor: 2, longOutputFactor: 1.5 };
const openaiLimits = { window: 1_050_000, maxInputTokens: 922_000, maxOutputTokens: 128_000 };
/** Anthropic's models overview: 1M in, 128k out, for all models of the family. */
const claudeLimits = { window: 1_000_000, maxInputTokens: 1_000_000, maxOutputTokens: 128_000 };

/** Checked in November 2026. Cached input is what a read costs; what a write costs stands in cache-rules.ts. */
export const hostedModels: readonly HostedModel[] = [
  // platform.claude.com, models and pricing. Cache reads cost 0.1× the input, of Opus 5.5 0.05×.
  {
    provider: 'anthropic',
    id: 'claude-opus-5-5',
    displayName: 'Claude Opus 5.5',
    ...claudeLimits,
    prices: always({ input: 4, cachedInput: 0.2, output: 20 }),
  },
  {
    provider: 'anthropic',
    id: 'claude-sonnet-5-5',
    displayName: 'Claude Sonnet 5.5',
    ...claudeLimits,
    prices: always({ input: 2, cachedInput: 0.2, output: 10 }),
  },
  {
    provider: 'anthropic',
    id: 'claude-fable-5-1',
    displayName: 'Claude Fable 5.1',
    ...claudeLimits,
    prices: always({ input: 10, cachedInput: 1, output: 50 }),
  },
  {
    provider: 'anthropic',
    id: 'claude-haiku-5-5',
    displayName: 'Claude Haiku 5.5',
    ...claudeLimits,
    // Its overview page: $0.10/$0.50 for prompts up to 100,000 tokens, $0.50/$2.50 above.
    prices: always({
      input: 0.1,
      cachedInput: 0.01,
      output: 0.5,
      longInputAbove: 100_000,
      longInputFactor: 5,
      longOutputFactor: 5,
    }),
  },
  // OpenAI's page of GPT-6.2 Sol.
  {
    provider: 'openai',
    id: 'gpt-6.2-sol',
    displayName: 'GPT-6.2 Sol',
    ...openaiLimits,
    prices: always({ input: 2, cachedInput: 0.1, output: 10, ...openaiLong }),
  },
  // OpenAI's prices as LiteLLM lists them (docs.litellm.ai, GPT-6.1 Terra, 2026-10).
  {
    provider: 'openai',
    id: 'gpt-6.1-sol',
    displayName: 'GPT-6.1 Sol',
    ...openaiLimits,
    prices: always({ input: 2, cachedInput: 0.1, output: 10, ...openaiLong }),
  },
  {
    provider: 'openai',
    id: 'gpt-6.1-terra',
    displayName: 'GPT-6.1 Terra',
    ...openaiLimits,
    prices: always({ input: 1, cachedInput: 0.05, output: 5, ...openaiLong }),
  },
  // Google Cloud's page and ai.google.dev: one limit for prompt, thinking and reply; a reply has 65,536 tokens unless
  // more is asked for; introductory price until 2026-11-30.
  {
    provider: 'google',
    id: 'gemini-4-argon',
    displayName: 'Gemini 4 Argon',
    window: 1_048_576,
    maxOutputTokens: 65_536,
    prices: [
      { from: '', price: { input: 2, cachedInput: 0.1, output: 10 } },
      { from: '2026-12-01', price: { input: 4, cachedInput: 0.2, output: 20 } },
    ],
  },
];
