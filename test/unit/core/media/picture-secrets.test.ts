import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findPictureSecrets } from '../../../../src/core/media/find-picture-secrets.ts';
import { pictureText } from '../../../../src/core/media/picture-text.ts';
import { redactSecrets } from '../../../../src/core/workspace/redact-secrets.ts';
import { recognizedRows } from '../../../support/recognized-rows.ts';

/** Words that are hidden in a picture of these rows. */
async function hidden(...rows: string[]): Promise<string[]> {
  const text = pictureText(recognizedRows(rows));
  const { ranges, masks } = await findPictureSecrets('shot.png', text);
  const words = text.words.filter(({ start, end }) =>
    ranges.some((range) => range.start < end && start < range.end),
  );
  assert.equal(masks.length, words.length);
  return words.map(({ start, end }) => text.text.slice(start, end));
}

async function check(rows: string | string[], expected: string[]): Promise<void> {
  assert.deepEqual(await hidden(...[rows].flat()), expected);
}

// Put together here, so that no file of the project holds what looks like a secret.
const token = ['ghp', 'aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY2zA4'].join('_');

test('a token is hidden as one word, and what is left of it when recognition cut it', async () => {
  await check(`$ gh auth ${token}`, [token]);
  const cut = [token.slice(0, 15), token.slice(15)];
  await check(`$ gh auth ${cut.join(' ')} --web`, cut);
  await check('HF _TOKEN=hf _2qf9WMiS8ErxDebB6 vup4ERZhcWEESLJAK', [
    '_TOKEN=hf',
    '_2qf9WMiS8ErxDebB6',
    'vup4ERZhcWEESLJAK',
  ]);
});

test('values that are assigned to names of secrets are hidden', async () => {
  await check('DB_PASSWORD=x7Kq2mZp9', ['DB_PASSWORD=x7Kq2mZp9']);
  await check('client secret: Zx81mQp0Lk33', ['Zx81mQp0Lk33']);
  await check('Authorization: Bearer a8Xk29dLq0', ['a8Xk29dLq0']);
});

test('a password in an address is hidden, a port is not', async () => {
  await check('connect postgres://app:h4Xor99z@db/main', ['postgres://app:h4Xor99z@db/main']);
  await check('connect postgres://adminiX9ucul9reC0db.local/main', [
    'postgres://adminiX9ucul9reC0db.local/main',
  ]);
  await check('connect http://localhost:8080/docs', []);
  await check('connect postgres://localhost:5432/main', []);
});

test('a private key is hidden from its first row to its last', async () => {
  const rows = [
    '-----BEGIN RSA PRIVATE KEY-----',
    'MIIEowIBAAKCAQEAx7',
    'q8LkPz0aB1cD2eF3gH',
    '-----END RSA PRIVATE KEY-----',
  ];
  const words = await hidden('cat key.pem', ...rows, 'done');
  assert.deepEqual(
    words,
    rows
      .join(' ')
      .slice(rows.join(' ').indexOf('BEGIN') - 5)
      .split(' '),
  );
});

test('what screens are full of stays', async () => {
  await check('Password: Forgot your password?', []);
  await check('commit 4f2a9c81d07be36f5a9e0c4d1b8f7a6e3d2c1b0a', []);
  await check('const apiKey = process.env.API_KEY;', []);
  await check('token: your-token-here', []);
  await check('id 123e4567-e89b-12d3-a456-426614174000', []);
  await check('src/core/media/find-picture-secrets.ts', []);
  await check('getUserAccountInformationFromDatabaseConnection()', []);
});

test('columns and gaps of a screen are kept in its text', () => {
  const { text } = pictureText(recognizedRows(['Name|Size', 'a.txt|12', '', '', 'total 12']));
  assert.equal(text, 'Name   Size\na.txt   12\n\ntotal 12');
});

test('lines that recognition doubts are left out, but for long runs, which may be keys', () => {
  const doubted = recognizedRows(['Ii|', `x ${token}`]);
  const lines = doubted.lines.map((line) => ({ ...line, confidence: 0.2 }));
  assert.equal(pictureText({ ...doubted, lines }).text, `x ${token}`);
});

test('the text of a picture is redacted like any text', async () => {
  const text = pictureText(recognizedRows([`export T=${token}`]));
  const { ranges } = await findPictureSecrets('shot.png', text);
  assert.match(redactSecrets(text.text, ranges).text, /^export \[REDACTED [a-z-]+ [0-9a-f]{8}\]$/);
});

test('a password that a file of the repository holds is hidden in a picture', async () => {
  const password = ['Zq31', 'rootPw'].join('');
  const text = pictureText(recognizedRows([`Welcome root ${password} ok`]));
  const rangesWith = async (known: { rule: string; value: string }[]) =>
    (await findPictureSecrets('shot.png', text, known)).ranges.map(({ start, end }) =>
      text.text.slice(start, end),
    );
  assert.deepEqual(await rangesWith([]), []);
  assert.deepEqual(await rangesWith([{ rule: 'password', value: password }]), [password]);
});
