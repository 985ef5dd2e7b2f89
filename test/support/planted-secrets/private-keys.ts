import { base64Bytes, pick } from './secret-kind.ts';

const block = (label: string, head: string, bytes: number, width: number) => (random: () => number) => {
  const body = `${head}${base64Bytes(random, bytes)}`.match(new RegExp(`.{1,${width}}`, 'g')) as string[];
  return [`-----BEGIN ${label}-----`, ...body, `-----END ${label}-----`].join('\n');
};

const key = (kind: string) => `${kind}PRIVATE ${'KEY'}`;

/** Private keys of several kinds: the armour and the size of real ones around random bytes. */
export const privateKeyKinds: readonly {
  readonly kind: string;
  readonly make: (random: () => number) => string;
}[] = [
  { kind: 'pkcs1-rsa', make: block(key('RSA '), 'MIIEowIBAAKCAQEA', 1180, 64) },
  { kind: 'pkcs8', make: block(key(''), 'MIIEvQIBADANBgkqhkiG9w0BAQEFAASC', 1190, 64) },
  { kind: 'encrypted', make: block(key('ENCRYPTED '), 'MIIFHDBOBgkqhkiG9w0BBQ0wQTApBgkq', 1270, 64) },
  { kind: 'sec1-ec', make: block(key('EC '), 'MHcCAQEEI', 115, 64) },
  { kind: 'dsa', make: block(key('DSA '), 'MIIBuwIBAAKBgQ', 435, 64) },
  { kind: 'openssh', make: block(key('OPENSSH '), 'b3BlbnNzaC1rZXktdjEAAAAABG5vbmUA', 380, 70) },
  {
    kind: 'pgp',
    make: (random) =>
      block(
        `PGP ${key('')} BLOCK`,
        '',
        900,
        64,
      )(random)
        .replace('-----\n', '-----\nVersion: GnuPG v2\n\n')
        .replace('\n-----END', `\n=${pick(random, 'base64', 4)}\n-----END`),
  },
];
