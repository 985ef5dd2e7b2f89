import type { LanguageModelV4Message } from '@ai-sdk/provider';
import { isAppError } from '../base/app-error.ts';
import type { ModelDoor, ModelRequest } from '../models/call/model-door.ts';
import type { ModelReply } from '../models/call/read-model-stream.ts';
import type { RepositoryLookups } from './repository-lookups.ts';

/** How often a model may look things up before it has to answer. */
const maxRounds = 4;
/** Calls that one request with lookups takes at most. */
export const mostCallsWithLookups = maxRounds + 2;
const lastLookup = 'That was the last lookup. Answer with what you know now.';
/** How many lookups of one round are answered. */
const maxLookupsOfRound = 4;

/**
 * Sends a request whose model may look things up. After {@link maxRounds} rounds it is told to answer with what it has. The
 * tools stand in front of all that a provider keeps of the prompt, so they are taken away only if it does not. A server
 * that refuses tools altogether is asked without them.
 */
export async function callWithLookups(
  door: ModelDoor,
  request: ModelRequest,
  lookups: RepositoryLookups,
  options: Parameters<ModelDoor['call']>[1],
): Promise<ModelReply> {
  const prompt = [...request.prompt];
  for (let round = 0; ; round++) {
    let reply: ModelReply;
    try {
      reply = await door.call({ ...request, tools: lookups.tools, prompt: [...prompt] }, options);
    } catch (error) {
      if (round === 0 && isAppError(error, 'model-failed') && !error.retryable)
        return door.call(request, options);
      const asked = prompt.at(-2);
      if (round === 0 || asked?.role !== 'assistant' || !isAppError(error, 'context-overflow')) throw error;
      // What it looked up does not fit any more: it has to answer with what it has.
      prompt.splice(-2, 2, asked, withoutAnswers(prompt.at(-1)));
      return door.call({ ...request, prompt: [...prompt] }, options);
    }
    if (reply.toolCalls.length === 0) return reply;
    if (reply.text !== '') options.onRestart?.();
    if (round === maxRounds) return door.call({ ...request, prompt: [...prompt] }, options);
    prompt.push(...answers(reply, lookups, round === maxRounds - 1 ? `\n\n${lastLookup}` : ''));
  }
}

/** @param note stands behind each answer */
function answers(reply: ModelReply, lookups: RepositoryLookups, note: string): LanguageModelV4Message[] {
  const calls = reply.toolCalls.slice(0, maxLookupsOfRound);
  return [
    {
      role: 'assistant',
      content: [
        ...(reply.text === '' ? [] : [{ type: 'text' as const, text: reply.text }]),
        ...calls.map(({ id, name, input }) => ({
          type: 'tool-call' as const,
          toolCallId: id,
          toolName: name,
          input: asJson(input),
        })),
      ],
    },
    {
      role: 'tool',
      content: calls.map(({ id, name, input }) => ({
        type: 'tool-result' as const,
        toolCallId: id,
        toolName: name,
        output: { type: 'text' as const, value: lookups.run(name, input) + note },
      })),
    },
  ];
}

function withoutAnswers(message: LanguageModelV4Message | undefined): LanguageModelV4Message {
  const value = 'There is no room for this. Answer with what you know.';
  const results =
    message?.role === 'tool' ? message.content.filter((part) => part.type === 'tool-result') : [];
  return {
    role: 'tool',
    content: results.map((part) => ({ ...part, output: { type: 'text' as const, value } })),
  };
}

function asJson(input: string): unknown {
  try {
    return JSON.parse(input) as unknown;
  } catch {
    return {};
  }
}
