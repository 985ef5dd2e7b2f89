import {
  countMessageTokens,
  countPreambleTokens,
  decodeText,
  encodeText,
  type PromptParts,
} from './prompt.ts';
import type { ReceivedMessage } from './received-request.ts';

/** What is left of a conversation, and its size in tokens. */
export interface TruncatedPrompt {
  readonly messages: readonly ReceivedMessage[];
  readonly promptTokens: number;
  readonly truncated: boolean;
  /** Dropping whole messages was not enough. */
  readonly cutInside: boolean;
}

/**
 * Cuts a conversation to `numCtx` tokens as Ollama does, without telling anybody: the oldest messages go first, but
 * never system messages or the last one. If that is still too long, the middle of what remains is dropped so that
 * about half of the context stays free for the reply.
 */
export function truncateToContext(parts: PromptParts, numCtx: number, numKeep: number): TruncatedPrompt {
  const preamble = countPreambleTokens(parts);
  const sizes = parts.messages.map(countMessageTokens);
  const total = sizes.reduce((sum, size) => sum + size, preamble);
  if (total <= numCtx)
    return { messages: parts.messages, promptTokens: total, truncated: false, cutInside: false };

  const kept = parts.messages.map(() => true);
  let left = total;
  for (let i = 0; i < parts.messages.length - 1 && left > numCtx; i += 1) {
    if (parts.messages[i]!.role === 'system') continue;
    kept[i] = false;
    left -= sizes[i]!;
  }
  const messages = parts.messages.filter((_, i) => kept[i]);
  if (left <= numCtx) return { messages, promptTokens: left, truncated: true, cutInside: false };

  const limit = numCtx - Math.max(Math.floor((numCtx - numKeep) / 2), 1);
  return { ...dropMiddle(messages, left - limit, numKeep, left), truncated: true, cutInside: true };
}

function dropMiddle(messages: readonly ReceivedMessage[], discard: number, keepFirst: number, size: number) {
  let toKeep = keepFirst;
  let toDrop = discard;
  const cut = messages.map((message): ReceivedMessage => {
    const tokens = encodeText(message.text);
    const head = tokens.slice(0, toKeep);
    toKeep -= head.length;
    const dropped = Math.min(toDrop, tokens.length - head.length);
    toDrop -= dropped;
    if (dropped === 0) return message;
    return { ...message, text: decodeText([...head, ...tokens.slice(head.length + dropped)]) };
  });
  return { messages: cut, promptTokens: size - (discard - toDrop) };
}
