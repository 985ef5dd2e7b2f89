import assert from 'node:assert/strict';
import type { LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { countChatTokens, listChatModels, requestChatModel } from '../../src/vscode/vscode-language-model.ts';
import type { ChatReplyPart, MessageFromEngine } from '../../src/workers/engine-protocol.ts';
import { createHostLanguageModel } from '../../src/workers/host-language-model.ts';
import { HostPort } from '../../src/workers/host-port.ts';

/** Both ends of the thread in one place: what the worker's end asks, the host's end answers. */
function connect(): HostPort {
  const controllers = new Map<number, AbortController>();
  const port = new HostPort((message: MessageFromEngine) => {
    if (message.kind === 'host-cancel') controllers.get(message.id)?.abort();
    if (message.kind !== 'host-call' || message.call.method !== 'chat') return;
    const { id } = message;
    const controller = new AbortController();
    controllers.set(id, controller);
    requestChatModel(message.call.request, controller.signal, (part) =>
      port.receive({ kind: 'host-part', id, part }),
    ).then(
      (value) => port.receive({ kind: 'host-result', id, value }),
      (error: { code: string; message: string }) =>
        port.receive({
          kind: 'host-error',
          id,
          error: { name: 'AppError', code: error.code, message: error.message, retryable: false },
        }),
    );
  });
  return port;
}

describe("VS Code's language models", () => {
  it('are listed, but for those of Longview itself', async () => {
    const models = await listChatModels();
    assert.deepEqual([...new Set(models.map(({ vendor }) => vendor))], ['probe']);
    assert.match(models[0]?.id ?? '', /^vscode:probe\/.+\/.+$/);
    assert.ok((models[0]?.maxInputTokens ?? 0) > 0);
  });

  it('answer a request of the engine, streamed', async () => {
    const [model] = await listChatModels();
    assert.ok(model);
    const languageModel = createHostLanguageModel(model, connect());
    const prompt = [
      { role: 'system' as const, content: 'Be brief.' },
      { role: 'user' as const, content: [{ type: 'text' as const, text: 'good morning' }] },
    ];
    const { stream } = await languageModel.doStream({ prompt });
    const parts: LanguageModelV4StreamPart[] = [];
    for await (const part of stream) parts.push(part);
    const text = parts.map((part) => (part.type === 'text-delta' ? part.delta : '')).join('');
    assert.notEqual(text, '');
    assert.equal(parts.at(-1)?.type, 'finish');
    const whole = await languageModel.doGenerate({ prompt });
    assert.deepEqual(whole.content, [{ type: 'text', text }]);
  });

  it('count a text by their own counter', async () => {
    const [model] = await listChatModels();
    assert.ok(model);
    const { signal } = new AbortController();
    const short = await countChatTokens(model.id, 'good morning', signal);
    assert.ok(short > 0);
    assert.ok((await countChatTokens(model.id, 'good morning '.repeat(100), signal)) > short);
    await assert.rejects(countChatTokens('vscode:nobody/x/y', 'x', signal), { code: 'model-unavailable' });
  });

  it('are missed by name', async () => {
    const seen: ChatReplyPart[] = [];
    const request = { modelId: 'vscode:nobody/x/y', messages: [], tools: [], toolRequired: false };
    await assert.rejects(
      requestChatModel(request, new AbortController().signal, (part) => seen.push(part)),
      { name: 'AppError', code: 'model-unavailable' },
    );
  });

  it('stop when the engine cancels', async () => {
    const [model] = await listChatModels();
    assert.ok(model);
    const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'good morning' }] }];
    const call = createHostLanguageModel(model, connect()).doGenerate({
      prompt,
      abortSignal: AbortSignal.abort(),
    });
    await assert.rejects(Promise.resolve(call), { name: 'AbortError' });
  });
});
