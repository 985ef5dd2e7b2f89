import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type PackWishes,
  unmatchedPatterns,
  wishesFrom,
  wishReader,
} from '../../../../src/core/context/pack-wishes.ts';
import { defaultSettings } from '../../../../src/core/settings/settings-table.ts';

/** What is asked for each file, by settings and by a request that adds to them. */
function check(
  name: string,
  settings: PackWishes,
  request: PackWishes,
  expected: Readonly<Record<string, string | undefined>>,
): void {
  test(name, () => {
    const { pin = [], leaveOut = [], resolutions = {} } = settings;
    const told = {
      'pack.pin': [...pin],
      'pack.leaveOut': [...leaveOut],
      'pack.resolutions': { ...resolutions } as (typeof defaultSettings)['pack.resolutions'],
    };
    const wishOf = wishReader(wishesFrom(told, request));
    const asked = Object.keys(expected).map((path) => [path, wishOf(path)?.resolution]);
    assert.deepEqual(Object.fromEntries(asked), expected);
  });
}

check(
  'what a request asks for is added to the settings',
  { pin: ['/a.ts'], leaveOut: ['*.md'] },
  { pin: ['/b.ts'], leaveOut: ['/docs/'] },
  { 'a.ts': 'full', 'b.ts': 'full', 'x.md': 'path', 'docs/c.ts': 'path', 'd.ts': undefined },
);
check(
  'a resolution of a request holds against that of the settings',
  { resolutions: { '/src/': 'outline' } },
  { resolutions: { '/src/a.ts': 'full' } },
  { 'src/a.ts': 'full', 'src/b.ts': 'outline' },
);
check(
  'the last pattern of a request holds, also where one looks like a number',
  { resolutions: { '*.md': 'skeleton' } },
  {
    resolutions: [
      ['*.ts', 'outline'],
      ['2024', 'full'],
      ['*.md', 'full'],
      ['*.md', 'outline'],
    ],
  },
  { '2024/a.ts': 'full', 'src/a.ts': 'outline', 'README.md': 'outline' },
);
check(
  'leaving out outweighs a resolution, and that a pin',
  { pin: ['/src/'], resolutions: { '/src/b.ts': 'skeleton', '/src/c.ts': 'full' } },
  { leaveOut: ['/src/c.ts'] },
  { 'src/a.ts': 'full', 'src/b.ts': 'skeleton', 'src/c.ts': 'path' },
);

test('settings of somebody who set nothing ask for nothing', () => {
  assert.equal(wishReader(wishesFrom(defaultSettings))('a.ts'), undefined);
});

test('patterns that match no file are told', () => {
  const wishes: PackWishes = {
    pin: ['a.ts', './src/', 'gone.ts', 'gone.ts'],
    leaveOut: ['*.md', '!b.ts'],
    resolutions: { '/lib/**': 'outline', 'b.ts': 'full' },
  };
  const paths = ['a.ts', 'src/b.ts', 'README.md'];
  assert.deepEqual(unmatchedPatterns(wishes, paths), ['gone.ts', '!b.ts', '/lib/**']);
  assert.deepEqual(unmatchedPatterns({}, paths), []);
});
