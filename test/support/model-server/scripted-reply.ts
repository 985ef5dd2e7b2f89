import type { Fault } from './fault.ts';
import type { ReceivedRequest } from './received-request.ts';

/** A tool call in a reply. A string is sent verbatim, so malformed arguments can be scripted over the OpenAI protocol. */
export interface ScriptedToolCall {
  readonly id?: string;
  readonly name: string;
  readonly arguments: unknown;
}

/** Why a reply ended, before it is spelled in the protocol's own words. */
export type FinishReason = 'stop' | 'length' | 'tool-calls' | 'content-filter';

/** Token numbers as reported to the client. `promptTokens` includes `cachedTokens`. */
export interface ReplyUsage {
  readonly promptTokens: number;
  readonly cachedTokens: number;
  readonly completionTokens: number;
}

/** What a test wants the model to answer. Everything left out is filled in truthfully. */
export interface ScriptedReply {
  readonly text?: string;
  readonly toolCalls?: readonly ScriptedToolCall[];
  readonly finishReason?: FinishReason;
  /** Overrides the counted numbers, to script a server that lies about them. */
  readonly usage?: Partial<ReplyUsage>;
  readonly fault?: Fault;
}

/** The model's mind: it sees the request as the model would (after truncation) and nothing else. */
export type Respond = (request: ReceivedRequest) => ScriptedReply | Promise<ScriptedReply>;

/** Answers the first `times` requests with a fault and lets the rest through. */
export function failFirst(times: number, fault: Fault, respond: Respond): Respond {
  let failed = 0;
  return (request) => {
    if (failed >= times) return respond(request);
    failed += 1;
    return { fault };
  };
}
