import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import type { Exchange } from './exchange.ts';
import { asList, asObject, asString } from './json-reader.ts';

/** How the server's counters are to behave. */
export interface CountingOptions {
  /** Tokens for one o200k token; 1 by default. */
  readonly ratio?: number;
  /** Every count is answered with this status. */
  readonly status?: number;
  /** Every count is answered with this body. */
  readonly body?: unknown;
}

/** Tokens that a provider adds for the frame of one message. */
export const frameTokens = 7;

/** Answers a request to count, in the words of the provider whose path it came on; false if it was no such request. */
export async function answerTokenCount(
  exchange: Exchange,
  { ratio = 1, status, body }: CountingOptions = {},
): Promise<boolean> {
  const dialect = exchange.method === 'POST' ? dialectOf(exchange) : undefined;
  if (dialect === undefined) return false;
  if (status !== undefined || body !== undefined) {
    await exchange.sendJson(status ?? 200, body ?? { error: { message: 'not now' } });
    return true;
  }
  if (dialect.key !== undefined && !exchange.headers[dialect.key]?.includes('test-key')) {
    await exchange.sendJson(401, { error: { message: `no key in ${dialect.key}` } });
    return true;
  }
  const text = dialect.readText(asObject(await exchange.readJson(), 'body'));
  const own = countTokens(text, { disallowedSpecial: new Set() });
  await exchange.sendJson(200, dialect.answer(Math.round(own * ratio)));
  return true;
}

interface Dialect {
  /** The header that has to hold the key. */
  readonly key: string | undefined;
  readonly readText: (body: Readonly<Record<string, unknown>>) => string;
  readonly answer: (tokens: number) => unknown;
}

function dialectOf({ path, headers }: Exchange): Dialect | undefined {
  if (path === '/v1/messages/count_tokens' && headers['anthropic-version'] === '2023-06-01') {
    return {
      key: 'x-api-key',
      readText: ({ model, messages }) => {
        asString(model, 'model');
        const [message] = asList(messages, 'messages');
        const { role, content } = asObject(message, 'message');
        return role === 'user' ? asString(content, 'content') : '';
      },
      answer: (tokens) => ({ input_tokens: tokens + frameTokens }),
    };
  }
  if (/^\/v1beta\/models\/[^/]+:countTokens$/.test(path)) {
    return {
      key: 'x-goog-api-key',
      readText: ({ contents }) => {
        const { parts } = asObject(asList(contents, 'contents')[0], 'content');
        return asString(asObject(asList(parts, 'parts')[0], 'part')['text'], 'text');
      },
      answer: (tokens) => ({ totalTokens: tokens + frameTokens }),
    };
  }
  if (path === '/v1/responses/input_tokens') {
    return {
      key: 'authorization',
      readText: ({ model, input }) => asString(model, 'model') && asString(input, 'input'),
      answer: (tokens) => ({ object: 'response.input_tokens', input_tokens: tokens + frameTokens }),
    };
  }
  if (path === '/tokenize') {
    return {
      key: undefined,
      readText: ({ content, prompt }) => asString(content ?? prompt, 'content or prompt'),
      // llama.cpp gives the tokens, vLLM their number, too.
      answer: (tokens) => ({ count: tokens, tokens: Array.from({ length: tokens }, (_, index) => index) }),
    };
  }
  return undefined;
}
