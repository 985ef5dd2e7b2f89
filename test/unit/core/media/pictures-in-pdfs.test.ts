import assert from 'node:assert/strict';
import { test } from 'node:test';
import { abortError, isAbort } from '../../../../src/core/base/abort.ts';
import type { DocumentPage } from '../../../../src/core/media/documents/document.ts';
import {
  type PicturesInPdfsInput,
  pdfPageLimits,
  picturesInPdfs,
} from '../../../../src/core/media/pictures-in-pdfs.ts';
import { pictureRulesFor } from '../../../../src/core/models/catalog/picture-rules.ts';

const rules = pictureRulesFor('claude-opus-5-5', { seesImages: true, maxInputTokens: 1_000_000 });

const page = (number: number, kind: DocumentPage['kind'], characters = 40): DocumentPage => ({
  ...{ number, kind, characters, mayShowMore: false },
});
const drawings = (count: number) => Array.from({ length: count }, (_, index) => page(index + 1, 'drawing'));

function find(
  documents: Readonly<Record<string, readonly DocumentPage[]>>,
  more: Partial<PicturesInPdfsInput> = {},
) {
  return picturesInPdfs({
    documents: Object.entries(documents).map(([path, pages]) => ({
      ...{ path, pages, contentHash: `hash of ${path}`, hasSecrets: false },
      text: pages.map(({ number }) => `## Page ${number}\n\nwords\n`).join('\n'),
    })),
    rules,
    tokens: 1_000_000,
    isTaken: () => false,
    isPinned: () => false,
    now: () => 0,
    fileSystem: { read: async (path) => new TextEncoder().encode(path) },
    codec: {
      drawPage: async ({ bytes }, { number }) => ({
        picture: { mediaType: 'image/png', bytes: Uint8Array.of(...bytes, number), width: 1, height: 1 },
        diagnostics: [],
      }),
    },
    ...more,
  });
}

const pathsOf = ({ pictures }: ReturnType<typeof find>) => pictures.map(({ path }) => path);

test('pages that their text does not tell are pictures beside the heading of the page', async () => {
  const found = find({ 'a.pdf': [page(1, 'text', 900), page(2, 'drawing'), page(3, 'scan', 0)] });
  assert.deepEqual(
    found.pictures.map(({ path, inside }) => [path, inside?.kind, inside?.besides, inside?.line]),
    [
      ['a.pdf#page-2.png', 'drawn-page', 'a.pdf', 5],
      ['a.pdf#page-3.png', 'scanned-page', 'a.pdf', 9],
    ],
  );
  assert.deepEqual(found.leftOut, []);
  const bytes = await found.pictures[0]?.inside?.read({});
  assert.equal(new TextDecoder().decode(bytes), 'a.pdf\u{2}');
});

test('of 2,000 drawn pages the first few are looked at, and the others are counted', () => {
  const found = find({ 'a.pdf': drawings(2000) });
  assert.equal(found.pictures.length, pdfPageLimits.each);
  assert.deepEqual(
    found.leftOut.map(({ path, file, reason }) => [path, file, reason]),
    [
      [
        'a.pdf#page-4.png',
        'a.pdf',
        'The first 3 pictures of a file are looked at; this one is not, as 1996 more of the same file.',
      ],
    ],
  );
});

test('many documents give their first pages before any second one, as many as may be drawn', () => {
  const documents = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [`${index}.pdf`, drawings(3)]),
  );
  const found = find(documents);
  assert.equal(found.pictures.length, pdfPageLimits.all);
  assert.equal(pathsOf(found).filter((path) => path.endsWith('#page-1.png')).length, 12);
  assert.equal(found.leftOut.length, 60 - pdfPageLimits.all);
  assert.match(found.leftOut[0]?.reason ?? '', /^12 pages are drawn/);
});

test('pages that no fit could take are not drawn', () => {
  assert.equal(find({ 'a.pdf': drawings(3) }, { tokens: 100 }).pictures.length, 0);
  assert.equal(find({ 'a.pdf': drawings(3) }, { tokens: 1000 }).pictures.length, 2);
});

test('a model that cannot see has read the text of a drawing, but not that of a scan', () => {
  const pages = [page(1, 'drawing'), page(2, 'drawing', 0), page(3, 'scan', 0)];
  const found = find({ 'a.pdf': pages }, { rules: { ...rules, seesPictures: false } });
  assert.deepEqual(pathsOf(found), ['a.pdf#page-2.png', 'a.pdf#page-3.png']);
  assert.match(found.leftOut[0]?.reason ?? '', /as text/);
});

test('no page is begun when drawing took too long', async () => {
  let time = 0;
  const { pictures } = find(
    { 'a.pdf': drawings(2) },
    {
      now: () => time,
      codec: {
        drawPage: async () => {
          time += pdfPageLimits.milliseconds + 1;
          return { picture: undefined, diagnostics: [] };
        },
      },
    },
  );
  await pictures[0]?.inside?.read({});
  const before = time;
  assert.equal(await pictures[1]?.inside?.read({}), undefined);
  assert.equal(time, before);
});

test('nothing has to be read in a page whose text says all that is written on it', () => {
  const check = (changes: Partial<DocumentPage>, hasSecrets: boolean, expected: boolean) => {
    const pages = [{ ...page(1, 'drawing'), ...changes }];
    const documents = [{ path: 'a.pdf', pages, contentHash: '', text: '', hasSecrets }];
    const [picture] = find({}, { documents }).pictures;
    assert.equal(picture?.inside?.isWrittenOut, expected, JSON.stringify({ changes, hasSecrets }));
  };
  check({}, false, true);
  check({}, true, false);
  check({ mayShowMore: true }, false, false);
  check({ characters: 0 }, false, false);
  check({ kind: 'scan' }, false, false);
});

test('a file that is gone has no page, and drawing can be cancelled', async () => {
  const gone = find(
    { 'a.pdf': drawings(1) },
    { fileSystem: { read: () => Promise.reject(new Error('ENOENT')) } },
  );
  assert.equal(await gone.pictures[0]?.inside?.read({}), undefined);
  const cancelled = find(
    { 'a.pdf': drawings(1) },
    { codec: { drawPage: () => Promise.reject(abortError()) } },
  );
  await assert.rejects(async () => cancelled.pictures[0]?.inside?.read({}), isAbort);
});
