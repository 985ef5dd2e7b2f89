import { createHash } from 'node:crypto';
import { countTokens, decode, encode } from 'gpt-tokenizer/encoding/o200k_base';
import type { ReceivedMessage, ReceivedRequest } from './received-request.ts';

/** The parts of a request that make up the prompt. */
export type PromptParts = Pick<ReceivedRequest, 'messages' | 'tools' | 'responseFormat'>;

/** Every image costs this many tokens, whatever its size. */
export const tokensPerImage = 768;

// A repository may well contain `<|endoftext|>`; as received text it is ordinary text, not a control token.
const asPlainText = { disallowedSpecial: new Set<string>() };

/** Tokens in a text. */
export function countTextTokens(text: string): number {
  return text === '' ? 0 : countTokens(text, asPlainText);
}

/** The text's tokens, so that it can be cut the way a model's context is. */
export function encodeText(text: string): number[] {
  return encode(text, asPlainText);
}

/** The text of tokens from `encodeText`. */
export function decodeText(tokens: readonly number[]): string {
  return decode(tokens);
}

/** Tokens of everything that precedes the messages: tool definitions and the reply's schema. */
export function countPreambleTokens(parts: PromptParts): number {
  return preamble(parts).reduce((sum, text) => sum + countTextTokens(text), 0);
}

/** Tokens of one message: its text, its tool calls and its images. No template overhead is added. */
export function countMessageTokens(message: ReceivedMessage): number {
  let tokens = countTextTokens(message.text) + message.images.length * tokensPerImage;
  for (const call of message.toolCalls) {
    tokens += countTextTokens(call.name) + countTextTokens(argumentsText(call.arguments));
  }
  return tokens;
}

/** Tokens of a whole prompt: the sum over all text and images received. */
export function countPromptTokens(parts: PromptParts): number {
  return parts.messages.reduce(
    (sum, message) => sum + countMessageTokens(message),
    countPreambleTokens(parts),
  );
}

/** Tool arguments as they travel: JSON text, or the string itself if it already is text. */
export function argumentsText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** One string per prompt in the order a model reads it, for finding the prefix two prompts share. */
export function renderPrompt(parts: PromptParts): string {
  const pieces = preamble(parts);
  for (const message of parts.messages) {
    pieces.push(message.role);
    for (const piece of message.pieces)
      pieces.push(typeof piece === 'string' ? piece : createHash('sha256').update(piece.bytes).digest('hex'));
    for (const call of message.toolCalls) pieces.push(call.name, argumentsText(call.arguments));
  }
  return pieces.join('\n');
}

function preamble({ tools, responseFormat }: PromptParts): string[] {
  const pieces = tools.flatMap((tool) => [tool.name, tool.description, argumentsText(tool.parameters ?? {})]);
  if (responseFormat.type === 'json' && responseFormat.schema !== undefined) {
    pieces.push(argumentsText(responseFormat.schema));
  }
  return pieces;
}
