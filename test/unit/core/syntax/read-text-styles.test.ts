import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRows } from './read-text-rows.ts';

function check(name: string, [language, text]: readonly [string, string], expected: readonly string[]): void {
  test(name, () => assert.deepEqual(readRows(language, text), expected));
}

check(
  'rules of the top level are definitions, in whatever condition they stand',
  [
    'css',
    '.a,\n.b > c {\n  x: y;\n}\n@media print {\n  .d { x: y }\n}\n@keyframes spin { from { x: y } }\n@font-face { x: y }\n',
  ],
  ['1-4 class .a, .b > c', '6-6 class .d', '8-8 function spin'],
);
check(
  'custom properties are definitions where they hold everywhere',
  ['css', ':root {\n  --a: 1;\n}\n.b { --c: 2; }\n@property --d { syntax: "*"; }\n'],
  ['1-3 class :root', '2-2 variable --a', '4-4 class .b', '5-5 variable --d'],
);
check(
  'mixins, functions, variables and placeholders of SCSS',
  [
    'scss',
    '$a: 1;\n@mixin b($c) {\n  $d: 2;\n}\n@function e() { @return 1; }\n%f { x: y }\n.g { &:hover { x: y } }\n',
  ],
  ['1-1 variable $a', '2-4 function b', '5-5 function e', '6-6 class %f', '7-7 class .g'],
);
check(
  'interpolation is no block',
  ['scss', '.a-#{$b} { x: "}" }\n.c { x: y }\n'],
  ['1-1 class .a-#{$b}', '2-2 class .c'],
);
check(
  'imports in each form of CSS',
  [
    'css',
    '@import "a.css";\n@import url("b.css") layer(x) print;\n@import url(c.css);\n@import\n  "d.css" supports(display: grid);\n',
  ],
  ['1 import a.css', '2 import b.css', '3 import c.css', '5 import d.css'],
);
check(
  'modules of SCSS',
  [
    'scss',
    '@use "a" as b;\n@use "c" with ($d: "e");\n@forward "f" hide g;\n@import "h", "i";\n@include meta.load-css("j");\n',
  ],
  ['1 import a', '2 import c', '3 re-export f', '4 import h', '4 import i', '5 import j'],
);
check(
  'imports of Less, with and without options',
  ['less', '@import (reference) "a";\n@b: "c";\n'],
  ['2-2 variable @b', '1 import a'],
);
check(
  'what url() loads, addresses and data left out',
  ['css', '.a { b: url(c.png#d), url("e.svg?f"), url( g.gif ); h: url(data:i), url("https://j/k.png") }\n'],
  ['1-1 class .a', '1 asset c.png', '1 asset e.svg', '1 asset g.gif'],
);
check(
  'comments hide, addresses in url() do not',
  ['scss', '// @use "a";\n/* @use "b"; */ @use "c";\n.d { e: url(//f/g.png); h: url(i.png) }\n'],
  ['3-3 class .d', '2 import c', '3 asset i.png'],
);
check(
  'CSS has no comments of one line',
  ['css', 'a { b: c } // @import "d";\n@import "e";\n'],
  ['1-1 class a', '2 import e'],
);
check(
  'CSS modules take from others',
  ['css', '.a { composes: b c from "./d.css"; }\n@value e from "f.css";\n'],
  ['1-1 class .a', '1 import ./d.css', '2 import f.css'],
);
check(
  'plugins and configurations of Tailwind',
  ['css', '@config "./a.js";\n@plugin "b";\n@reference "../c.css";\n'],
  ['1 import ./a.js', '2 import b', '3 import ../c.css'],
);
check(
  'a broken sheet is read as far as it goes',
  ['css', '@import "a.css";\n.b { c: url(d.png\n'],
  ['1 import a.css'],
);
check(
  'rules of a framework are no table of contents',
  [
    'css',
    `${Array.from({ length: 500 }, (_, index) => `.a${index} { b: c }`).join('\n')}\n@keyframes d { }\n`,
  ],
  ['501-501 function d'],
);
