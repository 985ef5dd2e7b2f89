import assert from 'node:assert/strict';
import { test } from 'node:test';
import { oneLine, printable, printablePath } from '../../../../src/cli/render/printable.ts';

function check(
  text: string,
  expected: { readonly text: string; readonly line: string; readonly path: string },
) {
  test(`${JSON.stringify(text)} cannot steer a terminal`, () => {
    assert.deepEqual({ text: printable(text), line: oneLine(text), path: printablePath(text) }, expected);
  });
}

const same = (text: string) => ({ text, line: text, path: text });

check('src/größe 文件 👩‍👧.ts', same('src/größe 文件 👩‍👧.ts'));
check('\u06a9\u062a\u0627\u0628\u200c\u0647\u0627.md', same('\u06a9\u062a\u0627\u0628\u200c\u0647\u0627.md'));
check('a\u001b[31mred', same('a\\u{1b}[31mred'));
check('evil\u202etxt.exe', same('evil\\u{202e}txt.exe'));
check('a\u200eb\u200fc\u061cd', same('a\\u{200e}b\\u{200f}c\\u{61c}d'));
check('a\u009b2J\u0007', same('a\\u{9b}2J\\u{7}'));
check('one\ntwo\tthree', {
  text: 'one\ntwo\tthree',
  line: 'one two\tthree',
  path: 'one\\u{a}two\\u{9}three',
});
check('one\r\ntwo', { text: 'one\\u{d}\ntwo', line: 'one two', path: 'one\\u{d}\\u{a}two' });
check('a\u200bb\u2028c', {
  text: 'a\u200bb\\u{2028}c',
  line: 'a\u200bb\\u{2028}c',
  path: 'a\\u{200b}b\\u{2028}c',
});
