import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packWriter } from '../../../../src/core/context/pack-format.ts';
import { isPlain } from '../../../../src/core/reduce/plain-text.ts';
import { randomFrom } from '../../../support/random-from.ts';
import { sourceFileOf } from '../../../support/repository-of.ts';

const pieces = [
  'a',
  'b\n',
  '\n',
  '<',
  '</',
  '</file',
  '</file>',
  '</file-2>',
  '`',
  '```',
  '````',
  '~~~',
  '\r\n',
];
const random = randomFrom(11);
const texts = Array.from({ length: 400 }, () =>
  Array.from({ length: Math.floor(random() * 7) }, () => pieces[Math.floor(random() * pieces.length)]).join(
    '',
  ),
);

test('plain texts are all framed as an empty one is', async () => {
  const file = await sourceFileOf('a.txt', 'a\n');
  const plain = texts.filter(isPlain);
  assert.ok(plain.length > 40 && plain.length < texts.length);
  for (const format of ['xml', 'markdown'] as const) {
    const { frame } = packWriter(format);
    for (const resolution of ['full', 'skeleton', 'outline'] as const) {
      const expected = frame(file, { resolution, content: '' });
      for (const content of plain) assert.deepEqual(frame(file, { resolution, content }), expected, content);
    }
  }
});

test('what a frame has to heed is not plain', () => {
  for (const text of ['a', 'a\n</file>\n', '```\n', '</file-2>\n', 'a\nb'])
    assert.equal(isPlain(text), false, text);
});
