import type { FileContext } from './file-context.ts';

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
  /** The secret at the mark that begins at `mark`, if there is one, or the secrets of a list, from left to right. */
  readonly find: (
    text: string,
    mark: number,
    context: FileContext,
  ) => Stretch | readonly Stretch[] | undefined;
}

/** A rule for files with a form of their own, which are read once, from the beginning to the end. */
export interface FileRule {
  readonly id: string;
  /** As those of a {@link MarkedRule}: the file is read if one of them stands in it; none: by its path alone. */
  readonly marks: readonly string[];
  readonly isFor: (context: FileContext) => boolean;
  /** In time in proportion to the text. */
  readonly findAll: (text: string, context: FileContext) => readonly Stretch[];
}
