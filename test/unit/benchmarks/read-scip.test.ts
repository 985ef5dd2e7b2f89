import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readScip } from '../../benchmarks/graph/read-scip.ts';

// Protocol Buffers by hand: a key is field × 8 + wire type, lengths and numbers are varints.
const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
const bytes = (field: number, content: readonly number[]) => [
  ...varint(field * 8 + 2),
  ...varint(content.length),
  ...content,
];
const text = (field: number, content: string) => bytes(field, [...new TextEncoder().encode(content)]);
const number = (field: number, value: number) => [...varint(field * 8), ...varint(value)];

const occurrence = (range: readonly number[], symbol: string, roles?: number) =>
  bytes(2, [
    ...bytes(1, range.flatMap(varint)),
    ...text(2, symbol),
    ...(roles === undefined ? [] : number(3, roles)),
  ]);
const document = (path: string, ...occurrences: readonly number[][]) =>
  bytes(2, [...text(1, path), ...occurrences.flat()]);

/** Documents as `path: start symbol`, a definition with `!` before it. */
function check(name: string, index: readonly number[], expected: readonly string[] | RegExp): void {
  test(name, () => {
    const read = () =>
      [...readScip(Uint8Array.from(index))].map(({ path, occurrences }) =>
        [
          `${path}:`,
          ...occurrences.map(
            ({ start, symbol, isDefinition }) => `${start} ${isDefinition ? '!' : ''}${symbol}`,
          ),
        ].join(' '),
      );
    if (expected instanceof RegExp) assert.throws(read, expected);
    else assert.deepEqual(read(), expected);
  });
}

check('an empty index has no documents', [], []);
check('a document may name nothing', document('a.ts'), ['a.ts:']);
check(
  'definitions are told from references by their role',
  document(
    'a.ts',
    occurrence([0, 4, 9], 'x a#', 1),
    occurrence([1, 2, 3], 'x b#'),
    occurrence([2, 0, 1], 'x c#', 8),
  ),
  ['a.ts: 0:4 !x a# 1:2 x b# 2:0 x c#'],
);
check('a definition may have other roles besides', document('a.ts', occurrence([0, 0, 1], 'a', 1 + 16)), [
  'a.ts: 0:0 !a',
]);
check('numbers of several bytes are read whole', document('a.ts', occurrence([300, 70_000, 70_001], 'a')), [
  'a.ts: 300:70000 a',
]);
check(
  'fields that are not needed are skipped, whatever their wire type',
  [
    ...bytes(1, text(3, 'metadata')),
    ...number(9, 7),
    ...[...varint(10 * 8 + 1), 1, 2, 3, 4, 5, 6, 7, 8],
    ...[...varint(11 * 8 + 5), 1, 2, 3, 4],
    ...document('a.ts', text(4, 'typescript'), bytes(3, text(1, 'a symbol')), occurrence([0, 0, 1], 'a')),
  ],
  ['a.ts: 0:0 a'],
);
check('indexes one behind the other are one', [...document('a.ts'), ...document('b.ts')], ['a.ts:', 'b.ts:']);
check('names need not be ASCII', document('图/é.ts', occurrence([0, 0, 1], 'ß')), ['图/é.ts: 0:0 ß']);
check(
  'an index that was cut inside a field is an error',
  document('a.ts').slice(0, -1),
  /ends inside a field/,
);
check('an index that was cut inside a number is an error', [0x12, 0x80], /ends inside a number/);
check('what is no index at all is an error', [0x13, 0x00], /wire type 3/);
