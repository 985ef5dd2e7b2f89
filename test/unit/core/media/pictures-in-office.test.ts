import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDocument } from '../../../../src/core/media/documents/read-document.ts';
import {
  officePictureLimits,
  type PicturesInOfficeInput,
  picturesInOffice,
} from '../../../../src/core/media/pictures-in-office.ts';
import { docxOf, paragraphXml, pptxOf } from '../../../support/office-files.ts';

const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 1, 2, 3);
const drawing = (id: string, description: string) =>
  `<w:p><w:r><w:drawing><wp:inline><wp:docPr descr="${description}"/><a:blip r:embed="${id}"/></wp:inline></w:drawing></w:r></w:p>`;

const guide = docxOf({
  body: `${paragraphXml('Sign in')}${drawing('r7', 'The form')}${paragraphXml('Then')}${drawing('r8', '')}${drawing('r7', 'Again')}`,
  links: [
    ['r7', 'image', 'media/image1.png'],
    ['r8', 'image', 'media/image2.emf'],
  ],
  files: { 'word/media/image1.png': png, 'word/media/image2.emf': png },
});

const withoutPdfs = {
  withPdfium: () => Promise.reject(new Error('These are no PDFs.')),
};

async function find(files: Readonly<Record<string, Uint8Array>>, more: Partial<PicturesInOfficeInput> = {}) {
  const documents = await Promise.all(
    Object.entries(files).map(async ([path, bytes]) => {
      const { text = '' } = await readDocument({ path, bytes }, withoutPdfs);
      return { path, contentHash: `hash of ${path}`, text };
    }),
  );
  const read = async (path: string) => files[path] as Uint8Array;
  return picturesInOffice({
    ...{ documents, fileSystem: { read }, isTaken: () => false, isPinned: () => false },
    ...more,
  });
}

test('a picture of a Word file stands where it is shown first, and gives its bytes', async () => {
  const { pictures, leftOut } = await find({ 'docs/guide.docx': guide });
  assert.deepEqual(
    leftOut.map(({ path, file, reason }) => [path, file, reason]),
    [[...['docs/guide.docx#image2.emf', 'docs/guide.docx'], 'Drawing of Windows: EMF and WMF are not read.']],
  );
  assert.deepEqual(
    pictures.map(({ path, inside }) => [path, inside?.kind, inside?.besides, inside?.line]),
    [['docs/guide.docx#image1.png', 'attachment', 'docs/guide.docx', 3]],
  );
  assert.deepEqual(await pictures[0]?.inside?.read({}), png);
});

test('a picture of a PowerPoint file stands on the line of its slide', async () => {
  const shape =
    '<p:pic><p:nvPicPr><p:cNvPr id="4" name="p" descr="Architecture"/></p:nvPicPr><p:blipFill><a:blip r:embed="r2"/></p:blipFill></p:pic>';
  const deck = pptxOf([{ shapes: shape, links: [['r2', 'image', '../media/image5.jpeg']] }], {
    files: { 'ppt/media/image5.jpeg': png },
  });
  const { pictures } = await find({ 'talk.pptx': deck });
  const { text = '' } = await readDocument({ path: 'talk.pptx', bytes: deck }, withoutPdfs);
  assert.deepEqual(
    pictures.map(({ path }) => path),
    ['talk.pptx#image5.jpeg'],
  );
  assert.match(text.split('\n')[(pictures[0]?.inside?.line ?? 0) - 1] ?? '', /^!\[Architecture\]/);
  assert.deepEqual(await pictures[0]?.inside?.read({}), png);
});

test('of a file with many pictures the first are looked at, and one stands for the others', async () => {
  const count = officePictureLimits.each + 5;
  const body = Array.from({ length: count }, (_, at) => drawing(`r${at + 10}`, 'x')).join('');
  const links = Array.from({ length: count }, (_, at) => [`r${at + 10}`, 'image', `media/image${at}.png`]);
  const { pictures, leftOut } = await find({ 'a.docx': docxOf({ body, links }) });
  assert.equal(pictures.length, officePictureLimits.each);
  assert.deepEqual(
    leftOut.map(({ path, reason }) => [path, reason]),
    [
      [
        'a.docx#image30.png',
        'The first 30 pictures of a file are looked at; this one is not, as 4 more of the same file.',
      ],
    ],
  );
});

test('what is not there, broken or too large gives no bytes', async () => {
  const large = new Uint8Array(officePictureLimits.bytes + 1);
  const body = `${drawing('r7', 'a')}${drawing('r8', 'b')}`;
  const links = [
    ['r7', 'image', 'media/gone.png'],
    ['r8', 'image', 'media/large.png'],
  ];
  const files = { 'a.docx': docxOf({ body, links, files: { 'word/media/large.png': large } }) };
  const { pictures } = await find(files);
  assert.equal(pictures.length, 2);
  for (const picture of pictures) assert.equal(await picture.inside?.read({}), undefined);
  files['a.docx'] = Uint8Array.of(1, 2, 3);
  assert.equal(await pictures[0]?.inside?.read({}), undefined);
});

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="200"><text>Orders</text></svg>';
/** A picture with an SVG beside what stands in `fallback` for older programs; '' for nothing. */
const vector = (fallback: string) =>
  `<a:blip${fallback === '' ? '' : ` r:embed="${fallback}"`}><a:extLst><a:ext uri="{96DAC541-7B7A-43D3-8B79-37D633B846F1}"><asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="s"/></a:ext></a:extLst></a:blip>`;
const vectorFiles = (folder: string, drawn = svg) => ({
  [`${folder}/media/image1.svg`]: new TextEncoder().encode(drawn),
  [`${folder}/media/image1.png`]: png,
  [`${folder}/media/image1.emf`]: png,
});

for (const [fallback, expected] of [
  ['png', 'image1.png'],
  ['emf', 'image1.svg'],
  ['', 'image1.svg'],
] as const)
  test(`an SVG is taken where no pixels stand beside it: ${expected} with '${fallback}'`, async () => {
    const links = (folder: string) => [
      ['s', 'image', `${folder}media/image1.svg`],
      ...(fallback === '' ? [] : [['f', 'image', `${folder}media/image1.${fallback}`]]),
    ];
    const blip = vector(fallback === '' ? '' : 'f');
    const inWord = `<w:p><w:r><w:drawing><wp:inline><wp:docPr descr="Orders"/>${blip}</wp:inline></w:drawing></w:r></w:p>`;
    const onSlide = `<p:pic><p:nvPicPr><p:cNvPr id="4" name="p"/></p:nvPicPr><p:blipFill>${blip}</p:blipFill></p:pic>`;
    const { pictures, leftOut } = await find({
      'a.docx': docxOf({ body: inWord, links: links(''), files: vectorFiles('word') }),
      'b.pptx': pptxOf([{ shapes: onSlide, links: links('../') }], { files: vectorFiles('ppt') }),
    });
    assert.deepEqual(leftOut, []);
    assert.deepEqual(
      pictures.map(({ path }) => path),
      [`a.docx#${expected}`, `b.pptx#${expected}`],
    );
    for (const { inside } of pictures) {
      const bytes = await inside?.read({});
      assert.deepEqual(bytes, expected.endsWith('svg') ? new TextEncoder().encode(svg) : png);
    }
  });

test('a secret in such an SVG is taken out before it is drawn', async () => {
  const drawn = svg.replace('Orders', `${'gh'}p_aB3dE5fG7hJ9kL1mN2pQ4rS6tU8vW0xY2zA4`);
  const body = `<w:p><w:r><w:drawing><wp:inline>${vector('')}</wp:inline></w:drawing></w:r></w:p>`;
  const links = [['s', 'image', 'media/image1.svg']];
  const { pictures } = await find({ 'a.docx': docxOf({ body, links, files: vectorFiles('word', drawn) }) });
  const bytes = await pictures[0]?.inside?.read({});
  assert.match(new TextDecoder().decode(bytes), /<text>\[REDACTED [a-z-]+ [0-9a-f]{8}\]<\/text>/);
});
