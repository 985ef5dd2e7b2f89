import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRows } from './read-text-rows.ts';

function check(name: string, text: string, expected: readonly string[]): void {
  test(name, () => assert.deepEqual(readRows('html', text), expected));
}

check('headings are definitions', '<h1 id="a">A <b>x</b></h1>\n<h2>B</h2>\n<h2>C\n</h2>\n', [
  '1-4 module A x',
  '2-2 module A x.B',
  '3-4 module A x.C',
]);
check('attributes in any quotes and case', '<IMG SRC=a.png><img src=\'b.png\'><img\nsrc = "c.png">\n', [
  '1 asset a.png',
  '1 asset b.png',
  '2 asset c.png',
]);
check(
  'pages are linked, the rest is loaded',
  '<a href="a.html"></a><link rel=next href=b.html><link rel=icon href=c.svg>\n',
  ['1 link a.html', '1 link b.html', '1 asset c.svg'],
);
check('every picture of a set', '<img srcset="a.png 1x, b.png 2x"><source srcset="c.webp">\n', [
  '1 asset a.png',
  '1 asset b.png',
  '1 asset c.webp',
]);
check(
  'tags in scripts and comments are text',
  '<script>var a = "<img src=b.png>";</script><!-- <img src=c.png> -->\n',
  [],
);
check(
  'modules that a page imports by path',
  [
    '<script type="module">',
    'import { a,',
    "  b } from './c.js';",
    "import 'd';",
    "const e = await import('/f.js');",
    '</script>',
    "<script>import './g.js'</script>",
    '',
  ].join('\n'),
  ['3 import ./c.js', '5 dynamic /f.js'],
);
check('style sheets in the page', '<style>\n@import "a.css";\nb { c: url(d.png) }\n</style>\n', [
  '2 import a.css',
  '3 asset d.png',
]);
check(
  'templates and addresses are no files',
  '<img src="{{ a }}"><img src="<%= b %>"><img src="data:c"><a href="#d"></a>\n',
  [],
);
check('a tag that is not closed ends where the next begins', '<img src="a.png" <img src="b.png">\n', [
  '1 asset a.png',
  '1 asset b.png',
]);
check('a script that is not closed hides nothing', '<script>\n<img src="a.png">\n', ['2 asset a.png']);
