import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PackWishes } from '../../../../src/core/context/pack-wishes.ts';
import { unfittedWarnings } from '../../../../src/core/context/unfitted-wish.ts';
import { repositoryOf } from '../../../support/repository-of.ts';
import { packOf } from './pack-of.ts';

const long = (name: string) => `export function ${name}() {\n${`  step('${name}');\n`.repeat(400)}}\n`;
const repository = await repositoryOf({
  ...Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`src/${name}.ts`, long(name)])),
  'small.ts': 'export const small = 1;\n',
  'data.bin': Uint8Array.of(0, 1, 2),
});

interface Asked extends PackWishes {
  readonly since?: readonly string[];
}

/** What a pack with room for one long file warns of. */
function check(name: string, { since, ...wishes }: Asked, expected: readonly string[]): void {
  test(name, async () => {
    const packed = await packOf(repository, { budget: 3000, wishes, ...(since && { wanted: since }) });
    assert.deepEqual(unfittedWarnings(packed.unfitted ?? [], 'v1'), expected);
  });
}

check('pins that do not fit are counted, and the first ones named', { pin: ['/src/'] }, [
  'No room to show in full what is pinned: 4 files (src/b.ts, src/c.ts, src/d.ts and 1 more).',
]);
check(
  'so are files that changed, and those of a pattern',
  { since: ['src/a.ts', 'src/b.ts', 'small.ts'], resolutions: { '/src/c.ts': 'full' } },
  [
    'No room to show in full what changed since v1: 1 file (src/b.ts).',
    'No room for the resolution that was asked for: 1 file (src/c.ts).',
  ],
);
check('what is no text does not lack room', { pin: ['*.bin', 'small.ts'] }, []);
check('what is left out is not asked for', { pin: ['/src/'], leaveOut: ['/src/'] }, []);
check(
  'what has no resolution of the kind does not lack room',
  { resolutions: { 'small.ts': 'skeleton' } },
  [],
);

/** Why a file is shown as it is. */
function checkReason(name: string, wishes: PackWishes, path: string, expected: string): void {
  test(name, async () => {
    const { entries } = await packOf(repository, { budget: 3000, wishes });
    const entry = entries.find((one) => one.path === path);
    assert.equal(`${entry?.resolution}: ${entry?.reason}`, expected);
  });
}

checkReason(
  'a file that is not to be named says so where its folder counts it',
  { resolutions: { '*.ts': 'omitted' } },
  'small.ts',
  "folder: '*.ts' is to be shown as omitted",
);
checkReason(
  'a pin that does not fit says so',
  { pin: ['/src/'] },
  'src/e.ts',
  "skeleton: pinned by '/src/', but it did not fit",
);
checkReason(
  'a pin of what is no text says what it is',
  { pin: ['*.bin'] },
  'data.bin',
  "path: pinned by '*.bin', but binary: not text",
);
checkReason(
  'a resolution that a file is too short for is told, and it is shown with more',
  { resolutions: { 'small.ts': 'skeleton' } },
  'small.ts',
  "full: 'small.ts' is to be shown as skeleton, which would not be shorter than its text",
);
