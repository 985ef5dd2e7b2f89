/**
 * A way for the server to misbehave. `afterCharacters` counts characters of reply text and defaults to half of it.
 *
 * - `status`: an error in the protocol's own shape.
 * - `reset-before-headers`, `reset-mid-stream`: TCP reset.
 * - `stall-before-headers`, `stall-mid-stream`: silence until somebody closes the connection.
 * - `ends-early`: a clean end of the connection without the protocol's last message.
 * - `error-in-stream`: status 200, then the protocol's own error message; status 500 when not streaming.
 * - `garbage`: status 200 and the right content type, but bytes that cannot be parsed.
 * - `wrong-json`: status 200 and valid JSON of a shape no client expects.
 * - `html-error-page`: what a proxy in front of the model would answer.
 * - `cut-by-length`: the reply stops early and says so (`length`).
 * - `empty-reply`: a well-formed reply without text or tool calls; `empty-body`: status 200 and not one byte.
 * - `slow-drip`: `charactersPerChunk` (1) at a time, `delayMs` (200) apart.
 * - `huge-reply`: the text is replaced by `characters` of numbered lines.
 */
export type Fault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly message?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'reset-before-headers' }
  | { readonly kind: 'stall-before-headers' }
  | { readonly kind: 'reset-mid-stream'; readonly afterCharacters?: number }
  | { readonly kind: 'stall-mid-stream'; readonly afterCharacters?: number }
  | { readonly kind: 'ends-early'; readonly afterCharacters?: number }
  | { readonly kind: 'error-in-stream'; readonly message?: string; readonly afterCharacters?: number }
  | { readonly kind: 'garbage' }
  | { readonly kind: 'wrong-json' }
  | { readonly kind: 'html-error-page'; readonly status?: number }
  | { readonly kind: 'cut-by-length'; readonly afterCharacters?: number }
  | { readonly kind: 'empty-reply' }
  | { readonly kind: 'empty-body' }
  | { readonly kind: 'slow-drip'; readonly charactersPerChunk?: number; readonly delayMs?: number }
  | { readonly kind: 'usage-missing' }
  | { readonly kind: 'huge-reply'; readonly characters: number };

/** HTTP 429 with the `Retry-After` header of a provider that wants fewer requests. */
export function rateLimited(retryAfterSeconds: number): Fault {
  return { kind: 'status', status: 429, headers: { 'retry-after': String(retryAfterSeconds) } };
}

/** Faults after which the prompt was never processed, so it neither costs tokens nor warms the cache. */
export function refusesPrompt(fault: Fault | undefined): boolean {
  return (
    fault?.kind === 'status' ||
    fault?.kind === 'reset-before-headers' ||
    fault?.kind === 'stall-before-headers' ||
    fault?.kind === 'html-error-page'
  );
}

/** Where in a text of this length a fault strikes, or undefined if it does not strike inside the reply. */
export function strikesAt(fault: Fault | undefined, textLength: number): number | undefined {
  switch (fault?.kind) {
    case 'reset-mid-stream':
    case 'stall-mid-stream':
    case 'ends-early':
    case 'error-in-stream':
      return Math.min(fault.afterCharacters ?? Math.floor(textLength / 2), textLength);
    default:
      return undefined;
  }
}
