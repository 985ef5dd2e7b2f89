import assert from 'node:assert/strict';
import { test } from 'node:test';
import { get_encoding } from 'tiktoken';
import { certainCuts } from '../../../../src/core/tokens/certain-cuts.ts';
import { loadCl100kEncoding } from '../../../../src/core/tokens/cl100k-encoding.ts';
import { tokenCounterOf } from '../../../../src/core/tokens/model-token-counter.ts';
import { countO200kTokens, countO200kTokensYielding } from '../../../../src/core/tokens/token-counter.ts';
import { randomFrom } from '../../../support/random-from.ts';

const o200k = get_encoding('o200k_base');

function check(name: string, text: string): void {
  test(`exactly as tiktoken counts: ${name}`, () => {
    assert.equal(countO200kTokens(text), o200k.encode_ordinary(text).length);
  });
}

check('nothing', '');
check('a sentence', 'The quick brown fox, 3.14 times!\n');
check('code', 'export const f = async <T,>(a: T[]): Promise<T> => a[0] ?? (await g());\n');
check('special tokens are data', '<|endoftext|><|endofprompt|> <|im_start|>system\n');
check('scripts', 'für 中文字 код عربي हिन्दी 日本語 😀👩‍👩‍👧');
check('white space of all kinds', ' \t\n\n \u00a0\u2009\r\n   x');
check('a run of just under a thousand letters', 'ab'.repeat(499));
check('half of a surrogate pair', 'a\ud83db');
check('a long s that closes a contraction', "it'\u017f he'S we'LL they'rE");
check('byte order marks and next-line characters', 'a \ufeffb\ufeff\ufeff c\u0085d \u0085 e\n\u0085\nf');

const mixed = (length: number) =>
  Array.from({ length }, (_, index) => String.fromCharCode(97 + ((index * 7919) % 26))).join('');
check('minified code', 'function(a,b){return a.c(b)||d[e]};var f=g?h:i,'.repeat(100));
check('base64', Buffer.from(mixed(6000)).toString('base64'));
check('Chinese without a blank', '长文本没有空格'.repeat(300));
check('one long word', mixed(4000));
check('one long word in capitals', mixed(4000).toUpperCase());
check('one long row of marks', '-='.repeat(2000));
check('one long row of combining marks', `e${'\u0301'.repeat(2000)}`);
check('one long row of letters outside the basic plane', '𝐀𝐛'.repeat(1500));
check('one long row of blanks', `a${' '.repeat(3000)}b`);
check('one long row of line ends', '\r\n'.repeat(2000));
check('digits', '0123456789'.repeat(400));

/** `tiktoken` takes half a minute for these, so what they must be is worked out: tokens of 8 letters, of 128 blanks. */
for (const [name, text, count] of [
  ['200 KB of one letter', 'a'.repeat(200_000), 25_000],
  ['200 KB of blanks', ' '.repeat(199_936), 1562],
] as const) {
  test(`exactly, and in time: ${name}`, () => assert.equal(countO200kTokens(text), count));
}

test('a word without an end is counted in parts, each at most one token too high', () => {
  const counted = countO200kTokens('a'.repeat(2_000_000));
  assert.ok(counted >= 250_000 && counted <= 250_000 + 2 * 8, `${counted}`);
});

const fragments = [
  ...['\n', '\r\n', '\r', '\n\n', ' ', '  ', '\t', '\u00a0', '\u0085', '\u2028', '\ufeff', '\u3000', ' \n '],
  ...['a', 'Word', 'camelCase', 'SNAKE_CASE', 'für', 'naïve', '中文', '日本', 'код', 'हिन्दी', 'ﬁ', 'ǅ', 'ʰ'],
  ...[
    "'s",
    "'LL",
    "'\u017f",
    '1',
    '23',
    '4567',
    '٣',
    '½',
    '😀',
    '👩‍👩‍👧',
    '🇩🇪',
    'e\u0301',
    '\u0308',
    '\ud83d',
    '\ude00',
  ],
  ...[
    '/',
    '//',
    '.',
    '...',
    '{}',
    ';',
    '"',
    '<|endoftext|>',
    '<|im_start|>',
    '\0',
    '\u001b[0m',
    'x'.repeat(150),
  ],
];

test('random texts of all kinds count as tiktoken counts, in both encodings, whole and cut', async () => {
  const random = randomFrom(20_261_121);
  const cl100k = get_encoding('cl100k_base');
  const own = await loadCl100kEncoding();
  for (let round = 0; round < 1500; round++) {
    const length = 1 + Math.floor(random() * 60);
    const text = Array.from(
      { length },
      () => fragments[Math.floor(random() * fragments.length)] as string,
    ).join('');
    const whole = o200k.encode_ordinary(text).length;
    assert.equal(countO200kTokens(text), whole, JSON.stringify(text));
    assert.equal(own.count(text), cl100k.encode_ordinary(text).length, JSON.stringify(text));
    let sum = 0;
    let start = 0;
    for (const end of [...certainCuts(text), text.length]) {
      sum += countO200kTokens(text.slice(start, end));
      start = end;
    }
    assert.equal(sum, whole, JSON.stringify(text));
  }
});

test('chunks of a large text add up to the whole', () => {
  const random = randomFrom(7);
  for (let round = 0; round < 6; round++) {
    const text = Array.from(
      { length: 40_000 },
      () => fragments[Math.floor(random() * fragments.length)] as string,
    ).join('');
    assert.ok(text.length > 65_536);
    assert.equal(countO200kTokens(text), o200k.encode_ordinary(text).length);
  }
});

test('a large text is counted in turns, and the count can be stopped', async () => {
  const text = 'const value = compute(1);\n'.repeat(40_000);
  assert.equal(await countO200kTokensYielding(text), countO200kTokens(text));
  const controller = new AbortController();
  const counting = countO200kTokensYielding(text.repeat(5), controller.signal);
  setImmediate(() => controller.abort());
  await assert.rejects(counting, { name: 'AbortError' });
});

test('a model family counts by its upper factor, OpenAI exactly', () => {
  const text = 'const a = 1;\n'.repeat(50);
  const own = countO200kTokens(text);
  assert.equal(tokenCounterOf('openai').count(text), own);
  assert.ok(tokenCounterOf('openai').exact);
  for (const family of ['anthropic', 'google', 'open'] as const) {
    const { count, factor, exact } = tokenCounterOf(family);
    assert.equal(count(text), Math.ceil(own * factor));
    assert.ok(factor > 1);
    assert.equal(exact, false);
  }
});
