import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSecrets, ownRules } from '../../../../src/core/workspace/find-secrets.ts';
import { redactSecrets } from '../../../../src/core/workspace/redact-secrets.ts';
import { secretMarks } from '../../../../src/core/workspace/secret-marks.ts';
import { fileRules } from '../../../../src/core/workspace/secret-rules/file-rules.ts';
import { pick } from '../../../support/planted-secrets/secret-kind.ts';
import { randomFrom } from '../../../support/random-from.ts';

const random = randomFrom(11);
const token = () => `gh${'p_'}${pick(random, 'base62', 36)}`;

async function checkTaken(path: string, text: string, secret: string): Promise<void> {
  const redacted = redactSecrets(text, await findSecrets(path, text)).text;
  assert.ok(!redacted.includes(secret), redacted);
  assert.match(redacted, /\[REDACTED /);
}

for (const comment of [
  '// secretlint-disable',
  '/* secretlint-disable */',
  '# secretlint-disable @secretlint/secretlint-rule-github',
  '<!-- secretlint-disable -->',
]) {
  test(`'${comment}' does not switch the rules off`, async () => {
    const secret = token();
    await checkTaken('a.ts', `${comment}\nconst t = '${secret}';\n`, secret);
  });
}

test('neither does a comment for one line', async () => {
  const [first, second] = [token(), token()];
  const text = `// secretlint-disable-next-line\nconst t = '${first}';\nconst u = '${second}'; // secretlint-disable-line\n`;
  await checkTaken('a.ts', text, first);
  await checkTaken('a.ts', text, second);
});

test('a token behind an escaped line end is found', async () => {
  const secret = token();
  await checkTaken('a.json', JSON.stringify({ log: `first\n${secret}\nlast` }), secret);
});

test('a key whose end is missing is found as far as it goes', async () => {
  const lines = Array.from({ length: 8 }, () => pick(random, 'base64', 64));
  const text = `-----BEGIN ${'PRIVATE'} KEY-----\n${lines.join('\n')}\n`;
  for (const line of lines) await checkTaken('cut.log', text, line);
});

test('two constants for the marks of a key do not take out the code between them', async () => {
  const code = Array.from(
    { length: 40 },
    (_, at) => `export function step${at}(input) { return next(input, ${at}); }`,
  );
  const text = `const begin = '-----BEGIN ${'PRIVATE'} KEY-----';\n${code.join('\n')}\nconst end = '-----END ${'PRIVATE'} KEY-----';\n`;
  assert.deepEqual(await findSecrets('a.js', text), []);
});

/** Long lines of what each rule looks for; the time limits tell linear from quadratic, which would take minutes. */
const marks = [
  ...new Set([
    ...[...ownRules, ...fileRules].flatMap((rule) => rule.marks),
    ...Object.values(secretMarks)
      .flat()
      .map(({ mark }) => mark),
  ]),
];

test('a long line of each mark is read in one go', { timeout: 120_000 }, async () => {
  for (const mark of marks) {
    const text = mark.repeat(Math.ceil(60_000 / mark.length));
    assert.ok(Array.isArray(await findSecrets('a.txt', text)), mark);
  }
});

for (const [name, unit] of [
  ['assignments', 'password='],
  ['assignments in quotes', 'secret="'],
  ['names', 'api_key: token: '],
  ['backslashes', '\\'],
  ['escapes', '\\u0041\\n'],
  ['open addresses', 'http://a:'],
  ['beginnings of keys', `-----BEGIN ${'PRIVATE'} KEY-----\n`],
  ['encoded beginnings', 'LS0tLS1CRUdJTiBQUklWQVRFIEtF'],
  ['parts of tokens', 'eyJhbGciOi.'],
  ['white space behind a name', `password${' '.repeat(40)}`],
  ['one word', 'a'],
] as const) {
  test(`a long line of ${name} is read in one go`, { timeout: 120_000 }, async () => {
    const text = unit.repeat(Math.ceil(400_000 / unit.length));
    assert.ok(Array.isArray(await findSecrets('a.yaml', text)));
  });
}

for (const [name, path, unit] of [
  ['blocks', 'a.yaml', 'password: |\n '],
  ['lists', 'a.yaml', 'passwords:\n- '],
  ['open brackets', 'a.json', 'passwords: ["a", '],
  ['values below names', 'a.yaml', 'password:\n  '],
  ['templates', 'a.yaml', 'password: "{{'],
  ['Secrets of Kubernetes', 'a.yaml', 'kind: Secret\ndata:\n a: '],
  ['Secrets in JSON', 'a.json', '"kind": "Secret" "data": {'],
  ['variables of Terraform', 'a.tf', 'variable "password" {\n default = "'],
  ['tables', 'a.md', '| password |\n|--|\n'],
  ['columns', 'a.csv', 'password,'],
  ['fields of a file of passwords', '.pgpass', 'a:\\:'],
  ['hashes', '.htpasswd', 'a:$apr1$'],
  ['values that are never closed', '.env', 'A="\n'],
  ['options', 'a.sh', '--password --'],
  ['arguments', 'a.sh', 'mysql -p$ '],
  ['pipes', 'a.sh', 'echo a | sudo -s '],
] as const) {
  test(`a long text of ${name} is read in one go`, { timeout: 120_000 }, async () => {
    const text = unit.repeat(Math.ceil(300_000 / unit.length));
    assert.ok(Array.isArray(await findSecrets(path, text)));
  });
}
