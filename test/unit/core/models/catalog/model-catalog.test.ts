import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogedModels, lookUpModel } from '../../../../../src/core/models/catalog/model-catalog.ts';

test('a cached read of Claude Opus 5.5 costs a twentieth of its input', () => {
  const { price, window, maxOutputTokens, tokenizer } = lookUpModel('anthropic', 'claude-opus-5-5');
  assert.deepEqual(price, { input: 4, cachedInput: 0.2, output: 20 });
  assert.deepEqual([window, maxOutputTokens, tokenizer], [1_000_000, 128_000, 'anthropic']);
});

test('GPT-6.2 Sol takes 922k tokens and costs twice as much above 272k', () => {
  const { maxInputTokens, price } = lookUpModel('openai', 'gpt-6.2-sol');
  assert.equal(maxInputTokens, 922_000);
  assert.deepEqual(price, {
    input: 2,
    cachedInput: 0.1,
    output: 10,
    longInputAbove: 272_000,
    longInputFactor: 2,
    longOutputFactor: 1.5,
  });
});

test("Gemini 4 Argon's price doubles in December 2026", () => {
  const inputOn = (day: string) => lookUpModel('google', 'gemini-4-argon', new Date(day)).price?.input;
  assert.deepEqual([inputOn('2026-11-30T23:59:59Z'), inputOn('2026-12-01T00:00:00Z')], [2, 4]);
});

test('a dated id and a gateway spelling name the same model', () => {
  const known = lookUpModel('anthropic', 'claude-sonnet-5-5');
  assert.deepEqual(lookUpModel('anthropic', 'claude-sonnet-5-5-20261001'), known);
  assert.deepEqual(lookUpModel('compatible', 'anthropic/claude-sonnet-5.5'), known);
});

test('a relative of a known model has neither its window nor its price', () => {
  for (const id of ['gpt-6.2-sol-pro', 'gpt-6.2-solar']) {
    const { price, window, tokenizer, seesImages } = lookUpModel('openai', id);
    assert.deepEqual([price, window, tokenizer, seesImages], [undefined, undefined, 'openai', true]);
  }
});

function check(id: string, window: number | undefined, seesImages: boolean): void {
  test(`${id} is known by its family`, () => {
    const model = lookUpModel('ollama', id);
    assert.deepEqual([model.window, model.seesImages], [window, seesImages]);
    assert.equal(model.price, undefined);
  });
}

check('qwen3.6:27b', 262_144, true);
check('qwen3-coder-next:latest', 262_144, false);
check('Qwen/Qwen3-VL-8B-Instruct', 262_144, true);
check('qwen2.5-coder-1.5b-instruct-q4_k_m.gguf', 32_768, false);
check('gemma4:27b', 262_144, true);
check('gemma3:1b', 32_768, false);
check('llama3.2-vision:11b', 131_072, true);
check('meta-llama/Llama-3.3-70B-Instruct', 131_072, false);
check('nobody-knows-this', undefined, false);

test('GPT-OSS counts as OpenAI does, other open models by an upper bound', () => {
  assert.equal(lookUpModel('ollama', 'gpt-oss:20b').tokenizer, 'openai');
  assert.equal(lookUpModel('ollama', 'qwen3.6').tokenizer, 'open');
});

test('a price never falls below what is listed for a cached read', () => {
  for (const provider of ['openai', 'anthropic', 'google'] as const) {
    for (const { id } of catalogedModels(provider)) {
      const { price, displayName } = lookUpModel(provider, id);
      assert.ok(price && price.cachedInput < price.input && price.input < price.output, displayName);
    }
  }
});
