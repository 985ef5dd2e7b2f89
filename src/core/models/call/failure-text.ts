import type { LanguageModelV4Prompt } from '@ai-sdk/provider';
import { messageOf } from '../../base/app-error.ts';
import { findSecrets } from '../../workspace/find-secrets.ts';
import { redactSecrets } from '../../workspace/redact-secrets.ts';

/** Characters of somebody else's message that are passed on. */
const maxLength = 300;

/**
 * What a provider's failure says, in one line. Providers throw errors, error objects of their servers, and reports of
 * validation that repeat what was received.
 */
export function failureText(error: unknown): string {
  const { name, cause } = (error ?? {}) as { name?: unknown; cause?: unknown };
  if (name === 'AI_TypeValidationError' || name === 'AI_JSONParseError') return 'the reply cannot be read';
  const own = error instanceof Error ? messageOf(error) : said(error);
  const further = cause instanceof Error && !own.includes(cause.message) ? ` (${cause.message})` : '';
  return `${own}${further}`.replaceAll(/\s+/g, ' ').slice(0, maxLength);
}

/** The message of an error that is no Error: `{message}`, `{error: {message}}`, text. */
function said(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  const { message, error: inner } = error as { message?: unknown; error?: unknown };
  if (typeof message === 'string') return message;
  return inner === undefined ? 'it reported an error without a message' : said(inner);
}

/** A word with a long run of letters and digits in it: a key, or something that nobody misses. Names of models have none. */
const keyLike = /[\w-]*(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z\d]{16}[\w-]*/g;

/** Text of a server with secrets taken out: some repeat the key that they refuse. */
export async function withoutSecrets(text: string): Promise<string> {
  return redactSecrets(text, await findSecrets('message', text)).text.replaceAll(keyLike, '[REDACTED key]');
}

/** Statuses of a request that is refused for what it holds. */
const refusals: readonly (number | undefined)[] = [400, 413, 415, 422];

/** What to try where a request with pictures is refused: servers take fewer than their models, or none at all. */
export function hintOnPictures(status: number | undefined, prompt: LanguageModelV4Prompt): string {
  const types = prompt.flatMap(({ content }) =>
    typeof content === 'string'
      ? []
      : content.flatMap((part) => (part.type === 'file' ? part.mediaType : [])),
  );
  if (types.length === 0 || !refusals.includes(status)) return '';
  const hasVideos = types.some((type) => type.startsWith('video/'));
  const several = hasVideos ? 'pictures and videos' : 'pictures';
  const one = hasVideos ? 'a video' : 'a picture';
  const what = types.length === 1 ? one : `${types.length} ${several}`;
  return ` (It was sent ${what}; without 'sendPictures', on the command line --images off, those of the repository stay here.)`;
}
