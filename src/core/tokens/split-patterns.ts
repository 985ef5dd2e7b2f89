/** How tokenizers cut a text into the pieces that are merged each on its own, in the syntax of Rust and Oniguruma. */
const lead = '[^\\r\\n\\p{L}\\p{N}]?';
const upper = '[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]';
const lower = '[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]';
const contraction = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
const spaces = '\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+';

/** Contractions first, words of letters of any case. */
const wordSource = (digits: string) =>
  `${contraction}|${lead}\\p{L}+|${digits}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|${spaces}`;

/** Words end where small letters do, and take their contraction along. */
const casedSource = (digits: string, suffix: string) =>
  `${lead}${upper}*${lower}+${suffix}|${lead}${upper}+${lower}*${suffix}|${digits}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|${spaces}`;

/**
 * The same in JavaScript's syntax. White space is Unicode's (`\s` has U+FEFF and lacks U+0085), and a long s closes a
 * contraction, because its upper case is S.
 */
function toPattern(source: string): RegExp {
  const translated = source
    .replaceAll(contraction, "(?:'(?:[sSſtTmMdD]|[rR][eE]|[vV][eE]|[lL][lL]))")
    .replaceAll('\\S', '\\P{White_Space}')
    .replaceAll('\\s', '\\p{White_Space}');
  return new RegExp(translated, 'gu');
}

const sources = {
  o200k: casedSource('\\p{N}{1,3}', `${contraction}?`),
  cl100k: wordSource('\\p{N}{1,3}'),
  qwen: wordSource('\\p{N}'),
  tekken: casedSource('\\p{N}', ''),
};

/** Of GPT-4o and later, and of gpt-oss. */
export const o200kPattern = toPattern(sources.o200k);
/** Of GPT-3.5, GPT-4 and Llama 3. */
export const cl100kPattern = toPattern(sources.cl100k);

/**
 * The pattern that a `tokenizer.json` names, if it is one of those of Llama 3, Qwen 2 to 3, gpt-oss or Mistral's Tekken.
 * No other is taken, because `certainCuts` and the chunks of a count rest on what these do.
 */
export function knownPattern(source: string): RegExp | undefined {
  return Object.values(sources).includes(source) ? toPattern(source) : undefined;
}

/**
 * The pattern that a GGUF file names in `tokenizer.ggml.pre`, for the same families.
 * Source: llama.cpp, the table of pre-tokenizers.
 */
export function ggufPattern(name: string): RegExp | undefined {
  const names: Readonly<Record<string, string>> = {
    'llama-bpe': sources.cl100k,
    qwen2: sources.qwen,
    'gpt-4o': sources.o200k,
    tekken: sources.tekken,
  };
  const source = Object.hasOwn(names, name) ? names[name] : undefined;
  return source === undefined ? undefined : toPattern(source);
}
