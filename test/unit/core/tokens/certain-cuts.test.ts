import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { get_encoding } from 'tiktoken';
import { certainCuts } from '../../../../src/core/tokens/certain-cuts.ts';
import { countO200kTokens, splitTokenCount } from '../../../../src/core/tokens/token-counter.ts';

const o200k = get_encoding('o200k_base');
const cl100k = get_encoding('cl100k_base');
const reference = (text: string) => o200k.encode_ordinary(text).length;

/** Tokens of all pieces between certain cuts. */
function sumOfPieces(text: string, count: (piece: string) => number): number {
  let sum = 0;
  let start = 0;
  for (const end of [...certainCuts(text), text.length]) {
    sum += count(text.slice(start, end));
    start = end;
  }
  return sum;
}

function check(name: string, text: string): void {
  test(`pieces add up: ${name}`, () => {
    assert.equal(sumOfPieces(text, reference), reference(text));
    assert.equal(
      sumOfPieces(text, (piece) => cl100k.encode_ordinary(piece).length),
      cl100k.encode_ordinary(text).length,
    );
    assert.equal(sumOfPieces(text, countO200kTokens), countO200kTokens(text));
  });
}

check('the empty text', '');
check('blank lines', 'a\n\n\nb\n\n');
check('lines of white space', 'a\n  \n\t\nb\n \n');
check('lines that begin with a slash', 'a;\n// b\n/* c */\n/d\n{\n//e');
check('punctuation before line ends', '{{{\n}}}\n;;;\n\n...\nx');
check('Windows line ends', 'a\r\nb\r\n\r\nc');
check('lone carriage returns', 'a\rb\r\rc\n\rd');
check('indented lines', 'def f():\n    return 1\n\n    # x\nb\n');
check('contractions at line starts', "it\n's\n'll go\nI'm\n'");
check('digits around line ends', '123\n4567\n89\n');
check('letters of many scripts', 'für\n中文字\nкод\nعربي\nहिन्दी\n日本語');
check('faces and joiners', '😀\n👩‍👩‍👧\n\u{200d}\n🇩🇪\n');
check('combining marks at line starts', 'e\n\u0301a\n\u0308');
check('no-break and thin spaces', 'a\n\u00a0b\n\u2009c\n\u3000d\n\u00a0\n');
check('line and paragraph separators', 'a\n\u2028b\n\u2029\nc\u2028\nd');
check('next-line characters', 'a\n\u0085b\n\u0085\nc');
check('byte order marks in the middle', 'a\n\ufeffb\n\ufeff\nc');
check('special tokens', '<|endoftext|>\n<|im_start|>\n<|fim_prefix|>');
check('NUL and other control characters', 'a\n\0b\n\u001b[0m\n\u007f\n');
check('half of a surrogate pair', 'a\n\ud83d\nb\ude00\n');

const files = globSync(
  ['node_modules/zod/src/v4/core/*.ts', 'node_modules/*/README.md', 'node_modules/ignore/index.js'],
  {
    cwd: fileURLToPath(new URL('../../../../', import.meta.url)),
  },
)
  .sort()
  .slice(0, 120);

test('pieces of real files add up to what tiktoken counts for the whole', () => {
  assert.ok(files.length > 50);
  for (const file of files) {
    const text = readFileSync(new URL(`../../../../${file}`, import.meta.url), 'utf8').replaceAll(
      '\r\n',
      '\n',
    );
    const whole = reference(text);
    assert.equal(sumOfPieces(text, reference), whole, file);
    assert.ok(countO200kTokens(text) >= whole, file);
    const ended = text.endsWith('\n') ? text : `${text}\n`;
    const { headLength, tailTokens } = splitTokenCount(ended);
    const before = `<file path="${file}">\n`;
    assert.equal(
      countO200kTokens(before + ended.slice(0, headLength)) + tailTokens,
      countO200kTokens(before + ended),
      file,
    );
  }
});
