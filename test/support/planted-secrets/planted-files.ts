import { randomFrom } from '../random-from.ts';
import { businessSecrets } from './business-secrets.ts';
import {
  type CarrierFile,
  codeCarriers,
  documentCarriers,
  headerCarriers,
  notebookCarriers,
  privateKeyCarriers,
  settingCarriers,
} from './carriers.ts';
import { cloudSecrets } from './cloud-secrets.ts';
import { generalSecrets } from './general-secrets.ts';
import { privateKeyKinds } from './private-keys.ts';
import { jsonWebToken, pick, type SecretKind } from './secret-kind.ts';
import { serviceSecrets } from './service-secrets.ts';

/** A file with a planted secret, and the lines of the secret that must not survive. */
export interface PlantedFile extends CarrierFile {
  readonly kind: string;
  readonly carrier: 'code' | 'settings' | 'document' | 'notebook' | 'key' | 'header' | 'structure';
  readonly secret: readonly string[];
}

/** Every kind of secret in code, in settings, in a document and in a notebook; the same files for the same seed. */
export function plantedFiles(seed: number): PlantedFile[] {
  const random = randomFrom(seed);
  const kinds: readonly SecretKind[] = [
    ...cloudSecrets,
    ...serviceSecrets,
    ...businessSecrets,
    ...generalSecrets,
  ];
  const carriers = [
    ['code', codeCarriers],
    ['settings', settingCarriers],
    ['document', documentCarriers],
    ['notebook', notebookCarriers],
  ] as const;
  const files: PlantedFile[] = [];
  for (const [index, { kind, name, make }] of kinds.entries()) {
    for (const [carrier, all] of carriers) {
      const made = make(random);
      const { value, secret } = typeof made === 'string' ? { value: made, secret: made } : made;
      const file = all[(index + seed) % all.length]?.({ name, value });
      if (file !== undefined) files.push({ ...file, kind, carrier, secret: [secret] });
    }
  }
  for (const { kind, make } of privateKeyKinds) {
    for (const carry of privateKeyCarriers) {
      const key = make(random);
      const file = carry(key);
      const lines = key.split('\n').filter((line) => line.length > 20 && !line.startsWith('-----'));
      const isEncoded = !file.text.includes(lines[0] as string);
      const secret = isEncoded ? [Buffer.from(key).toString('base64').slice(60, -60)] : lines;
      files.push({ ...file, kind: `private-key-${kind}`, carrier: 'key', secret });
    }
  }
  const tokens = [
    jsonWebToken,
    (r: () => number) => pick(r, 'base62', 32),
    (r: () => number) => pick(r, 'hex', 40),
  ];
  for (const [index, carry] of headerCarriers.entries()) {
    const token = tokens[(index + seed) % tokens.length]?.(random) ?? '';
    files.push({ ...carry(token), kind: 'request-header', carrier: 'header', secret: [token] });
  }
  return files;
}

/** Characters of a secret in a row that may survive: fewer than this. */
const survivingLength = 6;

/** The longest piece of the secret that is in `text` and not in the file around the secret, or undefined. */
export function survivingPiece(
  { secret, text: original }: PlantedFile,
  redacted: string,
): string | undefined {
  const text = redacted.replaceAll(/\[REDACTED [^\]]*\]/g, '');
  const around = secret.reduce((rest, line) => rest.replaceAll(line, '\0'), original);
  for (const line of secret) {
    for (let at = 0; at + survivingLength <= line.length; at++) {
      const piece = line.slice(at, at + survivingLength);
      if (text.includes(piece) && !around.includes(piece)) return piece;
    }
  }
  return undefined;
}
