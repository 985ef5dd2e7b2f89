/** Remembers every prompt a model has processed, and says how much of a new one it has seen before. */
export class PromptCache {
  readonly #prompts = new Map<string, string[]>();

  /** Cached tokens of a new prompt: its longest prefix shared with an earlier one, as a share of its tokens. */
  remember(model: string, prompt: string, promptTokens: number): number {
    const earlier = this.#prompts.get(model) ?? [];
    this.#prompts.set(model, earlier);
    let longest = 0;
    for (const other of earlier) longest = Math.max(longest, commonPrefixLength(prompt, other));
    earlier.push(prompt);
    return prompt.length === 0 ? 0 : Math.floor((promptTokens * longest) / prompt.length);
  }
}

// Prompts are megabytes long and mostly equal: comparing slices first is far quicker than characters.
const sliceLength = 4096;

function commonPrefixLength(a: string, b: string): number {
  const end = Math.min(a.length, b.length);
  let at = 0;
  while (at + sliceLength <= end && a.slice(at, at + sliceLength) === b.slice(at, at + sliceLength))
    at += sliceLength;
  while (at < end && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  return at;
}
