/** How a text writes values: with quotes alone (`code`), one a line (`settings`), between words (`document`). */
export type TextStyle = 'code' | 'settings' | 'document';

/** What stands for a value instead of being one: variables, templates, masks, names of types. */
const reference =
  /^[$%@&!](?![\w]*[!#*@%^&+?])|\$\{|\$\(|\{\{|<%|#\{|%\(|^<.*>$|^\[.*\]$|^\{.*\}?$|^__.*__$|^%.*%$|\*{4}|\/aws4_request$|\.{3}|…|•{3}|^-+$|^&(?:lt|#x?3c)/i;

/** Words of placeholders, of examples and of defaults that are no secret. */
const placeholderWord =
  /ex[ae]mple|sample|place.?holder|change.?(?:me|it)|dummy|fake|xxxx|0000000|your|insert|replace|redacted|hidden|mustbe|notreal|not-a-|lorem|\b(?:todo|tbd)\b/i;

/** Words in passwords that nobody keeps secret. */
const weakWord =
  /pass(?:w|phrase|$|\d)|p[a@4][s5$]{2}w|[s5][e3]c(?:r[e3]t|ur)|test|foo|letmein|qwert|admin|default|guest|root|demo|user|login|hello|token|api.?key|value|null|none|undefined|string|abc|123|wrong|invalid|correct|mismatch/i;

/** Names of algorithms, which have digits and capitals as passwords do. */
const algorithm = /pbkdf|argon|bcrypt|scrypt|hmac|sha-?\d|md5|aes-?\d|rsa-?\d|base64|oauth|ecdsa|ed25519/i;

/** UUIDs; version and variant aside. */
const uuidPattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Characters of a value that are looked at; a longer one is judged by its beginning. */
const judgedLength = 160;

/** Whether a value only stands for a secret: a variable, a template, a mask, a word for "put yours here". */
export function isPlaceholder(whole: string): boolean {
  const value = whole.slice(0, judgedLength);
  return reference.test(value) || placeholderWord.test(value) || hasSequence(value) || isRepetitive(value);
}

/** Whether a value looks as if drawn at random: keys, tokens, hashes. 16 characters or more. */
export function isRandom(whole: string): boolean {
  const value = whole.slice(0, judgedLength);
  if (value.length < 16 || !/^[\w+/=.~:!#$%^&*@?-]+$/.test(value)) return false;
  if (/^[\d.:TZ+-]+$/.test(value) || uuidPattern.test(value) || /^(?:sha\d+|md5|h1)[-:]/.test(value))
    return false;
  const letters = value.match(/[A-Za-z]/g)?.length ?? 0;
  const digits = value.match(/\d/g)?.length ?? 0;
  if (
    letters < 4 ||
    (value.length < 32 && algorithm.test(value)) ||
    isEncodedText(value) ||
    isSampleToken(whole)
  )
    return false;
  if (digits === 0 && (value.length < 24 || !/[a-z]/.test(value) || !/[A-Z]/.test(value))) return false;
  const isHex = /^[0-9a-f]+$/i.test(value);
  if (entropyBits(value) < (isHex ? 2.8 : 3.3)) return false;
  if (isPlaceholder(value)) return false;
  if (isHex && value.length >= 32) return true;
  const words = wordShare(value);
  if (words < 0.3 && value.length >= 20 && digits > 0) return true;
  return words < (value.length < 24 ? 0.5 : 0.6) && humpLength(value) < 3.7;
}

/**
 * Whether a value of letters, digits and signs of all sorts was drawn at random, as the keys of Django and WordPress
 * are: 32 characters or more.
 */
export function isDrawn(whole: string): boolean {
  const value = whole.slice(0, judgedLength).replace(/^django-insecure-/, '');
  if (value.length < 32 || !/^[ -~]+$/.test(value)) return false;
  if (value.split(' ').length > 4 || !/\d/.test(value) || !/[a-z]/i.test(value)) return false;
  // A hash that names its algorithm.
  if (/^\$\w+\$|^[\w+]+:\/\//.test(value)) return false;
  // Minified code.
  if (whole.length > 200 || /[,;]\w{1,3}[.=]/.test(value)) return false;
  const signs = new Set(value.match(/[^A-Za-z0-9\s._/:-]/g));
  if (signs.size < 4 || /\$\{|\{\{|<%|=>|&&|\|\||\w\(\)|["'`\\]/.test(value)) return false;
  return (
    new Set(value).size >= 16 && entropyBits(value) >= 3.8 && wordShare(value) < 0.5 && humpLength(value) < 3
  );
}

/** Whether a value looks like a password that somebody or a manager made up. 8 characters or more, no white space. */
export function isPassword(value: string, style: TextStyle): boolean {
  if (value.length < 8 || value.length > 128 || !/^[!-~]+$/.test(value)) return false;
  if (isPlaceholder(value) || isWeak(value) || isExpression(value) || isEncodedText(value)) return false;
  // A test of how addresses are written.
  if (/%[0-9A-F]{2}/.test(value) && value.replaceAll(/%[0-9A-F]{2}/g, '').length < 6) return false;
  if (style !== 'code' && isDrawnLetters(value)) return true;
  if (!/\d/.test(value) || !/[A-Za-z]/.test(value)) return false;
  const classes = [/[a-z]/, /[A-Z]/, /\d/, /[!#$%^&*?+~@]/].filter((one) => one.test(value)).length;
  if (classes === 4 || (classes === 3 && /[!#$%^&*?+~@]/.test(value))) return true;
  if (classes < 3 || algorithm.test(value)) return false;
  if (style === 'settings' || isRandom(value)) return true;
  const words = wordShare(value);
  if (style === 'document' && value.length >= 12 && words < 0.25) return true;
  return words < 0.8 && (/[A-Za-z]\d+[A-Za-z]/.test(value) || humpLength(value) < 3);
}

/** Letters alone, twelve and more, of both cases in no order that words have. */
function isDrawnLetters(value: string): boolean {
  if (!/^[A-Za-z]{12,40}$/.test(value) || !/[a-z][A-Z]+[a-z]/.test(value)) return false;
  return wordShare(value) < 0.4 && humpLength(value) < 2.5 && !/^[a-z]+[A-Z]+$/.test(value);
}

/** Whether a password holds a word that nobody keeps secret. */
export function isWeak(password: string): boolean {
  return weakWord.test(password);
}

/** Whether a value is mostly made of what words could be. */
export function isWords(value: string): boolean {
  return wordShare(value) >= 0.4;
}

/** Whether a value under a name such as `api_key` is a UUID: what some services give out as a key. */
export function isUuid(value: string): boolean {
  return uuidPattern.test(value) && !/(.)\1{6}/.test(value) && !hasSequence(value);
}

/** Code or a place rather than a value: a call, a chain of names, a path, an address. */
function isExpression(value: string): boolean {
  return (
    /^[\w.:>-]+[([{]/.test(value) ||
    (/^[\w$]+(?:(?:\.|::|->)[A-Za-z_$][\w$]*)+[;,)]?$/.test(value) && !isOddChain(value)) ||
    /^(?:[~.]{0,2}\/|[a-z]+:\/\/|[A-Za-z]:\\)/.test(value) ||
    /^(?:\/?[\w.-]+\/)+[\w.-]*$/.test(value) ||
    /[(){}]|=>|&&|\|\||^[!?]|\+\w+\(/.test(value)
  );
}

/** Names with a point between them have words or short parts; what was drawn with a point in it has neither. */
function isOddChain(value: string): boolean {
  if (/\d[A-Za-z]/.test(value)) return true;
  return value.length >= 14 && /\d/.test(value) && wordShare(value) < 0.4 && humpLength(value) < 3;
}

/** Six characters that follow one another, up or down, as in `abcdef` and `123456`, or twelve that repeat two. */
function hasSequence(value: string): boolean {
  let up = 1;
  let down = 1;
  for (let at = 1; at < value.length; at++) {
    const step = value.charCodeAt(at) - value.charCodeAt(at - 1);
    up = step === 1 ? up + 1 : 1;
    down = step === -1 ? down + 1 : 1;
    if (up >= 6 || down >= 6) return true;
  }
  return /1a2b3c|a1b2c3|deadbeef|cafebabe|asdfgh|qwerty/i.test(value);
}

/** Few characters for its length, or the same one again and again. */
function isRepetitive(value: string): boolean {
  const distinct = new Set(value.slice(0, judgedLength)).size;
  return distinct <= 3 || (value.length >= 20 && distinct < 7) || /([^=])\1{5}/.test(value);
}

/** Whether a JSON Web Token is one that documents show: of the subject 1234567890, of John Doe. */
export function isSampleToken(token: string): boolean {
  const claims = /^eyJ[\w-]+\.(eyJ[\w-]+)\./.exec(token)?.[1];
  if (claims === undefined) return false;
  return /1234567890|John Doe/.test(textOfBase64(claims.replaceAll('-', '+').replaceAll('_', '/')));
}

/** Base64 of plain text: no secret of its own, but of what it says. */
export function isEncodedText(value: string): boolean {
  return /^[A-Za-z0-9+/]{12,}={0,2}$/.test(value) && /^[ -~\n]+$/.test(textOfBase64(value));
}

/** What base64 stands for; '' if it is none. */
export function textOfBase64(base64: string): string {
  try {
    return atob(base64);
  } catch {
    return '';
  }
}

/** How much of the letters stands in runs of five and more that a word could be: no four consonants in a row. */
function wordShare(value: string): number {
  const letters = value.match(/[A-Za-z]/g)?.length ?? 0;
  let inWords = 0;
  for (const [run] of value.matchAll(/[A-Z][a-z]{4,}|[a-z]{5,}|[A-Z]{5,}/g)) {
    if (!/[bcdfghjklmnpqrstvwxz]{4}/i.test(run)) inWords += run.length;
  }
  return letters === 0 ? 0 : inWords / letters;
}

/** Mean length of the runs of letters that case and other characters part: about two in a random value, four in a name. */
function humpLength(value: string): number {
  const humps = value.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g) ?? [];
  return humps.reduce((sum, hump) => sum + hump.length, 0) / Math.max(1, humps.length);
}

/** Shannon entropy of the characters of `value`, in bits per character. */
function entropyBits(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / value.length) * Math.log2(count / value.length);
  return bits;
}
