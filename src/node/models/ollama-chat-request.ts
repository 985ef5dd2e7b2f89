import type { LanguageModelV4CallOptions, LanguageModelV4FilePart, SharedV4Warning } from '@ai-sdk/provider';
import { AppError } from '../../core/index.ts';
import { readToolOutput } from './read-tool-output.ts';

/** A message of Ollama's `/api/chat`. */
export interface OllamaMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly content: string;
  /** Bare base64, no data URL. */
  readonly images?: readonly string[];
  readonly thinking?: string;
  readonly tool_calls?: readonly {
    readonly id: string;
    readonly function: { name: string; arguments: unknown };
  }[];
  readonly tool_name?: string;
  readonly tool_call_id?: string;
}

/** The body of `POST /api/chat`. Source: Ollama's API documentation. */
export interface OllamaChatRequest {
  readonly model: string;
  readonly messages: readonly OllamaMessage[];
  readonly stream: true;
  /** A prompt that is too long is refused, not cut; older servers do not know this and cut it all the same. */
  readonly truncate: false;
  /** A reply that fills the context ends, instead of pushing the prompt's beginning out. */
  readonly shift: false;
  readonly options: Readonly<Record<string, unknown>>;
  readonly tools?: readonly unknown[];
  readonly format?: unknown;
  readonly think?: boolean | string;
}

/** What of a request depends on the model and stays the same for its life. */
export interface OllamaRequestSettings {
  readonly model: string;
  readonly numCtx: number;
  /** Whether the model can be told to think or not to. */
  readonly thinks: boolean;
  readonly takesTools: boolean;
}

/** Translates a call of the AI SDK. What Ollama cannot do becomes a warning. */
export function buildOllamaRequest(
  call: LanguageModelV4CallOptions,
  { model, numCtx, thinks, takesTools }: OllamaRequestSettings,
): { readonly body: OllamaChatRequest; readonly warnings: SharedV4Warning[] } {
  const warnings: SharedV4Warning[] = [];
  const tools = toolsOf(call, takesTools, warnings);
  const think = thinkOf(call.reasoning, model, thinks, warnings);
  const options = {
    num_ctx: numCtx,
    num_predict: call.maxOutputTokens,
    temperature: call.temperature,
    top_p: call.topP,
    top_k: call.topK,
    seed: call.seed,
    stop: call.stopSequences,
    presence_penalty: call.presencePenalty,
    frequency_penalty: call.frequencyPenalty,
  };
  const body: OllamaChatRequest = {
    model,
    messages: call.prompt.flatMap(translateMessage),
    stream: true,
    truncate: false,
    shift: false,
    options: Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)),
    ...(tools.length > 0 ? { tools } : {}),
    ...(call.responseFormat?.type === 'json' ? { format: call.responseFormat.schema ?? 'json' } : {}),
    ...(think === undefined ? {} : { think }),
  };
  return { body, warnings };
}

function toolsOf(
  { tools = [], toolChoice }: LanguageModelV4CallOptions,
  takesTools: boolean,
  warnings: SharedV4Warning[],
): unknown[] {
  if (tools.length > 0 && !takesTools) {
    warnings.push({ type: 'unsupported', feature: 'tools', details: 'This model takes no tools.' });
    return [];
  }
  if (toolChoice?.type === 'none') return [];
  if (toolChoice?.type === 'required' || toolChoice?.type === 'tool') {
    warnings.push({ type: 'unsupported', feature: 'toolChoice', details: 'Ollama lets the model choose.' });
  }
  return tools.flatMap((tool) => {
    if (tool.type === 'provider') {
      warnings.push({ type: 'unsupported', feature: `tool ${tool.id}` });
      return [];
    }
    if (toolChoice?.type === 'tool' && toolChoice.toolName !== tool.name) return [];
    const { name, description = '', inputSchema } = tool;
    return [{ type: 'function', function: { name, description, parameters: inputSchema } }];
  });
}

/** GPT-OSS takes levels of thinking, the others on or off. */
function thinkOf(
  reasoning: LanguageModelV4CallOptions['reasoning'],
  model: string,
  thinks: boolean,
  warnings: SharedV4Warning[],
): boolean | string | undefined {
  if (reasoning === undefined || reasoning === 'provider-default') return undefined;
  if (!thinks) {
    if (reasoning !== 'none') warnings.push({ type: 'unsupported', feature: 'reasoning' });
    return undefined;
  }
  if (!/(^|\/)gpt-oss/.test(model)) return reasoning !== 'none';
  if (reasoning === 'medium') return 'medium';
  return reasoning === 'none' || reasoning === 'minimal' || reasoning === 'low' ? 'low' : 'high';
}

function translateMessage(message: LanguageModelV4CallOptions['prompt'][number]): OllamaMessage[] {
  switch (message.role) {
    case 'system':
      return [{ role: 'system', content: message.content }];
    case 'user': {
      const texts: string[] = [];
      const images: string[] = [];
      for (const part of message.content) {
        if (part.type === 'text') texts.push(part.text);
        else addFile(part, texts, images);
      }
      return [{ role: 'user', content: joinTexts(texts), ...(images.length > 0 ? { images } : {}) }];
    }
    case 'assistant': {
      const text = message.content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
      const thinking = message.content.flatMap((part) => (part.type === 'reasoning' ? [part.text] : []));
      const toolCalls = message.content.flatMap((part) =>
        part.type === 'tool-call'
          ? [{ id: part.toolCallId, function: { name: part.toolName, arguments: part.input } }]
          : [],
      );
      return [
        {
          role: 'assistant',
          content: joinTexts(text),
          ...(thinking.length > 0 ? { thinking: joinTexts(thinking) } : {}),
          ...(toolCalls.length > 0 ? { tool_calls: toolCalls } : {}),
        },
      ];
    }
    case 'tool':
      return message.content.flatMap((part) => {
        if (part.type !== 'tool-result') return [];
        const content = readToolOutput(part.output);
        return [{ role: 'tool' as const, content, tool_name: part.toolName, tool_call_id: part.toolCallId }];
      });
  }
}

function addFile({ data, mediaType }: LanguageModelV4FilePart, texts: string[], images: string[]): void {
  if (data.type === 'text') {
    texts.push(data.text);
    return;
  }
  if (data.type !== 'data' || !/^image(\/|$)/.test(mediaType)) {
    const what = data.type === 'data' ? `a file of type ${mediaType}` : 'a file by its address';
    throw new AppError('usage', `Ollama takes text and images; ${what} cannot be sent.`);
  }
  images.push(typeof data.data === 'string' ? data.data : Buffer.from(data.data).toString('base64'));
}

/** Parts begin on a line of their own: run together, the last line of one would change its meaning. */
function joinTexts(texts: readonly string[]): string {
  return texts.reduce(
    (joined, text) => joined + (joined === '' || joined.endsWith('\n') ? '' : '\n') + text,
    '',
  );
}
