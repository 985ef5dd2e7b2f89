import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countO200kTokens, guardedFetch, isAppError } from '../../../../src/core/index.ts';
import { createModelDirectory } from '../../../../src/node/models/node-model-directory.ts';
import {
  type CountDialect,
  createProviderTokenCount,
} from '../../../../src/node/models/provider-token-count.ts';
import { startModelServer } from '../../../support/model-server/start-model-server.ts';
import { type CountingOptions, frameTokens } from '../../../support/model-server/token-count-endpoints.ts';

const text = 'export const answer = 42;\n'.repeat(200);
const paths: Readonly<Record<CountDialect, string>> = {
  openai: '/v1',
  anthropic: '/v1',
  google: '/v1beta',
  'llama.cpp': '',
  vllm: '',
};
const serve = (counting?: CountingOptions) =>
  startModelServer({ respond: () => ({ text: '' }), ...(counting && { counting }) });

function counterAt(url: string, dialect: CountDialect, apiKey: string | undefined = 'test-key') {
  const baseUrl = `${url}${paths[dialect]}`;
  return createProviderTokenCount({ dialect, baseUrl, apiKey, model: 'some-model', fetch });
}

function check(dialect: CountDialect, frame: number): void {
  test(`${dialect}: the provider's count comes back`, async () => {
    await using server = await serve({ ratio: 1.5 });
    const count = await counterAt(server.url, dialect)(text);
    assert.equal(count, Math.round(countO200kTokens(text) * 1.5) + frame);
    assert.equal(server.hits.length, 1);
  });
}

check('openai', frameTokens);
check('anthropic', frameTokens);
check('google', frameTokens);
check('llama.cpp', 0);
check('vllm', 0);

function checkFailure(name: string, counting: CountingOptions, retryable: boolean, message: RegExp): void {
  test(`${name} is a failure with a reason`, async () => {
    await using server = await serve(counting);
    await assert.rejects(counterAt(server.url, 'anthropic')(text), (error: Error) => {
      assert.ok(isAppError(error, 'model-failed'));
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /test-key/);
      assert.equal(error.retryable, retryable);
      return true;
    });
  });
}

checkFailure('an overloaded counter', { status: 529 }, true, /HTTP 529/);
checkFailure('a refused key', { status: 401 }, false, /HTTP 401/);
checkFailure('an answer without a count', { body: { tokens: 'many' } }, false, /without a count/);
checkFailure('a negative count', { body: { input_tokens: -1 } }, false, /without a count/);
checkFailure('half a token', { body: { input_tokens: 1.5 } }, false, /without a count/);

test('an empty text is counted without asking', async () => {
  await using server = await serve();
  assert.equal(await counterAt(server.url, 'google')(''), 0);
  assert.equal(server.connections, 0);
});

test('a count can be cancelled', async () => {
  await using server = await serve();
  await assert.rejects(counterAt(server.url, 'openai')(text, { signal: AbortSignal.abort() }), {
    name: 'AbortError',
  });
});

test('a counter stands behind the network rule', async () => {
  await using server = await serve();
  const count = createProviderTokenCount({
    dialect: 'openai',
    baseUrl: `${server.url}/v1`,
    apiKey: 'test-key',
    model: 'some-model',
    fetch: guardedFetch(fetch, 'off'),
  });
  await assert.rejects(count(text), (error) => isAppError(error, 'network-off'));
  assert.equal(server.connections, 0);
});

test('the models of the three makers have a counter, and opening them asks nobody', async () => {
  const environment = {
    OPENAI_API_KEY: 'k',
    ANTHROPIC_API_KEY: 'k',
    GOOGLE_GENERATIVE_AI_API_KEY: 'k',
  };
  const asked: string[] = [];
  const directory = createModelDirectory({
    settings: { model: '', baseUrl: '', network: 'all' },
    environment,
    fetch: async (input) => {
      asked.push(String(input));
      return Response.json({ input_tokens: 12, totalTokens: 12 });
    },
  });
  for (const [id, url] of [
    ['openai:gpt-6.2-sol', 'https://api.openai.com/v1/responses/input_tokens'],
    ['anthropic:claude-opus-5-5', 'https://api.anthropic.com/v1/messages/count_tokens'],
    [
      'google:gemini-4-argon',
      'https://generativelanguage.googleapis.com/v1beta/models/gemini-4-argon:countTokens',
    ],
  ] as const) {
    const model = await directory.resolve(id);
    assert.deepEqual(asked, []);
    assert.equal(await model?.countTokens?.('some text'), 12);
    assert.deepEqual(asked.splice(0), [url]);
  }
});
