import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reasonAmongOtherPacks } from '../../../../src/core/context/other-packs.ts';
import { type PackTarget, targetKey } from '../../../../src/core/context/pack-manifest.ts';

const target: PackTarget = { format: 'xml', budget: 1000, family: 'openai', order: 'path', pictures: 'a1' };

function check(name: string, others: readonly Partial<PackTarget>[], expected: string | undefined): void {
  test(`no pack is continued: ${name}`, () => {
    const keys = others.map((other) => targetKey({ ...target, ...other }));
    const reason =
      expected && `an earlier pack of this folder has ${expected}; ask for the same to continue it`;
    assert.equal(reasonAmongOtherPacks(target, keys), reason);
  });
}

check('there is none', [], undefined);
check('another budget', [{ budget: 500 }], 'the budget 500');
check(
  'another format and order',
  [{ format: 'json', order: 'volatile-last' }],
  'the format json and the order volatile-last',
);
check(
  'another tokenizer, and no pictures',
  [{ family: 'anthropic', pictures: undefined }],
  'the tokenizer anthropic and no pictures',
);
check('other pictures', [{ pictures: 'b2' }], 'pictures for other rules');
check('the most similar is named', [{ budget: 5, order: 'x' }, { budget: 7 }, { budget: 9 }], 'the budget 7');
check(
  'everything is other',
  [{ format: 'markdown', budget: 5, family: 'google', order: 'x', pictures: undefined }],
  'the format markdown, the budget 5, the tokenizer google, the order x and no pictures',
);

test('a pack without pictures does not continue one with pictures', () => {
  const { pictures: _, ...without } = target;
  assert.match(reasonAmongOtherPacks(without, [targetKey(target)]) ?? '', / has pictures; /);
});
