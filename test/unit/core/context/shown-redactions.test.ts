import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PackPart } from '../../../../src/core/context/pack-repository.ts';
import { shownRedactions } from '../../../../src/core/context/shown-redactions.ts';
import type { Resolution } from '../../../../src/core/reduce/resolution.ts';
import { repositoryOf } from '../../../support/repository-of.ts';
import { packOf } from './pack-of.ts';

const token = (last: string) => `${'gh'}p_${'1A2b3C4d5E6f7G8h9I0jK1L2m3N4o5P6q7R'}${last}`;
const body = '  step();\n'.repeat(300);
const repository = await repositoryOf({
  'a.ts': `export const shown = '${token('8')}';\nexport function f() {\n  use('${token('9')}');\n${body}}\n`,
  'b.ts': `export const other = '${token('7')}';\n`,
});

/** A pack of 'a.ts' at one resolution: lines of the secrets that it tells of. */
function check(name: string, budget: number, expected: Partial<Record<Resolution, readonly number[]>>): void {
  test(name, async () => {
    const wanted = ['a.ts'];
    const packed = await packOf(repository, { budget, ...(expected.full === undefined ? {} : { wanted }) });
    const entry = packed.entries.find(({ path }) => path === 'a.ts');
    const lines = packed.redactions.filter(({ path }) => path === 'a.ts').map(({ line }) => line);
    assert.deepEqual({ [entry?.resolution ?? '']: lines }, expected);
  });
}

check('of a file shown in full all secrets are told', 5000, { full: [1, 3] });
check('of a skeleton those that are left in it', 900, { skeleton: [1] });

const [file] = repository.files;
const part = (facts: Partial<PackPart>): PackPart => ({
  kind: 'file',
  path: 'a.ts',
  resolution: 'full',
  contentHash: 'other',
  tokens: 1,
  text: '',
  ...facts,
});

function checkParts(name: string, parts: readonly PackPart[], expected: readonly string[]): void {
  test(name, () => {
    const pictureRedactions = [
      { path: 'in.png', rule: 'github' },
      { path: 'out.png', rule: 'github' },
    ];
    const told = shownRedactions(parts, { repository, pictureRedactions });
    assert.deepEqual(
      told.map(({ path, line }) => `${path}:${line}`),
      expected,
    );
  });
}

const contentHash = file?.contentHash ?? '';
checkParts(
  'a patch makes an old text whole',
  [part({}), part({ kind: 'patch', contentHash })],
  ['a.ts:1', 'a.ts:3'],
);
checkParts(
  'an old text that no longer holds tells what stands in it',
  [part({ text: file?.text ?? '' })],
  ['a.ts:1', 'a.ts:3'],
);
checkParts(
  'a file that was moved is told by its new path',
  [
    part({ path: 'before.ts', contentHash }),
    { kind: 'listing', tokens: 1, text: '', moved: [{ from: 'before.ts', to: 'a.ts' }] },
  ],
  ['a.ts:1', 'a.ts:3'],
);
checkParts('of a file that is not shown none', [], []);
checkParts(
  'of pictures those that entered',
  [part({ kind: 'picture', path: 'in.png' })],
  ['in.png:undefined'],
);
