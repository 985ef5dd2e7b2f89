import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rules } from '@secretlint/secretlint-rule-preset-recommend';
import { findSecrets, lintedSecrets, ownRules } from '../../../../src/core/workspace/find-secrets.ts';
import { secretMarks } from '../../../../src/core/workspace/secret-marks.ts';
import { createMarkFinder } from '../../../../src/core/workspace/secret-rules/find-marks.ts';
import { pick } from '../../../support/planted-secrets/secret-kind.ts';
import { randomFrom } from '../../../support/random-from.ts';

const random = randomFrom(5);
/** Letters and digits as if drawn at random, unlike the others here. */
const drawn = (length: number) => pick(random, 'base62', length);

const prefix = '@secretlint/secretlint-rule-';
const mixed = (length: number) => 'a1B2c3D4e5F6g7H8j9K0'.repeat(100).slice(0, length);
const digits = (length: number) => '2718281828459045'.repeat(10).slice(0, length);
const hex = (length: number) => '0123456789abcdef'.repeat(10).slice(0, length);
const letters = (length: number) => 'aBcDeFgHiJkLm'.repeat(20).slice(0, length);

/** One secret of each rule, put together here, so that no scanner takes this file for a leak. */
const secrets: Readonly<Record<string, readonly [text: string, path?: string]>> = {
  aws: [`AWS_${'SECRET'}_ACCESS_KEY = "${mixed(40)}"`],
  gcp: [
    JSON.stringify({
      private_key_id: hex(40),
      private_key: `-----BEGIN ${'PRIVATE'} KEY-----\nMI${drawn(190)}\n`,
    }),
    'key.json',
  ],
  npm: [`//registry.example.org/:_auth${'Token'}=${mixed(36)}`, '.npmrc'],
  slack: [`https://HOOKS.${'slack'}.com/services/T${mixed(8)}/B${mixed(8)}/${mixed(24)}`],
  basicauth: [`http://deploy:${drawn(12)}@registry.internal.net/x`],
  openai: [`sk-${mixed(20)}T3Blbk${'FJ'}${mixed(20)}`],
  anthropic: [`sk-${'ant'}-api03-${mixed(93)}AA`],
  groq: [`gs${'k_'}${mixed(52)}`],
  huggingface: [`h${'f_'}${letters(34)}`],
  linear: [`lin_${'api'}_${mixed(40)}`],
  notion: [`nt${'n_'}${digits(11)}${mixed(35)}`],
  privatekey: [
    `-----BEGIN ${'PRIVATE'} KEY-----\nMI${drawn(62)}\n${drawn(64)}\n-----END ${'PRIVATE'} KEY-----`,
  ],
  sendgrid: [`S${'G.'}${mixed(22)}.${mixed(43)}`],
  shopify: [`shp${'at_'}${mixed(32)}`],
  stripe: [`sk_${'live'}_${mixed(32)}`],
  github: [`gh${'p_'}${mixed(36)}`],
  gitlab: [`gl${'pat'}-${mixed(20)}`],
  grafana: [`gl${'sa_'}${mixed(32)}_${hex(8)}`],
  'database-connection-string': [`POSTGRES://app:${drawn(12)}@db.internal.net:5432/app`],
  'hashicorp-vault': [`hv${'s.'}${mixed(95)}`],
  vercel: [`vc${'p_'}${mixed(56)}`],
  databricks: [`da${'pi'}${hex(32)}`],
  docker: [`dckr_${'pat'}_${mixed(27)}`],
  figma: [`fig${'d_'}${mixed(40)}`],
  cloudflare: [`cf${'ut_'}${mixed(40)}${hex(8)}`],
  tailscale: [`ts${'key'}-auth-${mixed(12)}-${mixed(32)}`],
  '1password': [
    `op${'s_'}${Buffer.from(JSON.stringify({ email: 'a@b.example', secretKey: mixed(92) })).toString('base64')}`,
  ],
};

/** Rules that are not run: what they find, rules of ours find. */
const replaced = ['gcp', 'basicauth', 'privatekey', 'database-connection-string'];

test('every rule of the preset has marks, or is known to be replaced', () => {
  const ids = rules.map(({ meta }) => meta.id).sort();
  assert.deepEqual(Object.keys(secretMarks).sort(), ids);
  const unmarked = ids.filter((id) => secretMarks[id]?.length === 0).map((id) => id.slice(prefix.length));
  assert.deepEqual(unmarked, [...replaced, 'filter-comments'].sort());
  const tried = Object.keys(secrets).map((rule) => prefix + rule);
  assert.deepEqual([...tried, `${prefix}filter-comments`].sort(), ids);
});

for (const [rule, [text, path = 'notes.txt']] of Object.entries(secrets)) {
  if (replaced.includes(rule)) {
    test(`what the rule ${rule} finds is found by a rule of ours`, async () => {
      const [found] = await findSecrets(path, text);
      assert.ok(found !== undefined && ownRules.some(({ id }) => id === found.rule), JSON.stringify(found));
    });
    continue;
  }
  test(`what the rule ${rule} finds has its mark`, async () => {
    const found = await lintedSecrets(path, text);
    assert.ok(
      found.some((range) => range.rule === rule),
      JSON.stringify(found),
    );
    const marks = secretMarks[prefix + rule] ?? [];
    const findMarks = createMarkFinder(marks.map(({ mark }) => mark));
    let isMarked = false;
    findMarks(text, (mark, start) => {
      const { pattern } = marks[mark] as (typeof marks)[number];
      pattern.lastIndex = start;
      isMarked ||= pattern.test(text);
    });
    assert.ok(isMarked);
    assert.ok((await findSecrets(path, text)).length > 0);
  });
}

test('ids of our rules fit into a placeholder, and their marks are in lower case', () => {
  for (const { id, marks } of ownRules) {
    assert.match(id, /^[a-z0-9-]+$/);
    assert.ok(marks.length > 0);
    for (const mark of marks) assert.equal(mark, mark.toLowerCase());
  }
});

test('ordinary code holds no secret', async () => {
  const text = "import { a } from 'b';\nconst port = 8080; // https://example.org:443/a@b\n";
  assert.deepEqual(await findSecrets('a.ts', text), []);
});
