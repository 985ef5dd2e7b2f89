import type { SecretRange } from './find-secrets.ts';
import { rulesForPasswords } from './redact-secrets.ts';
import { createMarkFinder } from './secret-rules/find-marks.ts';
import { isRandom } from './secret-rules/secret-value.ts';
import type { Redaction } from './source-file.ts';

/** A secret of one file that is taken out of others, too. Held in memory, sent to workers, never stored. */
export interface KnownSecret {
  /** The rule that found it. */
  readonly rule: string;
  readonly value: string;
}

/** Characters of a secret that is looked for elsewhere. */
const lengths = { password: 8, key: 12, most: 512 };

/**
 * Whether a secret tells itself from other words wherever it stands. A key or a token does. Of a password, and of a value of
 * an `.env` file, only one that was drawn at random or mixes letters with digits and signs: `frontend` may be a password in
 * one file and is a word in all others. Pieces of private keys begin alike, and the whole ones are known by their form.
 */
export function isTelling({ rule, value }: KnownSecret): boolean {
  const { length } = value;
  if (rule === 'privatekey' || length > lengths.most || !/^[!-~]+$/.test(value)) return false;
  if (!rulesForPasswords.has(rule)) return length >= lengths.key;
  if (isRandom(value)) return true;
  if (length < lengths.password || !/[A-Za-z]/.test(value) || !/\d/.test(value)) return false;
  // Names, versions, hosts and paths hold digits, too.
  const isWord = /^[\w./:-]*$/.test(value) && !(/[a-z]/.test(value) && /[A-Z]/.test(value));
  return !isWord && !/^[\w-]+(?:[./:][\w-]+)+$/.test(value);
}

/** Of what was taken out of a text that {@link isTelling}. */
export function tellingSecrets(text: string, redactions: readonly Redaction[]): KnownSecret[] {
  return redactions
    .map(({ rule, originalStart, originalEnd }) => ({ rule, value: text.slice(originalStart, originalEnd) }))
    .filter(isTelling);
}

/** A place where a secret stands that is known from another file. */
export interface FoundSecret extends SecretRange {
  /** The number of the secret among those that were looked for. */
  readonly secret: number;
}

/** Looks for secrets that are known from other files; those that stand inside a longer word are none. */
export function knownSecretFinder(secrets: readonly KnownSecret[]): (text: string) => FoundSecret[] {
  const find = createMarkFinder(secrets.map(({ value }) => value.toLowerCase()));
  return (text) => {
    const found: FoundSecret[] = [];
    find(text, (secret, start) => {
      const { rule, value } = secrets[secret] as KnownSecret;
      const end = start + value.length;
      if (text.startsWith(value, start) && isWhole(text, start, end))
        found.push({ rule, start, end, secret });
    });
    return found;
  };
}

function isWhole(text: string, start: number, end: number): boolean {
  const isInside = (at: number) => isLetterOrDigit(text[at - 1]) && isLetterOrDigit(text[at]);
  return !isInside(start) && !isInside(end);
}

function isLetterOrDigit(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
