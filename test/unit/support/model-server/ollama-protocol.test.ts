import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startModelServer } from '../../../support/model-server/start-model-server.ts';
import { jsonLines, postJson } from './post-json.ts';

const models = [
  { name: 'local:7b', contextLength: 32_768, family: 'qwen2' },
  {
    name: 'big:cloud',
    cloud: { remoteHost: 'https://models.example', remoteModel: 'big' },
    capabilities: ['completion'],
  },
];
const hello = { model: 'local:7b', messages: [{ role: 'user', content: 'hello world' }] };

test('version, tags and the root say what Ollama says', async () => {
  await using server = await startModelServer({ respond: () => ({}), models });
  assert.match((await (await fetch(`${server.ollamaUrl}/api/version`)).json()).version, /^\d+\.\d+\.\d+$/);
  assert.equal(await (await fetch(server.ollamaUrl)).text(), 'Ollama is running');
  const tags = (await (await fetch(`${server.ollamaUrl}/api/tags`)).json()) as {
    models: Record<string, unknown>[];
  };
  assert.equal(tags.models[0]?.name, 'local:7b');
  assert.equal(tags.models[0]?.remote_host, undefined);
  assert.equal(tags.models[1]?.remote_host, 'https://models.example');
  assert.equal(tags.models[1]?.remote_model, 'big');
});

test('show tells the context length, the capabilities and whether a model is somebody else’s', async () => {
  await using server = await startModelServer({ respond: () => ({}), models });
  const local = await (await postJson(`${server.ollamaUrl}/api/show`, { model: 'local:7b' })).json();
  assert.equal(local.model_info['qwen2.context_length'], 32_768);
  assert.deepEqual(local.capabilities, ['completion', 'tools', 'vision']);
  assert.equal(local.remote_host, undefined);
  const cloud = await (await postJson(`${server.ollamaUrl}/api/show`, { model: 'big:cloud' })).json();
  assert.equal(cloud.remote_host, 'https://models.example');
  const missing = await postJson(`${server.ollamaUrl}/api/show`, { model: 'none' });
  assert.equal(missing.status, 404);
  assert.deepEqual(await missing.json(), { error: "model 'none' not found" });
});

test('chat streams one object per line unless told otherwise', async () => {
  await using server = await startModelServer({ respond: () => ({ text: 'x'.repeat(40) }), models });
  const response = await postJson(`${server.ollamaUrl}/api/chat`, hello);
  assert.equal(response.headers.get('content-type'), 'application/x-ndjson');
  const lines = jsonLines(await response.text());
  assert.equal(lines.map((line) => line.message.content).join(''), 'x'.repeat(40));
  assert.deepEqual(
    lines.map((line) => line.done),
    [false, false, false, true],
  );
  assert.equal(lines.at(-1).done_reason, 'stop');
  assert.equal(lines.at(-1).prompt_eval_count, 2);
  assert.ok(lines.at(-1).eval_count > 0);
});

test('chat without streaming is a single object', async () => {
  await using server = await startModelServer({ respond: () => ({ text: 'good morning' }), models });
  const reply = await (await postJson(`${server.ollamaUrl}/api/chat`, { ...hello, stream: false })).json();
  assert.equal(reply.message.content, 'good morning');
  assert.equal(reply.done, true);
  assert.equal(reply.eval_count, 2);
});

test('tool calls carry their arguments as an object', async () => {
  const toolCalls = [{ name: 'read', arguments: { path: 'a' } }];
  await using server = await startModelServer({ respond: () => ({ toolCalls }), models });
  const lines = jsonLines(await (await postJson(`${server.ollamaUrl}/api/chat`, hello)).text());
  const expected = { id: 'call_0_0', function: { index: 0, name: 'read', arguments: { path: 'a' } } };
  assert.deepEqual(lines[0].message.tool_calls, [expected]);
  assert.equal(lines.at(-1).done_reason, 'stop');
});

test('the responder sees images, tool results, format, context size and output limit', async () => {
  await using server = await startModelServer({ respond: () => ({ text: '{}' }), models });
  const png = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  await postJson(`${server.ollamaUrl}/api/chat`, {
    model: 'local:7b',
    stream: false,
    format: { type: 'object' },
    options: { num_ctx: 8192, num_predict: 50 },
    messages: [
      { role: 'user', content: 'look', images: [png.toString('base64')] },
      {
        role: 'assistant',
        content: '',
        tool_calls: [{ function: { name: 'read', arguments: { path: 'a' } } }],
      },
      { role: 'tool', tool_name: 'read', content: 'contents' },
    ],
  });
  const [request] = server.requests;
  assert.equal(request?.messages[0]?.images[0]?.mediaType, 'image/png');
  assert.deepEqual(request?.messages[1]?.toolCalls[0]?.arguments, { path: 'a' });
  assert.deepEqual(request?.messages[2]?.toolResults[0], {
    toolCallId: undefined,
    toolName: 'read',
    text: 'contents',
  });
  assert.deepEqual(request?.responseFormat, { type: 'json', schema: { type: 'object' } });
  assert.equal(request?.numCtx, 8192);
  assert.equal(request?.maxOutputTokens, 50);
});

test('an image sent as a data URL is refused', async () => {
  await using server = await startModelServer({ respond: () => ({}), models });
  const messages = [{ role: 'user', content: 'look', images: ['data:image/png;base64,AQID'] }];
  assert.equal((await postJson(`${server.ollamaUrl}/api/chat`, { model: 'local:7b', messages })).status, 400);
});

test('tools are refused by a model that cannot use them', async () => {
  await using server = await startModelServer({ respond: () => ({}), models });
  const tools = [{ type: 'function', function: { name: 'read', description: '', parameters: {} } }];
  const response = await postJson(`${server.ollamaUrl}/api/chat`, { ...hello, model: 'big:cloud', tools });
  assert.equal(response.status, 400);
  assert.match((await response.json()).error, /does not support tools/);
});

test('a cloud model’s reply names its host, and only local models count as loaded', async () => {
  await using server = await startModelServer({ respond: () => ({ text: 'hi' }), models });
  const chat = `${server.ollamaUrl}/api/chat`;
  const reply = await (await postJson(chat, { ...hello, model: 'big:cloud', stream: false })).json();
  assert.equal(reply.remote_host, 'https://models.example');
  await (await postJson(chat, { ...hello, options: { num_ctx: 16_384 } })).text();
  const ps = (await (await fetch(`${server.ollamaUrl}/api/ps`)).json()) as {
    models: Record<string, unknown>[];
  };
  assert.equal(ps.models.length, 1);
  assert.equal(ps.models[0]?.name, 'local:7b');
  assert.equal(ps.models[0]?.context_length, 16_384);
});

test('a chat without messages only loads the model', async () => {
  await using server = await startModelServer({ respond: () => assert.fail('must not be asked'), models });
  const reply = await (
    await postJson(`${server.ollamaUrl}/api/chat`, { model: 'local:7b', messages: [] })
  ).json();
  assert.equal(reply.done_reason, 'load');
});
