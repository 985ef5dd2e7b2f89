import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ModelServer, startModelServer } from '../../../support/model-server/start-model-server.ts';
import { postJson, sseData } from './post-json.ts';

const hello = { model: 'test-model', messages: [{ role: 'user', content: 'hello world' }] };

function chat(server: ModelServer, body: object): Promise<Response> {
  return postJson(`${server.openAiBaseUrl}/chat/completions`, body);
}

test('the models endpoint lists the models the server was given', async () => {
  await using server = await startModelServer({
    respond: () => ({}),
    models: [{ name: 'a' }, { name: 'b' }],
  });
  const { data } = (await (await fetch(`${server.openAiBaseUrl}/models`)).json()) as {
    data: { id: string }[];
  };
  assert.deepEqual(
    data.map((model) => model.id),
    ['a', 'b'],
  );
});

test('a reply that is not streamed is one JSON object with usage', async () => {
  await using server = await startModelServer({ respond: () => ({ text: 'good morning' }) });
  const reply = await (await chat(server, hello)).json();
  assert.deepEqual(reply.choices[0].message, { role: 'assistant', content: 'good morning', refusal: null });
  assert.equal(reply.choices[0].finish_reason, 'stop');
  assert.equal(reply.usage.prompt_tokens, 2);
  assert.equal(reply.usage.completion_tokens, 2);
  assert.equal(reply.usage.total_tokens, 4);
  assert.equal(reply.usage.prompt_tokens_details.cached_tokens, 0);
});

test('a streamed reply ends with usage and [DONE]', async () => {
  await using server = await startModelServer({ respond: () => ({ text: 'x'.repeat(50) }) });
  const response = await chat(server, { ...hello, stream: true, stream_options: { include_usage: true } });
  assert.match(response.headers.get('content-type') ?? '', /^text\/event-stream/);
  const events = sseData(await response.text());
  assert.equal(events.at(-1), '[DONE]');
  const chunks = events.slice(0, -1).map((event) => JSON.parse(event));
  assert.deepEqual(chunks.at(-1).choices, []);
  assert.equal(chunks.at(-1).usage.prompt_tokens, 2);
  assert.equal(chunks.at(-2).choices[0].finish_reason, 'stop');
  const text = chunks.slice(0, -1).map((chunk) => chunk.choices[0].delta.content ?? '');
  assert.equal(text.join(''), 'x'.repeat(50));
});

test('a streamed reply says nothing about usage unless asked', async () => {
  await using server = await startModelServer({ respond: () => ({ text: 'hi' }) });
  assert.ok(!(await (await chat(server, { ...hello, stream: true })).text()).includes('usage'));
});

test('tool arguments are streamed in fragments that join to JSON', async () => {
  const toolCalls = [{ name: 'read', arguments: { path: 'a.ts', line: 7 } }];
  await using server = await startModelServer({ respond: () => ({ toolCalls }) });
  const events = sseData(await (await chat(server, { ...hello, stream: true })).text()).slice(0, -1);
  const deltas = events.flatMap((event) => JSON.parse(event).choices[0].delta.tool_calls ?? []);
  assert.equal(deltas[0].id, 'call_0_0');
  assert.equal(deltas[0].function.name, 'read');
  const joined = deltas.map((delta) => delta.function.arguments).join('');
  assert.deepEqual(JSON.parse(joined), { path: 'a.ts', line: 7 });
});

test('tool arguments given as a string are sent verbatim', async () => {
  await using server = await startModelServer({
    respond: () => ({ toolCalls: [{ name: 'read', arguments: '{oops' }] }),
  });
  const { choices } = await (await chat(server, hello)).json();
  assert.equal(choices[0].message.tool_calls[0].function.arguments, '{oops');
  assert.equal(choices[0].finish_reason, 'tool_calls');
});

test('the responder sees roles, images, tools, earlier calls and the wanted format', async () => {
  await using server = await startModelServer({ respond: () => ({ text: 'ok' }) });
  const schema = { type: 'object' };
  await chat(server, {
    model: 'test-model',
    max_tokens: 9,
    response_format: { type: 'json_schema', json_schema: { name: 'x', schema } },
    tools: [{ type: 'function', function: { name: 'read', description: 'reads', parameters: schema } }],
    messages: [
      { role: 'developer', content: 'rules' },
      {
        role: 'user',
        content: [
          { type: 'text', text: 'look' },
          { type: 'image_url', image_url: { url: 'data:image/png;base64,AQID' } },
        ],
      },
      {
        role: 'assistant',
        content: null,
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'read', arguments: '{"path":"a"}' } }],
      },
      { role: 'tool', tool_call_id: 'c1', content: 'contents' },
    ],
  });
  const [request] = server.requests;
  assert.deepEqual(
    request?.messages.map((message) => message.role),
    ['system', 'user', 'assistant', 'tool'],
  );
  assert.deepEqual(request?.messages[1]?.images, [{ mediaType: 'image/png', bytes: Uint8Array.of(1, 2, 3) }]);
  assert.deepEqual(request?.messages[2]?.toolCalls, [{ id: 'c1', name: 'read', arguments: { path: 'a' } }]);
  assert.deepEqual(request?.messages[3]?.toolResults, [
    { toolCallId: 'c1', toolName: undefined, text: 'contents' },
  ]);
  assert.deepEqual(request?.tools, [{ name: 'read', description: 'reads', parameters: schema }]);
  assert.deepEqual(request?.responseFormat, { type: 'json', schema });
  assert.equal(request?.maxOutputTokens, 9);
});

test('a reply longer than the output limit is cut and says so', async () => {
  await using server = await startModelServer({ respond: () => ({ text: 'one two three four five six' }) });
  const { choices, usage } = await (await chat(server, { ...hello, max_tokens: 3 })).json();
  assert.equal(choices[0].message.content, 'one two three');
  assert.equal(choices[0].finish_reason, 'length');
  assert.equal(usage.completion_tokens, 3);
});

test('a prompt longer than the context is refused', async () => {
  await using server = await startModelServer({
    respond: () => ({}),
    models: [{ name: 'small', contextLength: 5 }],
  });
  const content = 'one two three four five six';
  const response = await chat(server, { model: 'small', messages: [{ role: 'user', content }] });
  assert.equal(response.status, 400);
  assert.match(
    (await response.json()).error.message,
    /maximum context length is 5 tokens.*resulted in 6 tokens/,
  );
});

test('an unknown model, a broken body and an unknown path are refused in the protocol’s words', async () => {
  await using server = await startModelServer({ respond: () => ({}), models: [{ name: 'a' }] });
  const unknown = await chat(server, { ...hello, model: 'b' });
  assert.equal(unknown.status, 404);
  assert.equal((await unknown.json()).error.code, 'model_not_found');
  const broken = await fetch(`${server.openAiBaseUrl}/chat/completions`, { method: 'POST', body: '{' });
  assert.equal(broken.status, 400);
  assert.equal((await broken.json()).error.type, 'invalid_request_error');
  assert.equal((await fetch(`${server.url}/nowhere`)).status, 404);
});
