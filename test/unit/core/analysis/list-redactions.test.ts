import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listRedactions } from '../../../../src/core/analysis/list-redactions.ts';
import { pick } from '../../../support/planted-secrets/secret-kind.ts';
import { randomFrom } from '../../../support/random-from.ts';
import { repositoryOf } from '../../../support/repository-of.ts';

const random = randomFrom(3);
const token = () => `gh${'p_'}${pick(random, 'base62', 36)}`;

async function check(files: Readonly<Record<string, string>>, expected: readonly string[]): Promise<void> {
  const rows = listRedactions(await repositoryOf(files));
  assert.deepEqual(
    rows.map(({ path, line, rule }) => `${path}:${line} ${rule}`),
    expected,
  );
}

test('each secret is listed with its path, its line and its rule', () =>
  check(
    {
      'b.ts': `const a = 1;\nconst t = '${token()}';\nconst u = '${token()}';\n`,
      'a/.env': `PORT=80\nPASSWORD=kestrel-77\n`,
      'clean.ts': 'export const a = 1;\n',
    },
    ['a/.env:2 env-value', 'b.ts:2 github', 'b.ts:3 github'],
  ));

test('two secrets of one line and one behind a key of many lines have their own lines', () => {
  const lines = Array.from({ length: 6 }, () => pick(random, 'base64', 64)).join('\n');
  const key = `-----BEGIN ${'PRIVATE'} KEY-----\n${lines}\n-----END ${'PRIVATE'} KEY-----`;
  return check({ 'notes.md': `${token()} ${token()}\n${key}\n\n${token()}\n` }, [
    'notes.md:1 github',
    'notes.md:1 github',
    'notes.md:2 privatekey',
    'notes.md:11 github',
  ]);
});

test('no row holds a piece of a value', async () => {
  const secret = token();
  const rows = listRedactions(await repositoryOf({ 'a.ts': `const t = '${secret}';\n` }));
  assert.equal(rows.length, 1);
  assert.ok(!JSON.stringify(rows).includes(secret.slice(4, 12)));
});

test('a repository without secrets has an empty report', () =>
  check({ 'a.ts': 'export const a = 1;\n' }, []));
