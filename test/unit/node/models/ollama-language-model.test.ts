import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LanguageModelV4CallOptions, LanguageModelV4StreamPart } from '@ai-sdk/provider';
import { generateText, isStepCount, Output, streamText, tool } from 'ai';
import { z } from 'zod';
import { guardedFetch } from '../../../../src/core/models/call/network-rule.ts';
import { OllamaLanguageModel } from '../../../../src/node/models/ollama-language-model.ts';
import { patientFetch } from '../../../../src/node/models/patient-fetch.ts';
import type { Respond } from '../../../support/model-server/scripted-reply.ts';
import { startModelServer } from '../../../support/model-server/start-model-server.ts';

const model = 'qwen3.6';
const fetch = guardedFetch(patientFetch, 'loopback');
const modelAt = (address: string, numCtx = 8192) =>
  new OllamaLanguageModel({ address, model, numCtx, fetch });
const serve = (respond: Respond) => startModelServer({ respond });
const say = (text: string): LanguageModelV4CallOptions => ({
  prompt: [{ role: 'user', content: [{ type: 'text', text }] }],
});

async function partsOf(
  stream: ReadableStream<LanguageModelV4StreamPart>,
): Promise<LanguageModelV4StreamPart[]> {
  const parts: LanguageModelV4StreamPart[] = [];
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return parts;
    parts.push(value);
  }
}

test('generateText gets the text, the finish reason and the counted usage', async () => {
  await using server = await serve(() => ({ text: 'Hello there.' }));
  const result = await generateText({ model: modelAt(server.url), system: 'Be short.', prompt: 'Hi' });
  assert.deepEqual([result.text, result.finishReason], ['Hello there.', 'stop']);
  assert.equal(result.usage.inputTokens, server.totalPromptTokens);
  assert.equal(result.usage.outputTokens, server.totalCompletionTokens);
  assert.deepEqual(
    server.requests[0]?.messages.map(({ role, text }) => [role, text]),
    [
      ['system', 'Be short.'],
      ['user', 'Hi'],
    ],
  );
});

test('every request asks for the same context, and for as many tokens as the caller allows', async () => {
  await using server = await serve(() => ({ text: 'ok' }));
  const opened = modelAt(server.url, 12_345);
  await opened.doGenerate({ ...say('a'), maxOutputTokens: 77 });
  await opened.doGenerate(say('b'));
  assert.deepEqual(
    server.requests.map(({ numCtx, maxOutputTokens, path }) => [path, numCtx, maxOutputTokens]),
    [
      ['/api/chat', 12_345, 77],
      ['/api/chat', 12_345, undefined],
    ],
  );
});

test('streamText streams piece by piece', async () => {
  await using server = await serve(() => ({ text: 'one two three four five' }));
  const pieces: string[] = [];
  for await (const delta of streamText({ model: modelAt(server.url), prompt: 'Count' }).textStream)
    pieces.push(delta);
  assert.equal(pieces.join(''), 'one two three four five');
  assert.ok(pieces.length > 1);
});

for (const way of ['generate', 'stream'] as const) {
  test(`a tool is offered, called and answered: ${way}`, async () => {
    await using server = await serve(({ messages }) => {
      const last = messages.at(-1);
      if (last?.role === 'tool') return { text: `The sum is ${last.text}.` };
      return { toolCalls: [{ name: 'add', arguments: { a: 40, b: 2 } }] };
    });
    const add = tool({
      description: 'Adds two numbers',
      inputSchema: z.object({ a: z.number(), b: z.number() }),
      execute: ({ a, b }) => a + b,
    });
    const call = { model: modelAt(server.url), prompt: 'Add', tools: { add }, stopWhen: isStepCount(2) };
    const text = way === 'generate' ? (await generateText(call)).text : await streamText(call).text;
    assert.equal(text, 'The sum is 42.');
    const [first, second] = server.requests;
    assert.deepEqual(first?.tools[0]?.name, 'add');
    assert.equal(second?.messages.at(-2)?.toolCalls[0]?.name, 'add');
    assert.deepEqual(second?.messages.at(-1)?.toolResults[0]?.toolName, 'add');
  });
}

test('a tool call finishes as one although Ollama says stop', async () => {
  await using server = await serve(() => ({ toolCalls: [{ name: 'look', arguments: { path: 'a.ts' } }] }));
  const tools = [{ type: 'function' as const, name: 'look', inputSchema: { type: 'object' as const } }];
  const { content, finishReason } = await modelAt(server.url).doGenerate({ ...say('x'), tools });
  assert.deepEqual(finishReason, { unified: 'tool-calls', raw: 'stop' });
  const [call] = content;
  assert.ok(call?.type === 'tool-call');
  assert.deepEqual([call.toolName, call.input], ['look', '{"path":"a.ts"}']);
});

test('a model that takes no tools is asked without them, and a warning says so', async () => {
  const models = [{ name: model, capabilities: ['completion'] }];
  await using server = await startModelServer({ respond: () => ({ text: 'ok' }), models });
  const plain = new OllamaLanguageModel({
    address: server.url,
    model,
    numCtx: 4096,
    takesTools: false,
    fetch,
  });
  const tools = [{ type: 'function' as const, name: 'look', inputSchema: { type: 'object' as const } }];
  const { warnings } = await plain.doGenerate({ ...say('x'), tools });
  assert.deepEqual(server.requests[0]?.tools, []);
  assert.equal(warnings[0]?.type, 'unsupported');
});

test('a schema for the reply becomes the format', async () => {
  await using server = await serve(() => ({ text: '{"n":7}' }));
  const schema = z.object({ n: z.number() });
  const result = await generateText({
    model: modelAt(server.url),
    prompt: 'n?',
    output: Output.object({ schema }),
  });
  assert.deepEqual(result.output, { n: 7 });
  const format = server.requests[0]?.responseFormat as { schema?: { properties?: object } };
  assert.deepEqual(Object.keys(format.schema?.properties ?? {}), ['n']);
});

test('images arrive as bare base64 beside the text, and parts of text on lines of their own', async () => {
  await using server = await serve(() => ({ text: 'A picture.' }));
  const data = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1, 2, 3);
  await modelAt(server.url).doGenerate({
    prompt: [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Before' },
          { type: 'file', mediaType: 'image/png', data: { type: 'data', data } },
          { type: 'text', text: 'After' },
        ],
      },
    ],
  });
  const [message] = server.requests[0]?.messages ?? [];
  assert.equal(message?.text, 'Before\nAfter');
  assert.deepEqual([...(message?.images[0]?.bytes ?? [])], [...data]);
});

test('an image by its address is refused and nobody fetches it', async () => {
  await using server = await serve(() => ({ text: 'no' }));
  const image = new URL('http://192.0.2.1/never.png');
  const messages = [
    { role: 'user' as const, content: [{ type: 'file' as const, data: image, mediaType: 'image/png' }] },
  ];
  await assert.rejects(generateText({ model: modelAt(server.url), messages }), {
    name: 'AppError',
    code: 'usage',
  });
  assert.equal(server.connections, 0);
});

test('thinking is kept apart from the reply', async () => {
  const lines = [
    { message: { role: 'assistant', content: '', thinking: 'Hm.' }, done: false },
    { message: { role: 'assistant', content: 'Yes.' }, done: false },
    {
      message: { role: 'assistant', content: '' },
      done: true,
      done_reason: 'stop',
      prompt_eval_count: 9,
      eval_count: 4,
    },
  ];
  const body = lines.map((line) => JSON.stringify(line)).join('\n');
  let asked: { think?: unknown } = {};
  const canned: typeof globalThis.fetch = async (_url, init) => {
    asked = JSON.parse(String(init?.body));
    return new Response(body);
  };
  const thinker = new OllamaLanguageModel({
    address: 'http://x',
    model,
    numCtx: 100,
    thinks: true,
    fetch: canned,
  });
  const { content, usage } = await thinker.doGenerate({ ...say('?'), reasoning: 'high' });
  assert.deepEqual(content, [
    { type: 'reasoning', text: 'Hm.' },
    { type: 'text', text: 'Yes.' },
  ]);
  assert.equal(asked.think, true);
  assert.deepEqual([usage.inputTokens.total, usage.outputTokens.total], [9, 4]);
});

test('a reply that reached its limit says so', async () => {
  await using server = await serve(() => ({ text: 'a long reply', fault: { kind: 'cut-by-length' } }));
  const { finishReason } = await modelAt(server.url).doGenerate(say('x'));
  assert.equal(finishReason.unified, 'length');
});

const long = Array.from({ length: 3000 }, (_, index) => `line ${index}`).join('\n');

test('a prompt longer than the context is refused by the server and reported as an overflow', async () => {
  await using server = await serve(() => ({ text: 'Everything is fine.' }));
  await assert.rejects(modelAt(server.url, 2048).doGenerate(say(long)), {
    name: 'AppError',
    code: 'context-overflow',
    message: /2048/,
  });
});

for (const way of ['generate', 'stream'] as const) {
  test(`a prompt that an old server cut without a word is an overflow too: ${way}`, async () => {
    await using server = await serve(() => ({ text: 'Everything is fine.', usage: { promptTokens: 2000 } }));
    const opened = modelAt(server.url, 131_072);
    const overflow = {
      name: 'AppError',
      code: 'context-overflow',
      message: /read 2000 tokens of a prompt of about/,
    };
    if (way === 'generate') return await assert.rejects(opened.doGenerate(say(long)), overflow);
    const parts = await partsOf((await opened.doStream(say(long))).stream);
    assert.ok(!parts.some(({ type }) => type === 'finish'));
    const last = parts.at(-1);
    assert.ok(last?.type === 'error');
    assert.throws(() => {
      throw last.error;
    }, overflow);
  });
}

test('a tokenizer that needs a third fewer tokens is no overflow', async () => {
  await using server = await serve(() => ({ text: 'ok', usage: { promptTokens: 10_000 } }));
  const { usage } = await modelAt(server.url, 131_072).doGenerate(say(long));
  assert.equal(usage.inputTokens.total, 10_000);
});

test('usage that the server keeps to itself stays unknown', async () => {
  await using server = await serve(() => ({ text: 'ok', fault: { kind: 'usage-missing' } }));
  const { usage } = await modelAt(server.url).doGenerate(say('x'));
  assert.deepEqual([usage.inputTokens.total, usage.outputTokens.total], [undefined, undefined]);
});

test('an error in the middle of a reply ends the stream with the error and without finish', async () => {
  await using server = await serve(() => ({
    text: 'half of this arrives',
    fault: { kind: 'error-in-stream', message: 'out of memory' },
  }));
  const parts = await partsOf((await modelAt(server.url).doStream(say('x'))).stream);
  assert.ok(parts.some(({ type }) => type === 'text-delta'));
  const last = parts.at(-1);
  assert.ok(last?.type === 'error');
  assert.match((last.error as Error).message, /out of memory/);
  assert.equal((last.error as { code?: string }).code, 'model-failed');
});

for (const kind of ['reset-mid-stream', 'ends-early', 'garbage', 'wrong-json', 'empty-body'] as const) {
  test(`a reply that breaks (${kind}) is a failure worth a retry`, async () => {
    await using server = await serve(() => ({ text: 'some longer reply', fault: { kind } }));
    await assert.rejects(modelAt(server.url).doGenerate(say('x')), { code: 'model-failed', retryable: true });
  });
}

test('a busy server is worth a retry after the time that it names', async () => {
  const fault = { kind: 'status', status: 429, headers: { 'retry-after': '3' } } as const;
  await using server = await serve(() => ({ fault }));
  await assert.rejects(modelAt(server.url).doGenerate(say('x')), {
    code: 'model-failed',
    retryable: true,
    retryAfterMs: 3000,
  });
});

test('a page of HTML instead of an answer is a failure without the page in the message', async () => {
  await using server = await serve(() => ({ fault: { kind: 'html-error-page' } }));
  await assert.rejects(
    modelAt(server.url).doGenerate(say('x')),
    (error: Error) => !/<html/i.test(error.message),
  );
});

test('a server that is not there is named together with what to do', async () => {
  const server = await serve(() => ({ text: '' }));
  await server.close();
  await assert.rejects(modelAt(server.url).doGenerate(say('x')), (error: Error & { code?: string }) => {
    assert.equal(error.code, 'model-unavailable');
    assert.ok(error.message.includes(server.url) && error.message.includes('ollama serve'), error.message);
    return true;
  });
});

test('a model that is not there is named together with what to do', async () => {
  await using server = await startModelServer({ respond: () => ({ text: '' }), models: [{ name: 'other' }] });
  await assert.rejects(modelAt(server.url).doGenerate(say('x')), {
    code: 'model-unavailable',
    message: /ollama pull qwen3\.6/,
  });
});

test("under 'off' a call opens no connection", async () => {
  await using server = await serve(() => ({ text: 'no' }));
  const closed = new OllamaLanguageModel({
    address: server.url,
    model,
    numCtx: 100,
    fetch: guardedFetch(patientFetch, 'off'),
  });
  await assert.rejects(closed.doGenerate(say('x')), { code: 'network-off' });
  assert.equal(server.connections, 0);
});

for (const kind of ['stall-before-headers', 'stall-mid-stream'] as const) {
  test(`an abort ends a call that hangs (${kind}) and closes the connection`, async () => {
    await using server = await serve(() => ({ text: 'some longer reply', fault: { kind } }));
    const started = performance.now();
    const call = modelAt(server.url).doGenerate({ ...say('x'), abortSignal: AbortSignal.timeout(60) });
    await assert.rejects(call, { name: 'AbortError' });
    assert.ok(performance.now() - started < 1000);
    await server.settled();
    assert.equal(server.requests[0]?.cutOff, true);
  });
}

test('cancelling a stream that hangs closes the connection', async () => {
  await using server = await serve(() => ({
    text: 'some longer reply',
    fault: { kind: 'stall-mid-stream' },
  }));
  const reader = (await modelAt(server.url).doStream(say('x'))).stream.getReader();
  await reader.read();
  const hanging = (async () => {
    while (!(await reader.read()).done);
  })();
  setTimeout(() => void reader.cancel(), 50);
  await hanging;
  await server.settled();
  assert.equal(server.requests[0]?.cutOff, true);
});
