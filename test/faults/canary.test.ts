import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { drawTextImage } from '../support/draw-text-image.ts';
import { type ModelServer, startModelServer } from '../support/model-server/start-model-server.ts';
import { moduleWith, nonce, temporaryRepository } from '../support/nonce-repository.ts';
import { ensureBuilt, ollamaFlags, runCli } from '../support/nonce-repository-cli.ts';
import { models, respond } from '../support/review-responder.ts';

before(ensureBuilt);

/** Keys as providers write them, none of them real. */
const plantedKeys = {
  OPENAI_API_KEY: 'sk-proj-Qz8vN2mK5xR7tY1wB4cD6fG9hJ3lP0sA8uE2iO5nM7qT1zX4',
  ANTHROPIC_API_KEY: 'sk-ant-api03-Wk3Lm9Xv2Qp7Rt5Zn8Bc1Df4Gh6Jk0Ms3Pv5Sy8Ub1Xe4Ah7Dk9Gn2Jq5Lt8Ow',
  GOOGLE_GENERATIVE_AI_API_KEY: 'AIzaSyD3kF8mQ2vX7nB5tR9wL1pZ4cH6jY0sGuE',
  LONGVIEW_API_KEY: 'lv-9f8e7d6c5b4a39281706f5e4d3c2b1a0',
};

/** Secrets in the files of a repository. */
const plantedSecrets = {
  token: 'ghp_R4tY7uI0pA3sD6fG9hJ2kL5zX8cV1bN4mQ7w',
  environment: 'correct-horse-battery-staple-4711',
  password: 'Tr0ub4dor9Xq7Zk2Lw8Vb3Nf6Hs1',
};

const secretFiles = {
  'src/a/index.ts': `${moduleWith('a', `${nonce('DEFECT')} ${nonce('FACT')}`)}const token = '${plantedSecrets.token}';\n`,
  'src/b/index.ts': `export const old_name = 1;\nexport const settings = { password: '${plantedSecrets.password}' };\n`,
  '.env': `SERVICE_SECRET=${plantedSecrets.environment}\n`,
  'docs/setup.md': `Use ${plantedSecrets.token} to log in, and old_name.\n`,
};

const allSecrets = [...Object.values(plantedKeys), ...Object.values(plantedSecrets)];

const wishes = [
  ['review', '--json', '--verbose'],
  ['ask', '--json', '--question', `Where is the token used? Mine is ${plantedSecrets.token}`],
  ['plan', '--json', '--request', `rename old_name to new_name with ${plantedSecrets.token}`],
];

/** Everything that was kept, as bytes. */
function storedBytes(folder: string): string {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .map((path) => (statSync(path).isDirectory() ? storedBytes(path) : readFileSync(path, 'latin1')))
    .join('\n');
}

function assertNoSecret(text: string, where: string): void {
  for (const secret of allSecrets)
    assert.ok(
      !text.includes(secret),
      `${where} holds ${secret.slice(0, 10)}…: ${text.slice(Math.max(0, text.indexOf(secret) - 200), text.indexOf(secret) + 20)}`,
    );
}

const sentText = (server: ModelServer) =>
  server.requests.map((request) => JSON.stringify([request.messages, request.tools])).join('\n');

/** A server on this machine that hands requests on, and cannot be told from one that hands them to somebody else. */
async function startGateway(server: ModelServer) {
  const gateway = createServer(async (incoming, outgoing) => {
    if (!incoming.url?.startsWith('/v1/')) return void outgoing.writeHead(404).end();
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const { method = 'GET', headers } = incoming;
    const init = method === 'GET' ? {} : { body: Buffer.concat(chunks) };
    const type = { 'content-type': String(headers['content-type'] ?? 'application/json') };
    const reply = await fetch(`${server.url}${incoming.url}`, { method, headers: type, ...init });
    outgoing.writeHead(reply.status, { 'content-type': reply.headers.get('content-type') ?? '' });
    outgoing.end(Buffer.from(await reply.arrayBuffer()));
  });
  gateway.listen(0, '127.0.0.1');
  await once(gateway, 'listening');
  const host = `127.0.0.1:${(gateway.address() as AddressInfo).port}`;
  return {
    host,
    flags: ['--model', 'compatible:qwen3-coder-next', '--base-url', `http://${host}/v1`],
    async [Symbol.asyncDispose]() {
      gateway.closeAllConnections();
      gateway.close();
    },
  };
}

const compatible = (server: ModelServer) => [
  '--model',
  'compatible:qwen3-coder-next',
  '--base-url',
  server.openAiBaseUrl,
];

describe('secrets', { concurrency: 3 }, () => {
  for (const wish of wishes) {
    test(`${wish[0]}: planted keys and secrets are in no output, no request and nothing that is kept`, async () => {
      using repository = temporaryRepository(secretFiles);
      await using server = await startModelServer({ models, respond });
      const { host } = new URL(server.url);
      const done = await runCli(repository, [...wish, ...compatible(server), '--allow-host', host], {
        env: plantedKeys,
      });
      assert.equal(done.code, 0, done.stderr);
      assert.ok(server.requests.length > 0);
      assertNoSecret(done.stdout, 'stdout');
      assertNoSecret(done.stderr, 'stderr');
      assertNoSecret(sentText(server), 'a request');
      assert.match(sentText(server), /\[REDACTED /);
      const kept = storedBytes(join(repository.home, 'roots'));
      assert.ok(kept.length > 1000);
      assertNoSecret(kept, 'the store');
    });
  }

  test('the key of a server goes to that server, and no other key does', async () => {
    using repository = temporaryRepository({ 'a.ts': 'export const a = 1;\n' });
    await using server = await startModelServer({ models, respond });
    const { host } = new URL(server.url);
    await runCli(repository, ['review', ...compatible(server), '--allow-host', host], { env: plantedKeys });
    const headers = JSON.stringify(server.hits.map((hit) => hit.headers));
    assert.ok(headers.includes(plantedKeys.LONGVIEW_API_KEY));
    for (const [name, key] of Object.entries(plantedKeys))
      if (name !== 'LONGVIEW_API_KEY') assert.ok(!headers.includes(key), name);
  });

  for (const status of [400, 401, 500]) {
    test(`a server that repeats keys and secrets in an error of status ${status} does not get them printed or kept`, async () => {
      using repository = temporaryRepository(secretFiles);
      const message = `Incorrect API key provided: ${plantedKeys.OPENAI_API_KEY}, ${plantedKeys.ANTHROPIC_API_KEY} or ${plantedSecrets.token}`;
      await using server = await startModelServer({
        models,
        respond: () => ({ fault: { kind: 'status', status, message } }),
      });
      const { host } = new URL(server.url);
      const flags = ['--allow-host', host, '--max-minutes', '1'];
      for (const model of [compatible(server), ollamaFlags(server.url)]) {
        const done = await runCli(
          repository,
          ['ask', '--verbose', '--question', 'What?', ...flags, ...model],
          { env: plantedKeys },
        );
        assert.equal(done.code, 3);
        assertNoSecret(done.stdout + done.stderr, 'the error');
      }
      assertNoSecret(storedBytes(join(repository.home, 'roots')), 'the store');
    });
  }

  test('secrets in a picture are taken out of its text', async () => {
    using repository = temporaryRepository({ 'a.ts': 'export const a = 1;\n' });
    await using server = await startModelServer({ models, respond });
    const picture = join(repository.home, 'screen.png');
    const secret = 'AKIAEFHKLPRYCEFHKLPR';
    writeFileSync(picture, drawTextImage([`KEY: ${secret}`]).png);
    const done = await runCli(repository, [
      'ask',
      '--json',
      '--image',
      picture,
      ...ollamaFlags(server.url, 'blind'),
    ]);
    assert.equal(done.code, 0, done.stderr);
    const sent = sentText(server);
    assert.match(sent, /Text in the picture/);
    assert.ok(!sent.includes(secret) && !done.stdout.includes(secret));
  });
});

describe('consent and the network rule', { concurrency: 3 }, () => {
  const canary = nonce('canary').replace('-', '_');
  const files = {
    'src/a/index.ts': `export const ${canary} = 1;\n`,
    [`src/${canary}.ts`]: 'export const b = 1;\n',
  };
  const verbs = [
    ['review'],
    ['ask', '--question', `What is ${canary}?`],
    ['plan', '--request', `rename ${canary} to x`],
  ];

  const everything = (server: ModelServer) => JSON.stringify([server.requests, server.hits]);

  for (const verb of verbs) {
    test(`${verb[0]}: a server that counts as remote gets nothing of the repository without consent`, async () => {
      using repository = temporaryRepository(files);
      await using server = await startModelServer({ models, respond });
      await using gateway = await startGateway(server);
      const done = await runCli(repository, [...verb, ...gateway.flags]);
      assert.equal(done.code, 3);
      assert.match(done.stderr, new RegExp(`--allow-host ${gateway.host.replaceAll('.', '\\.')}`));
      assert.equal(server.requests.length, 0);
      assert.ok(!everything(server).includes(canary));
    });

    test(`${verb[0]}: consent for another host is no consent`, async () => {
      using repository = temporaryRepository(files);
      await using server = await startModelServer({ models, respond });
      await using gateway = await startGateway(server);
      const done = await runCli(repository, [
        ...verb,
        ...gateway.flags,
        '--allow-host',
        'example.com',
        '--allow-host',
        '127.0.0.1',
      ]);
      assert.equal(done.code, 3);
      assert.equal(server.requests.length, 0);
    });

    for (const where of ['user', 'repository'] as const) {
      test(`${verb[0]}: with the network off in the ${where}'s settings no connection is opened`, async () => {
        using repository = temporaryRepository(files);
        const target =
          where === 'user' ? join(repository.home, 'settings.json') : join(repository.root, '.longview.json');
        writeFileSync(target, '{"network":"off"}');
        await using server = await startModelServer({ models, respond });
        const { host } = new URL(server.url);
        const done = await runCli(repository, [...verb, ...ollamaFlags(server.url), '--allow-host', host], {
          env: { ...plantedKeys, OLLAMA_HOST: server.url },
        });
        assert.equal(done.code, 0, done.stderr);
        assert.equal(server.connections, 0);
      });
    }
  }

  test('with consent for its host it is asked', async () => {
    using repository = temporaryRepository(files);
    await using server = await startModelServer({ models, respond });
    await using gateway = await startGateway(server);
    const done = await runCli(repository, ['review', ...gateway.flags, '--allow-host', gateway.host]);
    assert.equal(done.code, 0, done.stderr);
    assert.ok(sentText(server).includes(canary));
  });

  test('a repository cannot name a model, an address or a host that is allowed', async () => {
    await using server = await startModelServer({ models, respond });
    const { host } = new URL(server.url);
    const own = {
      model: 'compatible:qwen3-coder-next',
      baseUrl: server.openAiBaseUrl,
      allowedHosts: [host],
      network: 'all',
    };
    using repository = temporaryRepository({ ...files, '.longview.json': JSON.stringify(own) });
    const done = await runCli(repository, ['review']);
    assert.equal(done.code, 0);
    assert.equal(server.connections, 0);
    assert.match(done.stderr, /'allowedHosts' belongs to the user/);
  });

  test('an Ollama model that runs elsewhere needs consent for the place where it runs', async () => {
    using repository = temporaryRepository(files);
    const cloud = { remoteHost: 'https://models.example.com', remoteModel: 'big' };
    await using server = await startModelServer({ models: [{ name: 'big-cloud', cloud }], respond });
    const done = await runCli(repository, ['review', ...ollamaFlags(server.url, 'big-cloud')]);
    assert.equal(done.code, 3);
    assert.match(done.stderr, /--allow-host models\.example\.com/);
    assert.equal(server.requests.length, 0);
  });

  test('what never asks a model opens no connection', async () => {
    using repository = temporaryRepository(files);
    await using server = await startModelServer({ models, respond });
    for (const verb of ['pack', 'check', 'risk', 'graph'])
      assert.equal((await runCli(repository, [verb], { env: { OLLAMA_HOST: server.url } })).code, 0, verb);
    assert.equal(server.connections, 0);
  });
});
