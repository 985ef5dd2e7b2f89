/** The wire protocol a request arrived over. */
export type Protocol = 'openai' | 'ollama';

/** An image exactly as the client sent it, decoded from its data URL or base64. */
export interface ReceivedImage {
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** A call the assistant made earlier in the conversation. `arguments` is parsed JSON, or the raw string if it is not JSON. */
export interface ReceivedToolCall {
  readonly id: string | undefined;
  readonly name: string;
  readonly arguments: unknown;
}

/** The answer the client gave to an earlier tool call. */
export interface ReceivedToolResult {
  readonly toolCallId: string | undefined;
  readonly toolName: string | undefined;
  readonly text: string;
}

/** One message of the conversation. A `tool` message carries its result both in `text` and in `toolResults`. */
export interface ReceivedMessage {
  readonly role: 'system' | 'user' | 'assistant' | 'tool';
  readonly text: string;
  readonly images: readonly ReceivedImage[];
  /** Texts and images in the order in which a model reads them. */
  readonly pieces: readonly (string | ReceivedImage)[];
  readonly toolCalls: readonly ReceivedToolCall[];
  readonly toolResults: readonly ReceivedToolResult[];
}

/** A tool offered to the model; `parameters` is its JSON schema. */
export interface ReceivedTool {
  readonly name: string;
  readonly description: string;
  readonly parameters: unknown;
}

/** What the client asked the reply to look like. `schema` is absent for schema-less JSON mode. */
export type ReceivedResponseFormat =
  | { readonly type: 'text' }
  | { readonly type: 'json'; readonly schema?: unknown };

/** A chat request, independent of the protocol it arrived over. */
export interface ReceivedRequest {
  readonly protocol: Protocol;
  readonly model: string;
  readonly messages: readonly ReceivedMessage[];
  readonly tools: readonly ReceivedTool[];
  readonly stream: boolean;
  readonly maxOutputTokens: number | undefined;
  readonly numCtx: number | undefined;
  readonly responseFormat: ReceivedResponseFormat;
  readonly headers: Readonly<Record<string, string>>;
  /** Position among all chat requests of this server, from 0. */
  readonly index: number;
}
