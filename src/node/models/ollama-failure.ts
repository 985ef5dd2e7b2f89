import { AppError, isAppError } from '../../core/index.ts';
import { causeOf } from './ask-server.ts';

/** Which server and model a failure is about. */
export interface OllamaTarget {
  readonly address: string;
  readonly model: string;
}

/** The error for a request to which no answer came at all. */
export function unreachableOllama({ address }: Pick<OllamaTarget, 'address'>, cause: unknown): AppError {
  if (isAppError(cause) && cause.code !== 'model-unavailable') return cause;
  const message = `Ollama does not answer at ${address}${causeOf(cause)}. Start it with 'ollama serve', or set 'longview.baseUrl' to where it runs.`;
  return new AppError('model-unavailable', message, { cause, retryable: true });
}

/** The error for a model that the server does not have. */
export function missingOllamaModel({ address, model }: OllamaTarget): AppError {
  return new AppError(
    'model-unavailable',
    `Ollama at ${address} has no model '${model}'. Get it with 'ollama pull ${model}', or choose another.`,
  );
}

/** The error for a prompt of which the model saw only a part, or would have. Token counts. */
export function cutPrompt(model: string, numCtx: number, seen?: { sent: number; read: number }): AppError {
  const what =
    seen === undefined
      ? `refused a prompt that is longer than its context of ${numCtx} tokens`
      : `read ${seen.read} tokens of a prompt of about ${seen.sent}: the rest was cut off before the model saw it (context ${numCtx})`;
  const advice = 'Send less, or use a model with a larger context; nothing of this reply is used.';
  return new AppError('context-overflow', `${model} ${what}. ${advice}`);
}

/** The error for an HTTP status that is not 200. */
export async function refusedByOllama(
  response: Response,
  target: OllamaTarget,
  numCtx: number,
): Promise<AppError> {
  const { status } = response;
  const text = await response.text().catch(() => '');
  const said = reportedError(text);
  if (status === 404 && (said === undefined || /not found/.test(said))) return missingOllamaModel(target);
  if (said !== undefined && /context length|context window|prompt is (too long|longer)/i.test(said)) {
    return cutPrompt(target.model, numCtx);
  }
  const retryAfterSeconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return new AppError(
    'model-failed',
    `Ollama at ${target.address} answered ${status}${said ? `: ${said}` : ''}.`,
    {
      retryable: status === 408 || status === 429 || status >= 500,
      ...(Number.isFinite(retryAfterSeconds) ? { retryAfterMs: retryAfterSeconds * 1000 } : {}),
    },
  );
}

function reportedError(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: unknown };
    return typeof error === 'string' ? error.slice(0, 500) : undefined;
  } catch {
    return undefined;
  }
}
