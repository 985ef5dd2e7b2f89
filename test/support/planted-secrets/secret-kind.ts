import { crc32 } from 'node:zlib';

/** A kind of secret that a provider hands out, with a generator that follows the format the provider publishes. */
export interface SecretKind {
  readonly kind: string;
  /** What the provider's documentation calls it in settings, as snake_case. */
  readonly name: string;
  /** Where the format is published. */
  readonly source: string;
  /** A new value; `secret` is the part that must not survive, if that is not all of it. */
  readonly make: (random: () => number) => string | { readonly value: string; readonly secret: string };
}

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const digits = '0123456789';

/** Alphabets of tokens. */
export const alphabets = {
  digits,
  lower,
  upper,
  hex: `${digits}abcdef`,
  base32: `${upper}234567`,
  lowerDigits: lower + digits,
  upperDigits: upper + digits,
  letters: upper + lower,
  base62: digits + upper + lower,
  base64: `${upper}${lower}${digits}+/`,
  url: `${upper}${lower}${digits}-_`,
} as const;

/** `length` characters of an alphabet. */
export function pick(random: () => number, alphabet: keyof typeof alphabets, length: number): string {
  const characters = alphabets[alphabet];
  let picked = '';
  for (let at = 0; at < length; at++) picked += characters[Math.floor(random() * characters.length)];
  return picked;
}

/** A version 4 UUID. */
export function uuid(random: () => number): string {
  const hex = (length: number) => pick(random, 'hex', length);
  return `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`;
}

/** Random bytes as base64, padded. */
export function base64Bytes(random: () => number, length: number): string {
  return Buffer.from(Array.from({ length }, () => Math.floor(random() * 256))).toString('base64');
}

/** GitHub's and npm's tokens end in the CRC-32 of what stands before, as six digits of base 62. */
export function withChecksum(prefix: string, body: string): string {
  let rest = crc32(body);
  let checksum = '';
  while (checksum.length < 6) {
    checksum = alphabets.base62[rest % 62] + checksum;
    rest = Math.floor(rest / 62);
  }
  return prefix + body + checksum;
}

/** A JSON Web Token with a signature of HMAC-SHA-256. */
export function jsonWebToken(random: () => number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    sub: uuid(random),
    iat: 1_700_000_000 + Math.floor(random() * 1e7),
    scope: 'orders:write',
  };
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${pick(random, 'url', 43)}`;
}

/**
 * A password as a password manager makes it: four classes of characters, none that a URL or a quote must escape; a
 * letter first and a digit last, because a sign there cannot be told from punctuation.
 */
export function managedPassword(random: () => number, length = 16): string {
  const characters = `${lower}${lower}${upper}${digits}!.-_*`;
  for (;;) {
    let middle = '';
    while (middle.length < length - 2) middle += characters[Math.floor(random() * characters.length)];
    if (/[a-z]/.test(middle) && /[A-Z]/.test(middle) && /[0-9]/.test(middle) && /[!.*_-]/.test(middle))
      return pick(random, 'letters', 1) + middle + pick(random, 'digits', 1);
  }
}

/** A password as a person makes it: a word, a year, a sign. */
export function humanPassword(random: () => number): string {
  const words = ['Winter', 'Kestrel', 'Marmalade', 'Tr0ub4dor', 'Blue-Harbor', 'Pretzel', 'Qu4rtz', 'Saturn'];
  const signs = ['!', '#', '&', '*', '%'];
  const at = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
  return `${at(words)}${at(signs)}${1970 + Math.floor(random() * 60)}${at(['x', 'Q', 'zz'])}`;
}
