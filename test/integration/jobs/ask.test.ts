import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { Answer } from '../../../src/core/index.ts';
import { drawTextImage, randomNonce } from '../../support/draw-text-image.ts';
import { startModelServer } from '../../support/model-server/start-model-server.ts';
import { nonce, type TemporaryRepository, temporaryRepository } from '../../support/nonce-repository.ts';
import { ensureBuilt, ollamaFlags, runCli } from '../../support/nonce-repository-cli.ts';
import { models, respond, userText } from '../../support/review-responder.ts';

before(ensureBuilt);

const startServer = () => startModelServer({ respond, models });

async function ask(repository: TemporaryRepository, ...flags: readonly string[]): Promise<Answer> {
  const done = await runCli(repository, ['ask', '--json', ...flags]);
  assert.equal(done.code, 0, done.stderr);
  return JSON.parse(done.stdout) as Answer;
}

function screenshot(repository: TemporaryRepository, ...texts: readonly string[]): string {
  const path = join(repository.home, 'screen.png');
  writeFileSync(path, drawTextImage(texts).png);
  return path;
}

test('what stands in a file comes back in the answer, cited at its line', async () => {
  const fact = nonce('FACT');
  using repository = temporaryRepository({
    'src/price.ts': `export function total() {\n  return 3; // ${fact}\n}\n`,
    'docs/guide.md': '# Guide\n\nNothing about it.\n',
  });
  await using server = await startServer();
  const answer = await ask(repository, '--question', 'How is the total made?', ...ollamaFlags(server.url));
  assert.match(answer.text, new RegExp(fact));
  assert.deepEqual(
    answer.citations.map(({ path, startLine }) => `${path}:${startLine}`),
    ['src/price.ts:2'],
  );
  assert.deepEqual(answer.unknownCitations, []);
});

test('a model that sees gets the picture itself, and what draws it is ranked first', async () => {
  const word = randomNonce();
  using repository = temporaryRepository({
    'src/button.ts': `export const label = 'Save ${word}';\n`,
    'src/other.ts': "export const label = 'Cancel everything';\n",
  });
  await using server = await startServer();
  const picture = screenshot(repository, `Save ${word}`);
  const answer = await ask(
    repository,
    '--question',
    'What draws this?',
    '--image',
    picture,
    ...ollamaFlags(server.url),
  );
  assert.match(answer.text, new RegExp(`I see: Save ${word}`));
  assert.equal(answer.imagesSeenByModel, true);
  assert.equal(answer.places[0]?.path, 'src/button.ts');
  assert.equal(server.requests[0]?.messages.flatMap((message) => message.images).length, 1);
});

test('a model that does not see gets the text of the picture, no pixels, and it is said', async () => {
  const word = randomNonce();
  using repository = temporaryRepository({ 'src/button.ts': `export const label = 'Open ${word}';\n` });
  await using server = await startServer();
  const picture = screenshot(repository, `Open ${word}`);
  const answer = await ask(repository, '--image', picture, ...ollamaFlags(server.url, 'blind'));
  assert.match(answer.text, new RegExp(`I was told of the picture: .*${word}`));
  assert.match(answer.text, /drawn at src\/button\.ts:1/);
  assert.equal(answer.imagesSeenByModel, false);
  assert.match(answer.notes.join('\n'), /does not see pictures/);
  assert.equal(server.requests[0]?.messages.flatMap((message) => message.images).length, 0);
});

test('without a model a picture leads to the lines that draw its texts', async () => {
  const word = randomNonce();
  using repository = temporaryRepository({
    'src/button.ts': `const a = 1;\nexport const label = 'Send ${word}';\n`,
  });
  const answer = await ask(repository, '--no-model', '--image', screenshot(repository, `Send ${word}`));
  assert.equal(answer.text, '');
  assert.equal(answer.model, undefined);
  const [line] = answer.images[0]?.lines ?? [];
  assert.match(line?.text ?? '', new RegExp(word));
  assert.deepEqual(
    line?.places.map(({ path, startLine }) => `${path}:${startLine}`),
    ['src/button.ts:2'],
  );
});

test('without a model a question is answered with ranked places', async () => {
  using repository = temporaryRepository({
    'src/invoice.ts': 'export function computeInvoiceTotal() {\n  return 1;\n}\n',
    'src/mail.ts': 'export function sendMail() {\n  return 2;\n}\n',
  });
  const done = await runCli(repository, [
    'ask',
    '--no-model',
    '--question',
    'Where is the invoice total computed?',
  ]);
  assert.equal(done.code, 0);
  assert.match(done.stdout, /^src\/invoice\.ts:1-3/m);
});

test('the same question again is answered out of the ledger', async () => {
  using repository = temporaryRepository({ 'a.ts': `// ${nonce('FACT')}\nexport const a = 1;\n` });
  await using server = await startServer();
  const flags = ['--question', 'What is a?', ...ollamaFlags(server.url)];
  const first = await ask(repository, ...flags);
  const second = await ask(repository, ...flags);
  assert.equal(second.text, first.text);
  assert.equal(server.requests.length, 1);
  assert.equal(second.usage.callsFromLedger, 1);
});

test('a model that looks things up is given them, and its answer counts', async () => {
  const fact = nonce('hidden');
  using repository = temporaryRepository({ 'src/a.ts': `export const key = '${fact}';\n` });
  await using server = await startModelServer({
    models,
    respond: (request) => {
      const result = request.messages.find((message) => message.role === 'tool')?.text;
      return result === undefined
        ? { toolCalls: [{ name: 'lines', arguments: { path: 'src/a.ts', startLine: 1, endLine: 1 } }] }
        : { text: `Looked up: ${result}` };
    },
  });
  const answer = await ask(repository, '--question', 'What is the key?', ...ollamaFlags(server.url));
  assert.match(answer.text, new RegExp(`Looked up: 1\t.*${fact}`));
  assert.equal(server.requests.length, 2);
});

test('a model that never stops looking things up is made to answer', async () => {
  using repository = temporaryRepository({ 'src/a.ts': 'export const a = 1;\n' });
  await using server = await startModelServer({
    models,
    respond: (request) =>
      request.tools.length > 0
        ? {
            text: 'Let me look.',
            toolCalls: [{ name: 'search', arguments: { query: `a ${request.index}` } }],
          }
        : { text: 'Enough: src/a.ts:1.' },
  });
  const answer = await ask(repository, '--question', 'What is a?', ...ollamaFlags(server.url));
  assert.equal(answer.text, 'Enough: src/a.ts:1.');
  assert.equal(server.requests.length, 6);
});

test('lookups that fill the window do not cost the answer', async () => {
  const long = Array.from(
    { length: 3000 },
    (_, row) => `export const value${row} = ${row}; // ${'word '.repeat(20)}`,
  ).join('\n');
  using repository = temporaryRepository({ 'src/long.ts': `${long}\n` });
  const small = [{ name: 'qwen3-coder-next', contextLength: 24_000 }];
  await using server = await startModelServer({
    models: small,
    respond: (request) =>
      request.tools.length > 0
        ? {
            toolCalls: [1, 2, 3, 4].map((part) => ({
              name: 'lines',
              arguments: { path: 'src/long.ts', startLine: part * 300, endLine: part * 300 + 299 },
            })),
          }
        : { text: 'Answered at src/long.ts:1.' },
  });
  const answer = await ask(repository, '--question', 'What is in it?', ...ollamaFlags(server.url));
  assert.equal(answer.text, 'Answered at src/long.ts:1.');
  const last = server.requests.at(-1)?.messages.at(-1);
  assert.match(last?.text ?? '', /There is no room for this/);
});

test('a long question over long lines is still asked, over a smaller pack', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 20 }, (_, file) => [
      `src/file${file}.ts`,
      Array.from(
        { length: 60 },
        (_, row) => `export const widget${file}_${row} = '${`widget part ${row} `.repeat(25)}';`,
      ).join('\n'),
    ]),
  );
  using repository = temporaryRepository(files);
  await using server = await startModelServer({
    respond,
    models: [{ name: 'qwen3-coder-next', contextLength: 40_000 }],
  });
  const question = `Where is the widget? ${'Please look at every widget part. '.repeat(400)}`;
  const answer = await ask(repository, '--question', question, ...ollamaFlags(server.url));
  assert.equal(answer.text, 'The repository does not say.');
  assert.match(userText(server.requests[0]!), /Where is the widget/);
});

test('a reply that breaks off and is asked for again is printed once', async () => {
  const fact = nonce('FACT');
  using repository = temporaryRepository({ 'a.ts': `// ${fact}\nexport const a = 1;\n` });
  let failed = false;
  await using server = await startModelServer({
    models,
    respond: async (request) => {
      const reply = await respond(request);
      if (failed) return reply;
      failed = true;
      return { ...reply, fault: { kind: 'reset-mid-stream' } };
    },
  });
  const done = await runCli(repository, ['ask', '--question', 'What is a?', ...ollamaFlags(server.url)]);
  assert.equal(done.code, 0);
  assert.equal(server.requests.length, 2);
  assert.equal(done.stdout.split(fact).length - 1, 1);
  assert.ok(done.stdout.startsWith(`${fact} stands at`));
});

const refusals = [
  { name: 'a question that is missing', args: ['ask'], message: /--question is missing/ },
  {
    name: 'a picture that is not there',
    args: ['ask', '--question', 'x', '--image', 'none.png'],
    message: /none\.png/,
  },
  {
    name: 'a picture that is text',
    args: ['ask', '--no-model', '--question', 'x', '--image', 'a.ts'],
    message: /no picture/,
  },
];
for (const { name, args, message } of refusals) {
  test(`${name} is a usage error`, async () => {
    using repository = temporaryRepository({ 'a.ts': 'export const a = 1;\n' });
    const done = await runCli(repository, args);
    assert.equal(done.code, 2);
    assert.match(done.stderr, message);
  });
}
