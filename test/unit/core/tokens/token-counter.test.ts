import assert from 'node:assert/strict';
import { test } from 'node:test';
import { get_encoding } from 'tiktoken';
import { tokenCounterOf } from '../../../../src/core/tokens/model-token-counter.ts';
import { countO200kTokens } from '../../../../src/core/tokens/token-counter.ts';

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

/** Longer runs are estimated: never too low, and not far too high. */
function checkEstimate(name: string, text: string, tiktokenCount: number): void {
  test(`never below tiktoken, and close: ${name}`, () => {
    const counted = countO200kTokens(text);
    assert.ok(counted >= tiktokenCount, `${counted} < ${tiktokenCount}`);
    assert.ok(counted <= tiktokenCount * 1.15 + 10, `${counted} is far above ${tiktokenCount}`);
  });
}

const mixed = (length: number) =>
  Array.from({ length }, (_, index) => String.fromCharCode(97 + ((index * 7919) % 26))).join('');
const minified = 'function(a,b){return a.c(b)||d[e]};var f=g?h:i,'.repeat(100);
const base64 = Buffer.from(mixed(6000)).toString('base64');
const chinese = '长文本没有空格'.repeat(300);
for (const [name, text] of Object.entries({
  minified,
  base64,
  chinese,
  letters: mixed(4000),
  'a run in the middle': `a b\n${minified}\nc d`,
})) {
  checkEstimate(name, text, o200k.encode_ordinary(text).length);
}

// tiktoken itself takes half a minute for this; 200,000 equal letters are 25,000 tokens of eight.
checkEstimate('200 KB of one letter', 'a'.repeat(200_000), 25_000);

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

test('long runs one behind the other are found wherever the text begins', () => {
  const runs = `${'ab'.repeat(600)}${' '.repeat(1150)}${'cd'.repeat(700)}\n${'ef'.repeat(900)}\n`;
  const whole = `x\n${'word '.repeat(77)}\n${runs}end\n`;
  const alone = countO200kTokens(runs);
  for (let before = 0; before < 1100; before += 37) {
    const text = `${'a b\n'.repeat(before)}`;
    assert.equal(countO200kTokens(`${text}${runs}`), countO200kTokens(text) + alone, `${before}`);
  }
  assert.ok(countO200kTokens(whole) >= o200k.encode_ordinary(whole).length);
});

test('200 KB of blanks are bounded, and not counted too low', () => {
  const counted = countO200kTokens(' '.repeat(200_000));
  assert.ok(counted >= 1563 && counted < 3200, `${counted}`); // one token stands for 128 blanks
});
