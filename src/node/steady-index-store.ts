import { abortError, type ChunkHit, type IndexStore, messageOf } from '../core/index.ts';
import { isDamage, isDatabaseFailure } from './open-database.ts';
import type { SqliteIndexStore } from './sqlite-index-store.ts';

export interface SteadyIndexOptions {
  /** The index on disk; undefined where it cannot be opened. */
  readonly disk: SqliteIndexStore | undefined;
  /** Makes an index that is forgotten with the process. */
  readonly openMemory: () => SqliteIndexStore;
  /** Removes the index on disk, which is damaged: the next process makes it again. */
  readonly removeDisk: () => void;
  /** Hears once that the index can no longer be read, and once that it can no longer be written. */
  readonly onFailure: (what: 'read' | 'written', reason: string) => void;
}

/**
 * An index that goes on in memory when its disk is full, read-only or damaged: it holds nothing that could not be made again.
 * What was read stays readable as long as it can be, and the words of files move as a whole.
 */
export class SteadyIndexStore implements IndexStore {
  readonly #options: SteadyIndexOptions;
  readonly #told = new Set<string>();
  #disk: SqliteIndexStore | undefined;
  #memory: SqliteIndexStore | undefined;
  #isWritable = true;
  #isDisposed = false;
  #hasWords = true;
  #wordLosses = 0;

  constructor(options: SteadyIndexOptions) {
    this.#options = options;
    this.#disk = options.disk;
  }

  readonly getAnalysis: IndexStore['getAnalysis'] = (key) =>
    this.#held?.getAnalysis(key) ?? this.#read((disk) => disk.getAnalysis(key));

  readonly putAnalyses: IndexStore['putAnalyses'] = (entries) =>
    this.#write((store) => store.putAnalyses(entries));

  readonly getFact: IndexStore['getFact'] = (kind, key) =>
    this.#held?.getFact(kind, key) ?? this.#read((disk) => disk.getFact(kind, key));

  readonly putFact: IndexStore['putFact'] = (kind, key, json) =>
    this.#write((store) => store.putFact(kind, key, json));

  get wordLosses(): number {
    return this.#wordLosses;
  }

  readonly indexedFiles: IndexStore['indexedFiles'] = () =>
    this.#readWords((store) => store.indexedFiles()) ?? this.#inMemory().indexedFiles();

  readonly indexFiles: IndexStore['indexFiles'] = (files) =>
    this.#writeWords((store) => store.indexFiles(files));

  readonly removeFiles: IndexStore['removeFiles'] = (paths) =>
    this.#writeWords((store) => store.removeFiles(paths));

  readonly searchChunks: IndexStore['searchChunks'] = (words, limit): readonly ChunkHit[] =>
    this.#readWords((store) => store.searchChunks(words, limit)) ??
    this.#inMemory().searchChunks(words, limit);

  clear(): void {
    this.#wordLosses++;
    this.#memory?.clear();
    if (this.#disk === undefined) return;
    try {
      this.#disk.clear();
    } catch (error) {
      this.#failed('written', error);
      this.#close(); // what is in it is not to be read any more
    }
  }

  /** What was under way may ask once more: it reads and writes nothing then. */
  dispose(): void {
    this.#isDisposed = true;
    this.#disk?.dispose();
    this.#memory?.dispose();
  }

  get #held(): SqliteIndexStore | undefined {
    return this.#isDisposed ? undefined : this.#memory;
  }

  #inMemory(): SqliteIndexStore {
    if (this.#isDisposed) throw abortError();
    this.#memory ??= this.#options.openMemory();
    return this.#memory;
  }

  #read<T>(read: (disk: SqliteIndexStore) => T): T | undefined {
    if (this.#disk === undefined || this.#isDisposed) return undefined;
    try {
      return read(this.#disk);
    } catch (error) {
      this.#failed('read', error);
      if (isDatabaseFailure(error)) this.#close();
      return undefined;
    }
  }

  #write(write: (store: SqliteIndexStore) => void): void {
    if (this.#isDisposed) return;
    if (this.#disk !== undefined && this.#isWritable) {
      try {
        write(this.#disk);
        return;
      } catch (error) {
        if (!isDatabaseFailure(error)) throw error;
        this.#failed('written', error);
      }
    }
    write(this.#inMemory());
  }

  #readWords<T>(read: (store: SqliteIndexStore) => T): T | undefined {
    return this.#hasWords ? this.#read(read) : undefined;
  }

  /** Words that cannot be written where the others are begin anew: `indexedFiles` says which are missing. */
  #writeWords(write: (store: SqliteIndexStore) => void): void {
    if (!this.#isWritable) this.#loseWords();
    this.#write(write);
    if (!this.#isWritable) this.#loseWords();
  }

  #loseWords(): void {
    if (this.#hasWords) this.#wordLosses++;
    this.#hasWords = false;
  }

  #failed(what: 'read' | 'written', error: unknown): void {
    if (what === 'written') this.#isWritable = false;
    if (!this.#told.has(what)) this.#options.onFailure(what, messageOf(error));
    this.#told.add(what);
    if (!isDamage(error)) return;
    this.#close();
    this.#options.removeDisk();
  }

  #close(): void {
    this.#isWritable = false;
    this.#loseWords();
    const disk = this.#disk;
    this.#disk = undefined;
    try {
      disk?.dispose();
    } catch {
      // Nobody asks it any more.
    }
  }
}
