import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ceilingOf, reduceFile } from '../../../../src/core/reduce/reduce-file.ts';
import { classifyPath } from '../../../../src/core/workspace/classify-file.ts';

function check(name: string, path: string, text: string, expected: { skeleton?: string; outline?: string }) {
  test(name, () => {
    const file = { path, ...classifyPath(path), text, syntax: undefined };
    assert.deepEqual(
      { skeleton: reduceFile(file, 'skeleton'), outline: reduceFile(file, 'outline') },
      { skeleton: expected.skeleton, outline: expected.outline },
    );
  });
}

const users = Array.from({ length: 50 }, (_, id) => ({ id, name: `user ${id}`, tags: ['a', 'b'] }));

check(
  'JSON on many lines keeps the first elements of an array, and says how many more there are',
  'data/users.json',
  `${JSON.stringify({ version: 3, users: users.map(({ id, name }) => ({ id, name })) }, undefined, 2)}\n`,
  {
    skeleton: [
      '{',
      '  "version": 3,',
      '  "users": [',
      ...['    {', '      "id": 0,', '      "name": "user 0"', '    },'],
      ...['    {', '      "id": 1,', '      "name": "user 1"', '    },'],
      '    ⋯ lines 12-203 (48 more elements)',
      '  ]',
      '}',
      '',
    ].join('\n'),
    outline: '1 (top): object of 2\n2 version: 3\n3 users: array of 50 {id: number, name: string}',
  },
);

check('JSON on one line is described by its shape', 'data/users.json', JSON.stringify({ users }), {
  skeleton: '1 (top): object of 1\n1 users: array of 50 {id: number, name: string, tags: array of 2 string}',
  outline: '1 (top): object of 1\n1 users: array of 50 {id: number, name: string, tags: array of 2 string}',
});

check(
  'JSON that does not parse to the end is described as far as it does',
  'a.json',
  `{"a": [1, 2, 3${' '.repeat(200)}`,
  {
    skeleton: '1 (top): object of 1\n1 a: array of 3 number',
    outline: '1 (top): object of 1\n1 a: array of 3 number',
  },
);

check(
  'JSON nested ten thousand deep is not read',
  'deep.json',
  `${'['.repeat(10_000)}${']'.repeat(10_000)}`,
  {},
);

check(
  'a table keeps its head and a few rows, and says what its columns hold',
  'sales.csv',
  `day,shop,sum\n${Array.from({ length: 100 }, (_, day) => `${day},north,${day * 2}.5\n`).join('')}`,
  {
    skeleton: [
      'day,shop,sum',
      ...[
        '0,north,0.5',
        '1,north,2.5',
        '2,north,4.5',
        '⋯ lines 5-50 (rows)',
        '49,north,98.5',
        '50,north,100.5',
      ],
      ...['⋯ lines 53-99 (rows)', '98,north,196.5', '99,north,198.5', ''],
    ].join('\n'),
    outline: '1 columns: day (number), shop, sum (number)\n2-101 100 rows',
  },
);

check(
  'a lock file is the packages that it pins',
  'go.sum',
  `b.org/y v1.2.0 h1:${'x'.repeat(44)}\nb.org/y v1.2.0/go.mod h1:${'x'.repeat(44)}\na.org/x v0.1.0 h1:${'x'.repeat(44)}\n`,
  { skeleton: 'pins 2 packages:\na.org/x v0.1.0\nb.org/y v1.2.0', outline: 'pins 2 packages' },
);

const minified = `!function(){${'var a=1;'.repeat(1000)}}();`;

check('minified code is what it begins with', 'app.min.js', `!function(){${'var a=1;'.repeat(1000)}}();\n`, {
  outline: `1 line, 8017 characters, beginning with:\n${minified.slice(0, 160).trimEnd()}`,
});

check(
  'a drawing is its size, its shapes and its words',
  'chart.svg',
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 50"><title>Sales</title>${'<path d="M0 0L1 1"/>'.repeat(40)}<text x="1">North</text></svg>\n`,
  { outline: 'drawing, 0 0 100 50, 40 shapes\ntexts: Sales | North' },
);

check(
  'a document keeps its headings and the beginning of each section',
  'guide.md',
  [
    '# Guide',
    '',
    'One.',
    'Two.',
    '',
    'More.',
    '',
    '## Use',
    '',
    '```sh',
    '# no heading',
    'run',
    '```',
    '',
    'Then.',
    '',
  ].join('\n'),
  {
    skeleton: ['# Guide', '', 'One.', 'Two.', '⋯ lines 5-7', '## Use', '', '⋯ lines 10-16'].join('\n'),
    outline: '1 # Guide\n8 ## Use',
  },
);

check(
  'text of which nothing is known keeps its beginning and its end',
  'log.txt',
  `${Array.from({ length: 40 }, (_, line) => `line ${line + 1}`).join('\n')}\n`,
  {
    skeleton: `${Array.from({ length: 15 }, (_, line) => `line ${line + 1}`).join('\n')}\n⋯ lines 16-35\n${[36, 37, 38, 39, 40].map((line) => `line ${line}`).join('\n')}\n`,
  },
);

const ceilings: readonly (readonly [string, number, 'full' | 'skeleton'])[] = [
  ['package-lock.json', 10, 'skeleton'],
  ['data/all.json', 50_000, 'skeleton'],
  ['data/some.json', 5_000, 'full'],
  ['openapi.yaml', 50_000, 'full'],
  ['src/main.ts', 500_000, 'full'],
  ['README.md', 500_000, 'full'],
];
for (const [path, length, expected] of ceilings) {
  test(`${path} of ${length} characters is shown as ${expected} at most`, () => {
    const file = { path, ...classifyPath(path), text: 'x'.repeat(length), syntax: undefined };
    assert.equal(ceilingOf(file).resolution, expected);
  });
}
