import { BytePairEncoding } from './byte-pair-encoding.ts';

/** Encodings of OpenAI's models. `o200k_harmony`, of gpt-oss, is o200k with other special tokens: it counts the same. */
export type OpenAiEncoding = 'o200k_base' | 'cl100k_base';

/**
 * How o200k_base cuts a text into pieces, as the reference `tiktoken` has it in Rust's syntax. White space is Unicode's
 * (JavaScript's `\s` has U+FEFF and lacks U+0085), and a long s closes a contraction, because its upper case is S.
 */
export const o200kPattern = (() => {
  const space = '\\p{White_Space}';
  const lead = '[^\\r\\n\\p{L}\\p{N}]?';
  const upper = '[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]';
  const lower = '[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]';
  const contraction = "(?:'(?:[sSſtTmMdD]|[rR][eE]|[vV][eE]|[lL][lL]))?";
  return new RegExp(
    [
      `${lead}${upper}*${lower}+${contraction}`,
      `${lead}${upper}+${lower}*${contraction}`,
      '\\p{N}{1,3}',
      ` ?[^${space}\\p{L}\\p{N}]+[\\r\\n/]*`,
      `${space}*[\\r\\n]+`,
      `${space}+(?!\\P{White_Space})`,
      `${space}+`,
    ].join('|'),
    'gu',
  );
})();

/** How cl100k_base cuts a text into pieces; see {@link o200kPattern}. */
export const cl100kPattern = (() => {
  const space = '\\p{White_Space}';
  return new RegExp(
    [
      "'(?:[sSſtTmMdD]|[rR][eE]|[vV][eE]|[lL][lL])",
      '[^\\r\\n\\p{L}\\p{N}]?\\p{L}+',
      '\\p{N}{1,3}',
      ` ?[^${space}\\p{L}\\p{N}]+[\\r\\n]*`,
      `${space}*[\\r\\n]+`,
      `${space}+(?!\\P{White_Space})`,
      `${space}+`,
    ].join('|'),
    'gu',
  );
})();

let cl100k: Promise<BytePairEncoding> | undefined;

/** The encoding of GPT-3.5 and GPT-4. Its vocabulary is loaded when it is first asked for. */
export function loadCl100kEncoding(): Promise<BytePairEncoding> {
  cl100k ??= import('gpt-tokenizer/bpeRanks/cl100k_base').then(
    ({ default: tokens }) => new BytePairEncoding({ tokens, pattern: cl100kPattern }),
  );
  return cl100k;
}
