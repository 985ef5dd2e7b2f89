import { isHarmlessHead, isHarmlessTail } from './harmless-names.ts';
import type { Stretch } from './marked-rule.ts';

/** What kind of value a name announces. */
export type NameKind = 'password' | 'secret' | 'key';

/** Characters of a name that are looked at before its mark. */
const nameReach = 40;

/** Names of what some services give out as a UUID; elsewhere a UUID is an identifier. */
export const keyOfUuid = /key|client[_.-]?secret|app[_.-]?secret/i;

/** What makes a key one that is kept secret. */
const keyKind =
  /(?:validation|decryption|api|app|access|auth|logged[_-]?in|nonce|private|priv|pre-?shared|encryption|crypt|signing|sign|account|master|secret|service|shared|admin|application|sending|deploy|server|storage|subscription|consumer|client|integration|webhook|hmac|aes|cookie|session|jwt|security|license|root|write|ingest|user)[ _.-]?$/i;

export interface SecretName {
  readonly mark: string;
  readonly kind: NameKind;
  readonly word: RegExp;
  /** Whether what stands before the word makes it such a name. */
  readonly fits?: (head: string, word: string, next: string) => boolean;
}

/** Whether a short word stands alone in a name: `smtp_pass`, `dbPass`, `pwd`, not `bypass`. */
const standsAlone = (head: string, word: string, next: string) =>
  (!/[A-Za-z]$/.test(head) || (/[a-z]$/.test(head) && /^[A-Z]/.test(word))) && !/[a-z]/.test(next);

/** `-storepass`, `-keypass`, `requirepass`, `DBPASS`: one word each. */
const isOfTool = (head: string) =>
  /(?:require|store|key|key_?store|trust_?store|db|sql|smtp|mail|ftp|ldap|root)$/i.test(head);

export const secretNames: readonly SecretName[] = [
  { mark: 'passw', kind: 'password', word: /passw(?:ord|d|ort)/iy },
  { mark: 'passphrase', kind: 'password', word: /passphrase/iy },
  { mark: 'passcode', kind: 'password', word: /passcode/iy },
  {
    mark: 'pass',
    kind: 'password',
    word: /pass(?!w|phrase|code|ed|es|ing|ive|age)/iy,
    fits: (head, word, next) => standsAlone(head, word, next) || (isOfTool(head) && !/[a-z]/i.test(next)),
  },
  { mark: 'pwd', kind: 'password', word: /pwd/iy, fits: standsAlone },
  {
    mark: 'psk',
    kind: 'password',
    word: /psk(?![-_])/iy,
    // In the name of a cipher it stands for a kind of key.
    fits: (head, word, next) => standsAlone(head, word, next) && !/(?:tls|rsa|dhe|ecdhe)[_-]$/i.test(head),
  },
  { mark: 'kennwort', kind: 'password', word: /kennwort/iy },
  { mark: 'secret', kind: 'secret', word: /secret(?!ar|ion|ly)/iy },
  { mark: 'token', kind: 'key', word: /token(?!i[sz])/iy },
  {
    mark: 'key',
    kind: 'key',
    word: /key(?!board|s?tone|note|word|code|frame|map|down|up|press)/iy,
    fits: (head) => keyKind.test(head),
  },
  { mark: 'credential', kind: 'secret', word: /credential/iy },
];

/** The rest of a name; with spaces only where each word may follow the mark in a name that people write. */
const tail = /(?:[ _-](?:key|base|token|value|string|secret|access)(?![A-Za-z])){0,3}[\w.-]{0,40}/iy;

/** The whole name around a mark, if it announces a secret. */
export function nameAt(text: string, mark: number, { word, fits }: SecretName): Stretch | undefined {
  word.lastIndex = mark;
  const [found] = word.exec(text) ?? [];
  if (found === undefined) return undefined;
  const wordEnd = mark + found.length;
  const head = /[\w.-]*[ ]?$/.exec(text.slice(Math.max(0, mark - nameReach), mark))?.[0] ?? '';
  if (isHarmlessHead(head) || fits?.(head, found, text[wordEnd] ?? '') === false) return undefined;
  const start = mark - head.length;
  // In a path it is a file's name: /etc/passwd.
  if (text[start - 1] === '/' && !head.startsWith(' ')) return undefined;
  tail.lastIndex = wordEnd;
  const rest = tail.exec(text)?.[0] ?? '';
  return isHarmlessTail(rest) ? undefined : { start, end: wordEnd + rest.length };
}

/** What the whole of a name announces (the head of a column, the name of a variable), if it is a secret. */
export function kindOfName(name: string): NameKind | undefined {
  const folded = name.toLowerCase();
  for (const secretName of secretNames) {
    const mark = folded.lastIndexOf(secretName.mark);
    if (mark >= 0 && nameAt(name, mark, secretName) !== undefined) return secretName.kind;
  }
  return undefined;
}
