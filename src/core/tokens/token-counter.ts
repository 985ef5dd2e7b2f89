import ranks from 'gpt-tokenizer/bpeRanks/o200k_base';
import { GptEncoding } from 'gpt-tokenizer/GptEncoding';
import { certainCuts } from './certain-cuts.ts';

/** Text that holds special tokens (`<|endoftext|>`) is data: it is counted as the characters that it is. */
const asData = { disallowedSpecial: new Set<string>() };

let encoding: GptEncoding | undefined;

/** Its tables take 0.2 s to make: only who counts makes them. */
function countTokens(text: string): number {
  encoding ??= GptEncoding.getEncodingApi('o200k_base', () => ranks);
  return encoding.countTokens(text, asData);
}

/** A run of characters, all or none of them white space, that is longer than this makes the merge loop quadratic. */
const longRunLength = 1000;
const pieceLength = 500;

/**
 * Counts tokens of the o200k_base encoding: exact, but for runs of at least {@link longRunLength} characters that are
 * all or none of them white space; those are counted in pieces of {@link pieceLength}, each adding one, so that the
 * estimate is bounded in time and errs on the high side.
 *
 * Source: the encoding of OpenAI's models; `tiktoken` is the reference against which the tests compare.
 */
export function countO200kTokens(text: string): number {
  let count = 0;
  let counted = 0;
  for (const { start, end } of longRuns(text)) {
    count += countTokens(text.slice(counted, start));
    for (let at = start; at < end; at += pieceLength) {
      count += countTokens(text.slice(at, Math.min(end, at + pieceLength))) + 1;
    }
    counted = end;
  }
  return count + (counted < text.length ? countTokens(text.slice(counted)) : 0);
}

/** Finds runs without looking at every character: one that long covers every thousandth. */
function* longRuns(text: string): Generator<{ readonly start: number; readonly end: number }> {
  for (let probe = longRunLength - 1; probe < text.length; probe += longRunLength) {
    const isSpace = isWhiteSpace(text, probe);
    const earliest = probe - longRunLength;
    let start = probe;
    while (start > 0 && start > earliest && isWhiteSpace(text, start - 1) === isSpace) start--;
    let end = probe + 1;
    while (end < text.length && isWhiteSpace(text, end) === isSpace) end++;
    if (end - start < longRunLength) continue;
    yield { start, end };
    // The next one is the first behind the run, so that the same runs are found wherever the text begins.
    probe = Math.ceil((end + 1) / longRunLength) * longRunLength - 1 - longRunLength;
  }
}

function isWhiteSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code <= 0x20 || (code >= 0x80 && /\s/.test(text[at] as string));
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
