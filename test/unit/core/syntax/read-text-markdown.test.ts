import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readRows } from './read-text-rows.ts';

function check(name: string, text: string, expected: readonly string[]): void {
  test(name, () => assert.deepEqual(readRows('markdown', text), expected));
}

check('a heading reaches to the next of its own or a higher level', '# A\n\n## B\n\n### C\n\n## D\n\n# E\n', [
  '1-8 module A',
  '3-6 module A.B',
  '5-6 module A.B.C',
  '7-8 module A.D',
  '9-9 module E',
]);
check('underlined headings count, rules and tables do not', 'A\n===\n\nB\n---\n\n---\n\n| a |\n|---|\n', [
  '1-10 module A',
  '4-10 module A.B',
]);
check('a title is what is read of it', '## The `run` **command** [here](a.md) ##\n', [
  '1-1 module The run command here',
  '1 link a.md',
]);
check(
  'headings in code and front matter are text',
  '---\ntitle: x\n# a\n---\n```sh\n# b\n```\n    # c\n# D\n',
  ['9-9 module D'],
);
check('a fence ends with one as long as itself', '````\n```\n# a\n```\n````\n# B\n', ['6-6 module B']);
check('links and pictures name files', '[a](a.md "t") ![b](b.png) [c](<c d.md>) [e](e(1).md)\n', [
  '1 link a.md',
  '1 link b.png',
  '1 link c d.md',
  '1 link e(1).md',
]);
check('a picture in a link gives both', '[![a](a.svg)](b.md)\n', ['1 link a.svg', '1 link b.md']);
check('anchors and queries are left out', '[a](a.md#b) [c](c.png?raw=true) [d](#d)\n', [
  '1 link a.md',
  '1 link c.png',
]);
check(
  'addresses and templates are no files',
  '[a](https://x.y/a.md) [b](//x.y) [c]({{ c }}) [d](mailto:a@b)\n',
  [],
);
check('code spans show links, and do not make them', '`[a](a.md)` ``[b](b.md) ` `` [c](c.md)\n', [
  '1 link c.md',
]);
check('a backtick alone is text', 'a ` b [c](c.md)\n', ['1 link c.md']);
check('definitions of references and footnotes', '[a]: a.md "t"\n[b]: <b c.md>\n[^1]: note.md\n', [
  '1 link a.md',
  '2 link b c.md',
]);
check('tags may reach over lines', '<p>\n<img\n  alt="a"\n  src="a.png">\n<a href="b.md">\n</p>\n', [
  '4 link a.png',
  '5 link b.md',
]);
check('comments may, too', 'a <!-- [b](b.md)\n[c](c.md) --> [d](d.md)\n', ['2 link d.md']);
check('indented text in a list is no code', '- a\n\n    [b](b.md)\n\nc\n\n    [d](d.md)\n', ['3 link b.md']);
check('imports of a document with components', "import A from './a.tsx';\nimport from here\n", [
  '1 import ./a.tsx',
]);
