import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countTextTokens, tokensPerImage } from '../../../support/model-server/prompt.ts';
import { startModelServer } from '../../../support/model-server/start-model-server.ts';
import { postJson } from './post-json.ts';

async function cachedTokens(prompts: readonly { model: string; content: string }[], refuseFirst = false) {
  await using server = await startModelServer({
    respond: ({ index }) =>
      refuseFirst && index === 0 ? { fault: { kind: 'status', status: 429 } } : { text: 'ok' },
  });
  for (const { model, content } of prompts) {
    await (
      await postJson(`${server.openAiBaseUrl}/chat/completions`, {
        model,
        messages: [{ role: 'user', content }],
      })
    ).text();
  }
  return server.requests.map((request) => ({ cached: request.cachedTokens, prompt: request.promptTokens }));
}

test('the same prompt again is cached whole', async () => {
  const prompt = { model: 'a', content: 'a repository '.repeat(1000) };
  const [first, second] = await cachedTokens([prompt, prompt]);
  assert.equal(first?.cached, 0);
  assert.equal(second?.cached, second?.prompt);
});

test('a shared beginning is cached in proportion', async () => {
  const start = 'shared words '.repeat(1000);
  const [, second] = await cachedTokens([
    { model: 'a', content: `${start}${'first tail '.repeat(1000)}` },
    { model: 'a', content: `${start}${'other tail '.repeat(1000)}` },
  ]);
  assert.ok(second !== undefined);
  assert.ok(Math.abs(second.cached / second.prompt - 13 / 24) < 0.01);
});

test('another model has its own cache', async () => {
  const content = 'a repository '.repeat(100);
  const [, second] = await cachedTokens([
    { model: 'a', content },
    { model: 'b', content },
  ]);
  assert.equal(second?.cached, 0);
});

test('a refused request does not warm the cache', async () => {
  const prompt = { model: 'a', content: 'a repository '.repeat(100) };
  const [, second] = await cachedTokens([prompt, prompt], true);
  assert.equal(second?.cached, 0);
});

test('control tokens in received text are counted as text', () => {
  assert.equal(countTextTokens('a <|endoftext|> b'), 9);
});

test('an image costs a fixed number of tokens', async () => {
  await using server = await startModelServer({ respond: () => ({ text: 'ok' }) });
  const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,AQID' } };
  const messages = [{ role: 'user', content: [image, image] }];
  await (await postJson(`${server.openAiBaseUrl}/chat/completions`, { model: 'm', messages })).text();
  assert.equal(server.totalPromptTokens, 2 * tokensPerImage);
});
