import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documents } from '../../../../support/document-reader.ts';
import { type PdfPage, type PdfParts, pdfOf, textAt } from '../../../../support/pdf-files.ts';

function check(name: string, pages: readonly PdfPage[], expected: string, parts: PdfParts = {}): void {
  test(name, async () => {
    const { text, diagnostics } = await documents.read({ path: 'a.pdf', bytes: pdfOf(pages, parts) });
    assert.deepEqual(diagnostics, []);
    assert.equal(text, expected);
  });
}

const boxes = Array.from({ length: 6 }, (_, index) => `${50 + index * 80} 400 60 40 re S\n`).join('');

check(
  'each page has a heading, lines stay lines, and paragraphs are apart',
  [
    { content: textAt(50, 700, 12, 'First line', 'second line') + textAt(50, 600, 12, 'Another paragraph') },
    { content: textAt(50, 700, 12, 'Last page') },
  ],
  '## Page 1\n\nFirst line\nsecond line\n\nAnother paragraph\n\n## Page 2\n\nLast page\n',
);
check(
  'columns are read one after the other as the page writes them',
  [
    {
      content: textAt(50, 700, 12, 'Left one', 'Left two') + textAt(320, 700, 12, 'Right one', 'Right two'),
    },
  ],
  '## Page 1\n\nLeft one\nLeft two\n\nRight one\nRight two\n',
);
check(
  'a line in a larger font is a heading, a formula is not',
  [
    {
      content:
        textAt(50, 700, 20, 'Introduction') +
        textAt(50, 660, 12, 'Text that is in the usual font of this page.') +
        textAt(50, 620, 20, '1 + 2 = 3 x') +
        textAt(50, 500, 12, 'More of the text.'),
    },
  ],
  '## Page 1\n\n### Introduction\n\nText that is in the usual font of this page.\n\n1 + 2 = 3 x\n\nMore of the text.\n',
);
check(
  'dots that lead to a page number are cut short',
  [{ content: textAt(50, 700, 12, 'Chapter one . . . . . . . . . . . . . . 7') }],
  '## Page 1\n\nChapter one ... 7\n',
);
check(
  'a title that says something is the first line',
  [{ content: textAt(50, 700, 12, 'x') }],
  'Title: The Plan\n\n## Page 1\n\nx\n',
  {
    title: 'The Plan',
  },
);
check(
  'a title that is the name of the file is left out',
  [{ content: textAt(50, 700, 12, 'x') }],
  '## Page 1\n\nx\n',
  {
    title: 'a.pdf',
  },
);
check(
  'a page of shapes and a scanned one are told',
  [
    { content: boxes + textAt(60, 410, 10, 'Box') },
    { content: 'q 600 0 0 800 0 0 cm /Im Do Q', hasImage: true },
  ],
  '## Page 1\n\n[a drawing]\n\nBox\n\n## Page 2\n\n[a scanned page]\n',
);

test('pages are told apart by what is on them', async () => {
  const words = Array.from({ length: 50 }, () => 'a line of words as it stands in many a document');
  const rules = Array.from({ length: 80 }, (_, index) => `50 ${index * 9} m 500 ${index * 9} l S\n`).join('');
  const pages: readonly PdfPage[] = [
    { content: boxes },
    { content: textAt(50, 780, 12, ...words) + boxes },
    { content: textAt(50, 780, 12, ...words) + rules },
    { content: 'q 400 0 0 500 100 100 cm /Im Do Q', hasImage: true },
    { content: 'q 600 0 0 800 0 0 cm /Im Do Q', hasImage: true },
    { content: `q 40 0 0 40 0 0 cm /Im Do Q ${textAt(50, 700, 12, 'Beside a logo')}`, hasImage: true },
    { content: '' },
  ];
  const { pages: read } = await documents.read({ path: 'a.pdf', bytes: pdfOf(pages) });
  assert.deepEqual(
    read?.map(({ number, kind }) => `${number} ${kind}`),
    ['1 drawing', '2 text', '3 text', '4 drawing', '5 scan', '6 text', '7 text'],
  );
  assert.equal(read?.[5]?.characters, 'Besidealogo'.length);
  assert.deepEqual(
    read?.map(({ mayShowMore }) => mayShowMore),
    [false, false, false, true, true, true, false],
    'text may stand in pictures',
  );
});

test('a page is drawn on white at the size that is asked for', async () => {
  const bytes = pdfOf([{ content: '1 0 0 rg 0 400 300 400 re f' }]);
  const page = await documents.renderPdfPage(bytes, 1, 400);
  assert.deepEqual([page?.width, page?.height, page?.rgba.length], [300, 400, 300 * 400 * 4]);
  const pixel = (x: number, y: number) => [
    ...(page?.rgba.slice((y * 300 + x) * 4, (y * 300 + x) * 4 + 4) ?? []),
  ];
  assert.deepEqual(pixel(10, 10), [255, 0, 0, 255]);
  assert.deepEqual(pixel(200, 300), [255, 255, 255, 255]);
});

test('there is no picture of a page that does not exist, or of what is no PDF', async () => {
  const bytes = pdfOf([{ content: '' }]);
  assert.equal(await documents.renderPdfPage(bytes, 2, 100), undefined);
  assert.equal(await documents.renderPdfPage(bytes, 0, 100), undefined);
  assert.equal(await documents.renderPdfPage(Uint8Array.of(1, 2, 3), 1, 100), undefined);
});

test('a document is read the same again, also after a broken one', async () => {
  const bytes = pdfOf([{ content: textAt(50, 700, 12, 'Same') }]);
  const first = await documents.read({ path: 'a.pdf', bytes });
  await documents.read({ path: 'b.pdf', bytes: bytes.slice(0, 200) });
  assert.deepEqual(await documents.read({ path: 'a.pdf', bytes }), first);
});
