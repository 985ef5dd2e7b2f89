import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAbort } from '../../../../src/core/base/abort.ts';
import { toBase64 } from '../../../../src/core/base/base64.ts';
import { dataPictures, withoutDataPictures } from '../../../../src/core/media/documents/data-pictures.ts';
import {
  isMarkdownPath,
  markdownPictureLimits,
  type PicturesInMarkdownInput,
  picturesInMarkdown,
} from '../../../../src/core/media/pictures-in-markdown.ts';

/** Bytes that begin as a PNG and are of one kind. */
const bytesOf = (kind: number) => Uint8Array.from([0x89, 0x50, 0x4e, 0x47, ...Array<number>(400).fill(kind)]);
const address = (kind = 1, type = 'image/png') => `data:${type};base64,${toBase64(bytesOf(kind))}`;

function find(documents: Readonly<Record<string, string>>, more: Partial<PicturesInMarkdownInput> = {}) {
  return picturesInMarkdown({
    documents: Object.entries(documents).map(([path, text]) => ({ path, contentHash: path, text })),
    isTaken: () => false,
    isPinned: () => false,
    ...more,
  });
}

test('pictures that a document holds itself stand beside it, at their lines', async () => {
  const text = [
    '# Shop',
    `![Orders](${address(1)} "title") and ![again](<${address(2)}>)`,
    `<img alt="x" src="${address(3, 'image/jpeg')}"><img src='${address(4, 'image/jpg')}'>`,
    '![Form][form]',
    `[form]: ${address(5, 'image/webp')}`,
  ].join('\n');
  const { pictures, leftOut } = await find({ 'docs/a.md': text });
  assert.deepEqual(leftOut, []);
  assert.deepEqual(
    pictures.map(({ path, size, inside }) => [path, size, inside?.kind, inside?.besides, inside?.line]),
    [
      ['docs/a.md#picture-1.png', 404, 'attachment', 'docs/a.md', 2],
      ['docs/a.md#picture-2.png', 404, 'attachment', 'docs/a.md', 2],
      ['docs/a.md#picture-3.jpg', 404, 'attachment', 'docs/a.md', 3],
      ['docs/a.md#picture-4.jpg', 404, 'attachment', 'docs/a.md', 3],
      ['docs/a.md#picture-5.webp', 404, 'attachment', 'docs/a.md', 5],
    ],
  );
  for (const [index, { inside }] of pictures.entries())
    assert.deepEqual(await inside?.read({}), bytesOf(index + 1));
  assert.equal(new Set(pictures.map(({ contentHash }) => contentHash)).size, pictures.length);
});

test('dots, examples in prose, text and what is cut off are no pictures', () => {
  const long = 'A'.repeat(500);
  for (const text of [
    '![dot](data:image/png;base64,iVBORw0KGgo=)',
    `data:image/png;base64,${long}… and so on`,
    `xdata:image/png;base64,${long}`,
    `(data:text/plain;base64,${long})`,
    `(data:image/png,${long})`,
    `(data:image/bmp;base64,${long})`,
    '',
  ]) {
    assert.deepEqual(dataPictures(text), []);
    assert.equal(withoutDataPictures(text), text);
  }
});

test('what is no valid base64 cannot be read', async () => {
  const { pictures } = await find({ 'a.md': `![a](data:image/png;base64,${'A=B='.repeat(200)})` });
  assert.equal(pictures.length, 1);
  assert.equal(await pictures[0]?.inside?.read({}), undefined);
});

test('without its pictures a text keeps its lines and says how large they are', () => {
  const text = `# A\n![a](${address()})\n${address()}\nend`;
  assert.equal(
    withoutDataPictures(text),
    '# A\n![a](data:image/png;base64,⋯ 404 bytes)\ndata:image/png;base64,⋯ 404 bytes\nend',
  );
});

test('a secret in a drawing is taken out although it was written as base64', async () => {
  const token = `${'gh'}p_aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY2zA4`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg">${' '.repeat(400)}<text>${token}</text></svg>`;
  const { pictures } = await find({ 'a.md': `![a](data:image/svg+xml;charset=utf-8;base64,${btoa(svg)})` });
  assert.equal(pictures[0]?.path, 'a.md#picture-1.svg');
  const drawing = new TextDecoder().decode(await pictures[0]?.inside?.read({}));
  assert.match(drawing, /^<svg.*\[REDACTED [a-z-]+ [0-9a-f]{8}\]<\/text><\/svg>$/);
});

test('of a document with 10,000 pictures the first are looked at, and looking can be cancelled', async () => {
  const text = `![a](${address()})\n`.repeat(10_000);
  const { pictures, leftOut } = await find({ 'a.md': text });
  assert.equal(pictures.length, markdownPictureLimits.each);
  assert.match(leftOut[0]?.reason ?? '', /^The first 30 pictures .* 9969 more/);
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`${index}.md`, text]));
  await assert.rejects(
    picturesInMarkdown(
      {
        documents: Object.entries(many).map(([path, own]) => ({ path, contentHash: path, text: own })),
        ...{ isTaken: () => false, isPinned: () => false },
      },
      { signal: AbortSignal.abort() },
    ),
    isAbort,
  );
});

test('a long text that begins addresses without end is read once', () => {
  assert.deepEqual(dataPictures('(data:image/png;base64,'.repeat(200_000)), []);
  assert.deepEqual(dataPictures(`(data:image/png${';a=b'.repeat(200_000)}`), []);
});

test('Markdown is known by its ending', () => {
  assert.deepEqual(['a.md', 'b.MDX', 'c.markdown', 'd.txt', 'md'].map(isMarkdownPath), [
    ...[true, true, true, false, false],
  ]);
});
