import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { mergeSettings, type SettingsLayer } from '../../../../src/core/settings/merge-settings.ts';
import {
  defaultSettings,
  type Settings,
  settingKeys,
  settingsTable,
} from '../../../../src/core/settings/settings-table.ts';

interface Schema {
  readonly enum?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
}

const user = (values: SettingsLayer['values']): SettingsLayer => ({
  source: 'settings',
  trust: 'user',
  values,
});
const repository = (values: SettingsLayer['values']): SettingsLayer => ({
  source: '.longview.json',
  trust: 'repository',
  values,
});

/** What is merged differs from the defaults by `expected` alone; a problem is reported where `problem` says so. */
function check(
  name: string,
  layers: readonly SettingsLayer[],
  expected: Partial<Settings>,
  problem?: RegExp,
): void {
  test(name, () => {
    const { settings, diagnostics } = mergeSettings(layers);
    assert.deepEqual(settings, { ...defaultSettings, ...expected });
    if (problem === undefined) assert.deepEqual(diagnostics, []);
    else assert.match(diagnostics.map(({ message }) => message).join('\n'), problem);
  });
}

check('nothing set is the defaults', [], {});
check(
  'a later layer goes over an earlier one',
  [user({ order: 'path', contextBudget: 5 }), user({ order: 'churn' })],
  { order: 'churn', contextBudget: 5 },
);
check(
  'names may be written as in VS Code',
  [user({ 'longview.network': 'off' }), repository({ 'longview.order': 'path' })],
  { network: 'off', order: 'path' },
);
check(
  'a network setting that cannot be read allows nothing',
  [user({ network: 'bogus' })],
  { network: 'off' },
  /'network' has an unusable value: nothing is sent/,
);
check('a schema is no setting and no mistake', [repository({ $schema: 'x' })], {});
check('an unknown key is reported', [user({ colour: 'red' })], {}, /settings: 'colour' is not a setting/);
check(
  'a value of the wrong type is reported and left out',
  [user({ contextBudget: 'much', order: 'path' })],
  { order: 'path' },
  /'contextBudget' has an unusable value/,
);
check('a value out of range is reported and left out', [user({ maxFileBytes: 1 })], {}, /maxFileBytes/);
check(
  'keys of objects are not settings',
  [repository(JSON.parse('{"__proto__": {"model": "x"}, "constructor": 1}'))],
  {},
  /constructor/,
);

for (const [key, value] of Object.entries({
  model: 'openai:x',
  baseUrl: 'http://x',
  allowedHosts: ['x'],
  maxCostUsd: 100,
  maxTokens: 0,
  journalRetentionDays: 1,
})) {
  check(
    `a repository cannot set ${key}`,
    [repository({ [key]: value })],
    {},
    new RegExp(`'${key}' belongs to the user`),
  );
  check(`the user can set ${key}`, [user({ [key]: value })], { [key]: value });
}

check('a repository can forbid work in the background', [repository({ indexOnStartup: false })], {
  indexOnStartup: false,
});
check(
  'a repository cannot ask for work that the user does not want',
  [user({ indexOnStartup: false }), repository({ indexOnStartup: true })],
  { indexOnStartup: false },
  /'indexOnStartup' would allow more/,
);
check('a repository can forbid the network', [repository({ network: 'off' })], { network: 'off' });
check(
  'a repository cannot open the network',
  [user({ network: 'off' }), repository({ network: 'all' })],
  { network: 'off' },
  /would allow more than the user does/,
);
check(
  'a repository cannot widen loopback to all',
  [user({ network: 'loopback' }), repository({ network: 'all' })],
  { network: 'loopback' },
  /network/,
);
check(
  'a repository can narrow loopback to off',
  [user({ network: 'loopback' }), repository({ network: 'off' })],
  { network: 'off' },
);
check(
  'a repository adds to what the user excludes',
  [user({ exclude: ['secret/'] }), repository({ exclude: ['gen/', 'secret/'] })],
  { exclude: ['secret/', 'gen/'] },
);
check(
  'a repository cannot clear what the user excludes',
  [user({ exclude: ['secret/'] }), repository({ exclude: [] })],
  { exclude: ['secret/'] },
);
check(
  'a later layer of the user replaces what an earlier one excludes',
  [user({ exclude: ['a'] }), user({ exclude: ['b'] })],
  { exclude: ['b'] },
);
check('a repository sets what is its own', [repository({ order: 'path', 'review.passes': ['contracts'] })], {
  order: 'path',
  'review.passes': ['contracts'],
});

test('merged settings cannot be changed', () => {
  const { settings } = mergeSettings([]);
  assert.throws(() => Object.assign(settings, { model: 'x' }), TypeError);
});

test('every setting has a default that its own schema accepts, and a sentence', () => {
  for (const key of settingKeys) {
    const { schema, default: value, description } = settingsTable[key];
    assert.ok(schema.safeParse(value).success, key);
    assert.match(description, /^[A-Z].*\.$/s, key);
  }
});

test('every value of a few is described, and links lead to settings', () => {
  for (const key of settingKeys) {
    const row: { readonly description: string; readonly values?: Readonly<Record<string, string>> } =
      settingsTable[key];
    const { enum: own, items, additionalProperties } = z.toJSONSchema(settingsTable[key].schema) as Schema;
    const values = own ?? items?.enum ?? additionalProperties?.enum ?? [];
    assert.deepEqual(Object.keys(row.values ?? {}), values, key);
    for (const text of [row.description, ...Object.values(row.values ?? {})]) {
      assert.equal((text.match(/`/g) ?? []).length % 2, 0, `${key}: ${text}`);
      for (const [, linked = ''] of text.matchAll(/#longview\.([^#]+)#/g))
        assert.ok(
          settingKeys.some((known) => known === linked),
          `${key}: ${linked}`,
        );
    }
  }
});

test('whatever a repository sets, the network is never wider than the user allows', () => {
  const networks = ['off', 'loopback', 'all'] as const;
  for (const own of networks) {
    for (const wanted of networks) {
      const { settings } = mergeSettings([user({ network: own }), repository({ network: wanted })]);
      assert.ok(networks.indexOf(settings.network) <= networks.indexOf(own), `${own}, ${wanted}`);
    }
  }
});

const amounts = settingKeys.filter(
  (key) => settingsTable[key].scope === 'narrowing' && typeof settingsTable[key].default === 'number',
);
/** 0 stands for no limit, where it is allowed. */
const limitOf = (value: unknown) => (value === 0 ? Number.POSITIVE_INFINITY : Number(value));

for (const key of amounts) {
  test(`whatever a repository sets, ${key} never allows more than the user does`, () => {
    for (const own of [0, 1, 5000, 9000]) {
      for (const wanted of [0, 1, 5000, 9000]) {
        const { settings: alone } = mergeSettings([user({ [key]: own })]);
        const { settings } = mergeSettings([user({ [key]: own }), repository({ [key]: wanted })]);
        assert.ok(limitOf(settings[key]) <= limitOf(alone[key]), `${own}, ${wanted}: ${settings[key]}`);
      }
    }
  });
}

check(
  'what a repository pins and leaves out is added to what the user does',
  [
    user({ 'pack.pin': ['/a.ts'], 'pack.leaveOut': ['*.md'] }),
    repository({ 'pack.pin': ['/b.ts', '/a.ts'], 'pack.leaveOut': ['docs/'] }),
  ],
  { 'pack.pin': ['/a.ts', '/b.ts'], 'pack.leaveOut': ['*.md', 'docs/'] },
);
check(
  'a resolution that was chosen on this machine holds against that of a later layer',
  [
    user({ 'pack.resolutions': { 'a/': 'skeleton' } }),
    repository({ 'pack.resolutions': { 'b/': 'outline', 'a/': 'full' } }),
  ],
  { 'pack.resolutions': { 'b/': 'outline', 'a/': 'skeleton' } },
);
check(
  'a resolution that does not exist is reported',
  [repository({ 'pack.resolutions': { 'a/': 'most' } })],
  {},
  /'pack.resolutions' has an unusable value/,
);
