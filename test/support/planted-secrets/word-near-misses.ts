import { base64Bytes, pick, uuid } from './secret-kind.ts';

/** What it is, its path, its text. */
export type NearMiss = readonly [string, string, string];

/** Words where values stand: translations, references, placeholders, names, documents. */
export function wordNearMisses(r: () => number): readonly NearMiss[] {
  const hex = (length: number) => pick(r, 'hex', length);
  const bytes = (length: number) => base64Bytes(r, length);
  return [
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
