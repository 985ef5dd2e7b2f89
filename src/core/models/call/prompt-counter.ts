import type { LanguageModelV4Prompt } from '@ai-sdk/provider';
import type { ResolvedModel } from '../../ports/model-directory.ts';
import { tokenCounterOf } from '../../tokens/model-token-counter.ts';
import type { ModelRequest } from './model-door.ts';

/** What a message costs besides its text, at most: role, separators. */
const tokensPerMessage = 12;
/** A picture of 2000 × 2000 pixels at the dearest family's rate; see `media/image-tokens`. */
const tokensPerImage = 5200;
/** Texts longer than this are remembered: a pack stands in front of many requests. */
const rememberedLength = 20_000;

/** What is sent besides the prompt and read by the model as part of it. */
export type PromptExtras = Pick<ModelRequest, 'tools' | 'replySchema'>;

/** Returns a function that counts a prompt as `model` counts, never too low. */
export function createPromptCounter(
  model: Pick<ResolvedModel, 'tokenizer'>,
): (prompt: LanguageModelV4Prompt, extras?: PromptExtras) => number {
  const counter = tokenCounterOf(model.tokenizer);
  const remembered = new Map<string, number>();
  const countText = (text: string): number => {
    if (text.length < rememberedLength) return counter.count(text);
    const known = remembered.get(text);
    if (known !== undefined) return known;
    if (remembered.size >= 4) remembered.clear();
    const count = counter.count(text);
    remembered.set(text, count);
    return count;
  };
  return (prompt, { tools = [], replySchema } = {}) => {
    let tokens = tokensPerMessage;
    // Definitions of tools travel with every request, and are paid for like the rest of it.
    for (const tool of tools) tokens += tokensPerMessage + countText(JSON.stringify(tool));
    if (replySchema !== undefined) tokens += tokensPerMessage + countText(JSON.stringify(replySchema));
    for (const { content } of prompt) {
      tokens += tokensPerMessage;
      if (typeof content === 'string') {
        tokens += countText(content);
        continue;
      }
      for (const part of content) {
        if (part.type === 'text' || part.type === 'reasoning') tokens += countText(part.text);
        else if (part.type === 'file') tokens += tokensPerImage;
        else tokens += countText(JSON.stringify(part));
      }
    }
    return tokens;
  };
}
