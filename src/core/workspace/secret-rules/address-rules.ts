import type { FileContext } from './file-context.ts';
import { isNameAround, isOwnPassword } from './made-up-value.ts';
import type { MarkedRule, Stretch } from './marked-rule.ts';
import { isPassword, isPlaceholder, isRandom, isWeak, isWords, textOfBase64 } from './secret-value.ts';
import { isCommented } from './value-places.ts';

const userAndPassword = /:\/\/[^\s/:@"'`<>\\]{0,128}:([^\s/"'`<>\\]{3,512})@([\w.[-]{1,256})/y;

/** The password of an address: of a database, a broker, a registry, a proxy. */
export const addressPasswordRule: MarkedRule = {
  id: 'address-password',
  marks: ['://'],
  find: (text, mark, context) => {
    userAndPassword.lastIndex = mark;
    const found = userAndPassword.exec(text);
    if (found === null) return undefined;
    const [all, password, host] = found as unknown as [string, string, string];
    if (/^(?:www\.)?example\.(?:com|org|net)$/i.test(host)) return undefined;
    const end = mark + all.length - host.length - 1;
    const start = end - password.length;
    return isGivenPassword(password, context, { text, start, end }) ? { start, end } : undefined;
  },
};

/** Whether a value is a password where its use is plain from what is around it. */
export function isAddressPassword(written: string): boolean {
  const password = written.replaceAll(/%[0-9a-f]{2}/gi, (code) =>
    String.fromCharCode(Number.parseInt(code.slice(1), 16)),
  );
  return isRandom(password) || isPassword(password, 'settings') || isMixedWord(password);
}

/**
 * Whether a value is a password where its syntax says so: in a file that a program runs with a word is one, in a document
 * and in code it may stand for one.
 */
export function isGivenPassword(
  written: string,
  { isDeployed, path }: FileContext,
  within?: Within,
): boolean {
  if (isAddressPassword(written)) return true;
  if (!isDeployed || !isOwnPassword(written)) return false;
  return (
    within === undefined ||
    !(isNameAround(within.text, within, path) || isCommented(within.text, within.start))
  );
}

/** The text that a value stands in, and where. */
export interface Within extends Stretch {
  readonly text: string;
}

/**
 * Letters and digits in turn, or letters of both cases that make no words: weaker than a password on a line of its own
 * must be, because an address shows what it is.
 */
function isMixedWord(password: string): boolean {
  if (!/^[\w.!*-]{8,}$/.test(password)) return false;
  const isMixed =
    /[A-Za-z]\d|\d[A-Za-z]/.test(password) || (/[a-z][A-Z]/.test(password) && !isWords(password));
  return isMixed && !isPlaceholder(password) && !isWeak(password);
}

const bearer = /bearer\s{1,4}([\w.~+/-]{16,8192}={0,2})/iy;

/** The token of an `Authorization` header. */
export const bearerRule: MarkedRule = {
  id: 'bearer-token',
  marks: ['bearer '],
  find: (text, mark) => {
    bearer.lastIndex = mark;
    const token = bearer.exec(text);
    if (token === null || !isRandom(token[1] as string)) return undefined;
    return stretchAtEnd(mark + token[0].length, token[1] as string);
  },
};

const basic = /basic\s{1,4}([A-Za-z0-9+/]{8,512}={0,2})(?![\w:-])/iy;
const plainBasic = /basic\s{1,4}[\w.@-]{1,128}[: ]([^\s:"'`]{4,256})(?=["'`]?\s{0,4}(?:\n|$))/iy;

/** User and password of an `Authorization` header, as base64. */
export const basicRule: MarkedRule = {
  id: 'basic-credentials',
  marks: ['basic '],
  find: (text, mark, context) => {
    basic.lastIndex = mark;
    const credentials = basic.exec(text);
    if (credentials === null) return plainCredentials(text, mark, context);
    const [all, encoded] = credentials as unknown as [string, string];
    const password = /^[ -9;-~]{1,128}:([!-~]{4,256})$/.exec(textOfBase64(encoded))?.[1];
    if (password === undefined || !isGivenPassword(password, context)) return undefined;
    return stretchAtEnd(mark + all.length, encoded);
  },
};

/** `Basic user:password`, as files of requests have it, whose client encodes it. */
function plainCredentials(text: string, mark: number, context: FileContext): Stretch | undefined {
  if (!/\.(?:http|rest)$/.test(context.path)) return undefined;
  plainBasic.lastIndex = mark;
  const found = plainBasic.exec(text);
  if (found === null || !isGivenPassword(found[1] as string, context)) return undefined;
  return stretchAtEnd(mark + found[0].length, found[1] as string);
}

const userOption = /(?:-u|--user|--proxy-user)[ =]{1,3}["']?[\w.@-]{1,128}:([^\s"'@:]{4,256})/y;

/** The password behind `curl -u user:`. */
export const userOptionRule: MarkedRule = {
  id: 'user-option',
  marks: ['-u ', '--user', '--proxy-user'],
  find: (text, mark, context) => {
    userOption.lastIndex = mark;
    const found = userOption.exec(text);
    if (found === null || !isGivenPassword(found[1] as string, context)) return undefined;
    return stretchAtEnd(mark + found[0].length, found[1] as string);
  },
};

function stretchAtEnd(end: number, value: string): Stretch {
  return { start: end - value.length, end };
}
