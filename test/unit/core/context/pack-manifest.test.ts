import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partsOf, readStoredPack, writeStoredPack } from '../../../../src/core/context/pack-manifest.ts';
import { repositoryOf } from '../../../support/repository-of.ts';
import { continueOf } from './continue-of.ts';

const tree = { 'a.ts': 'export const a = 1;\n', 'b.md': '# B \ud800 lone\n', 'c.bin': Uint8Array.of(0, 1) };
const { stored, packed } = await continueOf(await repositoryOf(tree), undefined, { budget: 5000 });
const json = writeStoredPack(stored);

test('a stored pack comes back as it was, its parts with their texts', () => {
  const read = readStoredPack(json);
  assert.deepEqual(read, stored);
  assert.deepEqual(read && partsOf(read), packed.parts);
});

for (const [damage, damaged] of [
  ['cut', json.slice(0, -20)],
  ['empty', ''],
  ['of another shape', '[1, 2]'],
  ['null', 'null'],
  ['of another format', json.replace('"formatNumber":4', '"formatNumber":0')],
  ['changed in its text', json.replace('const a = 1', 'const a = 2')],
  ['changed in a part', json.replace('"length":', '"length":1')],
] as const) {
  test(`what is ${damage} is not continued`, () => {
    assert.notEqual(damaged, json);
    assert.equal(readStoredPack(damaged), undefined);
  });
}
