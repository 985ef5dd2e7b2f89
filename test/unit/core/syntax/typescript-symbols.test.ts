import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summaryOf, symbolRows } from './summary-of.ts';

function check(name: string, text: string, expected: readonly string[], path = 'a.ts'): void {
  test(name, async () => assert.deepEqual(symbolRows(await summaryOf(path, text)), expected));
}

check('a function has a body of the lines between its braces', 'function f() {\n  a();\n  b();\n}\n', [
  '1-4 function f body 2-3',
]);
check('a function on one line has no body to leave out', 'function f() { return 1; }\n', ['1-1 function f']);
check('an exported function is exported', 'export function f() {}\n', ['1-1 function f exported']);
check('an async generator is a function', 'export async function* f() {\n  yield 1;\n}\n', [
  '1-3 function f exported body 2-2',
]);
check('a default export by declaration is exported', 'export default class A {}\n', ['1-1 class A exported']);
check('a default export by name is exported', 'function f() {}\nexport default f;\n', [
  '1-1 function f exported',
]);
check('a list of exports exports by the inner name', 'function f() {}\nconst g = 1;\nexport { f as h };\n', [
  '1-1 function f exported',
  '2-2 variable g',
]);
check(
  'a list of exports with a source exports nothing of this file',
  "function f() {}\nexport { f } from './b';\n",
  ['1-1 function f'],
);
check('an export assignment is exported', 'class A {}\nexport = A;\n', ['1-1 class A exported']);
check(
  'overloads stand each for itself',
  'export function f(a: string): void;\nexport function f(a: number): void;\nexport function f(a: unknown) {\n  use(a);\n}\n',
  ['1-1 function f exported', '2-2 function f exported', '3-5 function f exported body 4-4'],
);
check(
  'a constant that holds a function is a function',
  'export const f = () => {\n  a();\n};\nconst g = function () {\n  a();\n};\nconst h = () => 1;\n',
  ['1-3 function f exported body 2-2', '4-6 function g body 5-5', '7-7 function h'],
);
check(
  'a constant of another kind is a variable at the top alone',
  'export const a = 1;\nlet b;\nvar c = 2;\nfunction f() {\n  const inner = 1;\n}\n',
  ['1-1 variable a exported', '2-2 variable b', '3-3 variable c', '4-6 function f body 5-5'],
);
check('names of one declaration stand beside each other', 'const a = 1, b = 2;\nexport { b };\n', [
  '1-1 variable a',
  '1-1 variable b exported',
]);
check(
  'a class has its members, dotted',
  'export class A {\n  size = 1;\n  static readonly max = 2;\n  #secret = 3;\n  constructor(private x: number) {\n    this.go();\n  }\n  get y() {\n    return 1;\n  }\n  async go() {\n    wait();\n  }\n  handler = () => {\n    wait();\n  };\n}\n',
  [
    '1-17 class A exported',
    '2-2 property A.size',
    '3-3 property A.max',
    '4-4 property A.#secret',
    '5-7 method A.constructor body 6-6',
    '8-10 method A.y body 9-9',
    '11-13 method A.go body 12-12',
    '14-16 method A.handler body 15-15',
  ],
);
check('an abstract class has its signatures', 'abstract class A {\n  abstract f(): void;\n  g() {}\n}\n', [
  '1-4 class A',
  '2-2 method A.f',
  '3-3 method A.g',
]);
check(
  'types, interfaces and enums are what they are',
  'export interface I {\n  a: string;\n}\ntype T = string;\nexport const enum E {\n  A,\n}\n',
  ['1-3 interface I exported', '4-4 type T', '5-7 enum E exported'],
);
check('a namespace holds what is in it', 'export namespace N {\n  export function f() {}\n}\n', [
  '1-3 module N exported',
  '2-2 function N.f exported',
]);
check(
  'declarations without a body are there',
  'export declare function f(): void;\nexport declare const a: number;\ndeclare class A {}\n',
  ['1-1 function f exported', '2-2 variable a exported', '3-3 class A'],
);
check(
  'a function in a function has its parent',
  'function outer() {\n  function inner() {\n    a();\n  }\n  const arrow = () => {\n    b();\n  };\n}\n',
  ['1-8 function outer body 2-7', '2-4 function outer.inner body 3-3', '5-7 function outer.arrow body 6-6'],
);
check(
  'branches are counted, those of inner functions too',
  'function f(a) {\n  if (a && b) return;\n  for (const x of a) {}\n  const g = () => {\n    while (a) {}\n  };\n  return a ? b : c ?? d;\n}\n',
  ['1-8 function f body 2-7 complexity 7', '4-6 function f.g body 5-5 complexity 2'],
);
check(
  'a doc comment is found above the definition',
  '/** First. */\n\n/**\n * Second.\n */\nexport function f() {}\n// one\n// two\nconst a = 1;\n',
  ['6-6 function f exported doc 3', '9-9 variable a doc 7'],
);
check('a comment behind code documents nothing', 'const a = 1; // of a\nfunction f() {}\n', [
  '1-1 variable a',
  '2-2 function f',
]);
check(
  'decorators belong to what they decorate',
  '@Component({\n  a: 1,\n})\nexport class A {\n  @Input()\n  size = 1;\n\n  /** Doc. */\n  @On("x")\n  @Twice\n  go() {\n    a();\n  }\n}\n',
  ['1-14 class A exported', '5-6 property A.size', '9-13 method A.go doc 8 body 12-12'],
);
check('a decorator behind the export begins the class', '@Dec\nclass A {}\nexport @Dec class B {}\n', [
  '1-2 class A',
  '3-3 class B exported',
]);
check(
  'a component of TSX is a function',
  'export const View = ({ a }: Props) => {\n  return <div>{a && <b />}</div>;\n};\n',
  ['1-3 function View exported body 2-2 complexity 2'],
  'a.tsx',
);
check(
  'type parameters do not confuse the name',
  'export function f<T extends object>(a: T): a is T {\n  return !!a;\n}\n',
  ['1-3 function f exported body 2-2'],
);

test('code lines are those that are neither blank nor only comment', async () => {
  const { codeLineCount } = await summaryOf('a.ts', '// a\n\n/*\n b\n*/\nlet a; // c\n  /* d */ let b;\n');
  assert.equal(codeLineCount, 1);
});

test('the broken middle of a file leaves what stands around it', async () => {
  const summary = await summaryOf(
    'a.ts',
    'export function f() {\n  a();\n}\n\nconst = = ;\n\nexport function g() {\n  b();\n}\n',
  );
  assert.deepEqual(
    symbolRows(summary).filter((row) => row.includes('function')),
    ['1-3 function f exported body 2-2', '7-9 function g exported body 8-8'],
  );
  assert.ok(summary.errorCount > 0);
  assert.equal(summary.firstErrorLine, 5);
});

test('a well-formed file has no errors', async () => {
  const { errorCount, firstErrorLine } = await summaryOf('a.ts', 'const a: number = 1;\n');
  assert.deepEqual([errorCount, firstErrorLine], [0, undefined]);
});

test('an empty file defines nothing', async () => {
  const summary = await summaryOf('a.ts', '');
  assert.deepEqual(summary, {
    language: 'typescript',
    symbols: [],
    imports: [],
    fields: [],
    inheritance: [],
    references: [],
    errorCount: 0,
    codeLineCount: 0,
  });
});
