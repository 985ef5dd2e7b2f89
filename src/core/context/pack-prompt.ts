import type { LanguageModelV4TextPart } from '@ai-sdk/provider';
import { cacheRulesOf } from '../models/catalog/cache-rules.ts';
import type { TokenizerFamily } from '../tokens/model-token-counter.ts';
import { cacheBreakpoints } from './cache-breakpoints.ts';
import type { PackedContext } from './pack-repository.ts';

const marked = { anthropic: { cacheControl: { type: 'ephemeral' } } } as const;

/**
 * A pack as the first texts of a prompt: cut and marked where Anthropic is to keep it. Its last words stand behind the last
 * mark, because a continuation moves them. Other providers get it in one piece.
 */
export function packPrompt(
  { text, parts }: Pick<PackedContext, 'text' | 'parts'>,
  family: TokenizerFamily,
): LanguageModelV4TextPart[] {
  const offsets =
    family === 'anthropic' ? cacheBreakpoints(parts, cacheRulesOf(family)).map(({ offset }) => offset) : [];
  const pieces = offsets.map(
    (offset, index): LanguageModelV4TextPart => ({
      type: 'text',
      text: text.slice(offsets[index - 1] ?? 0, offset),
      providerOptions: marked,
    }),
  );
  const rest = text.slice(offsets.at(-1) ?? 0);
  return rest === '' ? pieces : [...pieces, { type: 'text', text: rest }];
}
