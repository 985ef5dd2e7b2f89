import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  outweighedWishes,
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

/** Sentences on what does not hold of files `a.ts`, `src/b.ts` and `src/gen/c.ts`. */
function checkOutweighed(name: string, wishes: PackWishes, expected: readonly string[]): void {
  test(name, () => {
    assert.deepEqual(outweighedWishes(wishes, ['a.ts', 'src/b.ts', 'src/gen/c.ts']), expected);
  });
}

checkOutweighed('a pin of a file that is left out is told', { pin: ['a.ts'], leaveOut: ['a.ts'] }, [
  "The pin 'a.ts' does not hold for 1 file (a.ts): left out by 'a.ts'.",
]);
checkOutweighed(
  'a pin of files that have a resolution is told',
  { pin: ['src/'], resolutions: { '*.ts': 'outline' } },
  ["The pin 'src/' does not hold for 2 files (src/b.ts, src/gen/c.ts): '*.ts' is to be shown as outline."],
);
checkOutweighed(
  'a resolution of files that are left out is told',
  { resolutions: { 'src/': 'full' }, leaveOut: ['src/'] },
  ["'src/' as full does not hold for 2 files (src/b.ts, src/gen/c.ts): left out by 'src/'."],
);
checkOutweighed('an exception is no contradiction', { pin: ['src/'], leaveOut: ['src/gen/'] }, []);
checkOutweighed(
  'what asks for the same does not contradict',
  { pin: ['a.ts'], resolutions: { 'a.ts': 'full' } },
  [],
);
checkOutweighed('a pattern without a file is told elsewhere', { pin: ['gone'], leaveOut: ['gone'] }, []);
