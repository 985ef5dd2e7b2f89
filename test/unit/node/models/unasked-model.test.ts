import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createModelDirectory } from '../../../../src/node/models/node-model-directory.ts';

/** Resolves over a network that writes down who is asked. */
async function resolveWith(model: string, baseUrl: string, allowedHosts: readonly string[]) {
  const asked: string[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    asked.push(new URL(input instanceof Request ? input.url : input).host);
    return Response.json({ data: [{ id: 'big' }], models: [] });
  };
  const directory = createModelDirectory({
    settings: { model, baseUrl, network: 'all' },
    environment: {},
    fetch,
  });
  const resolved = await directory.resolve(model, { allowedHosts }).catch(() => undefined);
  return { resolved, asked };
}

const elsewhere = 'http://models.example.com:8080/v1';

test('a server elsewhere is not asked before the user agreed to it', async () => {
  for (const id of ['compatible:big', 'ollama:big']) {
    const { resolved, asked } = await resolveWith(id, elsewhere, []);
    assert.deepEqual(asked, []);
    assert.deepEqual(resolved?.location, { kind: 'remote', host: 'models.example.com:8080' });
    assert.throws(() => resolved?.languageModel.doStream({ prompt: [] }), { code: 'consent-required' });
  }
});
test('nor to find out which models it has', async () => {
  const { resolved, asked } = await resolveWith('', elsewhere, []);
  assert.deepEqual([resolved, asked], [undefined, []]);
});
test('it is asked once the user agreed', async () => {
  const { asked } = await resolveWith('compatible:big', elsewhere, ['models.example.com:8080']);
  assert.ok(asked.includes('models.example.com:8080'));
});
test('a server on this machine is asked what it is', async () => {
  const { asked } = await resolveWith('compatible:big', 'http://127.0.0.1:8080/v1', []);
  assert.ok(asked.includes('127.0.0.1:8080'));
});
