/**
 * How a tokenizer cuts a text into the pieces that are merged each on its own. {@link pieceEnd} does what `source` says,
 * by what else stands here.
 */
export interface SplitPattern {
  /** In the syntax of Rust and Oniguruma. Matches every character of every text. */
  readonly source: string;
  /** Whether words end where small letters do; a row of marks then takes slashes along, too. */
  readonly isCased: boolean;
  /** Whether a cased word has its contraction with it; a contraction of a plain one is a piece of its own. */
  readonly takesContraction: boolean;
  /** Digits of a piece, at most. */
  readonly longestNumber: number;
}

const lead = '[^\\r\\n\\p{L}\\p{N}]?';
const upper = '[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]';
const lower = '[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]';
const contraction = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
const spaces = '\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+';
const digits = (longestNumber: number) => (longestNumber === 1 ? '\\p{N}' : `\\p{N}{1,${longestNumber}}`);

/** Contractions first, words of letters of any case. */
const plainPattern = (longestNumber: number): SplitPattern => ({
  source: `${contraction}|${lead}\\p{L}+|${digits(longestNumber)}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|${spaces}`,
  isCased: false,
  takesContraction: false,
  longestNumber,
});

/** Words end where small letters do, and may take their contraction along. */
function casedPattern(longestNumber: number, takesContraction: boolean): SplitPattern {
  const suffix = takesContraction ? `${contraction}?` : '';
  const words = `${lead}${upper}*${lower}+${suffix}|${lead}${upper}+${lower}*${suffix}`;
  const source = `${words}|${digits(longestNumber)}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|${spaces}`;
  return { source, isCased: true, takesContraction, longestNumber };
}

/** Of GPT-4o and later, and of gpt-oss. */
export const o200kPattern = casedPattern(3, true);
/** Of GPT-3.5, GPT-4 and Llama 3. */
export const cl100kPattern = plainPattern(3);
/** Of Qwen 2 to 3. */
export const qwenPattern = plainPattern(1);
/** Of Mistral's Tekken. */
export const tekkenPattern = casedPattern(1, false);

const patterns = [o200kPattern, cl100kPattern, qwenPattern, tekkenPattern];

/**
 * The pattern that a `tokenizer.json` names, if it is one of those of Llama 3, Qwen 2 to 3, gpt-oss or Mistral's Tekken.
 * No other is taken, because `certainCuts` and the chunks of a count rest on what these do.
 */
export function knownPattern(source: string): SplitPattern | undefined {
  return patterns.find((pattern) => pattern.source === source);
}

/**
 * The pattern that a GGUF file names in `tokenizer.ggml.pre`, for the same families.
 * Source: llama.cpp, the table of pre-tokenizers.
 */
export function ggufPattern(name: string): SplitPattern | undefined {
  const names: Readonly<Record<string, SplitPattern>> = {
    'llama-bpe': cl100kPattern,
    qwen2: qwenPattern,
    'gpt-4o': o200kPattern,
    tekken: tekkenPattern,
  };
  return Object.hasOwn(names, name) ? names[name] : undefined;
}
