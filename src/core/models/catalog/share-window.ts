/** Assumed of a server that tells nothing: most serve at least this many tokens. */
export const assumedWindow = 32_768;

/** Tokens assumed of a model of a known provider that the catalogue does not know. */
export const assumedHostedWindow = 128_000;

/** Tokens kept for thinking and reply where nothing better is known. */
const usualReply = 16_384;

/** Splits a window that prompt and reply share, in tokens. A reply never takes more than a quarter of it. */
export function shareWindow(
  window: number,
  maxOutput = usualReply,
): { readonly maxInputTokens: number; readonly maxOutputTokens: number } {
  const maxOutputTokens = Math.min(maxOutput, Math.floor(window / 4));
  return { maxInputTokens: window - maxOutputTokens, maxOutputTokens };
}
