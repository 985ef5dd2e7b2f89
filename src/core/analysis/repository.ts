import type { Diagnostic } from '../base/diagnostic.ts';
import type { DocumentPage } from '../media/documents/document.ts';
import type { SyntaxSummary } from '../syntax/syntax-summary.ts';
import type { KnownSecret } from '../workspace/known-secrets.ts';
import type {
  FileKind,
  FileRole,
  LeftOutFile,
  Redaction,
  TextEncodingFacts,
} from '../workspace/source-file.ts';
import type { FileTokens } from './analyze-file.ts';
import type { MentionedNames } from './mentioned-names.ts';

/** A file with everything that its own bytes say. */
export interface SourceFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** Bytes on disk. */
  readonly size: number;
  readonly kind: FileKind;
  readonly role: FileRole;
  readonly language: string | undefined;
  /** SHA-256 of the bytes on disk; for what is not text, of its size and time. */
  readonly contentHash: string;
  /**
   * Decoded, LF, secrets replaced; of a document what it says. Undefined for what is not text. Of a very large repository it is
   * read again when it is asked for: who only wants to know whether there is one asks `hasText`.
   */
  readonly text: string | undefined;
  readonly hasText: boolean;
  /** What is on each page of a PDF. */
  readonly pages?: readonly DocumentPage[];
  readonly encoding: TextEncodingFacts | undefined;
  readonly redactions: readonly Redaction[];
  /** Read again like `text`. */
  readonly syntax: SyntaxSummary | undefined;
  readonly lineCount: number;
  /** Of the text with a line end at its end, in o200k tokens; undefined where they were not asked for. */
  readonly tokens: FileTokens | undefined;
}

/** What is secret in one file and may stand in others. In memory alone: it holds the values. */
export interface RepositorySecrets {
  /** Secrets that rules found and that tell themselves from other words, by the path of the file. */
  readonly found: ReadonlyMap<string, readonly KnownSecret[]>;
  /** Secrets of other files that were taken out of one, by its path. */
  readonly repeated: ReadonlyMap<string, readonly KnownSecret[]>;
}

/** A whole folder as read at one time. */
export interface Repository {
  /** Sorted by path, by code unit. */
  readonly files: readonly SourceFile[];
  readonly byPath: ReadonlyMap<string, SourceFile>;
  /** What belongs to the folder and is none of {@link files}, with the reason. Sorted by path. */
  readonly leftOut: readonly LeftOutFile[];
  readonly diagnostics: readonly Diagnostic[];
  /** Where the repository is too large to hold what nobody uses: what is used. */
  readonly mentioned?: MentionedNames | undefined;
  /** Paths of directories that hold at least one file, '' for the root. */
  readonly directories: ReadonlySet<string>;
  /** Undefined where no file holds any. */
  readonly secrets: RepositorySecrets | undefined;
}

/** The files of some languages by their names: no other one's syntax is read again. */
export function filesIn({ files }: Pick<Repository, 'files'>, ...languages: readonly string[]): SourceFile[] {
  return files.filter(({ language }) => language !== undefined && languages.includes(language));
}

/** The texts of those files alone whose paths are wanted: no other one is read again. */
export function textsOf(
  { files }: Pick<Repository, 'files'>,
  isWanted: (path: string, file: SourceFile) => boolean,
): { readonly path: string; readonly text: string }[] {
  return files.flatMap((file) => {
    const text = file.hasText && isWanted(file.path, file) ? file.text : undefined;
    return text === undefined ? [] : [{ path: file.path, text }];
  });
}
