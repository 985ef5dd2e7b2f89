import type { FileAnalysis } from '../analysis/analyze-file.ts';
import type { Disposable } from '../base/disposable.ts';

/** One stretch of a file as the index holds it: words instead of text. */
export interface IndexedChunk {
  readonly startLine: number;
  readonly endLine: number;
  /** The definition that it shows, '' for none. */
  readonly symbol: string;
  /** Words of the path, of the defined symbols, and of the text, separated by spaces. */
  readonly pathWords: string;
  readonly symbolWords: string;
  readonly bodyWords: string;
}

export interface ChunkHit {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly symbol: string;
  /** BM25, larger is better. */
  readonly score: number;
  /** What each word of the query adds to the score, where that was asked for. */
  readonly words?: Readonly<Record<string, number>>;
}

/** What can always be made again from the files: analyses by content, and the words of chunks. One per root folder. */
export interface IndexStore extends Disposable {
  getAnalysis(key: string): FileAnalysis | undefined;
  putAnalyses(entries: readonly (readonly [key: string, analysis: FileAnalysis])[]): void;
  /** Anything else that can be made again, as JSON; of entries with the same `kind` only the newest is kept. */
  getFact(kind: string, key: string): string | undefined;
  putFact(kind: string, key: string, json: string): void;
  /** How often all words were lost since the opening: what {@link IndexStore.indexedFiles} said before is void then. */
  readonly wordLosses: number;
  /** Path → hash of the content that is indexed. */
  indexedFiles(): ReadonlyMap<string, string>;
  /** Replaces the chunks of several files in one transaction. */
  indexFiles(
    files: readonly {
      readonly path: string;
      readonly hash: string;
      readonly chunks: readonly IndexedChunk[];
    }[],
  ): void;
  removeFiles(paths: readonly string[]): void;
  /** Chunks that hold any of the words, best first. Words are plain, not query syntax. */
  searchChunks(words: readonly string[], limit: number): readonly ChunkHit[];
  /** Forgets everything. */
  clear(): void;
}
