import type { FakeModel } from './fake-model.ts';
import { parseJsonOrText } from './json-reader.ts';
import type { PreparedReply } from './prepared-reply.ts';
import type { Frame, WireFormat } from './wire-format.ts';

const encodeFrame = (value: unknown) => `${JSON.stringify(value)}\n`;

/** Ollama's native chat protocol: JSON, or one JSON object per line ending in `done: true`. */
export function ollamaWireFormat(model: FakeModel): WireFormat {
  const head = (reply: PreparedReply) => ({
    model: reply.model,
    ...(model.cloud && { remote_model: model.cloud.remoteModel, remote_host: model.cloud.remoteHost }),
    created_at: new Date().toISOString(),
  });
  return {
    streamContentType: 'application/x-ndjson',
    streamEnd: '',
    garbage: '{"model":"x","message":{"role":"assistant","content":\n%%% \u0001\u0002 %%%\n',
    encodeFrame,
    *frames(reply): Iterable<Frame> {
      const line = (message: object, text = ''): Frame => ({
        data: encodeFrame({
          ...head(reply),
          message: { role: 'assistant', content: text, ...message },
          done: false,
        }),
        text,
      });
      for (const piece of reply.pieces) yield line({}, piece);
      if (reply.toolCalls.length > 0) yield line({ tool_calls: toolCallsOf(reply) });
      const last = { ...head(reply), message: { role: 'assistant', content: '' }, ...ending(reply) };
      yield { data: encodeFrame(last), text: '' };
    },
    body(reply) {
      const toolCalls = reply.toolCalls.length > 0 ? { tool_calls: toolCallsOf(reply) } : {};
      return {
        ...head(reply),
        message: { role: 'assistant', content: reply.text, ...toolCalls },
        ...ending(reply),
      };
    },
    failure(_status, message) {
      return { error: message };
    },
  };
}

function toolCallsOf(reply: PreparedReply) {
  return reply.toolCalls.map(({ id, name, arguments: given }, index) => ({
    id,
    function: { index, name, arguments: typeof given === 'string' ? parseJsonOrText(given) : given },
  }));
}

function ending({ finishReason, startedAt, usage }: PreparedReply) {
  const nanoseconds = Math.max(1, Date.now() - startedAt.getTime()) * 1_000_000;
  return {
    done: true,
    // Ollama knows only these two words; a reply of tool calls is a `stop` as well.
    done_reason: finishReason === 'length' ? 'length' : 'stop',
    total_duration: nanoseconds,
    load_duration: 1_000_000,
    ...(usage && {
      prompt_eval_count: usage.promptTokens,
      prompt_eval_duration: Math.floor(nanoseconds / 2),
      eval_count: usage.completionTokens,
      eval_duration: Math.ceil(nanoseconds / 2),
    }),
  };
}
