import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unescapedText } from '../../../../src/core/workspace/secret-rules/unescaped-text.ts';

/** The text as it is meant, and each character of it at the place it is written. */
function check(original: string, expected: string): void {
  const { text, toOriginal } = unescapedText(original);
  assert.equal(text, expected);
  for (let at = 0; at < text.length; at++) {
    const written = original.slice(toOriginal(at), toOriginal(at + 1));
    assert.equal(
      written.startsWith('\\') ? JSON.parse(`"${written.replace("\\'", "'")}"`) : written,
      text[at],
    );
  }
  assert.equal(toOriginal(text.length), original.length);
}

test('a text without a backslash is itself', () => check('a = "b"\n', 'a = "b"\n'));
test('line ends, quotes and slashes are taken back', () =>
  check('x\\n\\"y\\"\\r\\n\\/z\\ta', 'x\n"y"\r\n/z\ta'));
test('characters by their number are taken back', () => check('\\u0041b\\u00e9', 'Ab\u00e9'));
test('an escaped backslash does not make an escape of what follows', () => {
  assert.equal(unescapedText('C:\\\\new').text, 'C:\\\\new');
});
test('other backslashes stay', () => assert.equal(unescapedText('\\d+ \\u12 \\').text, '\\d+ \\u12 \\'));
test('the empty text is itself', () => check('', ''));
