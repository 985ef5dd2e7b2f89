import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import type { ResolvedModel } from '../../src/core/ports/model-directory.ts';

/** What a model of a test answers. Left out: empty text, `stop`, usage as counted by nobody. */
export interface RecordedReply {
  readonly text?: string;
  readonly toolCalls?: readonly { readonly name: string; readonly input: string }[];
  readonly finishReason?: 'stop' | 'length' | 'tool-calls' | 'error';
  /** Undefined: the provider reports nothing. */
  readonly usage?: { readonly input: number; readonly output: number; readonly cached?: number };
  /** Thrown by the call itself: the request was refused. */
  readonly refuse?: unknown;
  /** An `error` part behind the text. */
  readonly breakOff?: unknown;
  /** The stream ends without a `finish` part. */
  readonly endsEarly?: boolean;
  /** `call`: never answers; `stream`: sends the text and then nothing more. Neither listens to the signal. */
  readonly hangs?: 'call' | 'stream';
}

export type RecordedRespond = (
  call: LanguageModelV4CallOptions,
  index: number,
) => RecordedReply | Promise<RecordedReply>;

export interface RecordingModel extends ResolvedModel {
  /** Every call that arrived, in order. */
  readonly calls: readonly LanguageModelV4CallOptions[];
  /** Streams whose reader went away before their end. */
  readonly cancelled: () => number;
}

/** A model in this process that writes down what it is asked. */
export function recordingModel(
  respond: RecordedRespond,
  facts: Partial<Omit<ResolvedModel, 'languageModel'>> = {},
): RecordingModel {
  const calls: LanguageModelV4CallOptions[] = [];
  let cancelled = 0;
  const languageModel: LanguageModelV4 = {
    specificationVersion: 'v4',
    provider: 'test',
    modelId: 'recording',
    supportedUrls: {},
    doGenerate: () => Promise.reject(new Error('the door streams')),
    doStream: async (call) => {
      calls.push(call);
      const reply = await respond(call, calls.length - 1);
      if (reply.refuse !== undefined) throw reply.refuse;
      if (reply.hangs === 'call') return new Promise(() => undefined);
      const parts = partsOf(reply);
      const stream = new ReadableStream<LanguageModelV4StreamPart>({
        pull(controller) {
          const part = parts.shift();
          if (part !== undefined) controller.enqueue(part);
          else if (reply.hangs !== 'stream') controller.close();
        },
        cancel() {
          cancelled++;
        },
      });
      return { stream };
    },
  };
  return {
    id: 'test:recording',
    displayName: 'Recording model',
    location: { kind: 'local', host: '127.0.0.1:1' },
    languageModel,
    maxInputTokens: 100_000,
    maxOutputTokens: 16_000,
    windowSource: 'reported',
    tokenizer: 'openai',
    seesImages: false,
    price: { input: 0, cachedInput: 0, output: 0 },
    notes: [],
    ...facts,
    calls,
    cancelled: () => cancelled,
  };
}

function partsOf(reply: RecordedReply): LanguageModelV4StreamPart[] {
  const { text = '', toolCalls = [], usage } = reply;
  const parts: LanguageModelV4StreamPart[] = [{ type: 'stream-start', warnings: [] }];
  if (text !== '') {
    parts.push({ type: 'text-start', id: 't' });
    const middle = Math.ceil(text.length / 2);
    for (const delta of [text.slice(0, middle), text.slice(middle)])
      parts.push({ type: 'text-delta', id: 't', delta });
    parts.push({ type: 'text-end', id: 't' });
  }
  toolCalls.forEach(({ name, input }, index) => {
    parts.push({ type: 'tool-call', toolCallId: `call-${index}`, toolName: name, input });
  });
  if (reply.breakOff !== undefined) parts.push({ type: 'error', error: reply.breakOff });
  if (reply.endsEarly || reply.hangs === 'stream') return parts;
  const unified = reply.finishReason ?? (toolCalls.length > 0 ? 'tool-calls' : 'stop');
  parts.push({
    type: 'finish',
    finishReason: { unified, raw: unified },
    usage: {
      inputTokens: {
        total: usage?.input,
        noCache: undefined,
        cacheRead: usage?.cached,
        cacheWrite: undefined,
      },
      outputTokens: { total: usage?.output, text: undefined, reasoning: undefined },
    },
  });
  return parts;
}

/** All text of a call's prompt, as a model reads it. */
export function promptText({ prompt }: Pick<LanguageModelV4CallOptions, 'prompt'>): string {
  return prompt
    .map(({ content }) =>
      typeof content === 'string'
        ? content
        : content
            .map((part) =>
              part.type === 'text'
                ? part.text
                : JSON.stringify(part, (_, value) => (value instanceof Uint8Array ? 'bytes' : value)),
            )
            .join('\n'),
    )
    .join('\n');
}
