import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ModelDirectory } from '../../../src/core/index.ts';
import type { HostCall } from '../../../src/workers/engine-protocol.ts';
import { HostPort } from '../../../src/workers/host-port.ts';
import { withHostModels } from '../../../src/workers/with-host-models.ts';

const offered = {
  id: 'vscode:copilot/claude-opus/claude-opus-5-5',
  displayName: 'Claude Opus 5.5 (copilot)',
  vendor: 'copilot',
  family: 'claude-opus',
  maxInputTokens: 128_000,
};
const none: ModelDirectory = { resolve: async () => undefined, list: async () => [] };

/** A host that answers as it is told, and what it was asked. */
function connect(answer: (call: HostCall) => unknown) {
  const asked: HostCall[] = [];
  const port = new HostPort((message) => {
    if (message.kind !== 'host-call') return;
    asked.push(message.call);
    const { id, call } = message;
    queueMicrotask(() => port.receive({ kind: 'host-result', id, value: answer(call) }));
  });
  return { directory: withHostModels(none, port, 'all'), asked };
}

test("a model of VS Code counts by the editor's own counter", async () => {
  const { directory, asked } = connect((call) => (call.method === 'chat-models' ? [offered] : 321));
  const model = await directory.resolve(offered.id);
  assert.equal(await model?.countTokens?.('some text'), 321);
  assert.deepEqual(asked.at(-1), { method: 'count-chat-tokens', modelId: offered.id, text: 'some text' });
  assert.deepEqual(model?.location, { kind: 'remote', host: 'copilot' });
});

test('a count that is no longer wanted is not waited for', async () => {
  const { directory } = connect((call) => (call.method === 'chat-models' ? [offered] : 1));
  const model = await directory.resolve(offered.id);
  await assert.rejects(Promise.resolve(model?.countTokens?.('x', { signal: AbortSignal.abort() })), {
    name: 'AbortError',
  });
});
