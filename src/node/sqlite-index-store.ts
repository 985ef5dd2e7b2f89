import { rmSync } from 'node:fs';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import {
  AppError,
  analysisFormat,
  type ChunkHit,
  type FileAnalysis,
  type IndexedChunk,
  type IndexStore,
  isAppError,
} from '../core/index.ts';
import { analysisText, parseAnalysis } from './analysis-text.ts';
import { assertReadable, inTransaction, isDamage, openDatabase } from './open-database.ts';

/** Raised with the tables below; a file of another format is deleted and made again. */
const tableFormat = 6;

/** Large enough for most analyses to lie on one page: they are stored in a third of the time. */
const pageBytes = 16_384;

// Analyses are large and their keys random: a table sorted by key would be torn apart with every one that is stored.
// A contentless table must be told what it forgets, so the words are kept, packed. With `contentless_delete` it would
// forget by itself, but not what the chunk added to the mean length: scores would depend on every edit ever made.
const schema = `
  CREATE TABLE IF NOT EXISTS analysis (id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, json TEXT NOT NULL, uses TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS fact (kind TEXT PRIMARY KEY, key TEXT NOT NULL, json TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS file (path TEXT PRIMARY KEY, hash TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS chunk (
    id INTEGER PRIMARY KEY, path TEXT NOT NULL, start_line INTEGER NOT NULL, end_line INTEGER NOT NULL,
    symbol TEXT NOT NULL, words BLOB NOT NULL);
  CREATE INDEX IF NOT EXISTS chunk_path ON chunk (path);
  CREATE VIRTUAL TABLE IF NOT EXISTS chunk_words
    USING fts5(path, symbol, body, content='', tokenize='porter unicode61');
`;

/** How much a hit in the path, in a symbol's name and in the text weighs (BM25F-like column weights). */
const columnWeights = '3.0, 4.0, 1.0';

/** The index in one SQLite file that can be deleted at any time. */
export class SqliteIndexStore implements IndexStore {
  readonly #database: DatabaseSync;
  readonly #getAnalysis: StatementSync;
  readonly #search: StatementSync;
  #wordLosses = 0;

  /** @param onDamage hears that the file was damaged and is replaced */
  constructor(path: string, onDamage: () => void = () => undefined) {
    this.#database = openIndex(path, onDamage);
    this.#getAnalysis = this.#database.prepare('SELECT json, uses FROM analysis WHERE key = ?');
    this.#search = this.#database.prepare(`
      SELECT chunk.path, chunk.start_line, chunk.end_line, chunk.symbol, -bm25(chunk_words, ${columnWeights}) AS score
      FROM chunk_words JOIN chunk ON chunk.id = chunk_words.rowid
      WHERE chunk_words MATCH ? ORDER BY score DESC, chunk.path, chunk.start_line LIMIT ?`);
  }

  getAnalysis(key: string): FileAnalysis | undefined {
    const row = this.#getAnalysis.get(key);
    return row && parseAnalysis({ json: String(row['json']), references: String(row['uses']) });
  }

  putAnalyses(entries: readonly (readonly [string, FileAnalysis])[]): void {
    const insert = this.#database.prepare(
      'INSERT OR REPLACE INTO analysis (key, json, uses) VALUES (?, ?, ?)',
    );
    inTransaction(this.#database, () => {
      for (const [key, analysis] of entries) {
        const { json, references } = analysisText(analysis);
        insert.run(key, json, references);
      }
    });
  }

  getFact(kind: string, key: string): string | undefined {
    const row = this.#database.prepare('SELECT json FROM fact WHERE kind = ? AND key = ?').get(kind, key);
    return row === undefined ? undefined : String(row['json']);
  }

  putFact(kind: string, key: string, json: string): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO fact (kind, key, json) VALUES (?, ?, ?)')
      .run(kind, key, json);
  }

  get wordLosses(): number {
    return this.#wordLosses;
  }

  indexedFiles(): Map<string, string> {
    const rows = this.#database.prepare('SELECT path, hash FROM file').all();
    return new Map(rows.map((row) => [String(row['path']), String(row['hash'])]));
  }

  indexFiles(files: readonly { path: string; hash: string; chunks: readonly IndexedChunk[] }[]): void {
    const insertFile = this.#database.prepare('INSERT OR REPLACE INTO file (path, hash) VALUES (?, ?)');
    const insertChunk = this.#database.prepare(
      'INSERT INTO chunk (path, start_line, end_line, symbol, words) VALUES (?, ?, ?, ?, ?)',
    );
    const insertWords = this.#database.prepare(
      'INSERT INTO chunk_words (rowid, path, symbol, body) VALUES (?, ?, ?, ?)',
    );
    inTransaction(this.#database, () => {
      for (const { path, hash, chunks } of files) {
        this.#deleteChunks(path);
        insertFile.run(path, hash);
        for (const chunk of chunks) {
          const { startLine, endLine, symbol, pathWords, symbolWords, bodyWords } = chunk;
          const words = packWords([pathWords, symbolWords, bodyWords]);
          const { lastInsertRowid } = insertChunk.run(path, startLine, endLine, symbol, words);
          insertWords.run(lastInsertRowid, pathWords, symbolWords, bodyWords);
        }
      }
    });
  }

  removeFiles(paths: readonly string[]): void {
    const remove = this.#database.prepare('DELETE FROM file WHERE path = ?');
    inTransaction(this.#database, () => {
      for (const path of paths) {
        this.#deleteChunks(path);
        remove.run(path);
      }
    });
  }

  searchChunks(words: readonly string[], limit: number): ChunkHit[] {
    if (words.length === 0) return [];
    const match = words.map((word) => `"${word.replaceAll('"', '""')}"`).join(' OR ');
    return this.#search.all(match, limit).map((row) => ({
      path: String(row['path']),
      startLine: Number(row['start_line']),
      endLine: Number(row['end_line']),
      symbol: String(row['symbol']),
      score: Number(row['score']),
    }));
  }

  clear(): void {
    this.#wordLosses++;
    inTransaction(this.#database, () => {
      for (const table of ['analysis', 'fact', 'file', 'chunk']) this.#database.exec(`DELETE FROM ${table}`);
      this.#database.exec("INSERT INTO chunk_words (chunk_words) VALUES ('delete-all')");
    });
  }

  dispose(): void {
    this.#database.close();
  }

  #deleteChunks(path: string): void {
    const rows = this.#database.prepare('SELECT id, words FROM chunk WHERE path = ?').all(path);
    const forget = this.#database.prepare(
      "INSERT INTO chunk_words (chunk_words, rowid, path, symbol, body) VALUES ('delete', ?, ?, ?, ?)",
    );
    for (const row of rows) forget.run(Number(row['id']), ...unpackWords(row['words'] as Uint8Array));
    this.#database.prepare('DELETE FROM chunk WHERE path = ?').run(path);
  }
}

type ChunkWords = readonly [path: string, symbol: string, body: string];

function packWords(words: ChunkWords): Uint8Array {
  return deflateRawSync(words.join('\n'), { level: 1 });
}

function unpackWords(packed: Uint8Array): ChunkWords {
  return inflateRawSync(packed).toString('utf8').split('\n') as unknown as ChunkWords;
}

function openIndex(path: string, onDamage: () => void): DatabaseSync {
  const format = tableFormat * 1000 + analysisFormat;
  let database: DatabaseSync | undefined;
  try {
    database = openDatabase(path, { pageBytes });
    const [found] = database.prepare('PRAGMA user_version').all();
    const version = Number(found?.['user_version'] ?? 0);
    if (version !== 0 && version !== format)
      throw new AppError('storage', `The index has the format ${version}.`);
    database.exec(`${schema} PRAGMA user_version = ${format}`);
    assertReadable(database, ['analysis', 'fact', 'file', 'chunk', 'chunk_words']);
    return database;
  } catch (error) {
    // Another format, or a damaged file. What is in it can always be made again; what is in use or read-only stays.
    if (database?.isOpen === true) database.close();
    if (!isUnusable(error)) throw error;
    if (isDamage(error)) onDamage();
    removeIndex(path);
    const fresh = openDatabase(path, { pageBytes });
    fresh.exec(`${schema} PRAGMA user_version = ${format}`);
    return fresh;
  }
}

/** A damaged file, or a format that this program does not know. */
function isUnusable(error: unknown): boolean {
  return isDamage(error) || (isAppError(error, 'storage') && error.cause === undefined);
}

/** Removes an index, which can always be made again. @throws the system's error */
export function removeIndex(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}
