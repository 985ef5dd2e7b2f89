import type { Stretch } from './marked-rule.ts';
import { isPlaceholder, isRandom, textOfBase64 } from './secret-value.ts';

/** Words of passwords that are in every tutorial, of defaults, and of what a password is called in other languages. */
const commonWords =
  /^(?:pwd?|kennwort|wachtwoord|contrase|senha|parola|heslo|haslo|change|testing|tests?|admin(?:istrator)?|default|guest|root|users?|name|login|hello|world|token|value|string|text|api|key|abc|xyz|qwerty?|asdf|foo|bar|baz|qux|my|the|an?y?|some|db|data|base|mysql|maria|postgres(?:ql)?|pg|sql|server|mongo(?:db)?|redis|rabbit(?:mq)?|oracle|django|rails|laravel|symfony|wordpress|wp|drupal|minio|grafana|keycloak|elastic|search|kibana|airflow|sonar|jenkins|vagrant|docker|kube|local|host|proxy|repo(?:sitory)?|dev(?:elopment)?|prod(?:uction)?|stag(?:e|ing)|demo|temp|tmp|super|strong|secure|sample|dummy|fake|mock|welcome|letmein|monkey|tiger|scott|manager|system|service|client|app(?:lication)?|wrong|invalid|valid|correct|horse|battery|staple|incorrect|bad|good|new|old|one|two|first|second|other|alice|bob|joe|john|hunter|openssl|bared|build|encrypted|plain|clear|hash(?:ed)?|salt|of|is|for|and|not|to|in|with|from|no|yes|on|off|me|it|here|please|set|use|must|be|ci|qa|id|io){1,12}$/i;

/** Password and secret, with signs for letters too. */
const passwordWord = /p[a@4][s5$]{2}(?:w(?:or[dt]?|0rd|d)?|phrase|code)?|[s5][e3]cr[e3]ts?/gi;

/** What a value says where it says of what kind the secret is, and not what it is. */
const kindOfValue =
  /^(?:warn|deny|allow|forbid|str|bool(?:ean)?|int(?:eger)?|number|object|array|any|unknown|never|void|bytes?|required|optional|mandatory|enabled?|disabled?|true|false|null|nil|empty|prompt|ask|input|stdin|hidden|masked|auto|generate[ds]?|random|always|ifneeded|reference|environment|variable|vault|files?|compat|env|keyring|keychain|pass(?:word)?-?store|bcrypt|argon2(?:i|d|id)?|scrypt|pbkdf2|md5|sha\d*|plaintext|scram-sha-\d+|basic|digest|bearer|ldap|saml|oidc|oauth2?|inherit(?:ed)?|external|internal|managed|unset|undefined|missing|deprecated|sensitive|varchar|char|field|column|alphanumeric)$/i;

/** Digits beside those of a year from which on a password is somebody's own. */
const ownDigits = 3;
const yearDigits = 4;

/**
 * Whether a value that is known to be a password by its place is one that nobody else has: not a variable, a template, a
 * mask, a type, the name of a variable, or a password that tutorials and defaults are full of. Four characters or more.
 */
export function isOwnPassword(value: string): boolean {
  // Spring marks a password that is not hashed.
  const written = value.replace(/^\{(?:noop|plain)\}/, '');
  if (written.length < 4 || written.length > 512 || !/^[!-~\u00c0-\u024f]+$/.test(written)) return false;
  if (isRandom(written)) return true;
  if (isPlaceholder(written) || kindOfValue.test(written) || isReference(written)) return false;
  // The name of a variable or of a key; a part of a name; a version or a date.
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$|^[._-]|[._-]$|^v?\d+(?:[.:-]\d+)+$|^\[|^</.test(written)) return false;
  if (
    /^[a-z]+(?:[-_.][a-z0-9]+)*[-_.](?:password|passwd|pwd|pass|secret|token|key|credentials?)$/.test(written)
  )
    return false;
  if (/^\d+$/.test(written)) return written.length >= 6 && new Set(written).size > 3;
  return !isCommon(plainText(written));
}

/** What base64 of a text says, be it as short as a password; any other value as it is. */
export function plainText(written: string): string {
  if (written.length < 8 || !/^[A-Za-z0-9+/]+={0,2}$/.test(written) || written.length % 4 !== 0)
    return written;
  const text = textOfBase64(written).trim();
  return /^[ -~]{3,}$/.test(text) ? text : written;
}

/**
 * Whether a word beside a place is the name of a user, an image, a database or the file: the password of a product that
 * is called as the product.
 */
export function isNameAround(text: string, { start, end }: Stretch, path: string): boolean {
  const word = plainText(text.slice(start, end)).toLowerCase();
  if (!/^[a-z][a-z_-]{2,31}$/.test(word)) return false;
  if (path.toLowerCase().includes(word)) return true;
  const around = text.slice(Math.max(0, start - nameReach), end + nameReach).toLowerCase();
  return new RegExp(
    String.raw`(?:(?:user(?:name)?|login|image|uid|_db|database|schema)["']?\s{0,3}[:=]\s{0,3}["']?(?:[\w.-]{1,40}/)?|(?:user|role|database|login)\s(?:if not exists )?["'\`]?|://)${word}\b`,
  ).test(around);
}

/** Characters before and behind a password in which such a name is looked for. */
const nameReach = 1000;

/** Whether a password is put together from words that everybody uses, whole ones, and digits and signs. */
export function isCommon(password: string): boolean {
  if ((password.match(/\d/g)?.length ?? 0) >= yearDigits + ownDigits) return false;
  const runs = password.replaceAll(passwordWord, ' ').match(/[A-Za-z\u00c0-\u024f]+/g) ?? [];
  return runs.every(
    (run) =>
      isOfCommonWords(run) ||
      (run.match(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[^A-Za-z]/g) ?? []).every(isOfCommonWords),
  );
}

function isOfCommonWords(run: string): boolean {
  return run.length <= 64 && commonWords.test(run);
}

/** Whether a value of some words is a passphrase: one of them holds letters and digits and is nobody else's. */
export function isPassphrase(value: string): boolean {
  if (value.length > 200 || !/^[!-~]{1,64}(?: [!-~]{1,64}){1,5}$/.test(value)) return false;
  if (isPlaceholder(value) || /[{}<>()=]|:(?: |$)/.test(value)) return false;
  return value
    .split(' ')
    .some((word) => word.length >= 6 && /[A-Za-z]\d|\d[A-Za-z]/.test(word) && isOwnPassword(word));
}

/** Whether a value under the name of a key, in a file that a program runs with, is one: letters of both cases and digits in turn. */
export function isMixedKey(value: string): boolean {
  if (!/^[A-Za-z0-9]{14,128}$/.test(value) || !/[A-Z]/.test(value) || !/[a-z]/.test(value)) return false;
  return (
    /\d[A-Za-z]/.test(value) &&
    (value.match(/\d/g)?.length ?? 0) >= 2 &&
    !/sha\d|rsa|aes\d|hmac|v\d(?:alpha|beta)|base64/i.test(value) &&
    isOwnPassword(value)
  );
}

/** A call, a chain of names, a path or an address. */
function isReference(value: string): boolean {
  return (
    /^[A-Za-z_$][A-Za-z_$.:>-]*[([{]|=>|&&|\|\|/.test(value) ||
    /^[A-Za-z_$]+(?:(?:\.|::|->)[A-Za-z_$]+)+[;,)]?$/.test(value) ||
    /^(?:[~.]{0,2}\/|[a-z]+:\/\/|[A-Za-z]:\\|(?:\/?[\w.-]+\/)+[\w.-]*$)/.test(value)
  );
}
