import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeText, encodeText } from '../../../../src/core/workspace/decode-text.ts';
import type { TextEncodingFacts } from '../../../../src/core/workspace/source-file.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const bytes = (...parts: (number | string)[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'number' ? [part] : [...utf8(part)])));
const utf16 = (text: string, littleEndian: boolean) =>
  Uint8Array.from(
    [...`\u{feff}${text}`].flatMap((character) =>
      character.split('').flatMap((unit) => {
        const code = unit.charCodeAt(0);
        return littleEndian ? [code & 0xff, code >> 8] : [code >> 8, code & 0xff];
      }),
    ),
  );

interface Expected extends Partial<TextEncodingFacts> {
  readonly text: string;
}

/** Decodes, compares what is named, and encodes back to the very same bytes. */
function check(name: string, input: Uint8Array, { text, ...facts }: Expected): void {
  test(name, () => {
    const decoded = decodeText(input);
    assert.ok(decoded !== 'binary');
    assert.equal(decoded.text, text);
    const plain = { encoding: 'utf-8', bom: false, endOfLine: '\n', mixedEndOfLine: false };
    assert.deepEqual(decoded.facts, { ...plain, ...facts });
    assert.deepEqual([...encodeText(decoded.raw, decoded.facts)], [...input]);
  });
}

check('plain text stays as it is', utf8('a\nb\n'), { text: 'a\nb\n' });
check('an empty file is an empty text', bytes(), { text: '' });
check('a byte order mark is recorded and taken off', bytes(0xef, 0xbb, 0xbf, 'a\n'), {
  text: 'a\n',
  bom: true,
});
check('a second byte order mark belongs to the text', bytes(0xef, 0xbb, 0xbf, 0xef, 0xbb, 0xbf, 'a'), {
  text: '\u{feff}a',
  bom: true,
});
check('a file of a byte order mark alone is an empty text', bytes(0xef, 0xbb, 0xbf), { text: '', bom: true });
check('little-endian UTF-16 is read by its mark', utf16('aé😀\n', true), {
  text: 'aé😀\n',
  encoding: 'utf-16le',
  bom: true,
});
check('big-endian UTF-16 is read by its mark', utf16('aé😀\r\nb', false), {
  text: 'aé😀\nb',
  encoding: 'utf-16be',
  bom: true,
  endOfLine: '\r\n',
});
check('line ends of Windows become plain ones inside', utf8('a\r\nb\r\n'), {
  text: 'a\nb\n',
  endOfLine: '\r\n',
});
check('mixed line ends are recorded, the most frequent one counts', utf8('a\r\nb\r\nc\n'), {
  text: 'a\nb\nc\n',
  endOfLine: '\r\n',
  mixedEndOfLine: true,
});
check('one Windows line end among many does not make the file one of Windows', utf8('a\nb\nc\r\n'), {
  text: 'a\nb\nc\n',
  mixedEndOfLine: true,
});
check('a lone carriage return is a character', utf8('a\rb\n'), { text: 'a\rb\n' });
check('bytes that are not UTF-8 are read as Windows-1252', bytes('caf', 0xe9, ' ', 0x80, 0x93, '\n'), {
  text: 'café €“\n',
  encoding: 'windows-1252',
});
check(
  'every byte but NUL survives Windows-1252',
  Uint8Array.from({ length: 255 }, (_, index) => index + 1).filter((byte) => byte !== 0x0a && byte !== 0x0d),
  {
    text: new TextDecoder('windows-1252').decode(
      Uint8Array.from({ length: 255 }, (_, index) => index + 1).filter(
        (byte) => byte !== 0x0a && byte !== 0x0d,
      ),
    ),
    encoding: 'windows-1252',
  },
);
check('a character that is cut off at the end makes it Windows-1252', bytes('a', 0xe2, 0x82), {
  text: 'aâ‚',
  encoding: 'windows-1252',
});
check('U+FFFD in a valid file is a character like any other', utf8('a\u{fffd}b'), { text: 'a\u{fffd}b' });
check('a character that straddles the binary sample is not cut', utf8(`${'a'.repeat(7999)}€b`), {
  text: `${'a'.repeat(7999)}€b`,
});
check('a NUL behind the sample does not make a text binary, as in git', utf8(`${'a'.repeat(8000)}\0`), {
  text: `${'a'.repeat(8000)}\0`,
});

test('a NUL early on makes a file binary', () => assert.equal(decodeText(bytes('ab', 0, 'c')), 'binary'));
test('UTF-16 without a mark is binary', () =>
  assert.equal(decodeText(utf16('abc', true).slice(2)), 'binary'));
test('a character that Windows-1252 lacks cannot be written in it', () => {
  const facts = { encoding: 'windows-1252', bom: false, endOfLine: '\n', mixedEndOfLine: false } as const;
  assert.throws(() => encodeText('中', facts), RangeError);
});
