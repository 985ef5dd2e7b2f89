import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
  LanguageModelV4StreamResult,
} from '@ai-sdk/provider';
import { abortError } from '../../core/index.ts';
import { collectStreamParts } from './collect-stream-parts.ts';
import { readOllamaReply } from './ollama-chat-reply.ts';
import { buildOllamaRequest } from './ollama-chat-request.ts';
import { cutPrompt, refusedByOllama, unreachableOllama } from './ollama-failure.ts';
import { ollamaStreamParts } from './ollama-stream-parts.ts';
import { createPromptTextCounter } from './prompt-text-counter.ts';

/** One model of one Ollama, with what stays the same for the life of the object. */
export interface OllamaLanguageModelOptions {
  /** Where Ollama is: `http://127.0.0.1:11434`, without a path. */
  readonly address: string;
  readonly model: string;
  /**
   * Tokens of context, for prompt and reply together. Every request of this object asks for the same: a change makes
   * Ollama load the model anew.
   */
  readonly numCtx: number;
  /** Whether the model can be told to think or not to. */
  readonly thinks?: boolean;
  /** Whether tools may be offered to it: Ollama refuses the whole request otherwise. */
  readonly takesTools?: boolean;
  readonly fetch: typeof globalThis.fetch;
}

/** Below this share of the tokens that were sent, no tokenizer explains the number that the model read. */
const smallestPlausibleShare = 0.6;

/**
 * A model behind Ollama's own `/api/chat`. Ollama's OpenAI-compatible address is no substitute: it ignores the size of
 * the context that is asked for, and cuts a longer prompt without a word (ollama#16814).
 *
 * Calls fail with AppError `model-unavailable`, `model-failed`, `context-overflow`, `network-off`, or an `AbortError`.
 */
export class OllamaLanguageModel implements LanguageModelV4 {
  readonly specificationVersion = 'v4';
  readonly provider = 'ollama.chat';
  readonly modelId: string;
  /** Claims every address, so that nobody downloads one outside the network rule; they are then refused here. */
  readonly supportedUrls = { '*/*': [/^/] };
  readonly #options: OllamaLanguageModelOptions;
  readonly #countText = createPromptTextCounter();

  constructor(options: OllamaLanguageModelOptions) {
    this.#options = options;
    this.modelId = options.model;
  }

  async doGenerate(call: LanguageModelV4CallOptions): Promise<LanguageModelV4GenerateResult> {
    const { stream, request } = await this.doStream(call);
    return { ...(await collectStreamParts(stream)), ...(request && { request }) };
  }

  async doStream(call: LanguageModelV4CallOptions): Promise<LanguageModelV4StreamResult> {
    const { address, model, numCtx, thinks = false, takesTools = true, fetch } = this.#options;
    const { body, warnings } = buildOllamaRequest(call, { model, numCtx, thinks, takesTools });
    const cancelled = new AbortController();
    const signal = call.abortSignal
      ? AbortSignal.any([call.abortSignal, cancelled.signal])
      : cancelled.signal;
    const url = `${address}/api/chat`;
    let response: Response;
    try {
      response = await fetch(url, {
        method: 'POST',
        headers: { ...definedHeaders(call.headers), 'content-type': 'application/json' },
        body: JSON.stringify(body),
        signal,
      });
    } catch (error) {
      if (signal.aborted) throw abortError(signal);
      throw unreachableOllama({ address }, error);
    }
    if (!response.ok) throw await refusedByOllama(response, { address, model }, numCtx);

    const parts = ollamaStreamParts(readOllamaReply(response.body ?? new Response('').body!), {
      model,
      warnings,
      signal,
      includeRawChunks: call.includeRawChunks ?? false,
      checkPromptTokens: (read) => {
        const sent = this.#countText(call.prompt);
        if (read < sent * smallestPlausibleShare) throw cutPrompt(model, numCtx, { sent, read });
      },
    });
    return { stream: streamOf(parts, cancelled), request: { url, body } };
  }
}

/** Cancelling the stream closes the connection at once, also while it waits for the next line. */
function streamOf(
  parts: AsyncGenerator<LanguageModelV4StreamPart>,
  connection: AbortController,
): ReadableStream<LanguageModelV4StreamPart> {
  return new ReadableStream<LanguageModelV4StreamPart>(
    {
      async pull(controller) {
        try {
          const { done, value } = await parts.next();
          if (done) controller.close();
          else controller.enqueue(value);
        } catch (error) {
          // A stream that was cancelled is closed already and cannot take the error.
          if (!connection.signal.aborted) controller.error(error);
        }
      },
      cancel() {
        connection.abort();
        void parts.return(undefined).catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
}

function definedHeaders(headers: LanguageModelV4CallOptions['headers'] = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
