import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Fault, rateLimited } from '../../../support/model-server/fault.ts';
import { failFirst } from '../../../support/model-server/scripted-reply.ts';
import { type ModelServer, startModelServer } from '../../../support/model-server/start-model-server.ts';
import { jsonLines, postJson, sseData } from './post-json.ts';

const text = 'The quick brown fox jumps over the lazy dog.';
const protocols = ['openai', 'ollama'] as const;
type Protocol = (typeof protocols)[number];

function send(
  server: ModelServer,
  protocol: Protocol,
  stream: boolean,
  signal?: AbortSignal,
): Promise<Response> {
  const url =
    protocol === 'openai' ? `${server.openAiBaseUrl}/chat/completions` : `${server.ollamaUrl}/api/chat`;
  return postJson(url, { model: 'm', stream, messages: [{ role: 'user', content: 'hi' }] }, signal);
}

function faulty(fault: Fault): Promise<ModelServer> {
  return startModelServer({ respond: () => ({ text, fault }) });
}

/** Reads until the body ends or fails. */
async function readUntilTrouble(
  response: Response,
  onChunk = () => {},
): Promise<{ got: string; failed: boolean }> {
  let got = '';
  try {
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      got += chunk;
      onChunk();
    }
    return { got, failed: false };
  } catch {
    return { got, failed: true };
  }
}

test('a rate limit comes with Retry-After, and the next request is answered', async () => {
  await using server = await startModelServer({ respond: failFirst(1, rateLimited(2), () => ({ text })) });
  const first = await send(server, 'openai', false);
  assert.equal(first.status, 429);
  assert.equal(first.headers.get('retry-after'), '2');
  assert.equal((await first.json()).error.code, 'rate_limit_exceeded');
  assert.equal((await send(server, 'openai', false)).status, 200);
  assert.equal(server.requests[0]?.promptTokens, 0);
});

for (const protocol of protocols) {
  test(`status errors have the shape of ${protocol}`, async () => {
    for (const status of [401, 500, 503]) {
      await using server = await faulty({ kind: 'status', status, message: 'no' });
      const response = await send(server, protocol, true);
      assert.equal(response.status, status);
      const { error } = await response.json();
      assert.equal(protocol === 'openai' ? error.message : error, 'no');
    }
  });

  test(`the connection can be reset before the headers (${protocol})`, async () => {
    await using server = await faulty({ kind: 'reset-before-headers' });
    const failure = await send(server, protocol, true).catch(
      (error: Error) => error.cause as { code: string },
    );
    assert.ok('code' in failure && failure.code === 'ECONNRESET');
    await server.settled();
    assert.equal(server.requests[0]?.cutOff, true);
  });

  for (const stream of [true, false]) {
    const how = `${protocol}, ${stream ? 'streaming' : 'at once'}`;

    test(`a reset in the middle leaves part of the reply (${how})`, async () => {
      await using server = await faulty({ kind: 'reset-mid-stream', afterCharacters: 20 });
      const { got, failed } = await readUntilTrouble(await send(server, protocol, stream));
      assert.ok(failed);
      assert.ok(got.length > 0 && !got.includes('lazy'));
      await server.settled();
      assert.equal(server.requests[0]?.completed, false);
      assert.equal(server.requests[0]?.cutOff, true);
    });

    test(`a stall in the middle lasts until the client leaves (${how})`, async () => {
      await using server = await faulty({ kind: 'stall-mid-stream', afterCharacters: 20 });
      const leaving = new AbortController();
      const response = await send(server, protocol, stream, leaving.signal);
      const { got, failed } = await readUntilTrouble(response, () => setTimeout(() => leaving.abort(), 50));
      assert.ok(failed);
      assert.ok(got.length > 0 && !got.includes('lazy'));
      await server.settled();
      assert.equal(server.requests[0]?.cutOff, true);
    });

    test(`garbage cannot be parsed (${how})`, async () => {
      await using server = await faulty({ kind: 'garbage' });
      const response = await send(server, protocol, stream);
      assert.equal(response.status, 200);
      const body = await response.text();
      assert.throws(() => JSON.parse(protocol === 'openai' ? sseData(body)[0]! : body));
    });

    test(`wrong JSON parses but has none of the expected members (${how})`, async () => {
      await using server = await faulty({ kind: 'wrong-json' });
      const body = await (await send(server, protocol, stream)).text();
      const json = stream && protocol === 'openai' ? sseData(body)[0]! : body;
      assert.deepEqual(JSON.parse(json), { ok: true, result: [] });
    });

    test(`an empty body has status 200 (${how})`, async () => {
      await using server = await faulty({ kind: 'empty-body' });
      const response = await send(server, protocol, stream);
      assert.equal(response.status, 200);
      assert.equal(await response.text(), '');
    });

    test(`usage can be missing (${how})`, async () => {
      await using server = await faulty({ kind: 'usage-missing' });
      const body = await (await send(server, protocol, stream)).text();
      assert.ok(!body.includes('usage') && !body.includes('eval_count'));
      assert.ok(server.totalPromptTokens > 0);
    });

    test(`a reply cut by length is well-formed and says so (${how})`, async () => {
      await using server = await faulty({ kind: 'cut-by-length', afterCharacters: 9 });
      const body = await (await send(server, protocol, stream)).text();
      assert.match(body, /"(finish_reason|done_reason)":"length"/);
      assert.ok(body.includes('The quick') && !body.includes('brown'));
    });

    test(`an empty reply is well-formed (${how})`, async () => {
      await using server = await faulty({ kind: 'empty-reply' });
      const body = await (await send(server, protocol, stream)).text();
      assert.match(body, /"(finish_reason|done_reason)":"stop"/);
      assert.ok(!body.includes('quick'));
    });

    test(`a slow drip spreads the reply over time (${how})`, async () => {
      await using server = await faulty({ kind: 'slow-drip', charactersPerChunk: 22, delayMs: 40 });
      const start = performance.now();
      const body = await (await send(server, protocol, stream)).text();
      assert.ok(performance.now() - start >= 75);
      assert.ok(body.includes('The quick'));
    });
  }

  test(`a stall before the headers lasts until the client leaves (${protocol})`, async () => {
    await using server = await faulty({ kind: 'stall-before-headers' });
    await assert.rejects(send(server, protocol, true, AbortSignal.timeout(100)), { name: 'TimeoutError' });
    await server.settled();
    assert.equal(server.requests[0]?.status, undefined);
  });

  test(`an error can come in the middle of a stream (${protocol})`, async () => {
    await using server = await faulty({ kind: 'error-in-stream', message: 'out of memory' });
    const body = await (await send(server, protocol, true)).text();
    const last =
      protocol === 'openai' ? JSON.parse(sseData(body).at(-1)!).error.message : jsonLines(body).at(-1).error;
    assert.equal(last, 'out of memory');
    assert.equal((await send(server, protocol, false)).status, 500);
  });

  test(`a stream can end early without an error (${protocol})`, async () => {
    await using server = await faulty({ kind: 'ends-early' });
    const { got, failed } = await readUntilTrouble(await send(server, protocol, true));
    assert.equal(failed, false);
    assert.ok(!got.includes('[DONE]') && !got.includes('"done":true'));
    await server.settled();
    assert.equal(server.requests[0]?.completed, false);
  });

  test(`a huge reply arrives whole (${protocol})`, async () => {
    await using server = await faulty({ kind: 'huge-reply', characters: 2_000_000 });
    const body = await (await send(server, protocol, true)).text();
    assert.ok(body.length > 2_000_000);
    await server.settled();
    assert.equal(server.requests[0]?.completed, true);
  });
}

test('an HTML error page is what a proxy would send', async () => {
  await using server = await faulty({ kind: 'html-error-page' });
  const response = await send(server, 'openai', true);
  assert.equal(response.status, 502);
  assert.match(response.headers.get('content-type') ?? '', /^text\/html/);
  assert.match(await response.text(), /<h1>502<\/h1>/);
});
