import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cacheRulesOf, growing, withLife } from '../../../../../src/core/models/catalog/cache-rules.ts';
import { lookUpModel } from '../../../../../src/core/models/catalog/model-catalog.ts';

/** `marked`: kept up to marks, for more than fresh input costs; `key`: by itself, with a key; `nothing` is said. */
function check(modelId: string, expected: 'marked' | 'key' | 'nothing'): void {
  test(`the prompts of ${modelId} are sent with ${expected}`, () => {
    const colon = modelId.indexOf(':');
    const { tokenizer, price } = lookUpModel(modelId.slice(0, colon), modelId.slice(colon + 1));
    const rules = cacheRulesOf(tokenizer, { modelId, price });
    const isMarked = rules.mode === 'explicit';
    assert.equal(isMarked ? 'marked' : rules.dialect === 'openai' ? 'key' : 'nothing', expected);
    assert.equal(rules.mostBreakpoints, isMarked ? 4 : 0);
    assert.equal(rules.lifetimes[0].writeFactor, isMarked ? 1.25 : 1);
    assert.equal(growing(rules).mostBreakpoints, isMarked ? 3 : 0);
    assert.equal(growing(rules).marksLatest, isMarked);
  });
}

for (const name of [
  'gpt-5.6',
  'gpt-5.6-terra',
  'gpt-5.10',
  'gpt-6',
  'gpt-6-2026-08-07',
  'gpt-6.2-sol',
  'gpt-10',
])
  check(`openai:${name}`, 'marked');
for (const name of [
  ...['gpt-5', 'gpt-5-2025-08-07', 'gpt-5.1', 'gpt-5.5-2026-04-23', 'gpt-5-mini', 'gpt-4o', 'gpt-4.1', 'o3'],
  ...['chatgpt-4o-latest', 'gpt-3.5-turbo', 'ft:gpt-6.1:org::id', 'gpt-six', 'gpt-6oss'],
])
  check(`openai:${name}`, 'key');
check('anthropic:claude-opus-5-5', 'marked');
for (const id of [
  ...['google:gemini-4-argon', 'ollama:qwen3-coder-next', 'ollama:gpt-oss:120b', 'vscode:gpt-6.2-sol'],
  ...['compatible:gpt-6.2-sol', 'compatible:openai/gpt-6.2-sol', 'compatible:anthropic/claude-opus-5.5'],
])
  check(id, 'nothing');

test('a price says what a read costs', () => {
  const price = { input: 4, cachedInput: 0.2 };
  assert.equal(cacheRulesOf('anthropic', { price }).readFactor, 0.05);
  assert.equal(cacheRulesOf('anthropic').readFactor, 0.1);
  assert.equal(cacheRulesOf('open', { price: { input: 0, cachedInput: 0 } }).readFactor, 0.02);
});

for (const [family, seconds, life] of [
  ['anthropic', 300, { seconds: 300, writeFactor: 1.25 }],
  ['anthropic', 3600, { seconds: 3600, writeFactor: 2 }],
  ['openai', 3600, { seconds: 1800, writeFactor: 1.25 }],
  ['google', 3600, { seconds: 300, writeFactor: 1 }],
] as const)
  test(`${family} asked for ${seconds} s keeps for ${life.seconds} s`, () => {
    assert.deepEqual(withLife(cacheRulesOf(family), seconds).lifetimes, [life]);
  });
