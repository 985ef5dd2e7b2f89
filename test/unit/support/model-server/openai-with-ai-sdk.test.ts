import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import { generateText, isStepCount, Output, streamText, tool } from 'ai';
import { z } from 'zod';
import { readImageText } from '../../../support/model-server/read-image-text.ts';
import type { Respond } from '../../../support/model-server/scripted-reply.ts';
import { startModelServer } from '../../../support/model-server/start-model-server.ts';

const add = tool({
  description: 'Adds two numbers',
  inputSchema: z.object({ a: z.number(), b: z.number() }),
  execute: ({ a, b }) => a + b,
});

const addThenTell: Respond = ({ messages }) => {
  const last = messages.at(-1);
  if (last?.role === 'tool') return { text: `The sum is ${last.text}.` };
  return { toolCalls: [{ name: 'add', arguments: { a: 40, b: 2 } }] };
};

function modelAt(baseURL: string) {
  return createOpenAICompatible({
    name: 'fake',
    baseURL,
    includeUsage: true,
    supportsStructuredOutputs: true,
  })('m');
}

test('generateText runs a tool and reads usage', async () => {
  await using server = await startModelServer({ respond: addThenTell });
  const model = modelAt(server.openAiBaseUrl);
  const result = await generateText({ model, prompt: 'Add', tools: { add }, stopWhen: isStepCount(2) });
  assert.equal(result.text, 'The sum is 42.');
  assert.equal(result.finishReason, 'stop');
  assert.equal(result.usage.inputTokens, server.totalPromptTokens);
  assert.equal(result.usage.outputTokens, server.totalCompletionTokens);
  assert.equal(result.finalStep.usage.inputTokenDetails.cacheReadTokens, server.requests[1]?.cachedTokens);
});

test('streamText runs a tool and streams the text after it', async () => {
  await using server = await startModelServer({ respond: addThenTell });
  const model = modelAt(server.openAiBaseUrl);
  const result = streamText({ model, prompt: 'Add', tools: { add }, stopWhen: isStepCount(2) });
  let text = '';
  for await (const delta of result.textStream) text += delta;
  assert.equal(text, 'The sum is 42.');
  assert.equal((await result.usage).inputTokens, server.totalPromptTokens);
  assert.deepEqual(
    server.requests.map((request) => request.stream),
    [true, true],
  );
});

test('an image part arrives whole and can be read from its pixels', async () => {
  const data = readFileSync(new URL('error-message.png', import.meta.url));
  const respond: Respond = async ({ messages }) => ({
    text: await readImageText(messages[0]!.images[0]!.bytes),
  });
  await using server = await startModelServer({ respond });
  const content = [
    { type: 'text' as const, text: 'What does it say?' },
    { type: 'file' as const, mediaType: 'image/png', data },
  ];
  const model = modelAt(server.openAiBaseUrl);
  const { text } = await generateText({ model, messages: [{ role: 'user', content }] });
  assert.equal(text, 'Cannot open file 4711');
  assert.equal(Buffer.compare(server.requests[0]!.messages[0]!.images[0]!.bytes, data), 0);
});

test('structured output sends the schema and parses the reply', async () => {
  await using server = await startModelServer({ respond: () => ({ text: '{"count":3}' }) });
  const output = Output.object({ schema: z.object({ count: z.number() }) });
  const result = await generateText({ model: modelAt(server.openAiBaseUrl), prompt: 'Count', output });
  assert.deepEqual(result.output, { count: 3 });
  const format = server.requests[0]!.responseFormat;
  assert.ok(format.type === 'json');
  assert.deepEqual((format.schema as { required: string[] }).required, ['count']);
});
