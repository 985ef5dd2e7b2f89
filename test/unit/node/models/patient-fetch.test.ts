import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { guardedFetch } from '../../../../src/core/models/call/network-rule.ts';
import { patientFetch } from '../../../../src/node/models/patient-fetch.ts';

async function startServer(listener: RequestListener) {
  const server = createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

test('sends method, headers and body, and gives status, headers and body back', async () => {
  await using server = await startServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    response.writeHead(418, { 'x-seen': `${request.method} ${request.headers['x-sent']}` });
    response.end(Buffer.concat(chunks));
  });
  const response = await patientFetch(server.url, {
    method: 'POST',
    headers: { 'x-sent': 'a' },
    body: 'zażółć',
  });
  assert.deepEqual([response.status, response.headers.get('x-seen')], [418, 'POST a']);
  assert.equal(await response.text(), 'zażółć');
});

test('a body arrives while it is being sent', async () => {
  let finish = () => {};
  await using server = await startServer((_request, response) => {
    response.write('first');
    finish = () => response.end('second');
  });
  const reader = (await patientFetch(server.url)).body!.getReader();
  const first = await reader.read();
  assert.equal(Buffer.from(first.value!).toString(), 'first');
  finish();
  assert.equal(Buffer.from((await reader.read()).value!).toString(), 'second');
  assert.equal((await reader.read()).done, true);
});

test('an abort before the answer rejects at once with its reason', async () => {
  await using server = await startServer(() => {});
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 20);
  await assert.rejects(patientFetch(server.url, { signal: stop.signal }), { name: 'AbortError' });
});

test('cancelling the body closes the connection', async () => {
  let closed = () => {};
  const isClosed = new Promise<void>((resolve) => {
    closed = resolve;
  });
  await using server = await startServer((_request, response) => {
    response.on('close', closed);
    response.write('x');
  });
  const response = await patientFetch(server.url);
  await response.body!.cancel();
  await isClosed;
});

test('behind the network rule a redirect is refused', async () => {
  await using server = await startServer((_request, response) => {
    response.writeHead(302, { location: 'http://example.com/' }).end();
  });
  await assert.rejects(guardedFetch(patientFetch, 'all')(server.url), { code: 'model-unavailable' });
});

test('a refused connection looks as it does from fetch', async () => {
  let url = '';
  {
    await using server = await startServer(() => {});
    url = server.url;
  }
  await assert.rejects(patientFetch(url), (error: TypeError) => {
    assert.equal((error.cause as { code?: string }).code, 'ECONNREFUSED');
    return error.message === 'fetch failed';
  });
});
