import type { PreparedReply } from './prepared-reply.ts';
import type { ReceivedRequest } from './received-request.ts';

/** A chat request as one protocol's parser understood it. */
export interface ParsedChat {
  readonly request: Omit<ReceivedRequest, 'headers' | 'index'>;
  readonly includeUsage: boolean;
  /** Ollama only: what to do with a prompt longer than the context. */
  readonly truncation?: { readonly truncate: boolean; readonly shift: boolean; readonly numKeep: number };
}

/** One message of a streamed reply. */
export interface Frame {
  readonly data: string;
  /** The reply text in this message; empty for all the others. */
  readonly text: string;
}

/** How one protocol spells replies and errors. */
export interface WireFormat {
  readonly streamContentType: string;
  readonly streamEnd: string;
  readonly garbage: string;
  encodeFrame(value: unknown): string;
  frames(reply: PreparedReply, chat: ParsedChat): Iterable<Frame>;
  body(reply: PreparedReply, chat: ParsedChat): unknown;
  failure(status: number, message: string): unknown;
}

/** A request the server answers with an error of the protocol. */
export class RefusedRequest extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}
