import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pythonImports } from '../../../../src/core/syntax/read-text/python-imports.ts';
import { readRows } from './read-text-rows.ts';
import { importRows } from './summary-of.ts';

interface Cell {
  readonly kind: string;
  readonly source: string | readonly string[];
}

function notebook(cells: readonly Cell[], language = 'python'): string {
  const written = cells.map(({ kind, source }) => ({ cell_type: kind, metadata: {}, source }));
  return JSON.stringify({ cells: written, metadata: { kernelspec: { language } }, nbformat: 4 }, null, 1);
}

function check(name: string, text: string, expected: readonly string[]): void {
  test(name, () => assert.deepEqual(readRows('notebook', text), expected));
}

check(
  'headings of texts, with the lines that they have in the file',
  notebook([
    { kind: 'markdown', source: ['# A\n', 'b\n', '## C'] },
    { kind: 'code', source: ['# d'] },
    { kind: 'markdown', source: ['```\n', '# e\n', '```'] },
  ]),
  ['7-35 module A', '9-35 module A.C'],
);
check(
  'code in one string lies on one line',
  notebook([{ kind: 'code', source: 'import a\nfrom b import c\n' }]),
  ['6 import a', '6 import b: c'],
);
check(
  'other languages than Python are not read',
  notebook([{ kind: 'code', source: ['import a'] }], 'julia'),
  [],
);
check(
  'output is not read',
  '{"cells":[{"cell_type":"code","outputs":[{"text":["import a\\n"]}],"source":[]}]}',
  [],
);

function checkPython(name: string, code: string, expected: readonly string[]): void {
  const rows = () => {
    const empty = {
      symbols: [],
      fields: [],
      inheritance: [],
      references: [],
      errorCount: 0,
      codeLineCount: 0,
    };
    return importRows({ language: 'python', imports: pythonImports(code), ...empty });
  };
  test(name, () => assert.deepEqual(rows(), expected));
}

checkPython(
  'modules and names, with other names for them',
  'import a, b.c as d  # e\nfrom f import g as h, i\n',
  ['1 import a', '1 import b.c', '2 import f: g, i'],
);
checkPython('names over several lines', 'from a import (\n  b,  # c\n  d,\n)\nfrom .e import f, \\\n  g\n', [
  '1 import a: b, d',
  '5 import .e: f, g',
]);
checkPython('stars, magics and text', 'from a import *\n%run b\n!pip install c\nimportant = 1\n', [
  '1 import a: *',
]);
