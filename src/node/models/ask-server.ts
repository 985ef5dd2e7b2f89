import { AppError, abortError, isAppError } from '../../core/index.ts';

/** One question to a model server about itself. */
export interface ServerQuestion {
  readonly fetch: typeof globalThis.fetch;
  readonly url: string;
  /** With a body the question is a POST of JSON, else a GET. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/** What it answered; `json` is undefined if that was not JSON. */
export interface ServerAnswer {
  readonly status: number;
  readonly json: unknown;
}

/**
 * Asks and reads the whole answer within the time.
 *
 * @throws AppError `network-off`, or `model-unavailable` if nobody answers; an `AbortError` when cancelled
 */
export async function askServer(question: ServerQuestion): Promise<ServerAnswer> {
  const { fetch, url, body, headers, timeoutMs, signal } = question;
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
    });
    const text = await response.text();
    return { status: response.status, json: parseJson(text) };
  } catch (error) {
    if (signal?.aborted) throw abortError(signal);
    if (isAppError(error)) throw error;
    const why = deadline.aborted
      ? `did not answer within ${timeoutMs} ms`
      : `cannot be reached${causeOf(error)}`;
    throw new AppError('model-unavailable', `The model server at ${originOf(url)} ${why}.`, {
      cause: error,
      retryable: true,
    });
  }
}

/** Where a server is, for messages: without credentials, path and query, which may hold keys. */
export function originOf(url: string): string {
  return URL.parse(url)?.origin ?? 'an unusable address';
}

/** The reason that the operating system gave for a failed connection: ` (ECONNREFUSED)`, or nothing. */
export function causeOf(error: unknown): string {
  for (let at = error; at instanceof Error; at = at.cause) {
    const { code } = at as { code?: unknown };
    if (typeof code === 'string' && /^[A-Z_]+$/.test(code)) return ` (${code})`;
  }
  return '';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
