import type { ReceivedRequest } from './received-request.ts';
import type { ScriptedReply } from './scripted-reply.ts';

/** A chat request as received (before any truncation), and what has become of it so far. */
export interface RecordedRequest extends ReceivedRequest {
  readonly path: string;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  /** True only once the last byte of a whole reply, or of an error response, was flushed to the socket. */
  readonly completed: boolean;
  readonly completedAt: number | undefined;
  /** The connection ended while the response was still under way, whoever ended it. */
  readonly cutOff: boolean;
  readonly status: number | undefined;
  /** The model saw less than was sent. */
  readonly truncated: boolean;
  /** Tokens as reported to the client; 0 as long as the prompt was not processed. */
  readonly promptTokens: number;
  readonly cachedTokens: number;
  /** Tokens of the text that was really sent if the reply was cut off. */
  readonly completionTokens: number;
  readonly reply: ScriptedReply | undefined;
}

/** Any HTTP request, chat or not. */
export interface RecordedHit {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly receivedAt: number;
}

/** Something that happened to a chat request. `cut-off` is the end of any request that did not complete. */
export interface ModelServerEvent {
  readonly kind: 'received' | 'completed' | 'cut-off';
  readonly request: RecordedRequest;
}
