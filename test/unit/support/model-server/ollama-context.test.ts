import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FakeModel } from '../../../support/model-server/fake-model.ts';
import type { ReceivedRequest } from '../../../support/model-server/received-request.ts';
import { startModelServer } from '../../../support/model-server/start-model-server.ts';
import { postJson } from './post-json.ts';

const words = (count: number, word: string) => Array.from({ length: count }, () => ` ${word}`).join('');

async function ask(messages: readonly object[], extra: object = {}, model: Partial<FakeModel> = {}) {
  const seen: ReceivedRequest[] = [];
  await using server = await startModelServer({
    models: [{ name: 'm', ...model }],
    respond: (request) => {
      seen.push(request);
      return { text: 'ok' };
    },
  });
  const response = await postJson(`${server.ollamaUrl}/api/chat`, {
    model: 'm',
    stream: false,
    messages,
    ...extra,
  });
  return {
    status: response.status,
    reply: await response.json(),
    seen: seen[0],
    record: server.requests[0]!,
  };
}

test('a prompt that fits is evaluated whole', async () => {
  const { reply, record } = await ask([{ role: 'user', content: words(100, 'one') }], {
    options: { num_ctx: 100 },
  });
  assert.equal(reply.prompt_eval_count, 100);
  assert.equal(record.truncated, false);
});

test('the oldest messages are dropped silently, but never the system message or the last one', async () => {
  const messages = [
    { role: 'system', content: words(10, 'rule') },
    { role: 'user', content: words(50, 'old') },
    { role: 'assistant', content: words(50, 'answer') },
    { role: 'user', content: words(20, 'new') },
  ];
  const { reply, seen, record } = await ask(messages, { options: { num_ctx: 85 } });
  assert.deepEqual(
    seen?.messages.map((message) => message.role),
    ['system', 'assistant', 'user'],
  );
  assert.equal(reply.prompt_eval_count, 80);
  assert.equal(record.truncated, true);
  assert.equal(record.messages.length, 4);
});

test('a single message that is too long loses its middle and about half of the context', async () => {
  const content = `${words(10, 'start')}${words(400, 'middle')}${words(10, 'end')}`;
  const { reply, seen } = await ask([{ role: 'user', content }], { options: { num_ctx: 100 } });
  assert.equal(reply.prompt_eval_count, 52);
  assert.equal(seen?.messages[0]?.text, `${words(4, 'start')}${words(38, 'middle')}${words(10, 'end')}`);
});

test('without num_ctx a request gets Ollama’s small default context', async () => {
  const { reply } = await ask([{ role: 'user', content: words(5000, 'one') }]);
  assert.ok(reply.prompt_eval_count < 4096);
});

test('num_ctx beyond what the model was trained for does not help', async () => {
  const options = { num_ctx: 1000 };
  const { reply } = await ask(
    [{ role: 'user', content: words(500, 'one') }],
    { options },
    { contextLength: 200 },
  );
  assert.ok(reply.prompt_eval_count < 200);
});

test('a client that forbids truncation gets an error instead', async () => {
  const messages = [{ role: 'user', content: words(500, 'one') }];
  const { status, reply } = await ask(messages, { truncate: false, options: { num_ctx: 100 } });
  assert.equal(status, 400);
  assert.match(reply.error, /longer than the context length/);
});

test('a model can be told to accept any length', async () => {
  const { reply } = await ask([{ role: 'user', content: words(5000, 'one') }], {}, { overflow: 'accept' });
  assert.equal(reply.prompt_eval_count, 5000);
});
