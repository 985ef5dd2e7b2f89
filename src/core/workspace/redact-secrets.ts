import { shortHash } from '../base/content-hash.ts';
import type { SecretRange } from './find-secrets.ts';
import type { Redaction } from './source-file.ts';

export interface RedactedText {
  readonly text: string;
  readonly redactions: readonly Redaction[];
}

/** What stands in a placeholder's place, to recognise one again: `[REDACTED github 1f2e3d4c]`. */
export const placeholderPattern = /\[REDACTED [a-z0-9-]+ [0-9a-f]{8}\]/;

/**
 * Replaces each range by a placeholder that names the rule and is the same for the same secret everywhere. Line ends
 * inside a secret (a private key) are kept, so that line numbers stay true.
 */
export function redactSecrets(text: string, secrets: readonly SecretRange[]): RedactedText {
  if (secrets.length === 0) return { text, redactions: [] };
  const redactions: Redaction[] = [];
  let redacted = '';
  let copiedTo = 0;
  for (const { rule, start, end } of secrets) {
    const secret = text.slice(start, end);
    const placeholder = `[REDACTED ${rule} ${shortHash(secret).slice(0, 8)}]${'\n'.repeat(secret.split('\n').length - 1)}`;
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
