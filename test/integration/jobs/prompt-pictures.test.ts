import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { Answer } from '../../../src/core/index.ts';
import { drawTextImage } from '../../support/draw-text-image.ts';
import { readImageText } from '../../support/model-server/read-image-text.ts';
import type { ReceivedImage, ReceivedRequest } from '../../support/model-server/received-request.ts';
import { type ModelServer, startModelServer } from '../../support/model-server/start-model-server.ts';
import {
  moduleWith,
  nonceRepository,
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/nonce-repository.ts';
import { ensureBuilt, ollamaFlags, runCli } from '../../support/nonce-repository-cli.ts';
import { respond } from '../../support/review-responder.ts';

before(ensureBuilt);

const screen = (...lines: readonly string[]) => drawTextImage(lines).png;
const login = screen('Log in', 'Name and password', 'Forgotten');
const orders = screen('Orders', 'Three are open', 'Send all');
const secret = `${'gh'}p_aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY2zA4`;

const files = {
  'README.md': '# Shop\n\n![The start](docs/screenshot-login.png)\n',
  'docs/guide.md': '# Guide\n\n![All orders](screenshot-orders.png)\n',
  'docs/screenshot-login.png': login,
  'docs/screenshot-orders.png': orders,
  'src/price.ts': moduleWith('price', 'nothing to see'),
  'words.ts': Array.from({ length: 1500 }, (_, index) => `export const name${index} = ${index};\n`).join(''),
};

const startServer = () =>
  startModelServer({
    respond,
    models: [
      { name: 'qwen3-vl', contextLength: 131_072 },
      { name: 'qwen3-coder-next', contextLength: 131_072, capabilities: ['completion', 'tools'] },
      { name: 'far', cloud: { remoteHost: 'https://models.example', remoteModel: 'far' } },
    ],
  });

const seeing = ({ openAiBaseUrl }: ModelServer) => [
  ...['--model', 'compatible:qwen3-vl', '--base-url', openAiBaseUrl],
];

async function ask(repository: TemporaryRepository, question: string, ...flags: readonly string[]) {
  const done = await runCli(repository, ['ask', '--json', '--question', question, ...flags]);
  assert.equal(done.code, 0, done.stderr);
  return JSON.parse(done.stdout) as Answer;
}

/** What the user's message of a request holds, in order. */
function piecesOf(request: ReceivedRequest | undefined): readonly (string | ReceivedImage)[] {
  const pieces = request?.messages.find(({ role }) => role === 'user')?.pieces;
  assert.ok(pieces !== undefined);
  return pieces;
}

const imagesOf = (request: ReceivedRequest | undefined) =>
  piecesOf(request).flatMap((piece) => (typeof piece === 'string' ? [] : [Buffer.from(piece.bytes)]));

/** Each picture's bytes under the name by which the end of the text in front of it names it. */
function namedPictures(request: ReceivedRequest | undefined): [name: string, bytes: Buffer][] {
  const pieces = piecesOf(request);
  return pieces.flatMap((piece, at) => {
    if (typeof piece === 'string') return [];
    const [, name = '?'] = /<picture [^>]*attachment="([^"]+)"[^>]*\/>\n$/.exec(String(pieces[at - 1])) ?? [];
    return [[name, Buffer.from(piece.bytes)] as [string, Buffer]];
  });
}

test('a question carries the pictures of the repository, each at the place where the pack names it', async () => {
  using repository = temporaryRepository(files);
  await using server = await startServer();
  const answer = await ask(repository, 'What does the start look like?', ...seeing(server));
  assert.equal(server.requests.length, 1);
  assert.deepEqual(namedPictures(server.requests[0]), [
    ['001-screenshot-login.png', Buffer.from(login)],
    ['002-screenshot-orders.png', Buffer.from(orders)],
  ]);
  const [first] = piecesOf(server.requests[0]);
  assert.match(
    String(first),
    /<file path="README\.md"[\s\S]*<\/file>\n<picture [^>]*beside="README\.md:3"\/>\n$/,
  );
  assert.match(answer.text, /I see: Log in/);
  assert.equal(answer.contextPictures.count, 2);
  assert.ok(
    answer.contextPictures.tokenCount > 100 && answer.contextPictures.tokenCount < answer.contextTokens,
  );
  const said = await runCli(repository, ['ask', '--question', 'And now?', ...seeing(server)]);
  assert.match(said.stdout, /the context held \d+, with 2 pictures of the repository \(\d+ tokens\)\./);
});

test('the next question begins with the same bytes, texts and pictures, also after a file changed', async () => {
  using repository = temporaryRepository(files);
  await using server = await startServer();
  await ask(repository, 'What is a price?', ...seeing(server));
  repository.write({ 'src/price.ts': moduleWith('price', 'something else') });
  await ask(repository, 'What is an order?', ...seeing(server));
  const [before, after] = server.requests.map(piecesOf);
  assert.deepEqual(after?.slice(0, 4), before?.slice(0, 4));
  const kept = String(before?.[4]).split('</pack>\n')[0] ?? '?';
  assert.ok(String(after?.[4]).startsWith(kept), 'what is not changed stays in front');
  assert.match(String(after?.[4]).slice(kept.length), /^<changes number="1">[\s\S]*something else/);
  assert.ok((server.requests[1]?.cachedTokens ?? 0) > 10_000, 'a cache finds it again');
});

test('a picture that changed cannot be sent again as it was: a new pack begins there', async () => {
  using repository = temporaryRepository(files);
  await using server = await startServer();
  await ask(repository, 'What is a price?', ...seeing(server));
  const other = screen('Orders', 'None is open', 'Done');
  repository.write({ 'docs/screenshot-orders.png': other });
  await ask(repository, 'What is an order?', ...seeing(server));
  assert.deepEqual(imagesOf(server.requests[1]), [Buffer.from(login), Buffer.from(other)]);
  const [before, after] = server.requests.map(piecesOf);
  assert.deepEqual(after?.slice(0, 2), before?.slice(0, 2));
  assert.doesNotMatch(JSON.stringify(after), /supersedes the earlier picture/);
});

test('a secret in a picture is hidden before it is sent', async () => {
  const shown = screen('Settings of the shop', `token ${secret}`, 'Save');
  using repository = temporaryRepository({ ...files, 'docs/screenshot-login.png': shown });
  await using server = await startServer();
  await ask(repository, 'What does the start look like?', ...seeing(server));
  const [, image] = piecesOf(server.requests[0]);
  assert.ok(typeof image === 'object');
  assert.match(await readImageText(shown), /ghp_aB3d/);
  const text = await readImageText(image.bytes);
  assert.match(text, /Settings of the shop/);
  assert.doesNotMatch(text, /aB3d|ghp_/);
  const review = await runCli(repository, ['review', '--dry-run', ...seeing(server)]);
  assert.match(review.stderr, /1 secret was taken out: docs\/screenshot-login\.png \([a-z-]+\)/);
});

test('pictures of the user come behind those of the pack, named, and change nothing before them', async () => {
  using repository = temporaryRepository(files);
  await using server = await startServer();
  const own = screen('Send all', 'Orders');
  const shot = join(repository.home, 'shot.png');
  writeFileSync(shot, own);
  await ask(repository, 'What is an order?', ...seeing(server));
  await ask(repository, 'What draws this?', '--image', shot, ...seeing(server));
  const [before, after] = server.requests.map(piecesOf);
  assert.deepEqual(after?.slice(0, 4), before?.slice(0, 4));
  assert.equal(imagesOf(server.requests[1]).length, 3);
  const at = (after?.length ?? 0) - 2;
  assert.match(String(after?.[at - 1]), /Attached by the user: the picture shot\.png\n$/);
  assert.deepEqual(imagesOf(server.requests[1]).at(-1), Buffer.from(own));
});

test('Ollama, which takes pictures beside the text, gets them in the order in which the text names them', async () => {
  using repository = temporaryRepository(files);
  await using server = await startServer();
  await ask(repository, 'What does the start look like?', ...ollamaFlags(server.url, 'qwen3-vl'));
  assert.deepEqual(imagesOf(server.requests[0]), [Buffer.from(login), Buffer.from(orders)]);
  const text = server.requests[0]?.messages.find(({ role }) => role === 'user')?.text ?? '';
  assert.deepEqual(
    [...text.matchAll(/attachment="([^"]+)"/g)].map(([, name]) => name),
    ['001-screenshot-login.png', '002-screenshot-orders.png'],
  );
});

for (const [who, flags, settings] of [
  ['a model that does not see', (server: ModelServer) => ollamaFlags(server.url), undefined],
  [
    'one that sees, with --images off,',
    (server: ModelServer) => [...seeing(server), '--images', 'off'],
    undefined,
  ],
  ['one that sees, where the repository turns it off,', seeing, { sendPictures: false }],
] as const)
  test(`${who} gets no picture, and no picture is read`, async () => {
    const own = settings === undefined ? {} : { '.longview.json': JSON.stringify(settings) };
    using repository = temporaryRepository({ ...files, ...own });
    await using server = await startServer();
    const done = await runCli(repository, ['ask', '--question', 'What is a price?', ...flags(server)]);
    assert.equal(done.code, 0, done.stderr);
    assert.deepEqual(imagesOf(server.requests[0]), []);
    assert.doesNotMatch(server.requests[0]?.messages.at(-1)?.text ?? '', /<picture |Forgotten/);
    assert.doesNotMatch(done.stderr, /in pictures/);
    assert.doesNotMatch(done.stdout, /pictures? of the repository/);
  });

test('a review says how many pictures it sends, and each call has them in front', async () => {
  using repository = temporaryRepository(files);
  await using server = await startServer();
  const done = await runCli(repository, ['review', '--json', ...seeing(server)]);
  assert.equal(done.code, 0, done.stderr);
  assert.match(
    done.stderr,
    /the pack takes \d+ of \d+ tokens, with 2 pictures of the repository \(\d+ tokens\)\./,
  );
  assert.ok(server.requests.length >= 2);
  for (const request of server.requests)
    assert.deepEqual(imagesOf(request), [Buffer.from(login), Buffer.from(orders)]);
});

test('a review that retrieves what each region needs sends and reads no pictures', async () => {
  using repository = temporaryRepository({
    ...files,
    '.longview.json': JSON.stringify({ 'review.strategy': 'retrieval' }),
  });
  await using server = await startServer();
  const done = await runCli(repository, ['review', '--json', ...seeing(server)]);
  assert.equal(done.code, 0, done.stderr);
  assert.doesNotMatch(done.stderr, /pictures/);
  for (const request of server.requests) assert.deepEqual(imagesOf(request), []);
});

test('a review shows the code that it looks at in full before it shows pictures', async () => {
  // More regions than are said to be needed, so that some of the code is worth less than a picture.
  using repository = temporaryRepository({ ...files, ...nonceRepository({ folders: 24, marked: 0 }).files });
  await using server = await startServer();
  const preflight = async (contextBudget: number, ...flags: readonly string[]) => {
    writeFileSync(join(repository.home, 'settings.json'), JSON.stringify({ contextBudget }));
    const done = await runCli(repository, ['review', '--all', '--dry-run', ...seeing(server), ...flags]);
    assert.equal(done.code, 0, done.stderr);
    return done.stderr;
  };
  const texts = await preflight(50_000, '--images', 'off');
  const tokens = Number(/the pack takes (\d+) of/.exec(texts)?.[1]);
  assert.match(await preflight(50_000), /with 2 pictures[\s\S]*over the whole pack/);
  // Packs that may be continued are filled to 98.2 %.
  const tight = await preflight(Math.ceil((tokens + 20) / 0.982));
  assert.match(tight, /over the whole pack/);
  assert.doesNotMatch(tight, /pictures of the repository/);
});

test('a plan is made over the pictures, too', async () => {
  using repository = temporaryRepository(files);
  await using server = await startServer();
  const request = ['--request', 'rename limit_price to bound_price'];
  const done = await runCli(repository, ['plan', ...request, ...seeing(server)]);
  assert.equal(done.code, 0, done.stderr);
  assert.deepEqual(
    namedPictures(server.requests[0]).map(([name]) => name),
    ['001-screenshot-login.png', '002-screenshot-orders.png'],
  );
  assert.match(done.stderr, /out, with 2 pictures of the repository/);
});

test('consent that is missing says that pictures would go along', async () => {
  using repository = temporaryRepository(files);
  await using server = await startServer();
  const flags = ollamaFlags(server.url, 'far');
  const refused = await runCli(repository, ['ask', '--question', 'What?', ...flags]);
  assert.equal(refused.code, 3, refused.stderr);
  assert.match(
    refused.stderr,
    /Contents of this repository, pictures included, would be sent to models\.example/,
  );
  const texts = await runCli(repository, ['ask', '--question', 'What?', '--images', 'off', ...flags]);
  assert.match(texts.stderr, /Contents of this repository would be sent to models\.example/);
  assert.equal(server.requests.length, 0);
});
