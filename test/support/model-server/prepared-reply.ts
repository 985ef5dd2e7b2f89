import { type Fault, strikesAt } from './fault.ts';
import { argumentsText, countTextTokens, decodeText, encodeText } from './prompt.ts';
import type { FinishReason, ReplyUsage, ScriptedReply, ScriptedToolCall } from './scripted-reply.ts';

/** A reply with everything decided except how the protocol spells it. */
export interface PreparedReply {
  readonly id: string;
  readonly model: string;
  readonly startedAt: Date;
  readonly text: string;
  /** `text` in the portions it is streamed in. */
  readonly pieces: readonly string[];
  readonly toolCalls: readonly (ScriptedToolCall & { readonly id: string })[];
  readonly finishReason: FinishReason;
  /** Undefined when the server is to keep quiet about it. */
  readonly usage: ReplyUsage | undefined;
}

/** What the server knows about a request when its reply is prepared. */
export interface ReplyContext {
  readonly index: number;
  readonly model: string;
  readonly startedAt: Date;
  readonly maxOutputTokens: number | undefined;
  readonly promptTokens: number;
  readonly cachedTokens: number;
  readonly tokensPerSecond: number | undefined;
}

/** Settles a scripted reply: applies the faults that change its content, the output limit, and counts its tokens. */
export function prepareReply(
  scripted: ScriptedReply,
  context: ReplyContext,
): PreparedReply & { usage: ReplyUsage } {
  const { fault } = scripted;
  const empty = fault?.kind === 'empty-reply';
  const toolCalls = (empty ? [] : (scripted.toolCalls ?? [])).map((call, i) => ({
    ...call,
    id: call.id ?? `call_${context.index}_${i}`,
  }));
  const wanted = wantedText(scripted.text ?? '', fault);
  const limited = limitText(wanted, context.maxOutputTokens);
  const cut = limited !== wanted || fault?.kind === 'cut-by-length';
  const counted = toolCalls.reduce(
    (sum, call) => sum + countTextTokens(call.name) + countTextTokens(argumentsText(call.arguments)),
    countTextTokens(limited),
  );
  return {
    id: `chatcmpl-${context.index}`,
    model: context.model,
    startedAt: context.startedAt,
    text: limited,
    pieces: split(limited, fault, context.tokensPerSecond),
    toolCalls,
    finishReason: cut ? 'length' : (scripted.finishReason ?? (toolCalls.length > 0 ? 'tool-calls' : 'stop')),
    usage: {
      promptTokens: scripted.usage?.promptTokens ?? context.promptTokens,
      cachedTokens: scripted.usage?.cachedTokens ?? context.cachedTokens,
      completionTokens: scripted.usage?.completionTokens ?? counted,
    },
  };
}

function wantedText(text: string, fault: Fault | undefined): string {
  switch (fault?.kind) {
    case 'empty-reply':
      return '';
    case 'cut-by-length':
      return text.slice(0, fault.afterCharacters ?? Math.floor(text.length / 2));
    case 'huge-reply':
      return hugeText(fault.characters);
    default:
      return text;
  }
}

function hugeText(characters: number): string {
  const lines: string[] = [];
  for (let length = 0, i = 1; length < characters; i += 1) {
    const line = `Line ${i} of a reply that does not seem to end.\n`;
    lines.push(line);
    length += line.length;
  }
  return lines.join('').slice(0, characters);
}

function limitText(text: string, maxTokens: number | undefined): string {
  // Every token is at least one byte, so a short text cannot be over the limit.
  if (maxTokens === undefined || Buffer.byteLength(text) <= maxTokens) return text;
  const tokens = encodeText(text);
  return tokens.length <= maxTokens ? text : decodeText(tokens.slice(0, maxTokens));
}

function split(text: string, fault: Fault | undefined, tokensPerSecond: number | undefined): string[] {
  if (fault?.kind === 'slow-drip') return chunks(text, fault.charactersPerChunk ?? 1);
  // About a token at a time when the pace matters, otherwise so that even a huge reply is some hundred messages.
  const length = tokensPerSecond === undefined ? Math.max(16, Math.ceil(text.length / 400)) : 4;
  const at = strikesAt(fault, text.length) ?? 0;
  return [...chunks(text.slice(0, at), length), ...chunks(text.slice(at), length)];
}

function chunks(text: string, length: number): string[] {
  const pieces: string[] = [];
  let start = 0;
  while (start < text.length) {
    let end = start + length;
    // A surrogate pair stays whole: real servers stream valid UTF-8.
    if (end < text.length && (text.charCodeAt(end) & 0xfc00) === 0xdc00) end += 1;
    pieces.push(text.slice(start, end));
    start = end;
  }
  return pieces;
}
