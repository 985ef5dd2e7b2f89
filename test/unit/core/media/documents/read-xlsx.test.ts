import assert from 'node:assert/strict';
import { test } from 'node:test';
import { documents } from '../../../../support/document-reader.ts';
import { rowXml, type Sheet, type XlsxParts, xlsxOf } from '../../../../support/office-files.ts';

async function read(sheets: readonly Sheet[], parts: XlsxParts = {}): Promise<string> {
  const { text, diagnostics } = await documents.read({ path: 'a.xlsx', bytes: xlsxOf(sheets, parts) });
  assert.deepEqual(diagnostics, []);
  return text ?? '';
}

/** The rows of the first table, as they stand below its head. */
function check(name: string, rows: string, expected: readonly string[], parts: XlsxParts = {}): void {
  test(name, async () => {
    const lines = (await read([{ name: 'S', rows }], parts)).split('\n');
    assert.deepEqual(
      lines.filter((line) => line.startsWith('|') && !line.startsWith('| ---')),
      expected,
    );
  });
}

check('a row has its number, a column its letter', rowXml(3, 'x', 1.5), ['|  | A | B |', '| 3 | x | 1.5 |']);
check(
  'empty columns are left out, cells without a place follow each other',
  '<row><c r="B1"><v>1</v></c><c r="AA1"><v>2</v></c></row><row><c><v>3</v></c><c><v>4</v></c></row>',
  ['|  | A | B | AA |', '| 1 |  | 1 | 2 |', '| 2 | 3 | 4 |  |'],
);
check(
  'shared strings, booleans, errors and rounded numbers are shown as people see them',
  '<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="b"><v>1</v></c><c r="C1" t="e"><v>#N/A</v></c><c r="D1"><v>0.30000000000000004</v></c></row>',
  ['|  | A | B | C | D |', '| 1 | rich text | TRUE | #N/A | 0.3 |'],
  { strings: ['<t>unused</t>', '<r><t>rich </t></r><r><t>text</t></r><rPh><t>reading</t></rPh>'] },
);
check(
  'a formula stands where its value is not known',
  '<row r="1"><c r="A1"><f>B1*2</f></c><c r="B1"><f>1+1</f><v>2</v></c></row>',
  ['|  | A | B |', '| 1 | =B1*2 | 2 |'],
);

const dateStyles =
  '<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd hh:mm"/><numFmt numFmtId="165" formatCode="#,##0 &quot;days&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="20"/><xf numFmtId="165"/></cellXfs>';
const dates =
  '<row r="1"><c r="A1" s="1"><v>45351</v></c><c r="B1" s="2"><v>45351.5</v></c><c r="C1" s="3"><v>0.75</v></c><c r="D1" s="4"><v>45351</v></c></row>';
check(
  'dates are written in ISO 8601',
  dates,
  ['|  | A | B | C | D |', '| 1 | 2024-02-29 | 2024-02-29 12:00:00 | 18:00:00 | 45351 |'],
  {
    styles: dateStyles,
  },
);
check(
  'days may be counted from 1904',
  dates,
  ['|  | A | B | C | D |', '| 1 | 2028-03-01 | 2028-03-01 12:00:00 | 18:00:00 | 45351 |'],
  {
    styles: dateStyles,
    is1904: true,
  },
);

test('of a long sheet rows of its head, middle and tail are shown, and how many there are', async () => {
  const rows = Array.from({ length: 1000 }, (_, index) => rowXml(index + 1, index, 'x')).join('');
  const text = await read([{ name: 'Long', rows }]);
  const numbers = [...text.matchAll(/^\| (\d+) /gm)].map(([, number]) => Number(number));
  assert.match(text, /^## Sheet Long\n\n1000 rows, 2 columns; \d+ of the rows are shown\n/);
  assert.deepEqual(
    numbers.slice(0, 30),
    Array.from({ length: 30 }, (_, index) => index + 1),
  );
  assert.deepEqual(numbers.slice(-8), [993, 994, 995, 996, 997, 998, 999, 1000]);
  const middle = numbers.slice(30, -8);
  assert.ok(middle.length >= 5 && middle.length <= 10, String(middle));
  assert.deepEqual(
    numbers,
    [...new Set(numbers)].sort((a, b) => a - b),
  );
});

test('sheets of 60 rows are whole', async () => {
  const rows = Array.from({ length: 60 }, (_, index) => rowXml(index + 1, index)).join('');
  assert.equal((await read([{ name: 'S', rows }])).match(/^\| \d/gm)?.length, 60);
});

test('a wide sheet shows its first columns, a hidden and an empty one say what they are', async () => {
  const wide = `<row r="1">${Array.from({ length: 90 }, (_, index) => `<c><v>${index}</v></c>`).join('')}</row>`;
  const text = await read([
    { name: 'Wide', rows: wide },
    { name: 'Gone', rows: '', state: 'hidden' },
  ]);
  assert.match(text, /1 row, 90 columns; the first 40 columns are shown/);
  assert.match(text, /\| AN \|\n/);
  assert.match(text, /## Sheet Gone \(hidden\)\n\n\(empty\)\n$/);
});
