import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LanguageModelV4Prompt } from '@ai-sdk/provider';
import type { ImageTokenFamily } from '../../../../../src/core/media/image-tokens.ts';
import { createPromptCounter } from '../../../../../src/core/models/call/prompt-counter.ts';
import { countO200kTokens } from '../../../../../src/core/tokens/token-counter.ts';
import { drawTextImage } from '../../../../support/draw-text-image.ts';
import { mp4Of } from '../../../../support/video-files.ts';

const image = drawTextImage(['Settings', 'Save']);
const promptWith = (...pictures: readonly Uint8Array[]): LanguageModelV4Prompt => [
  {
    role: 'user',
    content: pictures.map((data) => ({
      ...({ type: 'file', mediaType: 'image/png' } as const),
      data: { type: 'data', data },
    })),
  },
];

for (const [family, expected] of [
  ['anthropic', Math.ceil(image.width / 28) * Math.ceil(image.height / 28)],
  ['gemini', 1120],
] as const satisfies readonly (readonly [ImageTokenFamily, number])[])
  test(`pictures cost what their pixels cost for ${family}`, () => {
    const { pictureTokens } = createPromptCounter(family)(promptWith(image.png, image.png));
    assert.equal(pictureTokens, 2 * expected);
  });

test('a video costs what its seconds do, however many they are', () => {
  const { pictureTokens } = createPromptCounter('gemini')(promptWith(mp4Of({ seconds: 60, hasAudio: true })));
  assert.equal(pictureTokens, 60 * (263 + 32));
});

test('a picture that does not say how large it is counts as a large one', () => {
  assert.equal(createPromptCounter('anthropic')(promptWith(Uint8Array.of(1))).pictureTokens, 5200);
});

test('a pack that pictures cut into many texts is counted as its texts, also the next time', () => {
  const texts = Array.from({ length: 30 }, (_, row) => `export const name${row} = 1;\n`.repeat(300));
  const prompt: LanguageModelV4Prompt = [
    { role: 'user', content: texts.map((text) => ({ type: 'text', text })) },
  ];
  const count = createPromptCounter('anthropic');
  const { textTokens } = count(prompt);
  const own = texts.reduce((sum, text) => sum + countO200kTokens(text), 0);
  assert.equal(textTokens, own + 24);
  assert.equal(count(prompt).textTokens, textTokens);
});
