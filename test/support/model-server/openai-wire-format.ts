import type { PreparedReply } from './prepared-reply.ts';
import { argumentsText } from './prompt.ts';
import type { FinishReason } from './scripted-reply.ts';
import type { Frame, ParsedChat, WireFormat } from './wire-format.ts';

const encodeFrame = (value: unknown) => `data: ${JSON.stringify(value)}\n\n`;

/** The OpenAI chat completions protocol: JSON, or server-sent events ending in `[DONE]`. */
export const openAiWireFormat: WireFormat = {
  streamContentType: 'text/event-stream; charset=utf-8',
  streamEnd: 'data: [DONE]\n\n',
  garbage: 'data: {"id":"chatcmpl-0","choices":[{"delta":{"content":"\n\n%%% \u0001\u0002 %%%\n\n',
  encodeFrame,
  *frames(reply, chat) {
    const chunk = (delta: unknown, finish: string | null = null, text = ''): Frame => ({
      data: encodeFrame({
        ...head(reply, 'chat.completion.chunk'),
        choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
        ...(chat.includeUsage && reply.usage !== undefined ? { usage: null } : {}),
      }),
      text,
    });
    yield chunk({ role: 'assistant', content: '' });
    for (const piece of reply.pieces) yield chunk({ content: piece }, null, piece);
    for (const [index, call] of reply.toolCalls.entries()) {
      const named = { name: call.name, arguments: '' };
      yield chunk({ tool_calls: [{ index, id: call.id, type: 'function', function: named }] });
      for (const fragment of halves(argumentsText(call.arguments))) {
        yield chunk({ tool_calls: [{ index, function: { arguments: fragment } }] });
      }
    }
    yield chunk({}, finishWord[reply.finishReason]);
    if (chat.includeUsage && reply.usage !== undefined) {
      const usage = { ...head(reply, 'chat.completion.chunk'), choices: [], usage: usageOf(reply) };
      yield { data: encodeFrame(usage), text: '' };
    }
  },
  body(reply: PreparedReply, _chat: ParsedChat) {
    const toolCalls = reply.toolCalls.map((call) => ({
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: argumentsText(call.arguments) },
    }));
    const message = {
      role: 'assistant',
      content: reply.text === '' && toolCalls.length > 0 ? null : reply.text,
      refusal: null,
      ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}),
    };
    return {
      ...head(reply, 'chat.completion'),
      choices: [{ index: 0, message, logprobs: null, finish_reason: finishWord[reply.finishReason] }],
      ...(reply.usage === undefined ? {} : { usage: usageOf(reply) }),
    };
  },
  failure(status, message) {
    return {
      error: {
        message,
        ...(errorNames.get(status) ?? { type: 'invalid_request_error', code: null }),
        param: null,
      },
    };
  },
};

const finishWord: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  length: 'length',
  'tool-calls': 'tool_calls',
  'content-filter': 'content_filter',
};

const errorNames = new Map([
  [401, { type: 'invalid_request_error', code: 'invalid_api_key' }],
  [404, { type: 'invalid_request_error', code: 'model_not_found' }],
  [429, { type: 'requests', code: 'rate_limit_exceeded' }],
  [500, { type: 'server_error', code: null }],
]);

function head(reply: PreparedReply, object: string) {
  return { id: reply.id, object, created: Math.floor(reply.startedAt.getTime() / 1000), model: reply.model };
}

function usageOf({ usage }: PreparedReply) {
  if (usage === undefined) return undefined;
  return {
    prompt_tokens: usage.promptTokens,
    completion_tokens: usage.completionTokens,
    total_tokens: usage.promptTokens + usage.completionTokens,
    prompt_tokens_details: { cached_tokens: usage.cachedTokens },
    completion_tokens_details: { reasoning_tokens: 0 },
  };
}

// Real servers never send all arguments at once, and clients must join them.
function halves(text: string): string[] {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)].filter((part) => part !== '');
}
