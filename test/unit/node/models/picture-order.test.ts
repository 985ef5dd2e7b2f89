import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModelV4CallOptions, LanguageModelV4FilePart } from '@ai-sdk/provider';
import { buildOllamaRequest } from '../../../../src/node/models/ollama-chat-request.ts';
import { type HostedProvider, openHostedModel } from '../../../../src/node/models/open-hosted-model.ts';
import { toChatMessages } from '../../../../src/workers/to-chat-messages.ts';

const picture = (byte: number, isMarked = false): LanguageModelV4FilePart => ({
  ...{ type: 'file', mediaType: 'image/png', data: { type: 'data', data: Uint8Array.of(byte, byte, byte) } },
  ...(isMarked && { providerOptions: { anthropic: { cacheControl: { type: 'ephemeral' } } } }),
});
const base64 = (byte: number) => Buffer.of(byte, byte, byte).toString('base64');

/** A pack with two pictures, the second at a place up to which it is kept, and a question. */
const call: LanguageModelV4CallOptions = {
  prompt: [
    { role: 'system', content: 'Rules' },
    {
      role: 'user',
      content: [
        { type: 'text', text: 'names one\n' },
        picture(1),
        { type: 'text', text: 'names two\n' },
        picture(2, true),
        { type: 'text', text: 'the question\n' },
      ],
    },
  ],
  maxOutputTokens: 10,
};
const inOrder = ['names one\n', base64(1), 'names two\n', base64(2), 'the question\n'];

/** The texts and pictures of the call in a value, in the order in which they stand there. */
function foundIn(value: unknown): string[] {
  if (typeof value === 'string') {
    const bare = value.replace(/^data:image\/png;base64,/, '');
    return inOrder.includes(bare) ? [bare] : [];
  }
  if (value instanceof Uint8Array) return foundIn(Buffer.from(value).toString('base64'));
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(foundIn) : [];
}

/** What a provider is sent for the call. */
async function bodyOf(
  open: (fetch: typeof globalThis.fetch) => Promise<{
    doStream: (options: LanguageModelV4CallOptions) => PromiseLike<unknown>;
  }>,
  asked = call,
): Promise<unknown> {
  let body = '';
  const model = await open(async (_address, init) => {
    body = String(init?.body);
    return new Response('{}', { status: 400 });
  });
  await assert.rejects(async () => model.doStream(asked));
  return JSON.parse(body);
}

const hosted = (provider: HostedProvider, model: string) => async (fetch: typeof globalThis.fetch) =>
  (
    await openHostedModel({
      ...{ provider, model, fetch },
      keys: {
        environment: { OPENAI_API_KEY: 'k', ANTHROPIC_API_KEY: 'k', GOOGLE_GENERATIVE_AI_API_KEY: 'k' },
      },
    })
  ).languageModel;

for (const [name, open] of [
  ['Anthropic', hosted('anthropic', 'claude-opus-5-5')],
  ['OpenAI', hosted('openai', 'gpt-6.2-sol')],
  ['Google', hosted('google', 'gemini-4-argon')],
  [
    'a compatible server',
    async (fetch: typeof globalThis.fetch) =>
      createOpenAICompatible({ name: 'compatible', baseURL: 'http://127.0.0.1:9/v1', fetch }).chatModel(
        'any-vl',
      ),
  ],
] as const)
  test(`${name} is sent pictures between the texts that name them`, async () => {
    assert.deepEqual(foundIn(await bodyOf(open)), inOrder);
  });

test('Anthropic is told to keep a prefix that ends with a picture', async () => {
  const body = (await bodyOf(hosted('anthropic', 'claude-opus-5-5'))) as {
    readonly messages: readonly { readonly content: readonly Readonly<Record<string, unknown>>[] }[];
  };
  assert.deepEqual(
    body.messages[0]?.content.map((part) => [part['type'], part['cache_control'] !== undefined]),
    [
      ['text', false],
      ['image', false],
      ['text', false],
      ['image', true],
      ['text', false],
    ],
  );
});

test('Google is sent a video as one, inside the request, behind the text that names it', async () => {
  const video: LanguageModelV4FilePart = { ...picture(3), mediaType: 'video/mp4' };
  const content = [
    { type: 'text', text: 'names the demo\n' } as const,
    video,
    { type: 'text', text: 'why?' } as const,
  ];
  const withVideo = { ...call, prompt: [{ role: 'user' as const, content }] };
  const body = await bodyOf(hosted('google', 'gemini-4-argon'), withVideo);
  assert.deepEqual((body as { readonly contents: unknown }).contents, [
    {
      role: 'user',
      parts: [
        { text: 'names the demo\n' },
        { inlineData: { mimeType: 'video/mp4', data: base64(3) } },
        { text: 'why?' },
      ],
    },
  ]);
});

test('models of VS Code are sent pictures between the texts that name them', () => {
  assert.deepEqual(foundIn(toChatMessages(call)), inOrder);
});

test('Ollama is sent pictures beside the text, in the order in which that names them', () => {
  const settings = { model: 'any-vl', numCtx: 4096, thinks: false, takesTools: false };
  const message = buildOllamaRequest(call, settings).body.messages[1];
  assert.equal(message?.content, 'names one\nnames two\nthe question\n');
  assert.deepEqual(message.images, [base64(1), base64(2)]);
});
