import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summaryOf, symbolRows } from './summary-of.ts';

function check(name: string, text: string, expected: readonly string[], path = 'a.js'): void {
  test(name, async () => assert.deepEqual(symbolRows(await summaryOf(path, text)), expected));
}

check(
  'functions, generators and classes are found',
  'function f() {\n  a();\n}\nexport function* g() {}\nexport default class A {\n  #x = 1;\n  static m() {\n    b();\n  }\n  n = () => {\n    c();\n  };\n}\n',
  [
    '1-3 function f body 2-2',
    '4-4 function g exported',
    '5-13 class A exported',
    '6-6 property A.#x',
    '7-9 method A.m body 8-8',
    '10-12 method A.n body 11-11',
  ],
);
check(
  'constants that hold functions are functions',
  'export const f = async () => {\n  a();\n};\nconst g = () => 1;\n',
  ['1-3 function f exported body 2-2', '4-4 function g'],
);
check(
  'JSX is read in a plain .js file',
  'export function View() {\n  return <a href="x">{y ? 1 : 2}</a>;\n}\n',
  ['1-3 function View exported body 2-2 complexity 2'],
);
check('names of one declaration stand beside each other', 'var a = 1,\n  b = 2;\nexport { a };\n', [
  '1-2 variable a exported',
  '1-2 variable b',
]);
check('a hash-bang and a comment above it do no harm', '#!/usr/bin/env node\n// Doc.\nfunction f() {}\n', [
  '3-3 function f doc 2',
]);
check('a decorated class begins at its decorator', '@dec\nexport class A {}\n', ['1-2 class A exported']);
check(
  'a function that a variable holds may be declared with var, anywhere',
  'var f = function () {\n  var g = function () {};\n};\nvar h = 1;\n',
  ['1-3 function f body 2-2', '2-2 function f.g', '4-4 variable h'],
);
