import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isAbort } from '../../../../../src/core/base/abort.ts';
import { documentLimits } from '../../../../../src/core/media/documents/document.ts';
import { documents } from '../../../../support/document-reader.ts';
import {
  docxOf,
  paragraphXml,
  relationshipsXml,
  rowXml,
  xlsxOf,
  zipOf,
} from '../../../../support/office-files.ts';
import { pdfOf, textAt } from '../../../../support/pdf-files.ts';

/** What is said of a document, and what of its text there is. */
function check(
  name: string,
  [path, make]: readonly [path: string, make: () => Uint8Array],
  expected: { readonly says: readonly [code: string, words: RegExp][]; readonly text?: RegExp },
): void {
  test(name, async () => {
    const { text, diagnostics } = await documents.read({ path, bytes: make() });
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      expected.says.map(([code]) => code),
      JSON.stringify(diagnostics),
    );
    for (const [index, [, words]] of expected.says.entries()) {
      assert.match(diagnostics[index]?.message ?? '', words);
      assert.equal(diagnostics[index]?.path, path);
    }
    if (expected.text === undefined) assert.equal(text, undefined);
    else assert.match(text ?? '', expected.text);
  });
}

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const docx = (document: string, files: Readonly<Record<string, string | Uint8Array>> = {}) =>
  docxOf({ body: '', files: { 'word/document.xml': document, ...files } });
const body = (inner: string) => `<w:document xmlns:w="w"><w:body>${inner}</w:body></w:document>`;

/** Changes the bytes behind each mark of a ZIP archive's directory: `PK\1\2`. */
function withDirectory(bytes: Uint8Array, change: (entry: DataView) => void): Uint8Array {
  const changed = bytes.slice();
  for (let at = 0; at + 46 < changed.length; at++) {
    const view = new DataView(changed.buffer, at);
    if (view.getUint32(0, true) === 0x02014b50) change(view);
  }
  return changed;
}

const unreadable = (words: RegExp) => ({ says: [['document-unreadable', words]] as [string, RegExp][] });

check('an empty file', ['a.pdf', () => new Uint8Array(0)], unreadable(/empty/));
check('text with the ending of a document', ['a.pdf', () => ascii('hello')], unreadable(/neither a PDF nor/));
check(
  'a pointer of Git LFS',
  ['a.docx', () => ascii('version https://git-lfs.github.com/spec/v1\noid sha256:0\n')],
  unreadable(/Listed, not read\. A pointer of Git LFS: what it stands for is not checked out\./),
);
check(
  'an encrypted or old Office file',
  ['a.docx', () => Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1)],
  unreadable(/encrypted/),
);
check(
  'an encrypted PDF',
  [
    'a.pdf',
    () => {
      const key = 'x'.repeat(32);
      const trailer = `/ID [(a) (a)] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -4 /O (${key}) /U (${key}) >>`;
      return pdfOf([{ content: textAt(50, 700, 12, 'secret') }], { trailer });
    },
  ],
  unreadable(/encrypted with a password/),
);
check(
  'a PDF that ends in its head',
  ['a.pdf', () => ascii('%PDF-1.7\n')],
  unreadable(/no PDF, or a broken one/),
);
check(
  'a PDF whose table of objects is gone is repaired',
  ['a.pdf', () => pdfOf([{ content: textAt(50, 700, 12, 'Still here') }]).slice(0, -20)],
  { says: [], text: /Still here/ },
);
check(
  'a PDF with the ending of another document is read as what it is',
  ['a.docx', () => pdfOf([{ content: textAt(50, 700, 12, 'Here') }])],
  { says: [['document-ending', /\.pdf/]], text: /Here/ },
);
check(
  'an archive that is cut off',
  ['a.docx', () => docxOf({ body: paragraphXml('x') }).slice(0, -40)],
  unreadable(/no directory/),
);
check(
  'an archive of something else',
  ['a.docx', () => zipOf({ 'a.txt': 'x' })],
  unreadable(/no Word, PowerPoint or Excel/),
);
check(
  'an Office file without the part that it names',
  [
    'a.docx',
    () => zipOf({ '_rels/.rels': relationshipsXml([['r', 'officeDocument', 'word/document.xml']]) }),
  ],
  unreadable(/no Word/),
);
check(
  'a part that points out of the archive',
  [
    'a.docx',
    () => zipOf({ '_rels/.rels': relationshipsXml([['r', 'officeDocument', '../../../word/document.xml']]) }),
  ],
  unreadable(/no Word/),
);
check(
  'an archive with a password',
  ['a.docx', () => withDirectory(docx(body('')), (entry) => entry.setUint16(8, 1, true))],
  unreadable(/encrypted/),
);
check(
  'an archive packed in a way that nobody knows',
  ['a.docx', () => withDirectory(docx(body('')), (entry) => entry.setUint16(10, 99, true))],
  unreadable(/packed in a way/),
);
check(
  'a directory that points behind the end',
  ['a.docx', () => withDirectory(docx(body('')), (entry) => entry.setUint32(42, 0x7fffffff, true))],
  unreadable(/not where it should be/),
);
check(
  'a part that unpacks to a thousand times its size, whatever size it gives',
  [
    'a.docx',
    () =>
      withDirectory(docx(body(`<w:p><w:r><w:t>${' '.repeat(12_000_000)}</w:t></w:r></w:p>`)), (entry) =>
        entry.setUint32(24, 100, true),
      ),
  ],
  unreadable(/unpacks to more/),
);
check(
  'more files than any document has',
  [
    'a.docx',
    () => {
      const bytes = docxOf({ body: '' });
      new DataView(bytes.buffer, bytes.byteOffset).setUint16(bytes.length - 12, 30_000, true);
      return bytes;
    },
  ],
  unreadable(/30000 files/),
);
check(
  'entities that stand for more and more of each other',
  [
    'a.docx',
    () =>
      docx(
        `<!DOCTYPE w [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${body('<w:p><w:r><w:t>&b;</w:t></w:r></w:p>')}`,
      ),
  ],
  unreadable(/document type/),
);
check(
  'an entity that nobody declared',
  ['a.docx', () => docx(body('<w:p><w:r><w:t>&b;</w:t></w:r></w:p>'))],
  unreadable(/not well-formed/),
);
check(
  'elements inside each other without end',
  ['a.docx', () => docx(body('<w:p>'.repeat(100_000)))],
  unreadable(/elements in each other/),
);
check(
  'a paragraph of hundreds of thousands of elements',
  ['a.docx', () => docx(body(`<w:p>${'<w:r/>'.repeat(500_001)}</w:p>`))],
  unreadable(/a part of more than 500000 elements/),
);
check(
  'bytes that are no UTF-8',
  ['a.docx', () => docx('', { 'word/document.xml': Uint8Array.of(0x3c, 0x61, 0x3e, 0xff, 0xfe, 0x80) })],
  unreadable(/UTF-8/),
);
check(
  'XML that breaks off keeps what came before',
  ['a.docx', () => docx(`<w:document xmlns:w="w"><w:body>${paragraphXml('Before')}<w:p><w:r>`)],
  { says: [['document-broken', /not well-formed/]], text: /^Before\n$/ },
);
check(
  'a broken part beside the text costs that part alone',
  ['a.docx', () => docxOf({ body: paragraphXml('Text', 'Heading1'), styles: '<w:style', title: 'T' })],
  { says: [['document-broken', /styles\.xml/]], text: /^Title: T\n\nText\n$/ },
);
check(
  'cells and spans far outside of any sheet or table',
  [
    'a.xlsx',
    () =>
      xlsxOf([
        {
          name: 'S',
          rows: `<row r="-4"><c r="A1"><v>1e999</v></c><c r="ZZZ9"><v>1</v></c></row>${rowXml(2, 1e300)}`,
        },
      ]),
  ],
  { says: [], text: /18278 columns/ },
);
check(
  'a table cell that spans a billion columns',
  [
    'a.docx',
    () =>
      docxOf({
        body: `<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="1000000000"/></w:tcPr>${paragraphXml('x')}</w:tc><w:tc>${paragraphXml('y')}</w:tc></w:tr></w:tbl>`,
      }),
  ],
  { says: [], text: /^\| x \|/ },
);
check(
  'names of objects are nothing special',
  [
    'a.docx',
    () =>
      docx(
        `<__proto__ constructor="1"><body><p __proto__="2"><r><t toString="x">fine</t></r></p></body></__proto__>`,
      ),
  ],
  { says: [], text: /^fine\n$/ },
);
check(
  'a form that draws itself, and itself again',
  [
    'a.pdf',
    () => {
      const form =
        '/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /Im 4 0 R >> >>';
      const recursive = `4 0 obj\n<< ${form} /Length 15 >>\nstream\n/Im Do /Im Do  \nendstream\nendobj\n`;
      const text = new TextDecoder('latin1').decode(pdfOf([{ content: '/Im Do', hasImage: true }]));
      // The table of objects is wrong now, and made anew.
      return ascii(text.replace(/4 0 obj[\s\S]*?endobj\n/, recursive));
    },
  ],
  unreadable(/PDFium gave up/),
);
check(
  'thousands of pages are read to the limit',
  ['a.pdf', () => pdfOf(Array.from({ length: documentLimits.pages + 5 }, () => ({ content: '' })))],
  { says: [['document-cut', /Of 2005 pages the first 2000/]], text: /\[5 more pages are left out\]\n$/ },
);
check(
  'a text beyond all measure is cut',
  ['a.docx', () => docx(body(paragraphXml('word '.repeat(2_000)).repeat(500)))],
  { says: [['document-cut', /longer than 4000000/]], text: /^word word/ },
);

test('reading ends when it is cancelled', async () => {
  const isCancelled = () => true;
  for (const [path, bytes] of [
    ['a.pdf', pdfOf([{ content: '' }])],
    ['a.docx', docxOf({ body: paragraphXml('x') })],
  ] as const)
    await assert.rejects(documents.read({ path, bytes }, { isCancelled }), isAbort);
});
