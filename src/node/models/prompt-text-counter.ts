import type { LanguageModelV4Prompt } from '@ai-sdk/provider';
import { countO200kTokens } from '../../core/index.ts';
import { readToolOutput } from './read-tool-output.ts';

/** Texts longer than this are remembered: a pack stands in front of many requests. */
const rememberedLength = 20_000;

/**
 * Returns a function that counts the text of a prompt in o200k tokens. A model counts more: it adds its template, the
 * tools and the pictures.
 */
export function createPromptTextCounter(): (prompt: LanguageModelV4Prompt) => number {
  const remembered = new Map<string, number>();
  const count = (text: string): number => {
    if (text.length < rememberedLength) return countO200kTokens(text);
    const known = remembered.get(text);
    if (known !== undefined) return known;
    const tokens = countO200kTokens(text);
    if (remembered.size >= 4) remembered.clear();
    remembered.set(text, tokens);
    return tokens;
  };
  return (prompt) =>
    prompt.reduce((sum, message) => textsOf(message).reduce((part, text) => part + count(text), sum), 0);
}

function textsOf({ content }: LanguageModelV4Prompt[number]): string[] {
  if (typeof content === 'string') return [content];
  return content.flatMap((part) => {
    if (part.type === 'text') return [part.text];
    if (part.type === 'file') return part.data.type === 'text' ? [part.data.text] : [];
    return part.type === 'tool-result' ? [readToolOutput(part.output)] : [];
  });
}
