import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ModelFacts } from '../../../src/core/models/call/model-facts.ts';
import { ownModels } from '../../../src/vscode/chat/own-models.ts';

const facts: ModelFacts = {
  id: 'ollama:a',
  displayName: 'A',
  runsHere: true,
  host: '127.0.0.1',
  maxInputTokens: 32_000,
  windowSource: 'reported',
  seesImages: false,
  countIsExact: true,
  notes: [],
};

const choice = (id: string) =>
  ({ id, displayName: id, location: { kind: 'local', host: '127.0.0.1' } }) as const;

describe('the models that Longview offers in the chat', () => {
  const names = (...known: Parameters<typeof ownModels>) => ownModels(...known).map(({ name }) => name);

  it('are never none, and do not claim before looking that there is no model', () =>
    assert.deepEqual(names({ configuredId: '', facts: 'unknown', choices: [] }), ['Longview']));

  it('say so when there is no model', () =>
    assert.deepEqual(names({ configuredId: '', facts: undefined, choices: [] }), ['Longview (no model)']));

  it('name the model of the settings before it was reached', () =>
    assert.deepEqual(names({ configuredId: 'openai:x', facts: 'unknown', choices: [] }), [
      'Longview: openai:x',
    ]));

  it('offer the others, each once, and none of those that VS Code lists itself', () =>
    assert.deepEqual(
      names({
        configuredId: '',
        facts,
        choices: [choice('ollama:a'), choice('ollama:b'), choice('vscode:x/y/z')],
      }),
      ['Longview: A', 'ollama:b'],
    ));

  it('pass on what is known of the window and of pictures', () => {
    const [model] = ownModels({ configuredId: '', facts, choices: [] });
    assert.equal(model?.maxInputTokens, 32_000);
    assert.equal(model?.capabilities.imageInput, false);
  });

  it('are in the model picker as soon as the extension runs', async () => {
    await vscode.extensions.getExtension('longview.longview')?.activate();
    const models = await vscode.lm.selectChatModels({ vendor: 'longview' });
    assert.ok(models.length >= 1);
    assert.match(models[0]?.name ?? '', /^Longview/);
  });
});
