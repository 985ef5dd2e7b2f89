import assert from 'node:assert/strict';
import { test } from 'node:test';
import { notebookCells } from '../../../../../src/core/media/documents/notebook/notebook-cells.ts';
import {
  notebookPictureBytes,
  notebookPictures,
} from '../../../../../src/core/media/documents/notebook/notebook-pictures.ts';
import { notebookView } from '../../../../../src/core/media/documents/notebook/notebook-view.ts';

const png = 'iVBORw0KGgo=';
const notebook = {
  metadata: { language_info: { name: 'Julia' } },
  cells: [
    { cell_type: 'markdown', source: ['# Title\n', 'with "quotes" and \\ and {braces: [1]}'], metadata: {} },
    {
      cell_type: 'code',
      execution_count: 3,
      metadata: {},
      outputs: [
        {
          name: 'stdout',
          output_type: 'stream',
          text: Array.from({ length: 40 }, (_, index) => `row ${index}\n`),
        },
        {
          output_type: 'display_data',
          data: { 'image/png': `${png}\n`, 'text/plain': ['<Figure>'] },
          metadata: {},
        },
        {
          output_type: 'error',
          ename: 'E',
          evalue: 'v',
          traceback: ['\u{1b}[31mE\u{1b}[0m: v', 'at line 1'],
        },
        {
          output_type: 'execute_result',
          data: { 'text/html': '<table>', 'text/plain': ['42'] },
          metadata: {},
        },
      ],
      source: ['x = 1\n', 'plot(x)'],
    },
    {
      cell_type: 'raw',
      attachments: { 'a.svg': { 'image/svg+xml': ['<svg', '/>'] } },
      source: 'one string\nof two lines',
    },
  ],
  nbformat: 4,
};
const text = `${JSON.stringify(notebook, undefined, 1)}\n`;
const lines = text.split('\n');
const lineOf = (part: string) => lines.findIndex((line) => line.includes(part)) + 1;

test('cells have their kind, language, source and outputs', () => {
  const cells = notebookCells(text) ?? [];
  assert.deepEqual(
    cells.map(({ number, kind, language, source, executionCount }) => [
      number,
      kind,
      language,
      source,
      executionCount,
    ]),
    [
      [1, 'markdown', undefined, '# Title\nwith "quotes" and \\ and {braces: [1]}', undefined],
      [2, 'code', 'julia', 'x = 1\nplot(x)', 3],
      [3, 'raw', undefined, 'one string\nof two lines', undefined],
    ],
  );
  assert.deepEqual(
    cells[1]?.outputs.map((output) =>
      output.kind === 'image' ? [output.mediaType, output.byteLength] : output.text,
    ),
    [
      Array.from({ length: 40 }, (_, index) => `row ${index}\n`).join(''),
      ['image/png', 8],
      'E: v\nat line 1',
      '42',
    ],
  );
});

test('cells, sources and outputs stand on the lines that they say', () => {
  const [first, second, third] = notebookCells(text) ?? [];
  assert.equal(lines[(first?.startLine ?? 0) - 1]?.trim(), '{');
  assert.equal(lines[(first?.endLine ?? 0) - 1]?.trim(), '},');
  assert.ok(lineOf('# Title') > (first?.startLine ?? 0) && lineOf('# Title') < (first?.endLine ?? 0));
  assert.equal(second?.sourceLines.startLine, lineOf('x = 1') - 1);
  assert.equal(second?.sourceLines.endLine, lineOf('plot(x)') + 1);
  assert.equal(second?.startLine, (first?.endLine ?? 0) + 1);
  const [stdout, picture] = second?.outputs ?? [];
  assert.ok(lineOf('row 0') > (stdout?.startLine ?? 0) && lineOf('row 39') < (stdout?.endLine ?? 0));
  assert.ok(lineOf(png) > (picture?.startLine ?? 0) && lineOf(png) < (picture?.endLine ?? 0));
  assert.deepEqual(third?.sourceLines, { startLine: lineOf('one string'), endLine: lineOf('one string') });
});

test('a notebook on one line is on one line', () => {
  const cells = notebookCells(JSON.stringify(notebook)) ?? [];
  assert.deepEqual(
    cells.map(({ startLine, endLine }) => [startLine, endLine]),
    [
      [1, 1],
      [1, 1],
      [1, 1],
    ],
  );
});

test('the view shows everything but base64, outputs shortened', () => {
  const view = notebookView(text) ?? '';
  assert.match(view, /^⋯ cell 1, markdown, lines \d+-\d+\n# Title\nwith "quotes"/);
  assert.match(view, /⋯ cell 2, julia, lines \d+-\d+, run 3; source lines \d+-\d+\nx = 1\nplot\(x\)\n/);
  assert.match(view, /row 11\n⋯ 22 more lines\nrow 34\n/);
  assert.match(view, /⋯ picture, lines \d+-\d+: image\/png, 8 bytes\n/);
  assert.match(view, /⋯ error, lines \d+-\d+:\nE: v\nat line 1\n/);
  assert.match(view, /⋯ result, lines \d+-\d+:\n42\n/);
  assert.ok(!view.includes(png) && !view.includes('\u{1b}'));
});

test('pictures have the number of their cell and output, their lines, and their bytes when asked', () => {
  const found = notebookPictures(text);
  assert.deepEqual(
    found.map(({ kind, cell, number, mediaType, byteLength, data }) => [
      ...[kind, cell, number, mediaType, byteLength],
      lines[data.startLine - 1]?.trim().slice(0, 16),
    ]),
    [
      ['output', 2, 2, 'image/png', 8, '"image/png": "iV'],
      ['attachment', 3, 1, 'image/svg+xml', 6, '"image/svg+xml":'],
    ],
  );
  const bytes = found.map((picture) => notebookPictureBytes(text, picture));
  assert.deepEqual([bytes[0]?.[0], bytes[0]?.length], [0x89, 8]);
  assert.equal(new TextDecoder().decode(bytes[1]), '<svg/>');
});

test('a picture of which the data are no base64 has no bytes', () => {
  const broken = JSON.stringify({ cells: [{ outputs: [{ data: { 'image/png': '§' } }] }] });
  assert.deepEqual(
    notebookPictures(broken).map((picture) => notebookPictureBytes(broken, picture)),
    [undefined],
  );
});

for (const [what, broken] of [
  ['no JSON', '{"cells": ['],
  ['no notebook', '{"worksheets": []}'],
  ['a list', '[]'],
  ['nothing', ''],
  ['JSON nested without end', `{"cells": ${'['.repeat(200_000)}`],
] as const)
  test(`${what} is no notebook`, () => {
    assert.equal(notebookCells(broken), undefined);
    assert.equal(notebookView(broken), undefined);
    assert.deepEqual(notebookPictures(broken), []);
  });

for (const [what, odd, count] of [
  ['cells that are no cells', '{"cells": [1, null, "x", [], {}]}', 5],
  [
    'outputs that are none',
    '{"cells": [{"cell_type": "code", "outputs": [1, {"data": 2}, {"data": {"image/png": ""}}]}]}',
    1,
  ],
  ['cells nested in cells', `{"cells": [${'{"a":'.repeat(500)}1${'}'.repeat(500)}]}`, 1],
] as const)
  test(`${what} do no harm`, () => {
    assert.equal(notebookCells(odd)?.length, count);
    assert.equal(typeof notebookView(odd), 'string');
    assert.deepEqual(notebookPictures(odd), []);
  });
