import type {
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  SharedV4Warning,
} from '@ai-sdk/provider';
import { AppError, abortError, isAbort, isAppError } from '../../core/index.ts';
import { causeOf } from './ask-server.ts';
import type { OllamaReplyLine } from './ollama-chat-reply.ts';

/** What the translation needs besides the reply. */
export interface OllamaStreamOptions {
  readonly model: string;
  readonly warnings: SharedV4Warning[];
  readonly signal: AbortSignal;
  readonly includeRawChunks: boolean;
  /** Throws if the number of tokens that the model says it read shows that the prompt was cut. */
  readonly checkPromptTokens: (read: number) => void;
}

type TextKind = 'text' | 'reasoning';

/**
 * Translates Ollama's reply to the AI SDK's parts. A failure after the reply began becomes an `error` part, after which
 * the stream ends without `finish`: what came before is no reply. Cancelling throws an `AbortError`.
 */
export async function* ollamaStreamParts(
  lines: AsyncGenerator<OllamaReplyLine>,
  { model, warnings, signal, includeRawChunks, checkPromptTokens }: OllamaStreamOptions,
): AsyncGenerator<LanguageModelV4StreamPart> {
  yield { type: 'stream-start', warnings };
  yield { type: 'response-metadata', modelId: model };
  let open: { kind: TextKind; id: string } | undefined;
  let blocks = 0;
  let calledTools = false;
  try {
    for await (const line of lines) {
      if (includeRawChunks) yield { type: 'raw', rawValue: line };
      const { content = '', thinking = '', tool_calls } = line.message ?? {};
      for (const [kind, delta] of [
        ['reasoning', thinking],
        ['text', content],
      ] as const) {
        if (delta === '') continue;
        if (open?.kind !== kind) {
          if (open !== undefined) yield { type: `${open.kind}-end`, id: open.id };
          open = { kind, id: `${kind}-${blocks++}` };
          yield { type: `${kind}-start`, id: open.id };
        }
        yield { type: `${kind}-delta`, id: open.id, delta };
      }
      for (const { id, function: called } of tool_calls ?? []) {
        calledTools = true;
        yield {
          type: 'tool-call',
          // Older servers give calls no id; the result needs one to name the call.
          toolCallId: id ?? `call-${crypto.randomUUID()}`,
          toolName: called.name,
          input:
            typeof called.arguments === 'string' ? called.arguments : JSON.stringify(called.arguments ?? {}),
        };
      }
      if (!line.done) continue;
      if (open !== undefined) yield { type: `${open.kind}-end`, id: open.id };
      if (line.prompt_eval_count !== undefined) checkPromptTokens(line.prompt_eval_count);
      yield { type: 'finish', finishReason: finishReasonOf(line, calledTools), usage: usageOf(line) };
    }
  } catch (error) {
    if (signal.aborted) throw abortError(signal);
    yield { type: 'error', error: asAppError(error) };
  }
}

function finishReasonOf(
  { done_reason: raw }: OllamaReplyLine,
  calledTools: boolean,
): LanguageModelV4FinishReason {
  if (raw === 'length') return { unified: 'length', raw };
  // Ollama says `stop` for tool calls too.
  if (calledTools) return { unified: 'tool-calls', raw };
  return { unified: raw === undefined || raw === 'stop' ? 'stop' : 'other', raw };
}

function usageOf({ prompt_eval_count: read, eval_count: written }: OllamaReplyLine) {
  return {
    // What came out of the server's cache is not told.
    inputTokens: { total: read, noCache: undefined, cacheRead: undefined, cacheWrite: undefined },
    outputTokens: { total: written, text: undefined, reasoning: undefined },
    raw: { prompt_eval_count: read, eval_count: written },
  };
}

function asAppError(error: unknown): unknown {
  if (isAppError(error) || isAbort(error)) return error;
  const message = `The connection to Ollama broke off${causeOf(error)}.`;
  return new AppError('model-failed', message, { cause: error, retryable: true });
}
