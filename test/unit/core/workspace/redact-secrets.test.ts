import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSecrets } from '../../../../src/core/workspace/find-secrets.ts';
import {
  placeholderPattern,
  reapplyRedactions,
  redactSecrets,
} from '../../../../src/core/workspace/redact-secrets.ts';

// Put together here, so that no scanner takes this file for a leak.
const githubToken = `${'gh'}p_${'1A2b3C4d5E6f7G8h9I0jK1L2m3N4o5P6q7R8'}`;
const awsSecret = `${'wJalrXUtnFEMI/K7MD'}ENG/bPxRfiCYzQ9kL2vTwX`;
const slackToken = `${'xo'}xb-${'1234567890-1234567890123-aBcDeFgHiJkLmNoPqRsTuVwX'}`;
const privateKey = [
  `-----BEGIN ${'RSA PRIVATE'} KEY-----`,
  ...Array.from({ length: 12 }, (_, line) =>
    Buffer.from(`line ${line} of the key, made up `.repeat(2)).toString('base64').slice(0, 64),
  ),
  `-----END ${'RSA PRIVATE'} KEY-----`,
].join('\n');

const redact = async (path: string, text: string) => redactSecrets(text, await findSecrets(path, text));

/** The secret is gone, the rest of the text is as it was, and the placeholder names the rule. */
function checkTaken(
  name: string,
  path: string,
  [before, secret, after]: readonly [string, string, string],
): void {
  test(name, async () => {
    const { text, redactions } = await redact(path, before + secret + after);
    assert.equal(redactions.length, 1);
    assert.ok(!text.includes(secret.split('\n')[1] ?? secret), text);
    const [placeholder] = placeholderPattern.exec(text) ?? [];
    assert.ok(placeholder !== undefined, text);
    assert.equal(text, `${before}${placeholder}${'\n'.repeat(secret.split('\n').length - 1)}${after}`);
  });
}

function checkKept(name: string, path: string, text: string): void {
  test(name, async () => assert.deepEqual(await findSecrets(path, text), []));
}

checkTaken('a GitHub token is taken out', 'src/a.ts', ["const t = '", githubToken, "';\n"]);
checkTaken('a Slack token is taken out', 'src/a.py', ['TOKEN = "', slackToken, '"\n']);
checkTaken('an AWS secret is taken out whole, without its name', 'deploy.sh', [
  'export AWS_SECRET_ACCESS_KEY=',
  awsSecret,
  '\n',
]);
checkTaken('a literal of high entropy that is called a secret is taken out', 'a.ts', [
  "  clientSecret: '",
  awsSecret,
  "',\n",
]);
checkTaken('a value of an .env file is taken out', 'apps/web/.env.local', [
  '# note\nDB_PASS=',
  'hunter2hunter2',
  '\nDEBUG=true\n',
]);
checkTaken('an exported, quoted value of an .env file is taken out', 'production.env', [
  'export KEY="',
  'some-value',
  '"\n',
]);
checkTaken('a private key is taken out and its lines are kept', 'deploy/id_rsa', ['', privateKey, '\nend\n']);
checkTaken('a key in a template string is taken out, with the lines around it kept', 'src/a.ts', [
  'const key = `',
  privateKey,
  '`;\n',
]);
checkTaken('an encrypted key is taken out', 'deploy/key.pem', [
  '',
  privateKey.replace(
    'KEY-----\n',
    'KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0123456789ABCDEF\n\n',
  ),
  '\n',
]);

checkKept(
  'the marks of a key around a placeholder are no key',
  'README.md',
  `${privateKey.split('\n')[0]}\n...\n${privateKey.split('\n').at(-1)}\n`,
);
checkKept('the opening mark alone is no key', 'a.ts', `const mark = '${privateKey.split('\n')[0]}';\n`);
checkKept('a public key is no secret', 'key.pub', privateKey.replaceAll('PRIVATE', 'PUBLIC'));
checkKept(
  'a commit hash is no secret',
  'a.ts',
  "const commit = '9fceb02d0ae598e95dc970b74767f19372d61af8';\n",
);
checkKept('a UUID is no secret', 'a.ts', "const id = '123e4567-e89b-12d3-a456-426614174000';\n");
checkKept(
  "a lock file's integrity is no secret",
  'package-lock.json',
  '"integrity": "sha512-Zx+qSS9v0Pwxs+qsKzZ5pKzZRfLS6p1H8zO4q5oBNf1fF0sbR4v9GcX1YkzZ8f0oZ2C6Yk5wXcTt0wQe6nH9Aw=="\n',
);
checkKept(
  'a word that is called a password is no secret',
  'a.ts',
  "const password = 'correct-horse-battery';\n",
);
checkKept(
  'a placeholder that is called a key is no secret',
  'a.ts',
  "const apiKey = 'your-api-key-0123456789';\n",
);
checkKept(
  'a name that holds the word key is no secret',
  'a.ts',
  "const cacheKey = 'users:by-id:0123456789abcdef';\n",
);
checkKept(
  'a reference to the environment is no secret',
  'a.ts',
  'const apiKey = process.env.API_KEY_V2_0123456789;\n',
);
checkKept('an example of an .env file holds no secrets', '.env.example', 'DB_PASS=change-me-please\n');
checkKept(
  'switches, numbers and plain addresses of an .env file are no secrets',
  '.env',
  'DEBUG=false\nPORT=808080\nAPI=https://api.example.com/v1\n',
);
checkKept('the empty text holds no secrets', 'a.ts', '');

test('an address with a password in an .env file is taken out', async () => {
  const { text } = await redact('.env', 'DB=postgres://me:s3cretpw@db.internal/x\n');
  assert.ok(!text.includes('s3cretpw'), text);
});

test('the same secret gets the same placeholder in every file, another one another', async () => {
  const line = (token: string) => `token = '${token}'\n`;
  const other = githubToken.replace('1A2b', '9Z8y');
  const [a, b, c] = await Promise.all([
    redact('a.ts', line(githubToken)),
    redact('deep/b.py', `\n\n${line(githubToken)}`),
    redact('c.ts', line(other)),
  ]);
  assert.equal(a.text.trim(), b.text.trim());
  assert.notEqual(a.text, c.text);
});

test('redactions name their place before and after', async () => {
  const original = `a\n${githubToken}\nb\n${slackToken}\n`;
  const { text, redactions } = await redact('a.txt', original);
  assert.equal(redactions.length, 2);
  for (const { start, end, originalStart, originalEnd } of redactions) {
    assert.match(text.slice(start, end), new RegExp(`^${placeholderPattern.source}$`));
    assert.ok([githubToken, slackToken].includes(original.slice(originalStart, originalEnd)));
  }
  assert.equal(reapplyRedactions(original, redactions), text);
});

test('a text that was redacted once is not redacted again', async () => {
  const once = await redact('.env', `KEY=${githubToken}\nOTHER=some-value\n`);
  const twice = await redact('src/a.ts', once.text);
  assert.equal(twice.text, once.text);
});

test('secrets that overlap are taken out together', async () => {
  const ranges = await findSecrets('.env', `GITHUB_TOKEN=${githubToken}\n`);
  assert.equal(ranges.length, 1);
});

/** The digits of the hash in the only placeholder of a text. */
async function digitsOf(path: string, text: string): Promise<string> {
  const redacted = (await redact(path, text)).text;
  return /\[REDACTED [a-z0-9-]+ ([0-9a-f]+)\]/.exec(redacted)?.[1] ?? redacted;
}

test('a key drawn at random shows eight digits of its hash, a password that can be guessed two', async () => {
  assert.match(await digitsOf('a.ts', `const t = '${githubToken}';\n`), /^[0-9a-f]{8}$/);
  assert.match(await digitsOf('id_rsa', privateKey), /^[0-9a-f]{8}$/);
  for (const [path, text] of [
    ['.env', 'DB_PASS=hunter2hunter2\n'],
    ['app.yaml', 'password: Kestrel#2024\n'],
    ['.env', 'DATABASE_URL=amqp://u:P4ssw0rd@mq/v\n'],
    ['.env', 'DATABASE_URL=postgresql://shopkeeper:Kestrel77x@db7.internal.net:5432/shop?x=1\n'],
    ['a.ts', "connect('postgres://shop:kestrel77x@db.internal.net/shop');\n"],
  ] as const) {
    assert.match(await digitsOf(path, text), /^[0-9a-f]{2}$/, text);
  }
});

test('of an address the password alone is taken out', async () => {
  const { text } = await redact('a.md', `postgresql://shop:${'Xk9mPq2vLr8t'}@db.internal.net:5432/shop\n`);
  assert.match(
    text,
    /^postgresql:\/\/shop:\[REDACTED address-password [0-9a-f]+\]@db\.internal\.net:5432\/shop\n$/,
  );
});

test('a forged placeholder is text', async () => {
  const forged = 'token = "[REDACTED github 0123abcd]"\npassword: [REDACTED password ff]\n';
  assert.deepEqual(await redact('a.yaml', forged), { text: forged, redactions: [] });
});
