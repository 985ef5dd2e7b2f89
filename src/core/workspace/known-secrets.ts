import type { SecretRange } from './find-secrets.ts';
import { rulesForPasswords } from './redact-secrets.ts';
import { kindOfName } from './secret-rules/secret-names.ts';
import { isRandom } from './secret-rules/secret-value.ts';
import { unescapedText } from './secret-rules/unescaped-text.ts';
import type { Redaction } from './source-file.ts';

/** A secret of one file that is taken out of others, too. Held in memory, sent to workers, never stored. */
export interface KnownSecret {
  /** The rule that found it. */
  readonly rule: string;
  readonly value: string;
}

/** Characters of a secret that is looked for elsewhere. */
const lengths = { password: 8, key: 12, most: 256 };

/**
 * Whether a secret tells itself from other words wherever it stands. A key or a token does. Of a password only one that was
 * drawn at random or mixes letters with digits and signs: `frontend` may be a password in one file and is a word in all
 * others. Pieces of private keys begin alike, and the whole ones are known by their form.
 */
function isTelling({ rule, value }: KnownSecret): boolean {
  const { length } = value;
  if (rule === 'privatekey' || length > lengths.most || !/^[!-~]+$/.test(value)) return false;
  if (!rulesForPasswords.has(rule)) return length >= lengths.key;
  if (isRandom(value)) return true;
  if (length < lengths.password || !/[A-Za-z]/.test(value) || !/\d/.test(value)) return false;
  // Names, versions, hosts and paths hold digits, too.
  const isWord = /^[\w./:-]*$/.test(value) && !(/[a-z]/.test(value) && /[A-Z]/.test(value));
  return !isWord && !isLikeName(value) && !/^[\w-]+(?:[./:][\w-]+)+$/.test(value);
}

/** Whether a value could be the name of something in code: `Postgres16`, `OAuth2Provider`, and hardly `Zq31rootPw`. */
function isLikeName(value: string): boolean {
  if (!/^\w+$/.test(value)) return false;
  const words = value.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+/g) ?? [];
  return words.filter(({ length }) => length < 3).length <= 1;
}

/** Of what was taken out of a text that {@link isTelling}, as it is written and without escapes of strings. */
export function tellingSecrets(text: string, redactions: readonly Redaction[]): KnownSecret[] {
  return redactions.flatMap(({ rule, originalStart, originalEnd }) => {
    const value = text.slice(originalStart, originalEnd);
    if (rule === 'env-value' && !isNamedSecret(text, originalStart) && !isRandom(value)) return [];
    return [...new Set([value, unescapedText(value).text])]
      .map((form) => ({ rule, value: form }))
      .filter(isTelling);
  });
}

/** Whether the name in front of a value of an `.env` file announces a secret: most are names of classes, hosts, products. */
function isNamedSecret(text: string, start: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const name = /([A-Za-z_][\w.-]{0,200})\s{0,10}=\s{0,10}["'`]?$/.exec(line)?.[1];
  return name !== undefined && kindOfName(name) !== undefined;
}

/** A place where a secret stands that is known from another file. */
export interface FoundSecret extends SecretRange {
  /** The number of the secret among those that were looked for. */
  readonly secret: number;
}

/** The secrets that begin alike: by the next character, and the one that ends here. */
interface Branch {
  readonly next: Map<number, Branch>;
  secret?: number;
}

/**
 * Looks for secrets that are known from other files, as they are and in texts with escapes of strings; those that stand
 * inside a longer word are none. Takes time in proportion to the text, for a text that is full of beginnings of secrets
 * times their length, however many there are.
 */
export function knownSecretFinder(secrets: readonly KnownSecret[]): (text: string) => FoundSecret[] {
  const root: Branch = { next: new Map() };
  const begins = new Uint8Array(1 << 16);
  for (const [secret, { value }] of secrets.entries()) {
    begins[beginningOf(value, 0)] = 1;
    let branch = root;
    for (let at = 0; at < value.length; at++) {
      const code = value.charCodeAt(at);
      const next: Branch = branch.next.get(code) ?? { next: new Map() };
      branch.next.set(code, next);
      branch = next;
    }
    branch.secret ??= secret;
  }
  const longestAt = (text: string, start: number) => {
    let found: { readonly end: number; readonly secret: number } | undefined;
    let branch: Branch | undefined = root;
    for (let at = start; branch !== undefined; at++) {
      if (branch.secret !== undefined && isWhole(text, start, at)) found = { end: at, secret: branch.secret };
      branch = branch.next.get(text.charCodeAt(at));
    }
    return found;
  };
  const search = (text: string, toOriginal: (offset: number) => number, found: FoundSecret[]) => {
    for (let start = 0; start + lengths.password <= text.length; start++) {
      if (begins[beginningOf(text, start)] === 0) continue;
      const longest = longestAt(text, start);
      if (longest === undefined) continue;
      const { rule } = secrets[longest.secret] as KnownSecret;
      const [from, end] = [toOriginal(start), toOriginal(longest.end)];
      found.push({ rule, start: from, end, secret: longest.secret });
      start = longest.end - 1;
    }
  };
  return (text) => {
    const found: FoundSecret[] = [];
    if (secrets.length === 0) return found;
    search(text, (offset) => offset, found);
    if (!text.includes('\\')) return found;
    const seen = unescapedText(text);
    search(seen.text, seen.toOriginal, found);
    return found.sort((a, b) => a.start - b.start || b.end - a.end);
  };
}

/** The first two characters at a place, as far as ASCII goes: others begin no secret. */
function beginningOf(text: string, at: number): number {
  return ((text.charCodeAt(at) & 0xff) << 8) | (text.charCodeAt(at + 1) & 0xff);
}

function isWhole(text: string, start: number, end: number): boolean {
  const isInside = (at: number) => isLetterOrDigit(text[at - 1]) && isLetterOrDigit(text[at]);
  return !isInside(start) && !isInside(end);
}

function isLetterOrDigit(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}]/u.test(character);
}
