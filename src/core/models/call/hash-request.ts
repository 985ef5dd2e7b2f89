import { contentHash } from '../../base/content-hash.ts';
import type { ModelRequest } from './model-door.ts';

/** The pictures of a pack stand in front of many requests. */
const known = new WeakMap<Uint8Array, string>();

/** A hash over everything that decides the reply; pictures count by their bytes, how the prompt is cached does not count. */
export function hashRequest(
  modelId: string,
  { prompt, maxOutputTokens, tools, replySchema }: ModelRequest,
): string {
  const replacer = (key: string, value: unknown) => {
    if (key === 'providerOptions') return undefined;
    return value instanceof Uint8Array ? hashOfPicture(value) : value;
  };
  return contentHash(JSON.stringify([modelId, prompt, maxOutputTokens, tools, replySchema], replacer));
}

function hashOfPicture(bytes: Uint8Array): string {
  const hash = known.get(bytes) ?? contentHash(bytes);
  known.set(bytes, hash);
  return hash;
}
