import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSecrets } from '../../../../src/core/workspace/find-secrets.ts';

async function check(line: string, expected: readonly string[], path = '.env'): Promise<void> {
  const text = `# settings\n${line}\nLAST=1\n`;
  const found = (await findSecrets(path, text)).filter(({ rule }) => rule === 'env-value');
  assert.deepEqual(
    found.map(({ start, end }) => text.slice(start, end)),
    expected,
  );
}

test('a value is taken out with or without quotes', async () => {
  await check('TOKEN=abc-def-123', ['abc-def-123']);
  await check('TOKEN="abc-def-123"', ['abc-def-123']);
  await check("export TOKEN = 'two words'", ['two words']);
});
test('a comment behind a value does not save it', () =>
  check('P="hunter2-Sup3r!" # prod', ['hunter2-Sup3r!']));
test('quotes inside a value do not save it', async () => {
  await check('T="it\'s-Sup3r-s3cret"', ["it's-Sup3r-s3cret"]);
  await check('X=ab"cdefg', ['ab"cdefg']);
});
test('switches, numbers and plain addresses stay', async () => {
  for (const line of ['DEBUG=true', 'PORT=8080', 'URL=https://example.com/x', 'EMPTY='])
    await check(line, []);
});
test('.envrc counts, an example does not', async () => {
  await check('TOKEN=abc-def-123', ['abc-def-123'], 'deploy/.envrc');
  await check('TOKEN=abc-def-123', [], '.env.example');
});
test('a value of many lines is taken out whole', async () => {
  for (const value of ['line one Kestrel\nline two\nline three', 'aaa bbb\nccc ddd\neee fff\nggg'])
    await check(`NOTE="${value}"`, [value]);
  await check('CONT=Kestrel\\\nvimto9', ['Kestrel\\\nvimto9']);
  await check('CONT=one\\\ntwo\\\nthree\nPORT=80', ['one\\\ntwo\\\nthree']);
});
test('words that are a key to a wallet are taken out, a sentence stays', async () => {
  const words = 'apple river stone cloud tiger piano lemon grape ocean eagle storm daisy';
  await check(`MNEMONIC="${words}"`, [words]);
  await check(`GREETING="${words}"`, []);
});
test('lists and maps stay unless a part of them looks like a secret', async () => {
  await check('ORIGINS=["a.example.com", "b.example.com"]', []);
  await check('LIMITS={"low": 10, "high": 200}', []);
  for (const value of ['["Kestrel9#vimto"]', '{"user": "me", "password": "kestrel"}'])
    await check(`SERVICES=${value}`, [value]);
});
test('a name may hold points and hyphens', async () => {
  await check('my-key=kestrel-9', ['kestrel-9']);
  await check('A.B=kestrel-9', ['kestrel-9']);
});
test('quotes side by side are one value', async () => {
  await check(`ADJ="kestrel"'vimto9'`, [`"kestrel"'vimto9'`]);
  await check('ADJ="kestrel"vimto9', ['"kestrel"vimto9']);
});
test('settings whose names say what they are stay', async () => {
  for (const line of [
    'APP_NAME=my-app-two2',
    'COMPOSE_PROJECT_NAME=shop-2',
    'NODE_OPTIONS=--max-old-space-size=4096',
    'AWS_REGION=eu-west-1',
    'MODEL=gpt-4o-2024',
    'USER_AGENT=Mozilla/5.0',
    'IMAGE=repo/app:v2.3',
    'COLOR=#ff00aa12',
    'GIT_SHA=9fceb02d0ae598e95dc970b74767f19372d61af8',
  ])
    await check(line, []);
  for (const [name, value] of [
    ['KEY_NAME', 'kestrel-9'],
    ['APP_NAME', 'Kestrel9#vimto'],
    ['SURNAME', 'kestrel-9'],
  ] as const)
    await check(`${name}=${value}`, [value]);
});
test('only a whole word of a file name says that it is an example', async () => {
  await check('TOKEN=abc-def-123', ['abc-def-123'], 'district.env');
  await check('TOKEN=abc-def-123', [], '.env.dist');
});
test('a hostile line of white space is read in one go', () => check(`A=${' '.repeat(200_000)}"`, []));
