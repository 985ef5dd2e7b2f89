import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documents } from '../../../../support/document-reader.ts';
import { type DocxParts, docxOf, paragraphXml as p } from '../../../../support/office-files.ts';

function check(name: string, parts: DocxParts, expected: string): void {
  test(name, async () => {
    const { text, diagnostics } = await documents.read({ path: 'a.docx', bytes: docxOf(parts) });
    assert.deepEqual(diagnostics, []);
    assert.equal(text, expected);
  });
}

const styles = `
  <w:style w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
  <w:style w:styleId="Mine"><w:name w:val="Mine"/><w:basedOn w:val="Heading2"/></w:style>
  <w:style w:styleId="Heading2"><w:name w:val="heading 2"/></w:style>
  <w:style w:styleId="Ring"><w:name w:val="Ring"/><w:basedOn w:val="Ring"/></w:style>
  <w:style w:styleId="Bullet"><w:name w:val="List"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>`;
const level = (index: number, format: string, text: string) =>
  `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`;
const numbering = `
  <w:abstractNum w:abstractNumId="0">${level(0, 'bullet', '')}${level(1, 'bullet', 'o')}</w:abstractNum>
  <w:abstractNum w:abstractNumId="1">${level(0, 'decimal', '%1.')}${level(1, 'lowerLetter', '%1.%2)')}${level(2, 'lowerRoman', '(%3)')}</w:abstractNum>
  <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>`;
const item = (text: string, list: number, depth = 0) =>
  `<w:p><w:pPr><w:numPr><w:ilvl w:val="${depth}"/><w:numId w:val="${list}"/></w:numPr></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;
const cell = (text: string, properties = '') => `<w:tc><w:tcPr>${properties}</w:tcPr>${p(text)}</w:tc>`;
const row = (...cells: readonly string[]) => `<w:tr>${cells.join('')}</w:tr>`;

check('paragraphs are apart', { body: p('One.') + p('') + p('Two.') }, 'One.\n\nTwo.\n');
check(
  'headings come from outline levels, names of styles, and styles that those are based on',
  { styles, body: p('A', 'Heading1') + p('B', 'Heading2') + p('C', 'Mine') + p('D', 'Ring') },
  '# A\n\n## B\n\n## C\n\nD\n',
);
check(
  'lists are numbered as Word shows them, and bullets are one kind',
  {
    styles,
    numbering,
    body:
      p('x', 'Bullet') +
      item('deep', 1, 1) +
      item('one', 2) +
      item('sub', 2, 1) +
      item('sub', 2, 1) +
      item('low', 2, 2) +
      item('two', 2) +
      item('sub', 2, 1),
  },
  '- x\n  - deep\n1. one\n  1.a) sub\n  1.b) sub\n    (i) low\n2. two\n  2.a) sub\n',
);
check(
  'a table is a Markdown table, merged cells are empty but for the first',
  {
    body: `<w:tbl>${row(cell('a|b'), cell('c'))}${row(cell('wide', '<w:gridSpan w:val="2"/>'))}${row(cell('x', '<w:vMerge w:val="restart"/>'), cell('1'))}${row(cell('', '<w:vMerge/>'), cell('2'))}</w:tbl>`,
  },
  '| a\\|b | c |\n| --- | --- |\n| wide |  |\n| x | 1 |\n|  | 2 |\n',
);
check('one cell is a box around its text', { body: `<w:tbl>${row(cell('Note'))}</w:tbl>` }, 'Note\n');
check(
  'footnotes stand at the end, without those of Word itself',
  {
    body: '<w:p><w:r><w:t>Text</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>',
    footnotes: `<w:footnote w:type="separator" w:id="0">${p('---')}</w:footnote><w:footnote w:id="2">${p('The note.')}</w:footnote>`,
  },
  'Text[^2]\n\n[^2]: The note.\n',
);
check(
  'links show where they lead, pictures what is said of them',
  {
    links: [
      ['l1', 'hyperlink', 'https://example.org/', 'external'],
      ['i1', 'image', 'media/image1.png'],
    ],
    body: '<w:p><w:hyperlink r:id="l1"><w:r><w:t>here</w:t></w:r></w:hyperlink></w:p><w:p><w:r><w:drawing><wp:inline xmlns:wp="w"><wp:docPr id="1" name="P" descr="The [login] form"/><a:blip r:embed="i1"/></wp:inline></w:drawing></w:r></w:p>',
  },
  '[here](https://example.org/)\n\n![The login form](media/image1.png)\n',
);
check(
  'what was deleted is gone, what was inserted is there',
  {
    body: '<w:p><w:r><w:t>a</w:t></w:r><w:del><w:r><w:delText>b</w:delText></w:r></w:del><w:ins><w:r><w:t>c</w:t></w:r></w:ins></w:p>',
  },
  'ac\n',
);
check(
  'a box of text is said once, whatever older programs are told',
  {
    body: `<w:p><w:r><mc:AlternateContent xmlns:mc="m"><mc:Choice><w:drawing><w:txbxContent>${p('In a box')}</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>${p('In a box')}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`,
  },
  'In a box\n',
);
check(
  'entities of XML are read, its title is a line of its own, but for one that says nothing',
  { title: 'A &amp; B', body: p('1 &lt; 2 &#x2192; &quot;x&quot;') },
  'Title: A & B\n\n1 < 2 → "x"\n',
);
check('a title that a program gave is left out', { title: 'Untitled', body: p('x') }, 'x\n');
check(
  'formulas are on one line',
  {
    body: '<w:p><m:oMath xmlns:m="m"><m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup><m:r><m:t>+</m:t></m:r><m:f><m:num><m:r><m:t>a</m:t></m:r></m:num><m:den><m:r><m:t>b</m:t></m:r></m:den></m:f></m:oMath></w:p>',
  },
  'x^2+(a)/(b)\n',
);
check('a file without text says so', { body: '' }, '(no text)\n');
