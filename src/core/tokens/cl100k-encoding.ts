import { BytePairEncoding } from './byte-pair-encoding.ts';
import { cl100kPattern } from './split-patterns.ts';

let cl100k: Promise<BytePairEncoding> | undefined;

/** cl100k_base, the encoding of GPT-3.5 and GPT-4. Its vocabulary is loaded when it is first asked for. */
export function loadCl100kEncoding(): Promise<BytePairEncoding> {
  cl100k ??= import('gpt-tokenizer/bpeRanks/cl100k_base').then(
    ({ default: tokens }) => new BytePairEncoding({ tokens, pattern: cl100kPattern }),
  );
  return cl100k;
}
