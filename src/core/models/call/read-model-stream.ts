import type { LanguageModelV4, LanguageModelV4ToolCall, LanguageModelV4Usage } from '@ai-sdk/provider';
import { abortable } from '../../base/abort.ts';
import { AppError } from '../../base/app-error.ts';
import { failureText } from './failure-text.ts';
import type { ModelRequest } from './model-door.ts';

/** A reply that came to its end. Plain data: it is kept in the ledger. */
export interface ModelReply {
  readonly text: string;
  readonly toolCalls: readonly { readonly id: string; readonly name: string; readonly input: string }[];
  /** `length`: the reply was cut off by the limit of its tokens. */
  readonly finishReason: 'stop' | 'length' | 'tool-calls' | 'other';
  /** Undefined where the provider reported nothing. */
  readonly reportedUsage:
    | {
        readonly inputTokens: number;
        readonly cachedInputTokens: number;
        /** Of the input, what was written to the provider's cache; undefined where it does not say. */
        readonly cacheWriteTokens?: number;
        readonly outputTokens: number;
      }
    | undefined;
}

/** No token of any encoding stands for more, but in runs of white space: what goes on behind this ignores its limit. */
const charactersPerToken = 32;

export interface ReadStreamOptions {
  readonly signal: AbortSignal;
  readonly onText: ((delta: string) => void) | undefined;
  /** Called for every part that arrives. */
  readonly onLife: () => void;
}

/**
 * Asks a model and reads its stream to the end. A stream that ends without saying why, or with an error, is no reply.
 *
 * @throws AppError `model-failed`, retryable, for a broken stream; whatever the provider throws for a refused request
 */
export async function readModelStream(
  model: LanguageModelV4,
  { prompt, maxOutputTokens, tools, replySchema, caching }: ModelRequest,
  { signal, onText, onLife }: ReadStreamOptions,
): Promise<ModelReply> {
  // A model that does not listen to the signal must not hold up whoever cancels.
  const { stream } = await abortable(
    Promise.resolve(
      model.doStream({
        prompt,
        maxOutputTokens,
        temperature: 0,
        abortSignal: signal,
        ...(tools === undefined ? {} : { tools: [...tools], toolChoice: { type: 'auto' as const } }),
        ...(replySchema === undefined ? {} : { responseFormat: replySchema }),
        ...(caching === undefined ? {} : { providerOptions: caching.providerOptions }),
      }),
    ),
    signal,
  );
  const text: string[] = [];
  const toolCalls: LanguageModelV4ToolCall[] = [];
  let received = 0;
  let finished: Pick<ModelReply, 'finishReason' | 'reportedUsage'> | undefined;
  const reader = stream.getReader();
  const cancel = () => void reader.cancel(signal.reason).catch(() => undefined);
  signal.addEventListener('abort', cancel, { once: true });
  try {
    for (;;) {
      const { done, value: part } = await reader.read();
      if (signal.aborted) throw signal.reason;
      if (done) break;
      onLife();
      if (part.type === 'text-delta' || part.type === 'reasoning-delta' || part.type === 'tool-input-delta') {
        received += part.delta.length;
        if (received > maxOutputTokens * charactersPerToken) {
          throw new AppError(
            'model-failed',
            `The reply went on behind its limit of ${maxOutputTokens} tokens.`,
          );
        }
      }
      if (part.type === 'text-delta') {
        text.push(part.delta);
        onText?.(part.delta);
      } else if (part.type === 'tool-call') toolCalls.push(part);
      else if (part.type === 'error') throw streamError(part.error);
      else if (part.type === 'finish') {
        const { unified } = part.finishReason;
        if (unified === 'error') throw streamError(part.finishReason.raw ?? 'it ended with an error');
        finished = {
          finishReason:
            unified === 'stop' || unified === 'length' || unified === 'tool-calls' ? unified : 'other',
          reportedUsage: usageOf(part.usage),
        };
      }
    }
  } catch (error) {
    void reader.cancel(error).catch(() => undefined); // nobody reads on: the connection is closed
    throw error;
  } finally {
    signal.removeEventListener('abort', cancel);
    reader.releaseLock();
  }
  if (finished === undefined) throw streamError('the stream ended early');
  return {
    text: text.join(''),
    toolCalls: toolCalls.map(({ toolCallId, toolName, input }) => ({
      id: toolCallId,
      name: toolName,
      input,
    })),
    ...finished,
  };
}

/** What the provider says that it counted; undefined where that is missing or no count. */
function usageOf({ inputTokens, outputTokens }: LanguageModelV4Usage): ModelReply['reportedUsage'] {
  const { total: input, cacheRead = 0, cacheWrite } = inputTokens;
  const { total: output } = outputTokens;
  if (!isCount(input) || !isCount(output)) return undefined;
  return {
    inputTokens: input,
    cachedInputTokens: isCount(cacheRead) ? Math.min(cacheRead, input) : 0,
    ...(isCount(cacheWrite) && cacheWrite > 0 ? { cacheWriteTokens: Math.min(cacheWrite, input) } : {}),
    outputTokens: output,
  };
}

function isCount(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value >= 0;
}

function streamError(error: unknown): Error {
  if (error instanceof Error && (error as { name?: string }).name === 'AppError') return error;
  return new AppError('model-failed', `The reply broke off: ${failureText(error)}`, {
    retryable: true,
    cause: error,
  });
}
