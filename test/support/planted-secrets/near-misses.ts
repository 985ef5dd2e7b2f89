import { base64Bytes, pick, uuid } from './secret-kind.ts';

/** What looks like a secret and is none: [what it is, path, text]. */
export function nearMisses(r: () => number): readonly (readonly [string, string, string])[] {
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
    [
      'words of a translation',
      'locales/de.json',
      '{\n  "password": "Passwort",\n  "passwordHint": "Mindestens8Zeichen",\n  "secret": "Geheimnis",\n  "token": "Zeichenfolge",\n  "apiKey": "API-Schlüssel"\n}\n',
    ],
    [
      'a sentence of a translation',
      'locales/en.yml',
      'en:\n  password: Enter your password (8 to 64 characters)\n  password_confirmation: Repeat\n  secret: Your secret is safe\n',
    ],
    [
      'a call',
      'src/a.ts',
      'const password = getPassword();\nconst token = await createToken2(user.id, 3600);\nlet secret = hash256(seed1);\n',
    ],
    [
      'a type',
      'src/a.ts',
      'interface Login { password: string; token: string; secret: Uint8Array; apiKey: Base64Key256 }\n',
    ],
    [
      'a reference to the environment',
      'src/a.ts',
      'export default { secret: process.env.SECRET_V2, apiKey: import.meta.env.VITE_API_KEY_1 };\n',
    ],
    [
      'a reference of Python',
      'app/a.py',
      'client = Client(api_key=api_key, password=self.password1, token=os.environ["TOKEN_2"], secret=settings.SECRET_KEY)\n',
    ],
    [
      'a reference of Ruby',
      'config/a.rb',
      "config.secret_key = ENV.fetch('SECRET_KEY_V1')\nconfig.password = Rails.application.credentials.dig(:db, :password1)\n",
    ],
    [
      'a secret of a workflow',
      '.github/workflows/ci.yml',
      '        env:\n          TOKEN: $' +
        '{{ secrets.GITHUB_TOKEN }}\n          PASSWORD: $' +
        '{{ secrets.DB_PASSWORD_1 }}\n',
    ],
    [
      'a variable of a shell',
      'deploy.sh',
      'export PASSWORD="$' +
        '{DB_PASSWORD1}"\nTOKEN=$(vault read -field=token secret/app1)\npsql "postgres://app:$' +
        '{PGPASSWORD}@db/app"\nAPI_KEY=$API_KEY_1\n',
    ],
    [
      'a placeholder in angle brackets',
      'README.md',
      'password: <password>\napi_key=<your-api-key-1>\ntoken: <YOUR_TOKEN_2>\n',
    ],
    [
      'placeholders of other kinds',
      'config.yaml',
      'password: changeme\nadmin_password: CHANGE_ME_1\nsecret: "your-secret-here-123"\ntoken: xxxxxxxxxxxxxxxxxxxx\napi_key: "********"\nother_password: "{{ db_password1 }}"\nvault_password: !vault |\n',
    ],
    [
      'a placeholder of a template',
      'values.tpl',
      'password: {{ .Values.auth.password1 | quote }}\nsecret: %{PASSWORD_1}\ntoken: @TOKEN_1@\nkey: __API_KEY_1__\n',
    ],
    [
      'a reference of Terraform',
      'main.tf',
      'password = var.db_password1\nsecret_string = random_password.master1.result\ntoken = data.aws_eks_cluster_auth.this1.token\n',
    ],
    [
      'a secret of Kubernetes by name',
      'deploy.yaml',
      '          - name: DB_PASSWORD\n            valueFrom:\n              secretKeyRef:\n                name: shop-db-1a2b3c\n                key: password1\n          imagePullSecrets: registry-2024\n          secretName: tls-shop-2024-10\n',
    ],
    [
      'a secret by its resource name',
      'main.json',
      `{ "secretArn": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod/db-a1B2c3", "passwordParameter": "/prod/db/password1" }\n`,
    ],
    [
      'a placeholder in an address',
      'README.md',
      'postgres://user:password@localhost:5432/db\nredis://:<password>@host:6379\nmongodb+srv://<user>:<password>@cluster0.mongodb.net\nhttps://user:pass@example.com/\namqp://guest:guest@localhost\n',
    ],
    [
      'an address without a password',
      'README.md',
      'git clone ssh://git@github.com:22/shop/shop.git\nhttps://example.com:8443/a@b?token=short\nhttp://[::1]:8080/@fs/x\n',
    ],
    [
      'placeholders in connection strings',
      'README.md',
      'Server=localhost;Database=shop;User Id=sa;Password=<YourStrong@Passw0rd>;\njdbc:mysql://localhost/shop?user=root&password=root\nhost=localhost user=postgres password=postgres\nPassword=$' +
        '{PASSWORD};\n',
    ],
    [
      'a header by its scheme',
      'docs/auth.md',
      'Authorization: Bearer <token>\nAuthorization: Bearer YOUR_TOKEN\nAuthorization: Basic realm="x"\ncurl -H "Authorization: Bearer $TOKEN"\n',
    ],
    [
      'a header in code',
      'src/a.ts',
      'headers.set("Authorization", "Bearer " + token);\nconst kind = "Bearer";\nheaders.authorization = `Bearer $' +
        '{session.accessToken1}`;\n',
    ],
    [
      'the token of jwt.io',
      'README.md',
      `eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.${'SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c'}\n`,
    ],
    [
      'a token of a public key of .NET',
      'App.config',
      '<assemblyIdentity name="Shop" publicKeyToken="31bf3856ad364e35" culture="neutral" />\n',
    ],
    [
      'a token of a lexer',
      'src/lex.ts',
      "const token = { type: 'Identifier2Name', tokenType: TokenKind.Number64Literal, tokenName: 'Base64EncodedString' };\n",
    ],
    [
      'a key of a page',
      'src/page.json',
      '{ "nextPageToken": "page-2", "continuationToken": "offset:100:200", "primaryKey": "user_id_2", "foreignKey": "fk_user_role_2024" }\n',
    ],
    [
      'a name of an event',
      'src/a.ts',
      "const PASSWORD_RESET = 'auth/password-reset-v2';\nconst TOKEN_KEY = 'app.session.token.v1';\nconst SECRET_PATH = '/etc/secrets/db-2024/password';\n",
    ],
    [
      'a test of a form',
      'src/a.test.ts',
      "await page.fill('#password', 'secret');\nconst user = { username: 'alice', password: 'password123' };\nexpect(password).toBe('test1234');\n",
    ],
    [
      'a limit',
      'config.yaml',
      'password_min_length: 12\ntoken_ttl: 3600s\nmax_tokens: 128000\nsecret_rotation: 2024-10-01\npassword_policy: min12upper1\ntoken_bucket_rate: 100/s\n',
    ],
    [
      'a hash of a password',
      'users.yaml',
      `users:\n  - name: app\n    uid: ${hex(8)}\n    sha256: ${hex(64)}\n`,
    ],
    [
      'a fingerprint of a key',
      'README.md',
      `key fingerprint = ${hex(40).toUpperCase()}\nSHA256:${pick(r, 'base64', 43)}\nMD5 (secret.tar) = ${hex(32)}\n`,
    ],
    ['an address of a chain', 'src/a.ts', `const contract = '0x${hex(40)}';\nconst tx = '0x${hex(64)}';\n`],
    [
      'an identifier of a client',
      'src/a.ts',
      `const clientId = '${uuid(r)}';\nconst appId = '${pick(r, 'digits', 12)}-${pick(r, 'lowerDigits', 32)}.apps.googleusercontent.com';\n`,
    ],
    [
      'sizes and dates of keys',
      'README.md',
      'Passwords: between 8 and 64 characters\nPassword: required\nToken: 2024-10-01T00:00:00Z\nSecret: see docs/secrets-2024.md\nPassword = PBKDF2WithHmacSHA256\n',
    ],
    [
      'a description in a table',
      'README.md',
      '| `password` | The password1 of the user | string |\n| `token` | `Base64String256` | no |\n| `API_KEY` | required since v2.10.3 | yes |\n',
    ],
    [
      'parameters in a document',
      'docs/api.md',
      '`password`: String, 8-64 characters.\n- `secret`: base64-encoded HMAC-SHA256 key\n- token: OAuth2 access_token2 from /oauth2/token\n',
    ],
    [
      'base64 of a sentence',
      'src/a.ts',
      `const greeting = '${Buffer.from('The quick brown fox jumps over the lazy dog').toString('base64')}';\n`,
    ],
    [
      'an alphabet',
      'src/a.ts',
      "const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';\nconst tokenAlphabet = '0123456789abcdefghijklmnopqrstuvwxyz';\n",
    ],
    [
      'a notebook without secrets',
      'a.ipynb',
      `${JSON.stringify({ cells: [{ cell_type: 'code', source: ['password = getpass()\n', 'token = os.environ["TOKEN1"]\n'], outputs: [{ data: { 'image/png': bytes(900) }, output_type: 'display_data' }] }] }, null, 1)}\n`,
    ],
    ['a forged placeholder', 'README.md', '[REDACTED github 0123abcd] stands for a token\n'],
  ];
}
