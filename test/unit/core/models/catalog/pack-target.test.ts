import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modelProviders, namesNoModel } from '../../../../../src/core/models/catalog/model-providers.ts';
import {
  type PackTarget,
  targetOf,
  targetOfModel,
  targetWarnings,
} from '../../../../../src/core/models/catalog/pack-target.ts';
import { calibrationOf } from '../../../../../src/core/tokens/calibration.ts';
import { recordingModel } from '../../../../support/recording-model.ts';

const settings = { contextBudget: 0 };

function target(modelId: string, contextBudget = 0): PackTarget {
  const found = targetOf(modelId, { contextBudget });
  assert.ok(found, modelId);
  return found;
}

function checkLimits(modelId: string, inputLimit: number, replyReserve: number): void {
  test(`${modelId} takes ${inputLimit} tokens, of which ${replyReserve} are kept for the reply`, () => {
    const found = target(modelId);
    assert.deepEqual([found.inputLimit, found.replyReserve], [inputLimit, replyReserve]);
    assert.equal(found.budget, inputLimit - replyReserve);
  });
}

checkLimits('openai:gpt-6.2-sol', 922_000, 0); // 1,050,000 in all: the reply has the rest
checkLimits('anthropic:claude-sonnet-5-5', 1_000_000, 65_536);
checkLimits('google:gemini-4-argon', 1_048_576, 65_536);
checkLimits('ollama:qwen3-coder-next', 262_144, 16_384);
checkLimits('ollama:smollm2:135m', 8192, 2048);
checkLimits('openai:some-new-model', 128_000, 16_384);
checkLimits('compatible:nobody/knows-this', 32_768, 8192);

function checkCounter(modelId: string, family: string, exact: boolean, pictures: string): void {
  test(`${modelId} counts as ${family} and its pictures as ${pictures}`, () => {
    const { counter, pictures: rules } = target(modelId);
    assert.deepEqual([counter.family, counter.exact, rules.tokenFamily], [family, exact, pictures]);
  });
}

checkCounter('openai:gpt-6.2-sol', 'openai', true, 'openai');
checkCounter('openai:gpt-4o-mini', 'openai', true, 'openai-tiles');
checkCounter('openai:gpt-4.1', 'openai', true, 'openai-tiles');
checkCounter('openai:o3', 'openai', true, 'openai-tiles');
checkCounter('openai:gpt-4', 'openai-cl100k', false, 'openai-tiles');
checkCounter('openai:gpt-4-1106-preview', 'openai-cl100k', false, 'openai-tiles');
checkCounter('openai:gpt-4-turbo-2024-04-09', 'openai-cl100k', false, 'openai-tiles');
checkCounter('openai:gpt-3.5-turbo', 'openai-cl100k', false, 'openai');
checkCounter('openai:ft:gpt-4o-mini:somebody::1', 'openai', true, 'generic');
checkCounter('openai:chatgpt-4o-latest', 'openai', true, 'openai-tiles');
checkCounter('openai:gpt-99', 'openai', true, 'openai');
checkCounter('openai:davinci-002', 'openai-cl100k', false, 'generic');
checkCounter('openai:text-davinci-003', 'openai-other', false, 'generic');
checkCounter('openai:llama', 'openai-other', false, 'generic');
checkCounter('openai:gpt-3', 'openai-other', false, 'openai');
checkCounter('compatible:gpt-neox-20b', 'open', false, 'generic');
checkCounter('compatible:gpt-4all-j', 'open', false, 'generic');
checkCounter('ollama:gpt-oss:20b', 'openai', true, 'generic');
checkCounter('compatible:openai/gpt-oss-120b', 'openai', true, 'generic');
checkCounter('anthropic:claude-opus-5-5', 'anthropic', false, 'anthropic');
checkCounter('anthropic:claude-haiku-4-5', 'anthropic', false, 'anthropic-1568');
checkCounter('anthropic:claude-3-5-sonnet-20241022', 'anthropic', false, 'anthropic-1568');
checkCounter('google:gemini-4-argon', 'google', false, 'gemini');
checkCounter('google:gemini-2.5-pro', 'google', false, 'gemini-2');
checkCounter('vscode:copilot/claude-opus-5-5/claude-opus-5-5', 'anthropic', false, 'anthropic');
checkCounter('ollama:qwen3.6', 'open', false, 'generic');

for (const [id, budget] of [
  ['openai:gpt-4', 6_144],
  ['openai:gpt-4-0613', 6_144],
  ['openai:gpt-3.5-turbo', 12_289],
  ['compatible:gpt-4-turbo-2024-04-09', 111_616],
] as const)
  test(`a pack for ${id} leaves room for the reply in the window that it has`, () => {
    const target = targetOf(id, { contextBudget: 0 });
    assert.equal(target?.budget, budget);
    assert.deepEqual(target?.notes, []);
  });

test('what names no model is told with every provider that there is', () => {
  const message = namesNoModel('x:y');
  assert.match(message, /^'x:y' names no model: it is written PROVIDER:ID/);
  for (const provider of modelProviders) assert.ok(message.includes(provider), provider);
});

test('what names no model has no target', () => {
  for (const id of ['', 'gpt-6.2-sol', 'openai:', 'openai: ', ':x', 'nonsense:x', 'OpenAI:gpt-4']) {
    assert.equal(targetOf(id, settings), undefined, id);
  }
});

test('a smaller context budget of the settings holds, a larger one does not', () => {
  assert.equal(target('openai:gpt-6.2-sol', 50_000).budget, 50_000);
  assert.equal(target('openai:gpt-6.2-sol', 5_000_000).budget, 922_000);
});

test('a calibration replaces the factor of the family, and the target is the same each time', () => {
  const modelId = 'anthropic:claude-sonnet-5-5';
  const calibration = calibrationOf(modelId, [{ ownTokens: 10_000, reportedTokens: 14_000 }]);
  const found = targetOf(modelId, settings, calibration);
  assert.deepEqual([found?.counter.factor, found?.counter.calibration], [1.54, calibration]);
  const plain = (given: PackTarget | undefined) => JSON.stringify(given);
  assert.equal(plain(targetOf(modelId, settings, calibration)), plain(found));
});

test('a model that the catalogue does not know says so', () => {
  assert.deepEqual(target('openai:gpt-6.2-sol').notes, []);
  assert.match(target('openai:some-new-model').notes.join(), /not in Longview's catalogue/);
});

test('a model that was opened keeps the window that its server reported', () => {
  const opened = { ...recordingModel(() => ({ text: '' })), id: 'ollama:qwen3.6' };
  const found = targetOfModel({ ...opened, maxInputTokens: 49_152, maxOutputTokens: 16_384 }, settings);
  assert.deepEqual([found.inputLimit, found.replyReserve, found.budget], [49_152, 0, 49_152]);
  const claude = {
    ...opened,
    id: 'anthropic:claude-opus-5-5',
    maxInputTokens: 1_000_000,
    maxOutputTokens: 128_000,
  };
  assert.deepEqual(targetOfModel(claude, settings).budget, target('anthropic:claude-opus-5-5').budget);
});

test('a pack in the dear range is warned about, one below it is not', () => {
  const sol = target('openai:gpt-6.2-sol');
  assert.deepEqual(targetWarnings(sol, 272_000), []);
  assert.match(targetWarnings(sol, 272_001).join(), /whole request 2× for input and 1\.5× for output/);
});

test('a pack that leaves too little for thinking and reply is warned about', () => {
  const gemini = target('google:gemini-4-argon');
  assert.deepEqual(targetWarnings(gemini, gemini.budget), []);
  assert.match(targetWarnings(gemini, 1_040_000).join(), /leaves 8576 for the reply/);
  assert.match(targetWarnings(gemini, 1_048_577).join(), /takes 1048576 tokens/);
});
