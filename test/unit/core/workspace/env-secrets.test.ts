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
test('a hostile line of white space is read in one go', () => check(`A=${' '.repeat(200_000)}"`, []));
