import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packPrompt } from '../../../../src/core/context/pack-prompt.ts';
import type { PackPart } from '../../../../src/core/context/pack-repository.ts';

const parts: PackPart[] = (
  [
    ['preamble', 'how to read\n', 100],
    ['file', 'first file\n', 6000],
    ['file', 'second file\n', 6000],
    ['listing', 'not shown\n', 50],
    ['changes', 'changes 1\n', 10],
    ['file', 'first file again\n', 5000],
    ['listing', 'end of changes\n', 10],
    ['end', 'end\n', 2],
  ] as const
).map(([kind, text, tokens]) => ({ kind, text, tokens }));
const text = parts.map((part) => part.text).join('');

function check(
  family: 'anthropic' | 'openai' | 'google',
  expected: readonly [text: string, isMarked: boolean][],
): void {
  test(`a pack for ${family} is cut into ${expected.length}`, () => {
    const pieces = packPrompt({ text, parts }, family);
    assert.deepEqual(
      pieces.map((piece) => [piece.text, piece.providerOptions !== undefined]),
      expected,
    );
    assert.equal(pieces.map((piece) => piece.text).join(''), text);
  });
}

const base = 'how to read\nfirst file\nsecond file\nnot shown\n';
check('anthropic', [
  [base, true],
  ['changes 1\nfirst file again\nend of changes\n', true],
  ['end\n', false],
]);
check('openai', [[text, false]]);
check('google', [[text, false]]);

test('a pack that is too short to be kept is not marked', () => {
  const short = parts.slice(0, 1);
  assert.deepEqual(packPrompt({ text: 'how to read\n', parts: short }, 'anthropic'), [
    { type: 'text', text: 'how to read\n' },
  ]);
});
