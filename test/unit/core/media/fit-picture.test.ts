import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FitPictureOptions, fitPicture, shrinkToText } from '../../../../src/core/media/fit-picture.ts';
import { pictureRulesFor } from '../../../../src/core/models/catalog/picture-rules.ts';

const rulesOf = (name: string, maxInputTokens = 1_000_000) =>
  pictureRulesFor(name, { seesImages: true, maxInputTokens });

function check(model: string, size: string, expected: string, options: FitPictureOptions = {}): void {
  const [width = 0, height = 0] = size.split('x').map(Number);
  const fitted = fitPicture({ width, height }, rulesOf(model), options);
  assert.equal(`${fitted.size.width}x${fitted.size.height} ${fitted.tokenCount}`, expected);
}

test('a picture is never enlarged', () => {
  check('claude-opus-5-5', '100x50', '100x50 8');
  check('gpt-6.2-sol', '64x64', '64x64 5');
});

test('a picture is shrunk to the longest edge that the provider keeps', () => {
  check('claude-opus-5-5', '5152x2800', '2576x1400 4600');
  check('claude-sonnet-4-5', '3136x1568', '1568x784 1568');
  check('gpt-6.2-sol', '4096x2048', '2048x1024 2458');
});

test('in a request of many pictures each has to be smaller, where the provider says so', () => {
  check('claude-opus-5-5', '5152x2800', '2000x1087 2808', { pictureCount: 21 });
  check('gemini-4-argon', '5152x2800', '3072x1670 1120', { pictureCount: 21 });
});

test('a tight budget shrinks in steps, and stops where text would be lost', () => {
  check('gpt-6.2-sol', '2000x1000', '1700x850 1750', { maxTokens: 2000 });
  check('gpt-6.2-sol', '2000x1000', '1000x500 615', { maxTokens: 10 });
});

test('where the price does not fall with the size, the size does not fall either', () => {
  check('gemini-4-argon', '2000x1000', '2000x1000 1120', { maxTokens: 10 });
});

test('a picture as thin as a line keeps a pixel', () => {
  check('claude-opus-5-5', '30000x1', '2576x1 92');
});

test('names are found with a maker, a provider or a date', () => {
  assert.equal(rulesOf('anthropic:claude-opus-5.5').tokenFamily, 'anthropic');
  assert.equal(rulesOf('anthropic/claude-sonnet-4.5').tokenFamily, 'anthropic-1568');
  assert.equal(rulesOf('openai:gpt-4o').tokenFamily, 'openai-tiles');
  assert.equal(rulesOf('openai:gpt-6.2-sol').tokenFamily, 'openai');
  assert.equal(rulesOf('google:gemini-4-argon').tokenFamily, 'gemini');
  assert.equal(rulesOf('gemini-2.5-pro').tokenFamily, 'gemini-2');
  assert.equal(rulesOf('ollama:qwen3-vl:8b').tokenFamily, 'generic');
  assert.equal(rulesOf('gpt-oss-120b').tokenFamily, 'generic');
});

test('a Claude of a small window takes fewer pictures', () => {
  assert.equal(rulesOf('claude-haiku-5-5').maxPictures, 600);
  assert.equal(rulesOf('claude-haiku-5-5', 200_000).maxPictures, 100);
});

test('a screen of twice the pixels is shrunk until its text is as large as it has to be', () => {
  const size = { width: 2000, height: 1000 };
  const of = (lineHeight: number, model = 'gpt-6.2-sol') =>
    shrinkToText(size, lineHeight, rulesOf(model)).size.width;
  assert.deepEqual(
    [12, 15, 22, 30, 100].map((lineHeight) => of(lineHeight)),
    [2000, 2000, 1400, 1000, 1000],
  );
  assert.equal(of(100, 'gemini-4-argon'), 2000);
});
