import type {
  LanguageModelV4CallOptions,
  LanguageModelV4Message,
  LanguageModelV4ToolResultPart,
} from '@ai-sdk/provider';
import type { ChatMessage, ChatPart } from './engine-protocol.ts';

/**
 * A prompt in the words of the editor's chat models, which know no system role and no wish for JSON: the first becomes
 * a message of the user, the second a sentence at the end.
 */
export function toChatMessages({ prompt, responseFormat }: LanguageModelV4CallOptions): ChatMessage[] {
  const messages = prompt.map(toChatMessage).filter((message) => message.parts.length > 0);
  if (responseFormat?.type === 'json') {
    const schema =
      responseFormat.schema === undefined
        ? ''
        : ` that fits this schema: ${JSON.stringify(responseFormat.schema)}`;
    const text = `Reply with nothing but JSON${schema}`;
    messages.push({ role: 'user', parts: [{ type: 'text', text }] });
  }
  return messages;
}

function toChatMessage(message: LanguageModelV4Message): ChatMessage {
  if (message.role === 'system') return { role: 'user', parts: [{ type: 'text', text: message.content }] };
  const parts: ChatPart[] = [];
  for (const part of message.content) {
    if (part.type === 'text') parts.push({ type: 'text', text: part.text });
    else if (part.type === 'file') parts.push(...toImagePart(part.data, part.mediaType));
    else if (part.type === 'tool-call')
      parts.push({
        type: 'tool-call',
        callId: part.toolCallId,
        name: part.toolName,
        input: Object(part.input),
      });
    else if (part.type === 'tool-result')
      parts.push({ type: 'tool-result', callId: part.toolCallId, text: textOf(part.output) });
  }
  return { role: message.role === 'assistant' ? 'assistant' : 'user', parts };
}

function toImagePart(
  data: { readonly type: string; readonly data?: unknown; readonly text?: unknown },
  mediaType: string,
): ChatPart[] {
  if (typeof data.text === 'string') return [{ type: 'text', text: data.text }];
  const bytes = typeof data.data === 'string' ? Buffer.from(data.data, 'base64') : data.data;
  return bytes instanceof Uint8Array ? [{ type: 'image', mediaType, data: Uint8Array.from(bytes) }] : [];
}

function textOf(output: LanguageModelV4ToolResultPart['output']): string {
  if (output.type === 'execution-denied') return output.reason ?? 'Not allowed.';
  return typeof output.value === 'string' ? output.value : JSON.stringify(output.value);
}
