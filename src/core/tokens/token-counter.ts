import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { certainCuts } from './certain-cuts.ts';

/** Text that holds special tokens (`<|endoftext|>`) is data: it is counted as the characters that it is. */
const asData = { disallowedSpecial: new Set<string>() };

/** A run of characters without white space that is longer than this makes the merge loop quadratic. */
const longRun = /[^\s]{1000,}/g;

/**
 * Counts tokens of the o200k_base encoding: exact, but for runs of more than 1000 characters without white space, which
 * are counted in pieces of 500, each cut adding one, so that the estimate is bounded in time and errs on the high side.
 *
 * Source: the encoding of OpenAI's models; `tiktoken` is the reference against which the tests compare.
 */
export function countO200kTokens(text: string): number {
  let count = 0;
  let copiedTo = 0;
  for (const run of text.matchAll(longRun)) {
    const end = run.index + run[0].length;
    // A run keeps the characters around it out of its pieces, so that only its own cuts are estimated.
    count += countTokens(text.slice(copiedTo, run.index), asData);
    for (let at = run.index; at < end; at += 500)
      count += countTokens(text.slice(at, Math.min(end, at + 500)), asData) + 1;
    copiedTo = end;
  }
  return count + (copiedTo < text.length ? countTokens(text.slice(copiedTo), asData) : 0);
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
