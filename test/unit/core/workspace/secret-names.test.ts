import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findSecrets } from '../../../../src/core/workspace/find-secrets.ts';
import { kindOfName } from '../../../../src/core/workspace/secret-rules/secret-names.ts';

const secretNames =
  'REDIS_PASSWORD BACKEND_PASSWORD ARDUINO_TOKEN RSYNC_PASSWORD HOMEPAGE_TOKEN redisPassword ANALYSIS_PASSWORD ALIAS_TOKEN GENESIS_PASSWORD PASSWORD_ADMIN PASSWORD_PROFILE API_KEY_HASHICORP PASSWORD_LISTMONK PASSWORD_PREFECT TOKEN_PLAYSTORE backendPassword redis.password frontend-password DBPASS MYSQLPASS passwords MINIO_PASSWORD PASSWORD_MINIO TOKEN_ACCOUNT';
const harmlessNames =
  'is_password isPassword HAS_TOKEN NO_PASSWORD nextPageToken page_token csrfToken X-CSRF-Token PUBLIC_API_KEY_ID publicKeyToken passwordFile PASSWORD_FILE passwordfilepath token_type tokenType PASSWORD_MIN_LENGTH tokenExpiresAt token-expiry password.encoder secretName SECRET_NAMES secretId tokenIds passwordValidator password_store secretsManager PASSWORD_BCRYPT password_reset passwordHash compass bypass';

for (const name of secretNames.split(' '))
  test(`${name} announces a secret`, () => assert.notEqual(kindOfName(name), undefined));
for (const name of harmlessNames.split(' '))
  test(`${name} announces no secret`, () => assert.equal(kindOfName(name), undefined));

test('a word inside a word of a name does not save a password', async () => {
  for (const line of ['REDIS_PASSWORD=', 'BACKEND_PASSWORD=', 'PASSWORD_ADMIN=', 'rsync_password=']) {
    const found = await findSecrets('deploy/a.sh', `export ${line}tr0mb0neKestrel\n`);
    assert.equal(found.length, 1, line);
  }
});
