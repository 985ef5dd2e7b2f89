/** What went wrong, for programs. `code` is stable; `instanceof` is lost across worker threads, so tell errors apart by it. */
export type AppErrorCode =
  | 'usage'
  | 'configuration'
  | 'key-missing'
  | 'not-found'
  | 'not-a-directory'
  | 'network-off'
  | 'consent-required'
  | 'model-unavailable'
  | 'model-failed'
  | 'model-reply-unusable'
  | 'context-overflow'
  | 'budget-exhausted'
  | 'stale-plan'
  | 'refused-edit'
  | 'invalid-plan'
  | 'storage'
  | 'internal';

export interface AppErrorOptions {
  readonly cause?: unknown;
  /** Whether trying the same operation again later can succeed. */
  readonly retryable?: boolean;
  /** Milliseconds after which a retry makes sense, where the other side said so. */
  readonly retryAfterMs?: number;
}

/** A failed operation, with a message a user can act on. Bad input is not an error: it is returned as a diagnostic. */
export class AppError extends Error {
  readonly code: AppErrorCode;
  readonly retryable: boolean;
  readonly retryAfterMs: number | undefined;

  constructor(code: AppErrorCode, message: string, options: AppErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}

/** Whether `error` is an AppError, also one that crossed a worker boundary as a plain object. */
export function isAppError(error: unknown, code?: AppErrorCode): error is AppError {
  if (typeof error !== 'object' || error === null) return false;
  const candidate = error as { name?: unknown; code?: unknown };
  return candidate.name === 'AppError' && (code === undefined || candidate.code === code);
}

/** The message of anything thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
