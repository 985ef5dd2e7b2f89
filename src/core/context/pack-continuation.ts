/** How a pack came out of the one before. All counts in tokens of the target. */
export interface PackContinuation {
  /** `first`: there was none before. `repacked`: there was one, but for `reason` a new one was made. */
  readonly action: 'first' | 'unchanged' | 'continued' | 'repacked';
  /** In words, with the numbers that decided. */
  readonly reason: string;
  /** At the beginning the same as before. */
  readonly keptTokens: number;
  readonly appendedTokens: number;
  /** Words in the pack that no longer hold. */
  readonly supersededTokens: number;
  /** Sections of changes in it. */
  readonly continuations: number;
  /** What the provider is expected to have of it, for a pack that is made for a model; as the target counts. */
  readonly cacheRead?: { readonly tokens: number; readonly reason: string };
}
