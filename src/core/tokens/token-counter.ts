import tokens from 'gpt-tokenizer/bpeRanks/o200k_base';
import { BytePairEncoding, countYielding } from './byte-pair-encoding.ts';
import { certainCuts } from './certain-cuts.ts';
import { o200kPattern } from './split-patterns.ts';
import { providedTable, tableOfPackage } from './vocabulary-tables.ts';

let encoding: BytePairEncoding | undefined;

/** Its table is opened at the first count: many programs count nothing. */
function o200k(): BytePairEncoding {
  if (encoding === undefined) {
    const table = providedTable('o200k_base') ?? tableOfPackage('o200k_base', tokens);
    encoding = new BytePairEncoding({ table, pattern: o200kPattern });
  }
  return encoding;
}

/**
 * Counts tokens of the o200k_base encoding, exactly, in time linear in any text of the usual kind; see
 * {@link BytePairEncoding} for endless words.
 *
 * Source: the encoding of OpenAI's models; `tiktoken` is the reference against which the tests compare.
 */
export function countO200kTokens(text: string): number {
  return o200k().count(text);
}

/** The same for large texts: yields every few milliseconds, and stops when aborted. @throws AbortError */
export function countO200kTokensYielding(text: string, signal?: AbortSignal): Promise<number> {
  return countYielding(o200k(), text, signal);
}

/** A text's count, split so that what stands before it can change without counting the rest again. */
export interface SplitTokenCount {
  /** UTF-16 length of the part up to the first place where the pre-tokenizer certainly splits. */
  readonly headLength: number;
  /** Tokens of the rest, which ends with a line end. */
  readonly tailTokens: number;
}

/**
 * Counts the tail of a text that ends with a line end. For any `before` that ends with a line end,
 * `count(before + text) = count(before + text.slice(0, headLength)) + tailTokens`.
 */
export function splitTokenCount(text: string): SplitTokenCount {
  const [first] = certainCuts(text);
  if (first === undefined) return { headLength: text.length, tailTokens: 0 };
  return { headLength: first, tailTokens: countO200kTokens(text.slice(first)) };
}
