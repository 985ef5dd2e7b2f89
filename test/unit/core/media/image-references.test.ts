import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findImageReferences } from '../../../../src/core/media/image-references.ts';

const IMAGES = [
  'docs/img/login.png',
  'docs/my shot.png',
  'logo.svg',
  'web/public/hero.webp',
  'web/src/assets/icon.png',
  'app/static/img/bar.gif',
];

/** Expects `text` in `path` to refer to pictures, each as `line:image`. */
function check(path: string, text: string, ...expected: string[]): void {
  const found = [...findImageReferences([{ path, text }], IMAGES)];
  const lines = found.flatMap(([image, references]) => references.map(({ line }) => `${line}:${image}`));
  assert.deepEqual(lines.sort(), expected);
}

test('Markdown refers by picture, link and definition', () => {
  check('docs/a.md', 'See\n![Login](img/login.png "The page")', '2:docs/img/login.png');
  check('docs/a.md', '[Login](<my shot.png>)', '1:docs/my shot.png');
  check('docs/a.md', '![Login][l]\n\n[l]: ./img/login.png', '3:docs/img/login.png');
});

test('HTML refers by attributes, with and without quotes', () => {
  check('docs/a.html', '<img src="img/login.png"><a href=../logo.svg>', '1:docs/img/login.png', '1:logo.svg');
});

test('a srcset refers to each of its pictures', () => {
  check(
    'docs/a.html',
    '<img srcset="img/login.png 1x, ../logo.svg 2x">',
    '1:docs/img/login.png',
    '1:logo.svg',
  );
});

test('CSS refers by url()', () => {
  check('web/src/a.css', 'a {\n  background: url(assets/icon.png) }', '2:web/src/assets/icon.png');
  check('web/src/a.css', 'a { background: url( "assets/icon.png" ) }', '1:web/src/assets/icon.png');
});

test('code refers by import, require and string', () => {
  check('web/src/a.ts', "import icon from './assets/icon.png';", '1:web/src/assets/icon.png');
  check('web/src/a.ts', "const icon = require('./assets/icon.png?inline')", '1:web/src/assets/icon.png');
  check('web/src/b/c.ts', 'const icon = `../assets/icon.png`', '1:web/src/assets/icon.png');
});

test('a leading slash is the root or a public folder of the package', () => {
  check('web/src/a.tsx', '<img src="/hero.webp">', '1:web/public/hero.webp');
  check('web/src/a.tsx', '<img src="/logo.svg">', '1:logo.svg');
});

test('an alias of the bundler is the folder src', () => {
  check('web/src/pages/a.vue', '<img src="@/assets/icon.png">', '1:web/src/assets/icon.png');
});

test('a path from the root and a path in a static folder are found', () => {
  check('tools/a.json', '{ "icon": "docs/img/login.png" }', '1:docs/img/login.png');
  check(
    'app/templates/a.html',
    "{{ url_for('static', filename='img/bar.gif') }}",
    '1:app/static/img/bar.gif',
  );
});

test('percent signs are decoded and fragments left out', () => {
  check('docs/a.md', '![](my%20shot.png)', '1:docs/my shot.png');
  check('docs/a.md', '![](../logo.svg#dark)', '1:logo.svg');
  check('docs/a.md', '![](100%-login.png)');
});

test('prose, addresses and paths put together at run time are no references', () => {
  check('docs/a.md', 'We changed img/login.png today.');
  check('docs/a.md', '![](https://example.com/docs/img/login.png)');
  check('docs/a.ts', "const a = base + '/img/' + name + '.png'");
});

test('paths that leave the root or end elsewhere are no references', () => {
  check('docs/a.md', '![](../../logo.svg)');
  check('a.md', '![](logo.svg.bak) ![](logo.svgz)');
});

test('a line counts once for a picture, and files come in order', () => {
  const files = [
    { path: 'b.md', text: '![](logo.svg) ![](logo.svg)' },
    { path: 'a.md', text: '\n![](logo.svg)' },
  ];
  assert.deepEqual(findImageReferences(files, IMAGES).get('logo.svg'), [
    { path: 'a.md', line: 2 },
    { path: 'b.md', line: 1 },
  ]);
});

test('a repository without pictures has no references', () => {
  assert.equal(findImageReferences([{ path: 'a.md', text: '![](a.png)' }], []).size, 0);
});

test('megabytes on one line take less than a second', () => {
  const text = `"${'a b,.png'.repeat(200_000)}"`;
  const start = performance.now();
  findImageReferences([{ path: 'a.js', text }], IMAGES);
  assert.ok(performance.now() - start < 1000);
});
