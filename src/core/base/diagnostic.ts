/** Something about the input that the user should know and that did not stop the work. Lines are 1-based. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning' | 'information';
  /** Stable, kebab-case. */
  readonly code: string;
  readonly message: string;
  /** Relative to the root, with `/`. */
  readonly path?: string;
  readonly line?: number;
}
