import assert from 'node:assert/strict';
import { test } from 'node:test';
import { AppError } from '../../../../src/core/base/app-error.ts';
import { choosePictures } from '../../../../src/core/media/choose-pictures.ts';
import type { PictureRules } from '../../../../src/core/media/fit-picture.ts';
import type { PictureFacts } from '../../../../src/core/media/picture-facts.ts';
import type { PictureOrigin } from '../../../../src/core/media/picture-file.ts';
import { preparePictures } from '../../../../src/core/media/prepare-pictures.ts';
import { pictureRulesFor } from '../../../../src/core/models/catalog/picture-rules.ts';
import type { RecognizedText } from '../../../../src/core/ports/ocr-engine.ts';
import type { PictureBytes, PictureEncoding, PictureWish } from '../../../../src/core/ports/picture-codec.ts';
import { MemoryFacts } from '../../../support/memory-facts.ts';
import { factsLike } from '../../../support/picture-facts-like.ts';
import { recognizedRows } from '../../../support/recognized-rows.ts';

const seeing = pictureRulesFor('claude-opus-5-5', { seesImages: true, maxInputTokens: 1_000_000 });
const blind: PictureRules = { ...seeing, seesPictures: false };
const secret = `${'gh'}p_aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY2zA4`;

interface World {
  /** Rows of text in each picture; undefined where recognition fails. */
  readonly rows: Readonly<Record<string, readonly string[] | undefined>>;
  readonly rules?: PictureRules;
  readonly facts?: Partial<PictureFacts>;
  /** What encoding gives; the bytes are the name and the wish unless said otherwise. */
  readonly encode?: (wish: PictureWish) => Uint8Array | undefined;
  readonly index?: MemoryFacts;
  /** Whether the pictures are pages whose text is known. */
  readonly isWrittenOut?: boolean;
}

async function prepare(world: World) {
  const { rows, rules = seeing, facts, encode, index = new MemoryFacts(), isWrittenOut } = world;
  const insideOf = (file: string): PictureOrigin | undefined =>
    isWrittenOut === undefined
      ? undefined
      : {
          ...{ kind: 'drawn-page', file, besides: file, line: 1, index: 0, isWrittenOut },
          read: async () => new TextEncoder().encode(file),
        };
  const wishes: PictureWish[] = [];
  const reads: string[] = [];
  const paths = Object.keys(rows);
  const hashes = paths.map((_, at) => ((at * 2_654_435_761) >>> 0).toString(16).padStart(8, '7').repeat(16));
  const pictures = paths.map((path, at) => ({
    path,
    facts: factsLike({ hash: hashes[at] ?? '', ...facts }),
    inside: insideOf(path),
  }));
  const { candidates } = choosePictures({ pictures, texts: [], rules });
  const prepared = await preparePictures({
    candidates,
    files: new Map(paths.map((path) => [path, { path, size: 1, contentHash: '', inside: insideOf(path) }])),
    facts: new Map(pictures.map((picture) => [picture.path, picture.facts])),
    rules,
    countText: (text) => text.length,
    fileSystem: { read: async (path) => new TextEncoder().encode(path) },
    codec: {
      encode: async ({ bytes }: PictureBytes, wish: PictureWish): Promise<PictureEncoding> => {
        wishes.push(wish);
        const encoded = encode === undefined ? bytes : encode(wish);
        const mediaType = wish.mediaTypes[0] ?? 'image/png';
        if (encoded === undefined) return { picture: undefined, diagnostics: [] };
        return { picture: { mediaType, bytes: encoded, ...wish.size }, diagnostics: [] };
      },
    },
    ocr: {
      recognize: async (image): Promise<RecognizedText> => {
        const path = new TextDecoder().decode(image);
        reads.push(path);
        const own = rows[path];
        if (own === undefined) throw new AppError('internal', 'It took too long.');
        return recognizedRows(own);
      },
    },
    index,
  });
  return { ...prepared, wishes, reads, index };
}

const contents = (result: Awaited<ReturnType<typeof prepare>>) =>
  result.prepared.map(({ candidate, content }) => `${candidate.path} ${content.kind}`);

test('a model that sees gets the picture, with suspected secrets hidden and reported', async () => {
  const result = await prepare({ rows: { 'screenshot.png': ['Settings', `token ${secret}`, 'Save'] } });
  assert.deepEqual(contents(result), ['screenshot.png picture']);
  assert.deepEqual(result.wishes[0]?.masks, [{ x: 51, y: 17, width: 366, height: 22 }]);
  assert.equal(result.redactions.length, 1);
  assert.equal(result.redactions[0]?.path, 'screenshot.png');
  assert.doesNotMatch(JSON.stringify(result.redactions), /aB3dE5/);
});

test('a model that does not see gets the redacted text, or nothing', async () => {
  const result = await prepare({
    rows: { 'a-screenshot.png': ['Log in', `token ${secret}`, 'Save'], 'b-screenshot.png': [] },
    rules: blind,
  });
  assert.deepEqual(contents(result), ['a-screenshot.png text']);
  const content = result.prepared[0]?.content;
  assert.match(
    content?.kind === 'text' ? content.text : '',
    /^Log in\ntoken \[REDACTED [a-z-]+ [0-9a-f]{8}\]\nSave$/,
  );
  assert.deepEqual(
    result.leftOut.map(({ path }) => path),
    ['b-screenshot.png'],
  );
});

test('a page whose text is known goes out without being read; what may show more does not', async () => {
  const rows = { 'a.pdf#page-1.png': undefined };
  const known = await prepare({ rows, isWrittenOut: true });
  assert.deepEqual([contents(known), known.reads], [['a.pdf#page-1.png picture'], []]);
  const unknown = await prepare({ rows, isWrittenOut: false });
  assert.deepEqual([contents(unknown), unknown.reads], [[], ['a.pdf#page-1.png']]);
  assert.match(
    (await prepare({ rows, isWrittenOut: true, rules: blind })).leftOut[0]?.reason ?? '',
    /as text/,
  );
});

test('a picture whose text cannot be read is left out: nobody knows what it shows', async () => {
  const { prepared, leftOut, diagnostics } = await prepare({ rows: { 'screenshot.png': undefined } });
  assert.deepEqual(prepared, []);
  assert.match(leftOut[0]?.reason ?? '', /secrets/);
  assert.equal(diagnostics[0]?.code, 'picture-text-unread');
});

test('the text of a picture is read once for its content', async () => {
  const rows = { 'screenshot.png': ['Settings and more'] };
  const { index, reads } = await prepare({ rows });
  assert.equal(reads.length, 1);
  assert.equal((await prepare({ rows, index })).reads.length, 0);
});

test('what only looked like a screen and holds no text is left out after all', async () => {
  const { leftOut } = await prepare({ rows: { 'image1.png': [] } });
  assert.match(leftOut[0]?.reason ?? '', /no text/);
  assert.deepEqual(contents(await prepare({ rows: { 'screenshot.png': [] } })), ['screenshot.png picture']);
});

test('a picture that is too large as PNG is sent as JPEG, and left out if that is too large', async () => {
  const rows = { 'screenshot.png': ['Settings and more'] };
  const large = new Uint8Array(6_000_000);
  const asJpeg = await prepare({
    rows,
    encode: ({ mediaTypes }) => (mediaTypes.includes('image/png') ? large : new Uint8Array(9)),
  });
  assert.equal(
    asJpeg.prepared[0]?.content.kind === 'picture' && asJpeg.prepared[0].content.mediaType,
    'image/jpeg',
  );
  const never = await prepare({ rows, encode: () => large });
  assert.match(never.leftOut[0]?.reason ?? '', /more bytes/);
});

test('the bytes of a request are never exceeded, and the best pictures get them', async () => {
  const rows = { 'a-screenshot.png': ['First screen'], 'b-screenshot.png': ['Second screen'] };
  const rules = { ...seeing, maxRequestBytes: 3000 };
  const { prepared, leftOut } = await prepare({ rows, rules, encode: () => new Uint8Array(1500) });
  assert.deepEqual([prepared.length, leftOut.map(({ path }) => path)], [1, ['b-screenshot.png']]);
});

test('a drawing is not read by recognition: its text was redacted before it was drawn', async () => {
  const facts = { mediaType: 'image/svg+xml', drawn: { shapes: 40, texts: 12 } } as const;
  const rows = { 'flow.svg': undefined };
  const { prepared, reads } = await prepare({ rows, facts });
  assert.deepEqual([prepared.length, reads.length], [1, 0]);
  assert.match((await prepare({ rows, facts, rules: blind })).leftOut[0]?.reason ?? '', /as text/);
});
