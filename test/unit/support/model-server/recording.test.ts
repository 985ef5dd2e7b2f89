import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ModelServer, startModelServer } from '../../../support/model-server/start-model-server.ts';
import { postJson } from './post-json.ts';

function ask(server: ModelServer, content: string, signal?: AbortSignal): Promise<Response> {
  const body = { model: 'm', stream: true, messages: [{ role: 'user', content }] };
  return postJson(`${server.openAiBaseUrl}/chat/completions`, body, signal);
}

test('requests are recorded in order, with headers, time and outcome', async () => {
  const before = Date.now();
  await using server = await startModelServer({ respond: () => ({ text: 'good morning' }) });
  await (await ask(server, 'one')).text();
  await (await ask(server, 'one two')).text();
  await server.settled();
  const [first, second] = server.requests;
  assert.equal(first?.messages[0]?.text, 'one');
  assert.equal(first?.path, '/v1/chat/completions');
  assert.equal(first?.headers['content-type'], 'application/json');
  assert.ok(first.receivedAt >= before && first.receivedAt <= Date.now());
  assert.equal(first.completed, true);
  assert.equal(second?.index, 1);
  assert.equal(server.totalPromptTokens, 3);
  assert.equal(server.totalCompletionTokens, 4);
});

test('a request is not completed while its reply is under way', async () => {
  await using server = await startModelServer({
    respond: () => ({ text: 'word '.repeat(20) }),
    tokensPerSecond: 100,
  });
  const response = await ask(server, 'slowly');
  assert.equal(server.requests[0]?.completed, false);
  await response.text();
  await server.settled();
  assert.equal(server.requests[0]?.completed, true);
});

test('a client that leaves is recorded with the tokens it got', async () => {
  await using server = await startModelServer({
    respond: () => ({ text: 'word '.repeat(1000) }),
    tokensPerSecond: 200,
  });
  const leaving = new AbortController();
  const response = await ask(server, 'slowly', leaving.signal);
  setTimeout(() => leaving.abort(), 100);
  await assert.rejects(response.text());
  await server.settled();
  const [request] = server.requests;
  assert.equal(request?.completed, false);
  assert.equal(request?.cutOff, true);
  assert.ok(request.completionTokens > 0 && request.completionTokens < 1000);
});

test('tokens per second set the pace and latency the start', async () => {
  await using server = await startModelServer({
    respond: () => ({ text: 'word '.repeat(20) }),
    tokensPerSecond: 100,
    latencyMs: 100,
  });
  const start = performance.now();
  const response = await ask(server, 'slowly');
  const headersAt = performance.now() - start;
  await response.text();
  const bodyAt = performance.now() - start;
  assert.ok(headersAt >= 95);
  assert.ok(bodyAt - headersAt >= 150);
});

test('connections and all kinds of requests are counted', async () => {
  await using server = await startModelServer({ respond: () => ({}) });
  assert.equal(server.connections, 0);
  await (await fetch(`${server.openAiBaseUrl}/models`, { headers: { authorization: 'Bearer key' } })).text();
  assert.equal(server.connections, 1);
  assert.equal(server.hits[0]?.path, '/v1/models');
  assert.equal(server.hits[0]?.headers.authorization, 'Bearer key');
  assert.equal(server.requests.length, 0);
});

test('a scripted usage overrides the counted one', async () => {
  await using server = await startModelServer({
    respond: () => ({ text: 'x', usage: { promptTokens: 1_000_000 } }),
  });
  await (await ask(server, 'one')).text();
  assert.equal(server.totalPromptTokens, 1_000_000);
});

test('a responder that throws is a status 500 and is kept for the test to see', async () => {
  const error = new Error('script is wrong');
  await using server = await startModelServer({
    respond: () => {
      throw error;
    },
  });
  assert.equal((await ask(server, 'one')).status, 500);
  assert.deepEqual(server.responderErrors, [error]);
});

test('close ends connections that are still stalled', async () => {
  const server = await startModelServer({ respond: () => ({ fault: { kind: 'stall-before-headers' } }) });
  const pending = assert.rejects(ask(server, 'one'));
  while (server.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await server.close();
  await pending;
  await assert.rejects(fetch(server.url));
});
