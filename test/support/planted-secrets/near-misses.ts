import { base64Bytes, pick, uuid } from './secret-kind.ts';
import { structureNearMisses } from './structure-near-misses.ts';
import { type NearMiss, wordNearMisses } from './word-near-misses.ts';

/** What looks like a secret and is none. */
export function nearMisses(r: () => number): readonly NearMiss[] {
  return [...randomNearMisses(r), ...wordNearMisses(r), ...structureNearMisses(r)];
}

/** Hashes, identifiers, public keys, pictures: drawn at random, and no secrets. */
function randomNearMisses(r: () => number): readonly NearMiss[] {
  const hex = (length: number) => pick(r, 'hex', length);
  const bytes = (length: number) => base64Bytes(r, length);
  const wrapped = (length: number) => (bytes(length).match(/.{1,64}/g) as string[]).join('\n');
  return [
    [
      'a commit in a changelog',
      'CHANGELOG.md',
      `- Fix the login (${hex(40)})\n- Reset password flow ${hex(7)}\n`,
    ],
    ['a pinned action', '.github/workflows/ci.yml', `      - uses: actions/checkout@${hex(40)}\n`],
    ['a UUID', 'src/ids.ts', `export const tenant = '${uuid(r)}';\n`],
    ['an integrity of npm', 'package-lock.json', `"integrity": "sha512-${bytes(64)}"\n`],
    [
      'an integrity of yarn',
      'yarn.lock',
      `  resolved "https://registry.internal/secret-token/-/secret-token-1.0.0.tgz#${hex(40)}"\n  integrity sha512-${bytes(64)}\n`,
    ],
    [
      'an integrity of pnpm',
      'pnpm-lock.yaml',
      `    resolution: {integrity: sha512-${bytes(64)}}\n  password-prompt@1.1.3:\n`,
    ],
    [
      'a sum of Go',
      'go.sum',
      `golang.org/x/oauth2 v0.10.0 h1:${bytes(32)}\ngolang.org/x/oauth2 v0.10.0/go.mod h1:${bytes(32)}\n`,
    ],
    ['a checksum of Cargo', 'Cargo.lock', `name = "secrecy"\nchecksum = "${hex(64)}"\n`],
    ['a hash of pip', 'requirements.txt', `keyring==24.2.0 --hash=sha256:${hex(64)}\n`],
    ['a hash of Poetry', 'poetry.lock', `    {file = "token-1.0.tar.gz", hash = "sha256:${hex(64)}"},\n`],
    [
      'a content hash of Composer',
      'composer.lock',
      `    "content-hash": "${hex(32)}",\n    "reference": "${hex(40)}",\n`,
    ],
    [
      'an image by digest',
      'Dockerfile',
      `FROM node@sha256:${hex(64)}\nENV PASSWORD_FILE=/run/secrets/password1\n`,
    ],
    [
      'the example of the documentation of AWS',
      'README.md',
      `aws_access_key_id = AKIA${'IOSFODNN7EXAMPLE'}\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfi${'CYEXAMPLEKEY'}\n`,
    ],
    [
      'the published key of the storage emulator',
      'src/emulator.ts',
      `const connection = 'UseDevelopmentStorage=true';\nconst key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';\n`,
    ],
    [
      'a publishable key of Stripe',
      'src/pay.ts',
      `const stripe = loadStripe('pk${'_live_'}${pick(r, 'base62', 24)}');\n`,
    ],
    [
      'the test key of the documentation of Stripe',
      'src/pay.ts',
      `const stripe = new Stripe('sk${'_test_'}4eC39HqLyjWDarjtT1zdp7dc');\n`,
    ],
    [
      'a public DSN of Sentry',
      'src/sentry.ts',
      `Sentry.init({ dsn: 'https://${hex(32)}@o450.ingest.sentry.io/4505' });\n`,
    ],
    [
      'a public key',
      'deploy/key.pub',
      `-----BEGIN PUBLIC KEY-----\n${wrapped(290)}\n-----END PUBLIC KEY-----\n`,
    ],
    [
      'a public key of SSH',
      'authorized_keys',
      `ssh-ed25519 ${bytes(51)} deploy@host\nssh-rsa ${bytes(279)} deploy@host\n`,
    ],
    [
      'a certificate',
      'tls/server.crt',
      `-----BEGIN CERTIFICATE-----\n${wrapped(900)}\n-----END CERTIFICATE-----\n`,
    ],
    [
      'a certificate as base64',
      'kubeconfig.yaml',
      `    certificate-authority-data: ${Buffer.from(`-----BEGIN CERTIFICATE-----\n${wrapped(900)}\n-----END CERTIFICATE-----\n`).toString('base64')}\n`,
    ],
    [
      'a signature of PGP',
      'SIGNATURE.asc',
      `-----BEGIN PGP SIGNATURE-----\n\n${wrapped(420)}\n=${pick(r, 'base64', 4)}\n-----END PGP SIGNATURE-----\n`,
    ],
    ['a picture as base64', 'index.html', `<img alt="token" src="data:image/png;base64,${bytes(900)}">\n`],
    ['a font as base64', 'style.css', `@font-face { src: url(data:font/woff2;base64,${bytes(900)}) }\n`],
    ['a source map', 'dist/app.js', `//# sourceMappingURL=data:application/json;base64,${bytes(600)}\n`],
    ['colours', 'style.css', `.password { color: #${hex(6)}; background: #${hex(8)}; }\n`],
    [
      'classes with hashes',
      'dist/app.css',
      `._password_${pick(r, 'base62', 5)}_1{}.css-${pick(r, 'lowerDigits', 7)}{}.sc-${pick(r, 'letters', 6)}{}\n`,
    ],
    [
      'minified code',
      'dist/app.min.js',
      'function a(t,e){var n=t.password,r=e.token;return n&&r?b({password:n,token:r,secret:t.s0,apiKey:e.k1a2b3}):null}var pw=c1("x"),tk=d2(e);\n',
    ],
    [
      'generated ids',
      'src/page.tsx',
      `<Field id="field-${pick(r, 'lowerDigits', 10)}" name="password" autoComplete="new-password" key="k-${hex(8)}" />\n`,
    ],
  ];
}
