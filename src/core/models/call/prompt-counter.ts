import type { LanguageModelV4FilePart, LanguageModelV4Prompt } from '@ai-sdk/provider';
import type { ImageTokenFamily } from '../../media/image-tokens.ts';
import { sentImageTokenCount } from '../../media/sent-image-tokens.ts';
import { countO200kTokens } from '../../tokens/token-counter.ts';
import type { ModelRequest } from './model-door.ts';

/** What a message costs besides its text, at most: role, separators. */
const tokensPerMessage = 12;
/** Texts longer than this are remembered: a pack stands in front of many requests, cut by its pictures. */
const rememberedLength = 4000;
/** Characters of texts that are remembered: those of a few packs. */
const mostRemembered = 20_000_000;

/** What is sent besides the prompt and read by the model as part of it. */
export type PromptExtras = Pick<ModelRequest, 'tools' | 'replySchema'>;

/** What a request holds, in o200k tokens, with its frame; a picture's price does not depend on the tokenizer. */
export interface PromptCount {
  readonly textTokens: number;
  readonly pictureTokens: number;
}

/** Returns a function that counts a prompt, never too low for a model that counts by o200k and pictures as `family` does. */
export function createPromptCounter(
  family: ImageTokenFamily,
): (prompt: LanguageModelV4Prompt, extras?: PromptExtras) => PromptCount {
  const remembered = new Map<string, number>();
  let characters = 0;
  const countText = (text: string): number => {
    if (text.length < rememberedLength) return countO200kTokens(text);
    const known = remembered.get(text);
    if (known !== undefined) return known;
    if (characters > mostRemembered) {
      remembered.clear();
      characters = 0;
    }
    characters += text.length;
    const count = countO200kTokens(text);
    remembered.set(text, count);
    return count;
  };
  return (prompt, { tools = [], replySchema } = {}) => {
    let textTokens = tokensPerMessage;
    let pictureTokens = 0;
    // Definitions of tools travel with every request, and are paid for like the rest of it.
    for (const tool of tools) textTokens += tokensPerMessage + countText(JSON.stringify(tool));
    if (replySchema !== undefined) textTokens += tokensPerMessage + countText(JSON.stringify(replySchema));
    for (const { content } of prompt) {
      textTokens += tokensPerMessage;
      if (typeof content === 'string') {
        textTokens += countText(content);
        continue;
      }
      for (const part of content) {
        if (part.type === 'text' || part.type === 'reasoning') textTokens += countText(part.text);
        else if (part.type === 'file') pictureTokens += sentImageTokenCount(bytesOf(part), family);
        else textTokens += countText(JSON.stringify(part));
      }
    }
    return { textTokens, pictureTokens };
  };
}

function bytesOf({ data }: LanguageModelV4FilePart): Uint8Array | undefined {
  return data.type === 'data' && data.data instanceof Uint8Array ? data.data : undefined;
}
