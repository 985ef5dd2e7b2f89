import { isAddressPassword } from './address-rules.ts';
import type { MarkedRule, Stretch } from './marked-rule.ts';
import { isEncodedText, isPassword, isRandom, isUuid, type TextStyle, textOfBase64 } from './secret-value.ts';

/** What kind of value a name announces. */
type NameKind = 'password' | 'secret' | 'key';

/** Characters of a name that are looked at before its mark. */
const nameReach = 40;

/** Names that hold a mark and announce no secret: what a secret is called, where it is, what it is like. */
const harmlessTail =
  /name|file|path|url|uri|(?:^|[_.-])ids?$|Id$|type|length|len$|size|hash|digest|policy|field|label|min|max|ttl|expir|arn|ref(?!resh)|param|version|prefix|suffix|pattern|regex|class|format|alphabet|count|limit|rotat|bucket|hint|holder|error|message|title|text|reset|confirm|kind|provider|algorithm|encod|charset|header|cookie|store|manager|print|checksum|integrity|index|offset|column|valid|require|rule|strength|list|template|\.(?:tar|t?gz|zip|txt|md|json|ya?ml|[jt]sx?|py|go|rs|java|rb|php|sh|html?|css|exe|dll|jar|png|jpe?g|svg)$/i;
const harmlessHead =
  /public_?(?:key_?)?$|(?:page|cursor|sync|next|continuation|resume|csrf|xsrf|no|not|is|has|assembly|cancellation|start|end|prev|previous|last|first)_?$/i;

/** Names of what some services give out as a UUID; elsewhere a UUID is an identifier. */
const keyOfUuid = /key|client[_.-]?secret|app[_.-]?secret/i;

/** What makes a key one that is kept secret. */
const keyKind =
  /(?:api|app|access|auth|private|priv|encryption|crypt|signing|sign|account|master|secret|service|shared|admin|application|sending|deploy|server|storage|subscription|consumer|client|integration|webhook|hmac|aes|cookie|session|jwt|security|license|root|write|ingest|user)[ _.-]?$/i;

interface SecretName {
  readonly mark: string;
  readonly kind: NameKind;
  readonly word: RegExp;
  /** Whether what stands before the word makes it such a name. */
  readonly fits?: (head: string, word: string, next: string) => boolean;
}

/** Whether a short word stands alone in a name: `smtp_pass`, `dbPass`, `pwd`, not `bypass`. */
const standsAlone = (head: string, word: string, next: string) =>
  (!/[A-Za-z]$/.test(head) || (/[a-z]$/.test(head) && /^[A-Z]/.test(word))) && !/[a-z]/.test(next);

const names: readonly SecretName[] = [
  { mark: 'passw', kind: 'password', word: /passw(?:ord|d|ort)/iy },
  { mark: 'passphrase', kind: 'password', word: /passphrase/iy },
  { mark: 'passcode', kind: 'password', word: /passcode/iy },
  { mark: 'pass', kind: 'password', word: /pass(?!w|phrase|code|ed|es|ing|ive|age)/iy, fits: standsAlone },
  { mark: 'pwd', kind: 'password', word: /pwd/iy, fits: standsAlone },
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

/** Between a name and a value in quotes: what closes the name, a type, an operator, the opening quote. */
const toQuoted = new RegExp(
  [
    '["\'`*)\\]]{0,3}(?:',
    // name="x" value="…", "name": "x", "value": "…", and the two on lines of their own
    '[ \\t]{1,4}value\\s{0,3}=\\s{0,3}|\\s{0,3},\\s{0,80}["\']value["\']\\s{0,3}:\\s{0,3}|[ \\t]{0,4}\\n[ \\t]{0,80}["\']?value["\']?:[ \\t]{1,4}',
    // a type and an operator
    "|(?:\\??\\s?:\\s?&?(?:'static\\s)?[A-Za-z][\\w<>.[\\]?]{0,24})?[ \\t]{0,40}(?:=>|:=|[=!]?={1,2}|:|\\|)[ \\t]{0,40}(?:\\n[ \\t]{0,80})?",
    // arguments
    '|[ \\t]{0,3},[ \\t]{0,8}|\\s{0,3}\\(\\s{0,8}|[ \\t]{1,4}(?=["\'])',
    // prefixes of literals, and the quote
    ')(?:[brufBRUFL@$]{1,2}(?=["\'`]))?(["\'`]{1,3})',
  ].join(''),
  'y',
);

/** Between a name and a value without quotes, where a line or an element is the value's. */
const toBare =
  /["'`*)\]]{0,3}(?:[ \t]{0,40}(?:=>|:=|={1,2}|:|\|)[ \t`]{0,40}|["']?[ \t]{0,4}\n[ \t]{0,80}value:[ \t]{1,4}|>(?=[^<>\s]{1,400}<\/))/y;

/** Only between a name and a value of a connection string, a query or a line of a shell inside code. */
const toInline = /=(?=[^\s=])/y;

/** `ENV NAME value` of a Dockerfile, `password value` of a .netrc. */
const toWord = /[ \t]{1,8}/y;

/** The beginning of a line of a Dockerfile or a .netrc, up to the name. */
const keywordLine = /^\s*(?:(?:ENV|ARG)\s+\w*|(?:machine\s.*|login\s.*)?)$/;

const bareValue = /[^\s"'`<>|,]{4,400}/y;

const quotedLength = 4096;

/** Rules for values that stand behind a name such as `password`, `client_secret`, `api-key`. */
export const assignmentRules: readonly MarkedRule[] = names.map((secretName) => ({
  id: secretName.kind === 'password' ? 'password' : 'secret-assignment',
  marks: [secretName.mark],
  find: (text, mark, style) => {
    const name = nameAt(text, mark, secretName);
    const value = name && valueAfter(text, name.end, { style, lineHead: lineBefore(text, mark) });
    if (name === undefined || value === undefined) return undefined;
    const written = text.slice(value.start, value.end);
    const isSecret =
      isSecretValue(written, secretName.kind, style) ||
      (isUuid(written) && keyOfUuid.test(text.slice(name.start, name.end))) ||
      (secretName.kind === 'password' &&
        isInConnectionString(text, name.start) &&
        isAddressPassword(written));
    return isSecret ? value : undefined;
  },
}));

/** The whole name around a mark, if it announces a secret. */
function nameAt(text: string, mark: number, { word, fits }: SecretName): Stretch | undefined {
  word.lastIndex = mark;
  const [found] = word.exec(text) ?? [];
  if (found === undefined) return undefined;
  const wordEnd = mark + found.length;
  const head = /[\w.-]*[ ]?$/.exec(text.slice(Math.max(0, mark - nameReach), mark))?.[0] ?? '';
  if (harmlessHead.test(head) || fits?.(head, found, text[wordEnd] ?? '') === false) return undefined;
  const start = mark - head.length;
  // In a path it is a file's name: /etc/passwd.
  if (text[start - 1] === '/') return undefined;
  tail.lastIndex = wordEnd;
  const rest = tail.exec(text)?.[0] ?? '';
  return harmlessTail.test(rest) ? undefined : { start, end: wordEnd + rest.length };
}

function isSecretValue(written: string, kind: NameKind, style: TextStyle): boolean {
  // Secrets of Kubernetes stand in base64.
  const value = isEncodedText(written) ? textOfBase64(written).trim() : written;
  return isRandom(value.replace(/^base64:/, '')) || (kind !== 'key' && isPassword(value, style));
}

/** Whether a name stands behind another `name=value` and `;`, `&`, `?` or a space. */
function isInConnectionString(text: string, nameStart: number): boolean {
  return /[?;&]$|=[^\s,]{1,60} $/.test(text.slice(Math.max(0, nameStart - 64), nameStart));
}

/** The beginning of the line that a place is in, as far as a keyword at its start can be told. */
function lineBefore(text: string, at: number): string {
  const near = text.slice(Math.max(0, at - 100), at);
  return near.slice(near.lastIndexOf('\n') + 1);
}

interface Around {
  readonly style: TextStyle;
  readonly lineHead: string;
}

function valueAfter(text: string, from: number, { style, lineHead }: Around): Stretch | undefined {
  toQuoted.lastIndex = from;
  const quoted = toQuoted.exec(text);
  if (quoted !== null) {
    const quote = quoted[1] as string;
    const start = from + quoted[0].length;
    const end = text.slice(start, start + quotedLength).indexOf(quote);
    // Two quotes are an empty value, and behind one a line ends only by mistake.
    return end <= 0 ? undefined : { start, end: start + end };
  }
  if (style !== 'code') {
    toBare.lastIndex = from;
    const opened = toBare.exec(text);
    if (opened !== null) return bareAt(text, from + opened[0].length);
    toWord.lastIndex = from;
    const spaced = keywordLine.test(lineHead) ? toWord.exec(text) : null;
    return spaced === null ? undefined : bareAt(text, from + spaced[0].length);
  }
  toInline.lastIndex = from;
  return toInline.test(text) ? bareAt(text, from + 1) : undefined;
}

/** A value without quotes ends at white space, and before what parts it from the next one. */
function bareAt(text: string, start: number): Stretch | undefined {
  bareValue.lastIndex = start;
  const [run] = bareValue.exec(text) ?? [];
  if (run === undefined) return undefined;
  const next = /[;&](?=[\w %.-]{1,40}=)/.exec(run);
  const value = (next === null ? run : run.slice(0, next.index)).replace(/[;)\]}.:]{1,4}$/, '');
  return { start, end: start + value.length };
}
