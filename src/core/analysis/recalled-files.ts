import { AppError, messageOf } from '../base/app-error.ts';
import type { HashBytes } from '../base/content-hash.ts';
import type { FileSystem } from '../ports/file-system.ts';
import type { SyntaxSummary } from '../syntax/syntax-summary.ts';
import { decodeText } from '../workspace/decode-text.ts';
import { reapplyRedactions } from '../workspace/redact-secrets.ts';
import type { FileAnalysis } from './analyze-file.ts';
import { MentionedNames } from './mentioned-names.ts';
import type { SourceFile } from './repository.ts';

/** Characters of texts that are held at a time, of those that were read again. */
const heldCharacters = 32_000_000;
/** Symbols and references of syntax that are held at a time. */
const heldItems = 60_000;

export interface RecallSources {
  readonly fileSystem: Pick<FileSystem, 'readNow'>;
  readonly analysisOf: (key: string) => FileAnalysis | undefined;
  readonly hash: HashBytes;
}

/**
 * Files of a repository whose texts and syntax together would fill the memory: they are read again when somebody asks for
 * them, and the ones asked for last are held. What was read must still be there: asking for a file that changed meanwhile
 * throws an AppError `not-found`, and one of which the index lost the analysis `storage`; both can be retried.
 */
export class RecalledFiles {
  readonly #sources: RecallSources;
  readonly #texts: HeldRecently<string>;
  readonly #syntax: HeldRecently<SyntaxSummary>;
  /** Of all files that were given to {@link recalled}. */
  readonly mentioned = new MentionedNames();

  constructor(sources: RecallSources, { characters = heldCharacters, items = heldItems } = {}) {
    this.#sources = sources;
    this.#texts = new HeldRecently(characters, (text) => text.length);
    this.#syntax = new HeldRecently(
      items,
      ({ symbols, fields, references }) => symbols.length + fields.length + references.length,
    );
  }

  /**
   * A file as it is, without what is large in it.
   * @param key of its analysis in the cache, which must be there by the time when its syntax is asked for
   */
  recalled(file: SourceFile, key: string): SourceFile {
    if (file.syntax !== undefined) this.mentioned.addAll(file.syntax);
    return new RecalledFile(file, key, this);
  }

  textOf({ path, contentHash, redactions }: SourceFile): string {
    return this.#texts.of(path, () => {
      const { fileSystem, hash } = this.#sources;
      let bytes: Uint8Array;
      try {
        bytes = fileSystem.readNow(path);
      } catch (error) {
        throw changedMeanwhile(path, messageOf(error));
      }
      const decoded = hash(bytes) === contentHash ? decodeText(bytes) : 'binary';
      if (decoded === 'binary') throw changedMeanwhile(path, 'it has other content now');
      return reapplyRedactions(decoded.text, redactions);
    });
  }

  syntaxOf({ path }: SourceFile, key: string): SyntaxSummary {
    return this.#syntax.of(path, () => {
      const syntax = this.#sources.analysisOf(key)?.syntax;
      if (syntax !== undefined) return syntax;
      const message = `What was read of ${path} is no longer in the index: something took it out meanwhile. Try again.`;
      throw new AppError('storage', message, { retryable: true });
    });
  }
}

class RecalledFile implements SourceFile {
  readonly path: string;
  readonly size: number;
  readonly kind: SourceFile['kind'];
  readonly role: SourceFile['role'];
  readonly language: string | undefined;
  readonly contentHash: string;
  readonly hasText: boolean;
  readonly encoding: SourceFile['encoding'];
  readonly redactions: SourceFile['redactions'];
  readonly lineCount: number;
  readonly tokens: SourceFile['tokens'];
  readonly #hasSyntax: boolean;
  readonly #key: string;
  readonly #files: RecalledFiles;

  constructor(file: SourceFile, key: string, files: RecalledFiles) {
    this.path = file.path;
    this.size = file.size;
    this.kind = file.kind;
    this.role = file.role;
    this.language = file.language;
    this.contentHash = file.contentHash;
    this.hasText = file.hasText;
    this.encoding = file.encoding;
    this.redactions = file.redactions;
    this.lineCount = file.lineCount;
    this.tokens = file.tokens;
    this.#hasSyntax = file.syntax !== undefined;
    this.#key = key;
    this.#files = files;
  }

  get text(): string | undefined {
    return this.hasText ? this.#files.textOf(this) : undefined;
  }

  get syntax(): SyntaxSummary | undefined {
    return this.#hasSyntax ? this.#files.syntaxOf(this, this.#key) : undefined;
  }
}

function changedMeanwhile(path: string, reason: string): AppError {
  const message = `${path} changed while the repository was being read: ${reason}. Try again.`;
  return new AppError('not-found', message, { retryable: true });
}

/** Values by path, of which those are dropped first that nobody asked for the longest. */
class HeldRecently<T> {
  readonly #limit: number;
  readonly #sizeOf: (value: T) => number;
  readonly #values = new Map<string, T>();
  #size = 0;

  constructor(limit: number, sizeOf: (value: T) => number) {
    this.#limit = limit;
    this.#sizeOf = sizeOf;
  }

  of(path: string, read: () => T): T {
    const known = this.#values.get(path);
    const value = known ?? read();
    if (known === undefined) this.#size += this.#sizeOf(value);
    else this.#values.delete(path);
    this.#values.set(path, value);
    for (const [oldest, dropped] of this.#values) {
      if (this.#size <= this.#limit || oldest === path) break;
      this.#values.delete(oldest);
      this.#size -= this.#sizeOf(dropped);
    }
    return value;
  }
}
