import { base64Bytes, humanPassword, managedPassword, pick } from './secret-kind.ts';

/** A file of some format with secrets where the format's own syntax puts them. */
export interface StructuredFile {
  readonly path: string;
  readonly text: string;
  /** The lines of the secrets that must not survive. */
  readonly secret: readonly string[];
}

/** One way to write a secret, by the published syntax of a format. */
export interface StructuredShape {
  /** The class that it belongs to: one row in the report. */
  readonly kind: string;
  readonly make: (values: SecretValues) => StructuredFile;
}

/** Values that are put into the shapes: new ones at each call. */
export interface SecretValues {
  /** As somebody or a password manager makes it up, from strong to a word with a digit. */
  readonly password: () => string;
  /** As `password`, and words alone too: what a deployed setting may hold. */
  readonly weak: () => string;
  /** Drawn at random, without a form of its own. */
  readonly key: () => string;
  readonly hex: (length: number) => string;
  readonly base64: (length: number) => string;
  readonly random: () => number;
}

const words = [
  ...[
    'marmalade',
    'dragonfly',
    'tungsten',
    'bluewhale',
    'sommerregen',
    'pomegranate',
    'zeppelin',
    'cormorant',
  ],
  ...['Gooseberry', 'Hollyhock', 'lapislazuli', 'Wintergarten', 'blackcurrant', 'moonraker', 'periwinkle'],
];

export function secretValues(random: () => number): SecretValues {
  const one = <T>(values: readonly T[]) => values[Math.floor(random() * values.length)] as T;
  const wordAndDigit = () =>
    one([
      () => `${one(words)}${Math.floor(random() * 90) + 10}`,
      () => `${one(words)}-${one(words)}${Math.floor(random() * 9)}`,
      () => `${one(words)}${one(['!', '?', '#', '+'])}${Math.floor(random() * 9000) + 1000}`,
    ])();
  const password = () =>
    one([
      () => managedPassword(random),
      () => managedPassword(random, 24),
      () => humanPassword(random),
      () => pick(random, 'base62', 14),
    ])();
  return {
    random,
    password,
    weak: () => one([password, wordAndDigit, () => one(words)])(),
    key: () =>
      one([() => pick(random, 'hex', 32), () => pick(random, 'base62', 40), () => base64Bytes(random, 32)])(),
    hex: (length) => pick(random, 'hex', length),
    base64: (length) => base64Bytes(random, length),
  };
}

/** A shape whose file holds one secret. */
export function shape(
  kind: string,
  path: string,
  draw: (values: SecretValues) => string,
  write: (secret: string) => string,
): StructuredShape {
  return {
    kind,
    make: (values) => {
      const secret = draw(values);
      return { path, text: write(secret), secret: [secret] };
    },
  };
}

/** A shape whose file holds several secrets. */
export function shapes(
  kind: string,
  path: string,
  draw: (values: SecretValues) => readonly string[],
  write: (...secrets: string[]) => string,
): StructuredShape {
  return {
    kind,
    make: (values) => {
      const secret = draw(values);
      return { path, text: write(...secret), secret };
    },
  };
}

export const weak = (values: SecretValues) => values.weak();
export const strong = (values: SecretValues) => values.password();
export const key = (values: SecretValues) => values.key();
export const twoWeak = (values: SecretValues) => [values.weak(), values.weak()];
export const twoStrong = (values: SecretValues) => [values.password(), values.password()];
