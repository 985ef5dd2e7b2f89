import { z } from 'zod';
import { AppError, type RunOptions } from '../../core/index.ts';
import { askServer, originOf } from './ask-server.ts';

/** Whose way of counting a server speaks. */
export type CountDialect = 'openai' | 'anthropic' | 'google' | 'llama.cpp' | 'vllm';

/** Where a counter is, and for which model it counts. */
export interface ProviderCountOptions {
  readonly dialect: CountDialect;
  /** Of the provider's API, with `/v1` or whatever stands in its place; of a server of one's own, its root. */
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly model: string;
  /** Behind the network rule. */
  readonly fetch: typeof globalThis.fetch;
}

/** A pack of some megabytes goes up a slow line. */
const countTimeoutMs = 60_000;

const natural = z.number().int().nonnegative();

interface CountRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Reads the number of tokens out of the answer. */
  readonly read: z.ZodType<number>;
}

/**
 * Returns a function that has a text counted where the model is, as the only message of a user; nothing is generated and
 * nothing charged. The whole text is sent.
 *
 * Sources: the API references of Anthropic ("Count tokens in a Message"), Google ("models.countTokens") and OpenAI ("Get
 * input token counts"); the servers' own descriptions of `/tokenize` (llama.cpp, vLLM).
 *
 * @throws AppError (the function) `model-unavailable`, `model-failed`, `network-off`; an `AbortError` when cancelled
 */
export function createProviderTokenCount(
  options: ProviderCountOptions,
): (text: string, runOptions?: RunOptions) => Promise<number> {
  return async (text, { signal } = {}) => {
    // Some counters refuse an empty message.
    if (text === '') return 0;
    const { path, headers, body, read } = countRequest(options, text);
    const url = `${options.baseUrl}${path}`;
    const { status, json } = await askServer({
      fetch: options.fetch,
      url,
      headers,
      body,
      timeoutMs: countTimeoutMs,
      signal,
    });
    if (status !== 200) {
      const message = `The token counter at ${originOf(url)} answered with HTTP ${status}.`;
      throw new AppError('model-failed', message, { retryable: status === 429 || status >= 500 });
    }
    const count = read.safeParse(json);
    if (count.success) return count.data;
    throw new AppError('model-failed', `The token counter at ${originOf(url)} answered without a count.`);
  };
}

function countRequest({ dialect, apiKey, model }: ProviderCountOptions, text: string): CountRequest {
  const bearer: Record<string, string> = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  switch (dialect) {
    case 'openai':
      return {
        path: '/responses/input_tokens',
        headers: bearer,
        body: { model, input: text },
        read: z.object({ input_tokens: natural }).transform((answer) => answer.input_tokens),
      };
    case 'anthropic':
      return {
        path: '/messages/count_tokens',
        headers: { 'x-api-key': apiKey ?? '', 'anthropic-version': '2023-06-01' },
        body: { model, messages: [{ role: 'user', content: text }] },
        read: z.object({ input_tokens: natural }).transform((answer) => answer.input_tokens),
      };
    case 'google':
      return {
        path: `/models/${encodeURIComponent(model)}:countTokens`,
        headers: { 'x-goog-api-key': apiKey ?? '' },
        body: { contents: [{ role: 'user', parts: [{ text }] }] },
        read: z.object({ totalTokens: natural }).transform((answer) => answer.totalTokens),
      };
    case 'llama.cpp':
      return {
        path: '/tokenize',
        headers: bearer,
        body: { content: text, add_special: false, parse_special: false },
        read: z.object({ tokens: z.array(z.unknown()) }).transform((answer) => answer.tokens.length),
      };
    case 'vllm':
      return {
        path: '/tokenize',
        headers: bearer,
        body: { model, prompt: text, add_special_tokens: false },
        read: z.object({ count: natural }).transform((answer) => answer.count),
      };
  }
}
