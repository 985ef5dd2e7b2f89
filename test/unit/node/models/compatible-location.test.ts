import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createModelDirectory } from '../../../../src/node/models/node-model-directory.ts';
import { startModelServer } from '../../../support/model-server/start-model-server.ts';

/** What a server answers, by path; everything else is a 404. */
type Answers = Readonly<Record<string, unknown>>;

function resolveAt(baseUrl: string, answers: Answers, asked: Request[] = []) {
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    asked.push(request);
    const answer = answers[new URL(request.url).pathname];
    return answer === undefined ? new Response('not found', { status: 404 }) : Response.json(answer);
  };
  const environment = { LONGVIEW_API_KEY: 'sk-local' };
  const directory = createModelDirectory({
    settings: { model: '', baseUrl, network: 'all' },
    environment,
    fetch,
  });
  return directory.resolve('compatible:m');
}

const listOf = (entry: object) => ({ '/v1/models': { data: [{ id: 'm', object: 'model', ...entry }] } });
const loopback = 'http://127.0.0.1:8080/v1';

interface Expected {
  readonly kind: 'local' | 'remote';
  readonly window?: number;
  readonly source?: 'reported' | 'assumed';
}

function check(
  name: string,
  answers: Answers,
  { kind, window = 32_768, source = 'reported' }: Expected,
): void {
  test(`${name} is ${kind} with ${window} tokens, ${source}`, async () => {
    const model = await resolveAt(loopback, answers);
    assert.ok(model);
    assert.deepEqual(model.location, { kind, host: '127.0.0.1:8080' });
    assert.equal(model.maxInputTokens + model.maxOutputTokens, window);
    assert.equal(model.windowSource, source);
    assert.deepEqual(model.price, kind === 'local' ? { input: 0, cachedInput: 0, output: 0 } : undefined);
    if (kind === 'remote') assert.match(model.notes.join(), /cannot be told/);
    if (source === 'assumed') assert.match(model.notes.join(), /assumed/);
  });
}

check('vLLM', listOf({ owned_by: 'vllm', max_model_len: 40_960 }), { kind: 'local', window: 40_960 });
check(
  'llama.cpp with /props',
  {
    ...listOf({ owned_by: 'llamacpp', meta: { n_ctx_train: 262_144 } }),
    '/props': { default_generation_settings: { n_ctx: 65_536 }, modalities: { vision: true } },
  },
  { kind: 'local', window: 65_536 },
);
check('llama.cpp without /props', listOf({ owned_by: 'llamacpp', meta: { n_ctx_train: 262_144 } }), {
  kind: 'local',
  window: 262_144,
});
check(
  'a server that only /props gives away',
  { ...listOf({}), '/props': { default_generation_settings: { n_ctx: 8192 } } },
  { kind: 'local', window: 8192 },
);
check(
  'LM Studio',
  {
    ...listOf({ owned_by: 'organization_owner' }),
    '/api/v0/models/m': { type: 'vlm', max_context_length: 262_144, loaded_context_length: 16_384 },
  },
  { kind: 'local', window: 16_384 },
);
check('a gateway', listOf({ owned_by: 'openai' }), { kind: 'remote', source: 'assumed' });
check('a gateway that tells the window', listOf({ context_length: 200_000 }), {
  kind: 'remote',
  window: 200_000,
});
check('a server that calls itself library but is no Ollama', listOf({ owned_by: 'library' }), {
  kind: 'remote',
  source: 'assumed',
});
check('a server without a list of models', {}, { kind: 'remote', source: 'assumed' });
check('a server whose numbers make no sense', listOf({ owned_by: 'vllm', max_model_len: 'many' }), {
  kind: 'local',
  source: 'assumed',
});

test('a server elsewhere is remote whatever it calls itself', async () => {
  const model = await resolveAt(
    'https://models.example.com/v1',
    listOf({ owned_by: 'vllm', max_model_len: 40_960 }),
  );
  assert.deepEqual(model?.location, { kind: 'remote', host: 'models.example.com' });
  assert.equal(model?.price, undefined);
});

test('the optional key is sent, and pictures are known from what the server says', async () => {
  const asked: Request[] = [];
  const entry = { owned_by: 'x', architecture: { input_modalities: ['text', 'image'] } };
  const model = await resolveAt('https://models.example.com/v1', listOf(entry), asked);
  assert.equal(model?.seesImages, true);
  assert.deepEqual(
    asked.map(({ url, headers }) => [url, headers.get('authorization')]),
    [['https://models.example.com/v1/models', 'Bearer sk-local']],
  );
});

test("Ollama's compatible address is local for its own models, with advice to use the native one", async () => {
  await using server = await startModelServer({ respond: () => ({ text: '' }), models: [{ name: 'm' }] });
  const settings = { model: '', baseUrl: server.openAiBaseUrl, network: 'loopback' } as const;
  const model = await createModelDirectory({ settings, environment: {} }).resolve('compatible:m');
  assert.equal(model?.location.kind, 'local');
  assert.match(model!.notes.join(), /ollama:m/);
  assert.equal(model?.windowSource, 'assumed');
});

test("Ollama's compatible address is remote for its cloud models, which it lists like its own", async () => {
  const cloud = { remoteHost: 'https://ollama.com:443', remoteModel: 'big' };
  await using server = await startModelServer({
    respond: () => ({ text: '' }),
    models: [{ name: 'm', cloud }],
  });
  const settings = { model: '', baseUrl: server.openAiBaseUrl, network: 'all' } as const;
  const directory = createModelDirectory({ settings, environment: {} });
  assert.deepEqual((await directory.resolve('compatible:m'))?.location, {
    kind: 'remote',
    host: 'ollama.com',
  });
  const choice = (await directory.list()).find(({ id }) => id === 'compatible:m');
  assert.deepEqual(choice?.location, { kind: 'remote', host: 'ollama.com' });
});

test('a server that wants another key is a configuration error without the key', async () => {
  const fetch: typeof globalThis.fetch = async () => Response.json({ error: 'no' }, { status: 401 });
  const settings = { model: '', baseUrl: loopback, network: 'all' } as const;
  const directory = createModelDirectory({ settings, environment: { LONGVIEW_API_KEY: 'sk-wrong' }, fetch });
  await assert.rejects(
    directory.resolve('compatible:m'),
    (error: Error & { code?: string }) =>
      error.code === 'configuration' && !error.message.includes('sk-wrong'),
  );
});
