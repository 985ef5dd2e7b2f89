import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scipPythonNaming } from '../../benchmarks/graph/judges/scip-python.ts';
import { scipTypescriptNaming } from '../../benchmarks/graph/judges/scip-typescript.ts';
import type { ScipDocument } from '../../benchmarks/graph/read-scip.ts';
import { type ScipNaming, scipUses } from '../../benchmarks/graph/scip-uses.ts';

/** A file's names, each with what it means: `!symbol` defines, `symbol|symbol` means both. */
type Files = Readonly<Record<string, readonly string[]>>;

function documentsOf(files: Files): readonly ScipDocument[] {
  return Object.entries(files).map(([path, names]) => ({
    path,
    occurrences: names.flatMap((name, line) =>
      name.split('|').map((symbol) => ({
        symbol: symbol.replace(/^!/, ''),
        start: `${line}:0`,
        isDefinition: symbol.startsWith('!'),
      })),
    ),
  }));
}

/** Edges as `from>to by symbol`, those by members alone with a `?`, and what was left out. */
function check(
  name: string,
  [naming, files]: readonly [ScipNaming, Files],
  expected: readonly string[],
): void {
  test(name, () => {
    const { edges, leftOut } = scipUses(documentsOf(files), naming);
    const shown = edges.map(
      ({ from, to, symbol, isMemberOnly }) => `${from}>${to} by ${symbol}${isMemberOnly ? '?' : ''}`,
    );
    const left = Object.entries(leftOut).flatMap(([reason, count]) =>
      count > 0 ? [`${count} ${reason}`] : [],
    );
    assert.deepEqual([...shown, ...left], expected);
  });
}

const ts = (file: string, symbol = '') => `scip-typescript npm p 1.0.0 src/\`${file}\`/${symbol}`;
const py = (module: string, symbol = '__init__:') => `scip-python python p 0 ${module}/${symbol}`;

const b = [`!${ts('b.ts')}`, `!${ts('b.ts', 'C#')}`, `!${ts('b.ts', 'C#d().')}`];

check(
  'a name that another file defines is a use',
  [scipTypescriptNaming, { 'a.ts': [ts('b.ts', 'C#')], 'b.ts': b }],
  ['a.ts>b.ts by C#'],
);
check('a name of the file itself is none', [scipTypescriptNaming, { 'b.ts': [...b, ts('b.ts', 'C#')] }], []);
check(
  'local symbols are known to one file alone',
  [scipTypescriptNaming, { 'a.ts': ['local 1'], 'b.ts': ['!local 1'] }],
  [],
);
check(
  'an edge by members alone says so, and prefers a symbol that is none',
  [
    scipTypescriptNaming,
    { 'a.ts': [ts('b.ts', 'C#d().')], 'b.ts': b, 'c.ts': [ts('b.ts', 'C#d().'), ts('b.ts', 'C#')] },
  ],
  ['a.ts>b.ts by C#d().?', 'c.ts>b.ts by C#'],
);
check(
  'a module named as a whole is no use of it',
  [scipTypescriptNaming, { 'a.ts': [ts('b.ts'), `${ts('b.ts')}|${ts('c.ts', "`'./b'`/")}`], 'b.ts': b }],
  ['2 module named as a whole'],
);
check(
  'a name with several definitions uses each file',
  [
    scipTypescriptNaming,
    {
      'a.ts': [`${ts('b.ts', 'C#')}|${ts('c.ts', 'C#')}`],
      'b.ts': b,
      'c.ts': [`!${ts('c.ts')}`, `!${ts('c.ts', 'C#')}`],
    },
  ],
  ['a.ts>b.ts by C#', 'a.ts>c.ts by C#'],
);
check(
  'a name that is defined outside, too, uses no file that adds to it',
  [
    scipTypescriptNaming,
    { 'a.ts': [`scip-typescript npm typescript 5.9.3 lib/\`lib.d.ts\`/C#|${ts('b.ts', 'C#')}`], 'b.ts': b },
  ],
  ['1 name defined outside'],
);
check(
  'a file that adds to what another one declares is not used by those who use that',
  [
    scipTypescriptNaming,
    {
      'a.ts': [
        `${ts('b.ts', 'C#')}|${ts('c.ts', "`'./b'`/C#")}|${ts('d.ts', 'global/C#')}`,
        ts('c.ts', "`'./b'`/C#e."),
      ],
      'b.ts': b,
      'c.ts': [`!${ts('c.ts')}`, `!${ts('c.ts', "`'./b'`/C#e.")}`],
    },
  ],
  ['a.ts>b.ts by C#', 'a.ts>c.ts by C#e.?'],
);
check(
  'a definition without a place in the text is found by its module',
  [scipTypescriptNaming, { 'a.ts': [ts('b.ts', 'C#`<constructor>`().')], 'b.ts': b }],
  ['a.ts>b.ts by C#`<constructor>`().?'],
);
check(
  'two modules with one name cannot be told apart',
  [scipTypescriptNaming, { 'a.ts': [ts('b.ts', 'C#')], 'x/b.ts': b, 'y/b.ts': b }],
  ['1 modules with one name'],
);
check(
  'modules of Python are known by their dotted names',
  [
    scipPythonNaming,
    {
      'a.py': [py('b'), py('`b.c`', 'f().'), 'scip-python python python-stdlib 3.11 json/loads().'],
      'b/c.py': [`!${py('`b.c`')}`, `!${py('`b.c`', 'f().')}`],
    },
  ],
  ['a.py>b/c.py by f().', '1 name defined outside', '1 module named as a whole'],
);
