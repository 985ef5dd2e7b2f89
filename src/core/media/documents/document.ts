import type { Diagnostic } from '../../base/diagnostic.ts';

/** What a document says, as text. */
export interface ReadDocument {
  /** Markdown-like, LF, with a heading for each page, slide or sheet; undefined if nothing could be read. */
  readonly text: string | undefined;
  /** Of a document that has pages; those beyond {@link documentLimits} are missing. */
  readonly pages?: readonly DocumentPage[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What is on a page of a PDF. */
export interface DocumentPage {
  /** 1-based. */
  readonly number: number;
  /** Characters of text, without spaces. */
  readonly characters: number;
  /** `drawing`: a diagram or picture that its text does not tell; `scan`: a picture of text, without text of its own. */
  readonly kind: 'text' | 'drawing' | 'scan';
  /** Whether more may be written on it than its text says: in pictures, fields and notes. */
  readonly mayShowMore: boolean;
}

/** Why a document, or a part of it, cannot be read: a sentence for people. */
export class UnreadableDocument extends Error {
  override readonly name = 'UnreadableDocument';
  /** Whether it may go better the next time, on a machine that is less busy. */
  readonly isPassing: boolean;

  constructor(message: string, { isPassing = false }: { readonly isPassing?: boolean } = {}) {
    super(message);
    this.isPassing = isPassing;
  }
}

/** What a document may take. Far above what people write, and low enough that a hostile one ends within seconds. */
export const documentLimits = {
  /** Bytes of a file that is read at all: it is held in memory twice while a worker reads it. */
  fileBytes: 50_000_000,
  /** UTF-16 units of text: about a million tokens, more than any window. */
  textLength: 4_000_000,
  /** Milliseconds after which the pages or parts that are left are not read. */
  timeoutMs: 20_000,
  /** Pages of a PDF, and slides or sheets of an Office file. */
  pages: 2_000,
  /** Files inside an Office file. */
  archiveEntries: 20_000,
  /** Inflated bytes of one file inside an Office file, and of all that are read. */
  entryBytes: 150_000_000,
  archiveBytes: 300_000_000,
  /** How often larger than packed a file may be once it is above `ratioBytes`; XML of real sheets stays below 100. */
  inflationRatio: 300,
  ratioBytes: 10_000_000,
  /** Elements inside each other, and elements of one paragraph, row or slide. */
  xmlDepth: 200,
  xmlElements: 500_000,
} as const;

/** Text that is cut where it is too long, with a line that says so. */
export function cutText(text: string): string {
  const { textLength } = documentLimits;
  if (text.length <= textLength) return text;
  const lineEnd = text.lastIndexOf('\n', textLength);
  const kept = text.slice(0, lineEnd > textLength / 2 ? lineEnd : textLength);
  return `${kept}\n\n[${text.length - kept.length} more characters are left out]\n`;
}
