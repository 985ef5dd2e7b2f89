import { shortHash } from '../base/content-hash.ts';
import type { SecretRange } from './find-secrets.ts';
import { isRandom } from './secret-rules/secret-value.ts';
import type { Redaction } from './source-file.ts';

export interface RedactedText {
  readonly text: string;
  readonly redactions: readonly Redaction[];
}

/** How a placeholder looks, to recognise one again: `[REDACTED github 1f2e3d4c]`, `[REDACTED password 5e]`. */
export const placeholderPattern = /\[REDACTED [a-z0-9-]+ [0-9a-f]{2}(?:[0-9a-f]{6})?\]/;

/**
 * Replaces each range by a placeholder that names the rule and is the same for the same secret everywhere. Line ends
 * inside a secret (a private key) are kept, so that line numbers stay true. A placeholder that stands in the text
 * already is text.
 */
export function redactSecrets(text: string, secrets: readonly SecretRange[]): RedactedText {
  if (secrets.length === 0) return { text, redactions: [] };
  const redactions: Redaction[] = [];
  let redacted = '';
  let copiedTo = 0;
  for (const { rule, start, end } of secrets) {
    const secret = text.slice(start, end);
    const placeholder = `[REDACTED ${rule} ${markOf(rule, secret)}]${'\n'.repeat(secret.split('\n').length - 1)}`;
    redacted += text.slice(copiedTo, start);
    redactions.push({
      rule,
      start: redacted.length,
      end: redacted.length + placeholder.length,
      originalStart: start,
      originalEnd: end,
    });
    redacted += placeholder;
    copiedTo = end;
  }
  return { text: redacted + text.slice(copiedTo), redactions };
}

/** Digits of the hash that tell secrets from each other, and digits that a secret which can be guessed may show. */
const hashDigits = { random: 8, guessable: 2 };

/** Rules that find what people make up; the others know keys and tokens by their form, which machines draw. */
export const rulesForPasswords: ReadonlySet<string> = new Set([
  'password',
  'secret-assignment',
  'env-value',
  'address-password',
  'basic-credentials',
  'user-option',
  'command-password',
  'table-password',
  'credential-file',
  'kubernetes-secret',
  'picture-assignment',
  'picture-connection',
]);

/**
 * What tells one secret from another. Eight digits of a hash say nothing of a key drawn at random; of a password they
 * would tell anybody who goes through a list of passwords which one it is, so that those show two, which fit one
 * password in 256.
 */
function markOf(rule: string, secret: string): string {
  const isGuessable = rulesForPasswords.has(rule) && !isRandom(secretPart(secret));
  return shortHash(secret).slice(0, isGuessable ? hashDigits.guessable : hashDigits.random);
}

/** What of a value nobody knows: of an address its password, of a query nothing that could be told from its names. */
function secretPart(secret: string): string {
  if (secret.includes('://')) return /:\/\/[^\s/:@]{0,200}:([^\s/]{1,512})@/.exec(secret)?.[1] ?? '';
  return /[?&;][\w.-]{1,40}=/.test(secret) ? '' : secret;
}

/** Applies redactions found earlier in the very same text. */
export function reapplyRedactions(text: string, redactions: readonly Redaction[]): string {
  return redactSecrets(
    text,
    redactions.map(({ rule, originalStart, originalEnd }) => ({
      rule,
      start: originalStart,
      end: originalEnd,
    })),
  ).text;
}
