/**
 * What a file is, decided from its name and bytes. `generated` text is text that a tool wrote and nobody reads, a `pack` is one
 * that Longview wrote.
 */
export type FileKind =
  | 'text'
  | 'generated'
  | 'pack'
  | 'image'
  | 'document'
  | 'notebook'
  | 'binary'
  | 'oversized';

/** The role that a text file plays in a repository. */
export type FileRole = 'code' | 'test' | 'docs' | 'config' | 'data' | 'other';

/** A stretch of a file's decoded text that was replaced before anyone downstream saw it. */
export interface Redaction {
  /** Which rule found it, for the report; never the value. */
  readonly rule: string;
  /** UTF-16 offsets into the redacted text, where the placeholder stands. */
  readonly start: number;
  readonly end: number;
  /** UTF-16 offsets into the decoded, LF text before redaction. */
  readonly originalStart: number;
  readonly originalEnd: number;
}

/** A file found by the scan, before anything is read out of it. */
export interface ScannedFile {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly kind: FileKind;
  readonly role: FileRole;
  /** Key of the language registry, undefined for anything else. */
  readonly language: string | undefined;
}

/** A path that git lists and that is no file to read, or one that could not be read. */
export interface LeftOutFile {
  readonly path: string;
  readonly reason: string;
  /** Whether git tracks it and the working tree has it no more. */
  readonly isDeleted?: boolean;
}

/** How bytes and LF text inside are mapped to each other. */
export interface TextEncodingFacts {
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  readonly bom: boolean;
  /** The line end of most lines; the only one where `mixedEndOfLine` is false. */
  readonly endOfLine: '\n' | '\r\n';
  readonly mixedEndOfLine: boolean;
}
