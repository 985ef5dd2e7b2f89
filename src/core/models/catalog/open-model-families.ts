import type { ResolvedModel } from '../../ports/model-directory.ts';

/** What holds for models with open weights whose names begin alike. */
export interface OpenModelFamily {
  /** Over the name in lower case, with `-` for `.`, `:` and `_`, without the maker. */
  readonly pattern: RegExp;
  /** Tokens that the model was trained for; a server may serve fewer. */
  readonly window?: number;
  readonly seesImages: boolean;
  readonly tokenizer?: ResolvedModel['tokenizer'];
}

/** First match wins. Sources: vLLM recipes, ollama.com, the models' own cards; checked in November 2026. */
export const openModelFamilies: readonly OpenModelFamily[] = [
  // Its tokenizer is o200k_harmony: o200k with more special tokens.
  { pattern: /^gpt-oss/, window: 131_072, seesImages: false, tokenizer: 'openai' },
  { pattern: /^qwen3-coder/, window: 262_144, seesImages: false },
  { pattern: /^qwen3-vl/, window: 262_144, seesImages: true },
  { pattern: /^qwen3-6/, window: 262_144, seesImages: true },
  { pattern: /^qwen3/, window: 32_768, seesImages: false },
  { pattern: /^qwen2-5-coder/, window: 32_768, seesImages: false },
  { pattern: /^qwen2-5-?vl/, window: 131_072, seesImages: true },
  { pattern: /^gemma-?4/, window: 262_144, seesImages: true },
  { pattern: /^gemma-?3-(270m|1b)/, window: 32_768, seesImages: false },
  { pattern: /^gemma-?3(?!n)/, window: 131_072, seesImages: true },
  { pattern: /(^|-)llama-?3-2-(11b|90b|vision)/, window: 131_072, seesImages: true },
  { pattern: /(^|-)llama-?3-[123]/, window: 131_072, seesImages: false },
  // Scout has 10M and Maverick 1M in theory; nobody serves that, so no window is claimed.
  { pattern: /(^|-)llama-?4/, seesImages: true },
  { pattern: /^(devstral|mistral-small)/, window: 131_072, seesImages: false },
  { pattern: /^smollm2/, window: 8_192, seesImages: false },
  { pattern: /(^|-)(vl|vision|llava|pixtral)(-|$)/, seesImages: true },
];
