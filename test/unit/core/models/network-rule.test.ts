import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import {
  checkNetworkRule,
  guardedFetch,
  isLoopbackHost,
  type NetworkRule,
} from '../../../../src/core/models/call/network-rule.ts';

/** A server that counts the connections opened to it. */
async function startServer(listener: RequestListener) {
  const server = createServer(listener);
  let connections = 0;
  server.on('connection', () => connections++);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const loopbackHosts = [
  'localhost',
  'LOCALHOST:11434',
  'localhost.',
  'models.localhost:80',
  '127.0.0.1',
  '127.0.0.1:8080',
  '127.255.1.2',
  '127.1',
  '::1',
  '[::1]:8080',
];
const otherHosts = [
  'example.com',
  '127.0.0.1.example.com',
  'localhost.example.com',
  'notlocalhost',
  'localhost@example.com',
  'example.com/#.localhost',
  '10.0.0.1:127',
  '0.0.0.0',
  '::2',
  '',
];

for (const host of loopbackHosts) test(`${host} is this machine`, () => assert.ok(isLoopbackHost(host)));
for (const host of otherHosts) test(`'${host}' is not this machine`, () => assert.ok(!isLoopbackHost(host)));

function check(url: string, rule: NetworkRule, code: string | undefined): void {
  test(`${url} under '${rule}' is ${code ?? 'allowed'}`, () => {
    if (code === undefined) checkNetworkRule(url, rule);
    else assert.throws(() => checkNetworkRule(url, rule), { name: 'AppError', code });
  });
}

check('https://api.example.com/v1', 'all', undefined);
check('https://api.example.com/v1', 'loopback', 'network-off');
check('http://127.0.0.1:1/v1', 'loopback', undefined);
check('http://2130706433/', 'loopback', undefined);
check('http://127.0.0.1:1/v1', 'off', 'network-off');
check('file:///etc/passwd', 'all', 'configuration');
check('data:text/plain,x', 'off', 'configuration');
check('not a url', 'all', 'configuration');

test('no message repeats a key that stands in an address', () => {
  for (const url of ['https://user:sk-secret@example.com/?key=sk-secret', 'sk-secret://x', 'sk-secret']) {
    assert.throws(
      () => checkNetworkRule(url, 'off'),
      (error: Error) => !error.message.includes('secret'),
    );
  }
});

test("'off' opens no connection, whatever form the request has", async () => {
  await using server = await startServer((_request, response) => response.end('hello'));
  const url = `http://127.0.0.1:${server.port}/`;
  const closed = guardedFetch(fetch, 'off');
  for (const input of [url, new URL(url), new Request(url)]) {
    await assert.rejects(closed(input), { name: 'AppError', code: 'network-off' });
  }
  assert.equal(server.connections(), 0);
  assert.equal(await (await guardedFetch(fetch, 'loopback')(url)).text(), 'hello');
  assert.equal(server.connections(), 1);
});

test("'loopback' keeps a request to another host from reaching fetch", async () => {
  let calls = 0;
  const counting: typeof fetch = async () => {
    calls++;
    return new Response('');
  };
  await assert.rejects(guardedFetch(counting, 'loopback')('https://api.example.com/'), {
    code: 'network-off',
  });
  assert.equal(calls, 0);
});

for (const form of ['an address', 'a Request that wants to follow'] as const) {
  test(`a redirect is not followed: ${form}`, async () => {
    await using target = await startServer((_request, response) => response.end('stolen'));
    await using server = await startServer((_request, response) => {
      response.writeHead(307, { location: `http://127.0.0.1:${target.port}/` }).end();
    });
    const url = `http://127.0.0.1:${server.port}/`;
    const input = form === 'an address' ? url : new Request(url, { redirect: 'follow' });
    await assert.rejects(guardedFetch(fetch, 'all')(input, { redirect: 'follow' }), {
      code: 'model-unavailable',
      message: /redirects/,
    });
    assert.equal(target.connections(), 0);
  });
}
