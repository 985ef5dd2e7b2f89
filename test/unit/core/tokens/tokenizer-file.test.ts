import assert from 'node:assert/strict';
import { test } from 'node:test';
import cl100kTokens from 'gpt-tokenizer/bpeRanks/cl100k_base';
import { get_encoding } from 'tiktoken';
import { knownPattern } from '../../../../src/core/tokens/split-patterns.ts';
import { readTokenizerFile } from '../../../../src/core/tokens/tokenizer-file.ts';

const cl100kSplit =
  "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
const qwenSplit = cl100kSplit.replace('{1,3}', '');

/** Bytes as byte-level vocabularies write them, worked out apart from the code under test. */
const shownBytes = (() => {
  const shown: string[] = [];
  let next = 256;
  for (let byte = 0; byte < 256; byte++) {
    const isPrintable = byte > 32 && byte !== 127 && byte !== 173 && !(byte > 127 && byte < 161);
    shown.push(String.fromCharCode(isPrintable ? byte : next++));
  }
  return shown;
})();

/** cl100k_base as a tokenizer.json, as Llama 3's is built. */
interface FileOptions {
  readonly split?: string;
  readonly normalizer?: object | null;
  /** Members of `model` that replace the usual ones. */
  readonly model?: object;
}

function tokenizerJson({ split = cl100kSplit, normalizer = null, model = {} }: FileOptions = {}): string {
  const vocab: Record<string, number> = {};
  cl100kTokens.forEach((token, rank) => {
    const bytes = typeof token === 'string' ? [...Buffer.from(token)] : token;
    vocab[bytes.map((byte) => shownBytes[byte]).join('')] = rank;
  });
  return JSON.stringify({
    normalizer,
    pre_tokenizer: {
      type: 'Sequence',
      pretokenizers: [
        { type: 'Split', pattern: { Regex: split }, behavior: 'Isolated', invert: false },
        { type: 'ByteLevel', add_prefix_space: false, trim_offsets: true, use_regex: false },
      ],
    },
    model: { type: 'BPE', vocab, merges: [], ...model },
  });
}

function counterOf(json: string): (text: string) => number {
  const read = readTokenizerFile(json);
  assert.ok('encoding' in read, 'reason' in read ? read.reason : '');
  return (text) => read.encoding.count(read.normalize(text));
}

const texts = [
  'export const f = async <T,>(a: T[]): Promise<T> => a[0] ?? (await g());\n',
  'für 中文字 код عربي हिन्दी 日本語 😀👩‍👩‍👧 \u00a0\u2009\r\n   x\u0085y',
  "it's 12345 \t\n\n  \u{1d400}\u{1d401} e\u0301 <|endoftext|>",
];

test('a byte-level vocabulary counts as the encoding that it was made from', () => {
  const cl100k = get_encoding('cl100k_base');
  const count = counterOf(tokenizerJson());
  for (const text of texts) assert.equal(count(text), cl100k.encode_ordinary(text).length);
});

test('digits one by one count one by one', () => {
  assert.equal(counterOf(tokenizerJson({ split: qwenSplit }))('123456'), 6);
  assert.equal(counterOf(tokenizerJson())('123456'), 2);
});

test('a vocabulary over composed characters composes them first', () => {
  const composed = counterOf(tokenizerJson({ normalizer: { type: 'NFC' } }));
  assert.equal(composed('e\u0301'.repeat(20)), counterOf(tokenizerJson())('é'.repeat(20)));
});

function checkRefused(name: string, json: string, reason: RegExp): void {
  test(`refused with a reason: ${name}`, () => {
    const read = readTokenizerFile(json);
    assert.match('reason' in read ? read.reason : 'it was read', reason);
  });
}

const replaced = (replace: (file: Record<string, unknown>) => void) => {
  const file = JSON.parse(tokenizerJson()) as Record<string, unknown>;
  replace(file);
  return JSON.stringify(file);
};
checkRefused('half a file', tokenizerJson().slice(0, 1000), /not JSON/);
checkRefused('an empty object', '{}', /no byte-level BPE/);
checkRefused('a split that is not known', tokenizerJson({ split: '\\w+' }), /splitting is not known/);
checkRefused('SentencePiece', tokenizerJson({ model: { byte_fallback: true } }), /no byte-level BPE/);
checkRefused('another model', tokenizerJson({ model: { type: 'Unigram' } }), /no byte-level BPE/);
checkRefused('lower case', tokenizerJson({ normalizer: { type: 'Lowercase' } }), /normalizes by Lowercase/);
checkRefused(
  'characters that are no bytes',
  tokenizerJson({ model: { vocab: { '▁the': 1 } } }),
  /not byte-level/,
);
checkRefused(
  'a rank that would fill the memory',
  tokenizerJson({ model: { vocab: { a: 4e9 } } }),
  /no byte-level BPE/,
);
checkRefused(
  'several splits',
  replaced((file) => {
    const { pretokenizers } = file['pre_tokenizer'] as { pretokenizers: unknown[] };
    pretokenizers.unshift(pretokenizers[0]);
  }),
  /no byte-level BPE/,
);

test('the patterns of four families are known by their source', () => {
  assert.ok(knownPattern(cl100kSplit));
  assert.ok(knownPattern(qwenSplit));
  assert.equal(knownPattern(qwenSplit.replace('\\p{N}', '\\p{Nd}')), undefined);
});
