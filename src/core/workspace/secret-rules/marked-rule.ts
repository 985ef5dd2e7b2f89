import type { TextStyle } from './secret-value.ts';

/** A stretch of text; offsets are UTF-16. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** A rule that looks at a text only where one of its marks stands, and there at no more than a bounded stretch. */
export interface MarkedRule {
  /** Named in placeholders and reports: lower case, digits and hyphens. */
  readonly id: string;
  /** Literals in lower case, of three characters or more; found in any case. */
  readonly marks: readonly string[];
  /** The secret at the mark that begins at `mark`, if there is one. */
  readonly find: (text: string, mark: number, style: TextStyle) => Stretch | undefined;
}
