import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateText } from 'ai';
import {
  createModelDirectory,
  type ModelDirectoryOptions,
} from '../../../../src/node/models/node-model-directory.ts';
import type { FakeModel } from '../../../support/model-server/fake-model.ts';
import { startModelServer } from '../../../support/model-server/start-model-server.ts';

type Overrides = Partial<Omit<ModelDirectoryOptions, 'settings'>> &
  Partial<ModelDirectoryOptions['settings']>;

function directory({ model = '', baseUrl = '', network = 'all', environment = {}, ...rest }: Overrides) {
  return createModelDirectory({ settings: { model, baseUrl, network }, environment, ...rest });
}

const serve = (models?: readonly FakeModel[]) =>
  startModelServer({ respond: () => ({ text: 'fine' }), ...(models && { models }) });
const cloud = { remoteHost: 'https://ollama.com:443', remoteModel: 'gpt-oss:120b' };

/** Nothing listens here: the server that had the port is closed. */
async function deadAddress(): Promise<string> {
  const server = await serve();
  await server.close();
  return server.url;
}

test('ollama:NAME is local, free, and has the reported window less the share of the reply', async () => {
  await using server = await serve([{ name: 'qwen3.6', contextLength: 65_536 }]);
  const model = await directory({ environment: { OLLAMA_HOST: server.url } }).resolve('ollama:qwen3.6');
  assert.ok(model);
  const host = new URL(server.url).host;
  assert.deepEqual(model.location, { kind: 'local', host });
  assert.deepEqual(
    [model.maxInputTokens, model.maxOutputTokens, model.windowSource],
    [49_152, 16_384, 'reported'],
  );
  assert.deepEqual(model.price, { input: 0, cachedInput: 0, output: 0 });
  assert.deepEqual([model.seesImages, model.tokenizer, model.notes.length], [true, 'open', 0]);
  assert.equal((await generateText({ model: model.languageModel, prompt: 'Hi' })).text, 'fine');
  assert.deepEqual([server.requests[0]?.path, server.requests[0]?.numCtx], ['/api/chat', 65_536]);
});

test('the context of an Ollama model is capped, and a note says so', async () => {
  await using server = await serve([{ name: 'big', contextLength: 262_144 }]);
  const usual = await directory({ baseUrl: server.url }).resolve('ollama:big');
  assert.equal(usual!.maxInputTokens + usual!.maxOutputTokens, 131_072);
  assert.match(usual!.notes.join(), /131072 of 262144/);
  const wider = await directory({ baseUrl: server.url, maxContext: 200_000 }).resolve('ollama:big');
  assert.equal(wider!.maxInputTokens + wider!.maxOutputTokens, 200_000);
});

test('an Ollama cloud model is remote with the host that gets the text, although it is asked on loopback', async () => {
  await using server = await serve([{ name: 'gpt-oss:120b-cloud', cloud }]);
  const model = await directory({ baseUrl: server.url }).resolve('ollama:gpt-oss:120b-cloud');
  assert.deepEqual(model?.location, { kind: 'remote', host: 'ollama.com' });
  assert.equal(model?.price, undefined);
  assert.match(model!.notes.join(), /ollama\.com/);
});

test('a model that only makes embeddings is refused', async () => {
  await using server = await serve([{ name: 'nomic-embed-text', capabilities: ['embedding'] }]);
  await assert.rejects(directory({ baseUrl: server.url }).resolve('ollama:nomic-embed-text'), {
    code: 'configuration',
  });
});

for (const id of ['ollama:qwen3.6', 'compatible:qwen3.6']) {
  test(`${id} at a server that is not there is an error with the address and what to do`, async () => {
    const baseUrl = await deadAddress();
    await assert.rejects(directory({ baseUrl }).resolve(id), (error: Error & { code?: string }) => {
      assert.equal(error.code, 'model-unavailable');
      assert.ok(error.message.includes(baseUrl) && /longview\.baseUrl/.test(error.message), error.message);
      return true;
    });
  });

  test(`under 'off' ${id} opens no connection`, async () => {
    await using server = await serve();
    await assert.rejects(directory({ baseUrl: server.url, network: 'off' }).resolve(id), {
      code: 'network-off',
    });
    assert.equal(server.connections, 0);
  });
}

test('a missing model is named with how to get it', async () => {
  await using server = await serve([{ name: 'other' }]);
  await assert.rejects(directory({ baseUrl: server.url }).resolve('ollama:qwen3.6'), {
    code: 'model-unavailable',
    message: /ollama pull qwen3\.6/,
  });
});

for (const id of ['qwen3.6', 'nobody:x', 'ollama:', ':x', 'compatible:x', 'vscode:x']) {
  test(`the id '${id}' without an address is a configuration error`, async () => {
    await assert.rejects(directory({}).resolve(id), { name: 'AppError', code: 'configuration' });
  });
}

test('the configured model is taken where no id is given', async () => {
  await using server = await serve([{ name: 'a' }, { name: 'b' }]);
  assert.equal((await directory({ baseUrl: server.url, model: 'ollama:b' }).resolve(''))?.id, 'ollama:b');
});

test('detection takes the first model that chats and runs here, never a cloud model', async () => {
  await using server = await serve([
    { name: 'gpt-oss:120b-cloud', cloud },
    { name: 'renamed', cloud },
    { name: 'nomic-embed-text', capabilities: ['embedding'] },
    { name: 'odd', capabilities: ['embedding'] },
    { name: 'qwen3.6' },
    { name: 'gemma4' },
  ]);
  const model = await directory({ environment: { OLLAMA_HOST: server.url } }).resolve('');
  assert.deepEqual([model?.id, model?.location.kind], ['ollama:qwen3.6:latest', 'local']);
  assert.equal(server.requests.length, 0);
});

test('detection finds nothing where there are cloud models only', async () => {
  await using server = await serve([{ name: 'gpt-oss:120b-cloud', cloud }]);
  assert.equal(await directory({ environment: { OLLAMA_HOST: server.url } }).resolve(''), undefined);
});

test('detection finds nothing where no server runs, and asks no other machine', async () => {
  assert.equal(await directory({ environment: { OLLAMA_HOST: await deadAddress() } }).resolve(''), undefined);
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    asked.push(String(input));
    return Response.json({ models: [] });
  };
  assert.equal(await directory({ environment: { OLLAMA_HOST: 'box.lan' }, fetch }).resolve(''), undefined);
  assert.deepEqual(asked, []);
});

test("under 'off' detection and the list open no connection", async () => {
  await using server = await serve();
  const closed = directory({
    network: 'off',
    environment: { OLLAMA_HOST: server.url, OPENAI_API_KEY: 'sk-x' },
  });
  assert.equal(await closed.resolve(''), undefined);
  assert.deepEqual(await closed.list(), []);
  assert.equal(server.connections, 0);
});

test('detection gives up on a server that hangs, and ends at once when cancelled', async () => {
  const hanging: typeof globalThis.fetch = (_input, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    });
  const started = performance.now();
  assert.equal(await directory({ fetch: hanging }).resolve(''), undefined);
  assert.ok(performance.now() - started < 1500);
  const cancelled = directory({ fetch: hanging }).resolve('', { signal: AbortSignal.timeout(30) });
  await assert.rejects(cancelled, { name: 'AbortError' });
});

test('an address with /v1 and no model gives the first model there', async () => {
  await using server = await serve([{ name: 'text-embedding-x' }, { name: 'qwen3.6' }]);
  const model = await directory({ baseUrl: server.openAiBaseUrl }).resolve('');
  assert.equal(model?.id, 'compatible:qwen3.6');
  assert.equal((await generateText({ model: model!.languageModel, prompt: 'Hi' })).text, 'fine');
  assert.equal(server.requests[0]?.path, '/v1/chat/completions');
});

test('a cloud model behind a compatible address is not detected, whatever it is called', async () => {
  await using server = await serve([{ name: 'renamed', cloud }, { name: 'qwen3.6' }]);
  assert.equal((await directory({ baseUrl: server.openAiBaseUrl }).resolve(''))?.id, 'compatible:qwen3.6');
});

test("an address without a path is tried as Ollama's first", async () => {
  await using server = await serve([{ name: 'qwen3.6' }]);
  assert.equal((await directory({ baseUrl: server.url }).resolve(''))?.id, 'ollama:qwen3.6:latest');
});

const keys = {
  OPENAI_API_KEY: 'sk-openai',
  ANTHROPIC_API_KEY: 'sk-anthropic',
  GOOGLE_GENERATIVE_AI_API_KEY: 'sk-google',
};

function checkHosted(id: string, host: string, maxInputTokens: number, inputPrice: number | undefined): void {
  test(`${id} is at ${host} with ${maxInputTokens} tokens`, async () => {
    const model = await directory({ environment: keys }).resolve(id);
    assert.deepEqual(model?.location, { kind: 'remote', host });
    assert.equal(model?.maxInputTokens, maxInputTokens);
    assert.equal(model?.price?.input, inputPrice);
    assert.equal(model?.languageModel.modelId, id.slice(id.indexOf(':') + 1));
  });
}

checkHosted('openai:gpt-6.2-sol', 'api.openai.com', 922_000, 2);
checkHosted('openai:gpt-99', 'api.openai.com', 111_616, undefined);
checkHosted('anthropic:claude-opus-5-5', 'api.anthropic.com', 1_000_000, 4);

test('Gemini shares its window between prompt and reply', async () => {
  const model = await directory({ environment: keys }).resolve('google:gemini-4-argon');
  assert.equal(model?.location.host, 'generativelanguage.googleapis.com');
  assert.equal(model!.maxInputTokens + model!.maxOutputTokens, 1_048_576);
});

test('a key comes from the secret store before the environment', async () => {
  const sent: (string | null)[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    assert.equal(new URL(String(input)).host, 'api.openai.com');
    sent.push(
      new Headers(init?.headers).get('authorization'),
      (JSON.parse(String(init?.body)) as { store: string }).store,
    );
    return Response.json({ error: { message: 'no' } }, { status: 400 });
  };
  const secrets = async (name: string) => (name === 'OPENAI_API_KEY' ? ' sk-stored\n' : undefined);
  const model = await directory({ environment: keys, secrets, fetch }).resolve('openai:gpt-6.2-sol');
  await assert.rejects(generateText({ model: model!.languageModel, prompt: 'Hi' }));
  // The second says that OpenAI is to keep nothing.
  assert.deepEqual(sent, ['Bearer sk-stored', false]);
});

test('a hosted model without its key is an error of its own that names the variable', async () => {
  await assert.rejects(directory({}).resolve('anthropic:claude-opus-5-5'), {
    code: 'key-missing',
    message: /ANTHROPIC_API_KEY/,
  });
});

test('a key that HTTP cannot carry is refused without being repeated', async () => {
  const environment = { OPENAI_API_KEY: 'sk-geheim\nkey' };
  await assert.rejects(
    directory({ environment }).resolve('openai:gpt-6.2-sol'),
    (error: Error & { code?: string }) => error.code === 'configuration' && !error.message.includes('geheim'),
  );
});

test("under 'loopback' a hosted model can be opened but not called", async () => {
  const fetch: typeof globalThis.fetch = async () => assert.fail('a connection was opened');
  const model = await directory({ environment: keys, network: 'loopback', fetch }).resolve(
    'anthropic:claude-opus-5-5',
  );
  await assert.rejects(generateText({ model: model!.languageModel, prompt: 'Hi' }), { code: 'network-off' });
});

test('the list holds what runs here and what there is a key for', async () => {
  await using server = await serve([
    { name: 'qwen3.6' },
    { name: 'nomic-embed-text' },
    { name: 'x-cloud', cloud },
  ]);
  const environment = { OLLAMA_HOST: server.url, ANTHROPIC_API_KEY: 'sk-x' };
  const choices = await directory({ environment }).list();
  assert.deepEqual(
    choices.map(({ id, location }) => [id, location.kind]),
    [
      ['ollama:qwen3.6:latest', 'local'],
      ['ollama:x-cloud:latest', 'remote'],
      ['anthropic:claude-opus-5-5', 'remote'],
      ['anthropic:claude-sonnet-5-5', 'remote'],
      ['anthropic:claude-fable-5-1', 'remote'],
      ['anthropic:claude-haiku-5-5', 'remote'],
    ],
  );
  const here = await directory({ environment, network: 'loopback' }).list();
  assert.ok(here.every(({ id }) => id.startsWith('ollama:')));
});
