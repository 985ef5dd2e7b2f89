import { isAbort } from '../core/base/abort.ts';
import { isAppError, messageOf } from '../core/base/app-error.ts';
import type { Diagnostic } from '../core/base/diagnostic.ts';
import type { ProgressEvent } from '../core/base/progress.ts';
import type { Engine } from '../core/engine-api.ts';

/**
 * The engine's methods that cross the thread, each with the number of its arguments before the options. A method's
 * options are not sent: `signal` becomes a cancel message, the callbacks become messages back.
 */
export const engineMethods = {
  graph: 0,
  impact: 2,
  pack: 1,
  contextMap: 1,
  search: 1,
  check: 0,
  reviewPreflight: 1,
  review: 1,
  lastReview: 0,
  dismiss: 2,
  restore: 1,
  runs: 1,
  askPreflight: 1,
  ask: 1,
  plan: 1,
  checkPlan: 1,
  applyPlan: 1,
  revertPlan: 1,
  listModels: 0,
  renderReport: 2,
  updateIndex: 0,
  rebuildIndex: 0,
} as const satisfies Record<
  Exclude<keyof Engine, 'snapshot' | 'files' | 'filesChanged' | 'packSettingsChanged'> | 'renderReport',
  number
>;

export type EngineMethod = keyof typeof engineMethods;

/** Settings as the host has them, unchecked: what the user set, and what came with the workspace and may only narrow. */
export interface RawSettings {
  readonly user: Readonly<Record<string, unknown>>;
  readonly workspace: Readonly<Record<string, unknown>>;
}

/** What the engine worker is started with. */
export interface EngineWorkerData {
  /** Where the shipped assets lie. */
  readonly assetDirectory: string;
}

/** Host → worker. */
export type MessageToEngine =
  | {
      readonly kind: 'call';
      readonly id: number;
      /** Absolute path of the root folder. */
      readonly root: string;
      readonly settings: RawSettings;
      /** Whether the host tells of every change below the root by `files-changed`. */
      readonly isWatched: boolean;
      readonly method: EngineMethod;
      readonly parameters: readonly unknown[];
    }
  | { readonly kind: 'cancel'; readonly id: number }
  /** Has no answer. The paths, of files and folders, are relative to the root, with `/`. */
  | { readonly kind: 'files-changed'; readonly root: string; readonly paths: readonly string[] }
  | { readonly kind: 'host-part'; readonly id: number; readonly part: ChatReplyPart }
  | { readonly kind: 'host-result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'host-error'; readonly id: number; readonly error: PlainError };

/** Worker → host. */
export type MessageFromEngine =
  | { readonly kind: 'result'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'error'; readonly id: number; readonly error: PlainError }
  | { readonly kind: 'progress'; readonly id: number; readonly event: ProgressEvent }
  | { readonly kind: 'event'; readonly id: number; readonly event: unknown }
  /** Something about a root that the user should know and that stopped no call. It may come more than once. */
  | { readonly kind: 'diagnostic'; readonly root: string; readonly diagnostic: Diagnostic }
  | { readonly kind: 'host-call'; readonly id: number; readonly call: HostCall }
  | { readonly kind: 'host-cancel'; readonly id: number };

/** What the worker asks of its host; the answers are in {@link HostAnswers}. */
export type HostCall =
  | { readonly method: 'secret'; readonly name: string }
  | { readonly method: 'chat-models' }
  | { readonly method: 'count-chat-tokens'; readonly modelId: string; readonly text: string }
  | { readonly method: 'chat'; readonly request: ChatRequest };

export interface HostAnswers {
  readonly secret: string | undefined;
  readonly 'chat-models': readonly ChatModel[];
  readonly 'count-chat-tokens': number;
  /** The reply itself comes before, as `host-part` messages. */
  readonly chat: undefined;
}

/** A language model that the host offers. */
export interface ChatModel {
  /** `vscode:VENDOR/FAMILY/ID` */
  readonly id: string;
  readonly displayName: string;
  /** Stands for the host: where its requests go cannot be known. */
  readonly vendor: string;
  readonly family: string;
  readonly maxInputTokens: number;
}

export interface ChatRequest {
  readonly modelId: string;
  readonly messages: readonly ChatMessage[];
  readonly tools: readonly ChatTool[];
  /** Whether one of the tools has to be called. */
  readonly toolRequired: boolean;
}

export interface ChatMessage {
  readonly role: 'user' | 'assistant';
  readonly parts: readonly ChatPart[];
}

export type ChatPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image'; readonly mediaType: string; readonly data: Uint8Array }
  | { readonly type: 'tool-result'; readonly callId: string; readonly text: string }
  | ChatToolCall;

export interface ChatToolCall {
  readonly type: 'tool-call';
  readonly callId: string;
  readonly name: string;
  readonly input: object;
}

export interface ChatTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: object;
}

export type ChatReplyPart = { readonly type: 'text'; readonly text: string } | ChatToolCall;

/** An error as it crosses a thread. Anything that is neither a cancellation nor an AppError becomes an internal one. */
export type PlainError =
  | { readonly name: 'AbortError'; readonly message: string }
  | {
      readonly name: 'AppError';
      readonly code: string;
      readonly message: string;
      readonly retryable: boolean;
      readonly retryAfterMs?: number | undefined;
      /** For the log. */
      readonly stack?: string | undefined;
    };

export function toPlainError(error: unknown): PlainError {
  const message = messageOf(error);
  if (isAbort(error)) return { name: 'AbortError', message };
  const stack = error instanceof Error ? error.stack : undefined;
  if (!isAppError(error)) return { name: 'AppError', code: 'internal', message, retryable: false, stack };
  const { code, retryable, retryAfterMs } = error;
  return { name: 'AppError', code, message: error.message, retryable, retryAfterMs, stack };
}

/** The error again, as something to throw. */
export function fromPlainError(plain: PlainError): Error {
  if (plain.name === 'AbortError') return new DOMException(plain.message, 'AbortError');
  const { stack, ...fields } = plain;
  return Object.assign(new Error(plain.message), fields, stack === undefined ? {} : { stack });
}
