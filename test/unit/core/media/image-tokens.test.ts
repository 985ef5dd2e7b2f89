import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ImageTokenFamily, imageTokenCount } from '../../../../src/core/media/image-tokens.ts';

function check(family: ImageTokenFamily, size: string, expected: number): void {
  const [width = 0, height = 0] = size.split('x').map(Number);
  assert.equal(imageTokenCount({ width, height }, family), expected);
}

test('Claude counts squares of 28 pixels', () => {
  check('anthropic', '1x1', 1);
  check('anthropic', '280x57', 30);
});

test('Claude shrinks a picture to its longest edge first', () => {
  check('anthropic', '5152x2800', 92 * 50);
  check('anthropic-1568', '3136x1568', 56 * 28);
});

test('GPT counts patches of 32 pixels, a fifth dearer than text, and shrinks nothing', () => {
  check('openai', '64x64', 5);
  check('openai', '3200x3200', 12_000);
});

test('GPT-4o counts tiles of the shrunk picture', () => {
  check('openai-tiles', '512x512', 255);
  check('openai-tiles', '1024x1024', 765);
  check('openai-tiles', '2048x4096', 1105);
});

test('Gemini charges the same for every picture', () => {
  check('gemini', '1x1', 1120);
  check('gemini', '4000x4000', 1120);
});

test('Gemini 2 counts tiles of pictures that are not small', () => {
  check('gemini-2', '384x384', 258);
  check('gemini-2', '385x384', 258);
  check('gemini-2', '1280x800', 258 * 4);
});

test('an unknown model is taken for the dearest', () => {
  check('generic', '10x10', 1120);
  check('generic', '3200x3200', 12_000);
});
