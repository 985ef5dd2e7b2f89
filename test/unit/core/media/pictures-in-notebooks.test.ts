import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAbort } from '../../../../src/core/base/abort.ts';
import {
  notebookPictureLimits,
  type PicturesInNotebooksInput,
  picturesInNotebooks,
} from '../../../../src/core/media/pictures-in-notebooks.ts';

const png = 'iVBORw0KGgo=';
const notebookOf = (outputs: number) =>
  JSON.stringify(
    {
      cells: [
        {
          cell_type: 'code',
          outputs: Array.from({ length: outputs }, () => ({ data: { 'image/png': png } })),
        },
      ],
    },
    undefined,
    1,
  );

function find(notebooks: Readonly<Record<string, string>>, more: Partial<PicturesInNotebooksInput> = {}) {
  return picturesInNotebooks({
    notebooks: Object.entries(notebooks).map(([path, text]) => ({
      path,
      contentHash: `hash of ${path}`,
      text,
    })),
    isTaken: () => false,
    isPinned: () => false,
    ...more,
  });
}

test('a picture is named after its cell, and stands beside the line of its notebook that holds it', async () => {
  const { pictures, leftOut } = await find({ 'lab/a.ipynb': notebookOf(2) });
  assert.deepEqual(
    pictures.map(({ path, inside }) => [path, inside?.kind, inside?.file, inside?.besides, inside?.line]),
    [
      ['lab/a.ipynb#cell-1-output-1.png', 'output', 'lab/a.ipynb', 'lab/a.ipynb', 8],
      ['lab/a.ipynb#cell-1-output-2.png', 'output', 'lab/a.ipynb', 'lab/a.ipynb', 13],
    ],
  );
  assert.deepEqual(leftOut, []);
  assert.notEqual(pictures[0]?.contentHash, pictures[1]?.contentHash);
  assert.deepEqual([...((await pictures[0]?.inside?.read({})) ?? [])].slice(0, 4), [0x89, 0x50, 0x4e, 0x47]);
});

test('a file of the repository keeps its name', async () => {
  const isTaken = (path: string) => path === 'a.ipynb#cell-1-output-1.png';
  const { pictures } = await find({ 'a.ipynb': notebookOf(1) }, { isTaken });
  assert.deepEqual(
    pictures.map(({ path }) => path),
    ['a.ipynb##cell-1-output-1.png'],
  );
});

test('of a notebook with 10,000 pictures the first are looked at, and the others are counted', async () => {
  const { pictures, leftOut } = await find({ 'a.ipynb': notebookOf(10_000) });
  assert.equal(pictures.length, notebookPictureLimits.each);
  assert.deepEqual(
    leftOut.map(({ path, file, reason }) => [path, file, reason]),
    [
      [
        'a.ipynb#cell-1-output-61.png',
        'a.ipynb',
        'The first 60 pictures of a file are looked at; this one is not, as 9939 more of the same file.',
      ],
    ],
  );
});

test('many notebooks together are looked at up to a limit', async () => {
  const names = Array.from({ length: 15 }, (_, index) => [`${index}.ipynb`, notebookOf(60)] as const);
  const { pictures, leftOut } = await find(Object.fromEntries(names));
  assert.equal(pictures.length, notebookPictureLimits.all);
  assert.equal(leftOut.length, 5);
});

test('a notebook among tests shows nothing but what is pinned', async () => {
  const notebooks = { 'tests/a.ipynb': notebookOf(3) };
  const { pictures, leftOut } = await find(notebooks);
  assert.deepEqual(pictures, []);
  assert.equal(leftOut[0]?.reason, 'Test data: its file lies among tests, as 2 more of the same file.');
  const pinned = await find(notebooks, { isPinned: (path) => path.endsWith('output-2.png') });
  assert.deepEqual(
    pinned.pictures.map(({ path }) => path),
    ['tests/a.ipynb#cell-1-output-2.png'],
  );
});

test('a secret in a drawing is taken out although JSON wrote it in another way', async () => {
  const token = `${'gh'}p_aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY2zA4`;
  const hidden = [...token].map((sign) => `\\u00${sign.charCodeAt(0).toString(16)}`).join('');
  const svg = `"<svg xmlns='http://www.w3.org/2000/svg'><text>${hidden}</text></svg>"`;
  const text = `{"cells": [{"outputs": [{"data": {"image/svg+xml": ${svg}}}]}]}`;
  const { pictures } = await find({ 'a.ipynb': text });
  const drawing = new TextDecoder().decode(await pictures[0]?.inside?.read({}));
  assert.match(drawing, /^<svg.*\[REDACTED [a-z-]+ [0-9a-f]{8}\]<\/text><\/svg>$/);
});

test('a broken notebook has no pictures, and looking can be cancelled', async () => {
  assert.deepEqual((await find({ 'a.ipynb': '{"cells": [ "image/png"' })).pictures, []);
  const many = Array.from({ length: 400 }, (_, index) => ({
    path: `${index}.ipynb`,
    contentHash: '',
    text: notebookOf(1000),
  }));
  const input = { notebooks: many, isTaken: () => false, isPinned: () => false };
  await assert.rejects(picturesInNotebooks(input, { signal: AbortSignal.timeout(1) }), isAbort);
});

test('a picture in the text of a cell stands at its line, and no other cell is looked at', async () => {
  const data = `data:image/png;base64,${png.slice(0, -1)}${'A'.repeat(401)}`;
  const source = ['# Title\n', `![a](${data})\n`, `and <img src="${data}B">`];
  const cells = [
    { cell_type: 'code', source: [`x = "${data}"`], outputs: [] },
    { cell_type: 'markdown', source },
  ];
  const written = JSON.stringify({ cells }, undefined, 1);
  const { pictures } = await find({ 'a.ipynb': written });
  const lineOf = (index: number) =>
    written.split('\n').findIndex((line) => line.includes(JSON.stringify(source[index]).slice(1, -1))) + 1;
  assert.deepEqual(
    pictures.map(({ path, inside }) => [path, inside?.kind, inside?.line]),
    [
      ['a.ipynb#cell-2-picture-1.png', 'attachment', lineOf(1)],
      ['a.ipynb#cell-2-picture-2.png', 'attachment', lineOf(2)],
    ],
  );
  assert.notEqual(pictures[0]?.contentHash, pictures[1]?.contentHash);
  const bytes = await Promise.all(pictures.map(({ inside }) => inside?.read({})));
  assert.deepEqual([...(bytes[0] ?? [])].slice(0, 4), [0x89, 0x50, 0x4e, 0x47]);
  assert.equal(bytes[0]?.length, 309);
});

test('the text of a cell on one line has its pictures there', async () => {
  const source = `![a](data:image/png;base64,${'A'.repeat(400)})`;
  const { pictures } = await find({
    'a.ipynb': JSON.stringify({ cells: [{ cell_type: 'markdown', source }] }),
  });
  assert.equal(pictures[0]?.inside?.line, 1);
  assert.equal((await pictures[0]?.inside?.read({}))?.length, 300);
});
