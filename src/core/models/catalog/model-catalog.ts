import type { ModelPrice, ResolvedModel } from '../../ports/model-directory.ts';
import { type HostedModel, hostedModels } from './hosted-models.ts';
import { openModelFamilies } from './open-model-families.ts';

/** What is known of a model before anybody asked its server. Undefined is unknown. */
export interface CatalogModel {
  readonly displayName: string | undefined;
  /** Tokens that prompt, thinking and reply share, or the limit of the prompt where that has one of its own. */
  readonly window: number | undefined;
  /** Tokens of a prompt at most, where that is less than the window, or counted apart from the reply. */
  readonly maxInputTokens: number | undefined;
  readonly maxOutputTokens: number | undefined;
  /** The maker's list price; somebody who resells the model may ask another. */
  readonly price: ModelPrice | undefined;
  readonly tokenizer: ResolvedModel['tokenizer'];
  readonly seesImages: boolean;
}

/**
 * Looks a model up by the provider of a model id (`openai`, `anthropic`, `google`; others do not matter) and its name
 * there, with or without a maker's prefix, a tag or a date: `claude-opus-5-5-20261001`, `Qwen/Qwen3-VL-8B`, `gemma4:27b`.
 *
 * @param onDate prices change; the one of this date is given
 */
export function lookUpModel(provider: string, id: string, onDate: Date = new Date()): CatalogModel {
  const name = normalizeName(id);
  const hosted = hostedModels.find((model) => isVersionOf(name, normalizeName(model.id)));
  if (hosted !== undefined) return describeHosted(hosted, onDate);
  const open = openModelFamilies.find(({ pattern }) => pattern.test(name));
  return {
    displayName: undefined,
    window: open?.window ?? earlierWindow(name),
    maxInputTokens: undefined,
    maxOutputTokens: undefined,
    price: undefined,
    tokenizer: open?.tokenizer ?? tokenizerOf(provider, name),
    seesImages: open?.seesImages ?? hostedFamilySeesImages(provider, name),
  };
}

/** Hosted models worth offering to somebody who has a key, best known first. */
export function catalogedModels(
  provider: HostedModel['provider'],
): readonly { readonly id: string; readonly displayName: string }[] {
  return hostedModels.filter((model) => model.provider === provider);
}

function describeHosted(model: HostedModel, onDate: Date): CatalogModel {
  const day = onDate.toISOString().slice(0, 10);
  return {
    displayName: model.displayName,
    window: model.window,
    maxInputTokens: model.maxInputTokens,
    maxOutputTokens: model.maxOutputTokens,
    price: model.prices.findLast(({ from }) => from <= day)?.price,
    tokenizer: tokenizerOf(model.provider, normalizeName(model.id)),
    seesImages: true,
  };
}

/** Gateways write `anthropic/claude-opus-5.5` for `claude-opus-5-5`, Ollama `gemma4:27b` for `gemma4-27b`. */
function normalizeName(id: string): string {
  return id
    .slice(id.lastIndexOf('/') + 1)
    .toLowerCase()
    .replace(/[.:_@ ]/g, '-');
}

/** The same model, maybe with a date. Any other addition names another model with another price. */
function isVersionOf(name: string, known: string): boolean {
  return name.startsWith(known) && /^(-latest|-\d{8}|-\d{4}-\d{2}-\d{2})?$/.test(name.slice(known.length));
}

/**
 * OpenAI's published list of what counts by o200k_base: GPT-4o, 4.1, 4.5 and the o-series; and GPT since 5. Fine-tuned
 * models begin with ft.
 */
const countsByO200k = /^(?:ft-)?(?:(?:chat)?gpt-(?:4o|4-[15]|[5-9]|[1-9]\d)|o[1-9])(?![a-z\d])/;
/** GPT-3.5, the other GPT-4, and what replaced the first base models. */
const countsByCl100k = /^(?:ft-)?(?:gpt-(?:3-5|35|4)|(?:davinci|babbage)-002)(?![a-z\d])/;

/** @param name as {@link normalizeName} makes it */
function tokenizerOf(provider: string, name: string): ResolvedModel['tokenizer'] {
  if (countsByO200k.test(name)) return 'openai';
  if (countsByCl100k.test(name)) return 'openai-cl100k';
  if (provider === 'openai') return 'openai-other';
  if (provider === 'anthropic' || name.startsWith('claude')) return 'anthropic';
  if (provider === 'google' || name.startsWith('gemini')) return 'google';
  return 'open';
}

/** Windows of models before GPT-5 that servers still offer, as OpenAI's model pages give them, first match first. */
const earlierWindows: readonly (readonly [name: RegExp, window: number])[] = [
  [/^gpt-4-(?:turbo|1106|0125)/, 128_000],
  [/^gpt-4-32k/, 32_768],
  [/^gpt-4(?:-0\d{3})?$/, 8_192],
  [/^gpt-(?:3-5|35)-turbo/, 16_385],
  [/^gpt-4o/, 128_000],
];

function earlierWindow(name: string): number | undefined {
  return earlierWindows.find(([pattern]) => pattern.test(name))?.[1];
}

/** Every Claude since 3, every Gemini and every GPT since 4o takes pictures. */
function hostedFamilySeesImages(provider: string, name: string): boolean {
  const family = tokenizerOf(provider, name);
  if (family === 'openai') return !name.startsWith('ft-');
  return family === 'anthropic' || family === 'google';
}
