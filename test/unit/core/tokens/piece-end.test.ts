import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pieceEnd } from '../../../../src/core/tokens/piece-end.ts';
import {
  cl100kPattern,
  o200kPattern,
  qwenPattern,
  type SplitPattern,
  tekkenPattern,
} from '../../../../src/core/tokens/split-patterns.ts';
import { randomFrom } from '../../../support/random-from.ts';
import { splitByPattern } from '../../../support/split-by-pattern.ts';

const patterns = { o200k: o200kPattern, cl100k: cl100kPattern, qwen: qwenPattern, tekken: tekkenPattern };

/** The pieces that the scanner finds. */
function scanned(text: string, pattern: SplitPattern): string[] {
  const bytes = new TextEncoder().encode(text);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const end = pieceEnd(bytes, at, bytes.length, pattern);
    assert.ok(end > at && end <= bytes.length, JSON.stringify(text));
    pieces.push(decoder.decode(bytes.subarray(at, end)));
    at = end;
  }
  return pieces;
}

/** Half a surrogate pair is U+FFFD as bytes, of the same kind: neither letter, mark, number nor white space. */
const expected = (text: string, pattern: SplitPattern) =>
  splitByPattern(text, pattern).map((piece) => piece.toWellFormed());

function check(
  name: string,
  text: string,
  pieces: Partial<Record<keyof typeof patterns, readonly string[]>>,
) {
  test(`splits ${name}`, () => {
    for (const [family, split] of Object.entries(pieces)) {
      assert.deepEqual(scanned(text, patterns[family as keyof typeof patterns]), split, family);
    }
    for (const pattern of Object.values(patterns)) {
      assert.deepEqual(scanned(text, pattern), expected(text, pattern));
    }
  });
}

check('nothing', '', { o200k: [], cl100k: [] });
check('words with their blank', 'const  aB = 1', {
  o200k: ['const', ' ', ' a', 'B', ' =', ' ', '1'],
  cl100k: ['const', ' ', ' aB', ' =', ' ', '1'],
});
check('contractions', "it's WE'LL'd '\u017f", {
  o200k: ["it's", " WE'LL", "'d", " '", '\u017f'],
  cl100k: ['it', "'s", ' WE', "'LL", "'d", " '", '\u017f'],
  tekken: ['it', "'s", ' WE', "'LL", "'d", " '", '\u017f'],
});
check('digits', '12345 ٣½', {
  o200k: ['123', '45', ' ', '٣½'],
  qwen: ['1', '2', '3', '4', '5', ' ', '٣', '½'],
});
check('marks with line ends', 'f();\r\n/\n/g', {
  o200k: ['f', '();\r\n/\n/', 'g'],
  cl100k: ['f', '();\r\n', '/\n', '/g'],
});
check('white space', 'a \n \n  b\t\tc   ', { o200k: ['a', ' \n \n', ' ', ' b', '\t', '\tc', '   '] });
check('letters without case behind large ones', 'AB中CD EF中Gh', { o200k: ['AB中', 'CD', ' EF中Gh'] });
check('a mark before large letters', ' \u0301AB', { o200k: [' \u0301', 'AB'], cl100k: [' \u0301', 'AB'] });
check('a mark alone', '\u0301', { o200k: ['\u0301'], cl100k: ['\u0301'] });
check('titlecase and modifier letters', 'ǅaʰB ʰǅ', { o200k: ['ǅaʰ', 'B', ' ʰ', 'ǅ'] });
check('half of surrogate pairs', 'a\ud83db\ude00 \ud83d', { o200k: ['a', '\ufffdb', '\ufffd', ' \ufffd'] });

const fragments = [
  ...[
    "'",
    "'s",
    "'S",
    "'RE",
    "'re",
    "'Re",
    "'ve",
    "'ll",
    "'lL",
    "'d",
    "'M",
    "'\u017f",
    "'\u0173",
    "'r",
    "'v",
  ],
  ...['\n', '\r', '\r\n', '\n\n', ' ', '  ', '\t', '\v', '\f', '\u00a0', '\u0085', '\u2028', '\u2029'],
  ...['\u3000', '\u200b', '\u180e', '\ufeff', ' \n ', '    ', '\t\t'],
  ...[
    'a',
    'B',
    'ab',
    'AB',
    'Ab',
    'aB',
    'é',
    'É',
    'ß',
    'ſ',
    'K',
    'ǅ',
    'ǈ',
    'ᾈ',
    'ʰ',
    'ª',
    'ー',
    '中',
    '文',
    'ا',
  ],
  ...['न', 'ि', 'का', 'ﬁ', 'Ω', 'ж', 'Ж', '𝐀', '𝐛', '𐐀', '𐐨', '\u{20000}'],
  ...['\u0301', '\u0308\u0301', '\u20dd', '\u0903', '\u{1d165}', '\u{e0100}', '\u200d'],
  ...['1', '12', '1234', '٣', '½', 'Ⅷ', '一', '𝟗', '²', '𐅀'],
  ...[
    '.',
    '/',
    '//',
    '()',
    '-',
    '_',
    '"',
    '=>',
    '€',
    '…',
    '😀',
    '👩‍👩‍👧',
    '🇩🇪',
    '\0',
    '\u001b',
    '\u007f',
    '\ufffd',
  ],
  ...['\ud83d', '\ude00', '\udbff', '\udfff', '\uffff', '\u{10ffff}', '\ue000'],
];

test('generated texts are cut as the regular expressions cut them, piece by piece', () => {
  const random = randomFrom(20_261_122);
  for (let round = 0; round < 12_000; round++) {
    const count = 1 + Math.floor(random() * 14);
    const text = Array.from({ length: count }, () => fragments[Math.floor(random() * fragments.length)]).join(
      '',
    );
    for (const [family, pattern] of Object.entries(patterns)) {
      assert.deepEqual(scanned(text, pattern), expected(text, pattern), `${family} ${JSON.stringify(text)}`);
    }
  }
});

/** Planes that have characters: the basic one to the third, and tags and variation selectors. */
const assigned = [
  [0, 0x32000],
  [0xe0000, 0xe0200],
] as const;

test('every character is cut as the regular expression cuts it, beside letters, blanks, marks and digits', () => {
  for (const [from, to] of assigned) {
    for (let code = from; code < to; code++) {
      const character = String.fromCodePoint(code);
      const text = `${character}a ${character}B${character} .${character}1`;
      const [own, other] = [scanned(text, o200kPattern), expected(text, o200kPattern)];
      if (own.join('|') !== other.join('|')) assert.deepEqual(own, other, `U+${code.toString(16)}`);
    }
  }
});
