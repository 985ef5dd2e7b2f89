import { chmodSync, closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { AppError, isAppError, messageOf } from '../core/index.ts';

export interface OpenDatabaseOptions {
  /** A power of two; holds for a file that is new. */
  readonly pageBytes?: number;
  /** What has to succeed for it to be open. */
  readonly setUp?: (database: DatabaseSync) => void;
}

/**
 * Opens a database that several processes may share; the file is readable by its owner alone.
 * @throws AppError `storage`
 */
export function openDatabase(
  path: string,
  { pageBytes = 4096, setUp }: OpenDatabaseOptions = {},
): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    if (path !== ':memory:') {
      closeSync(openSync(path, 'a', 0o600));
      chmodSync(path, 0o600);
    }
    database = new DatabaseSync(path);
    database.exec(`PRAGMA busy_timeout = 10000; PRAGMA page_size = ${pageBytes}`);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL');
    setUp?.(database);
    return database;
  } catch (error) {
    database?.close();
    if (isAppError(error)) throw error;
    throw new AppError('storage', `The database ${path} cannot be opened: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** Reads a row of each table: pages that are damaged are found out when they are asked. @throws SQLite's error */
export function assertReadable(database: DatabaseSync, tables: readonly string[]): void {
  for (const table of tables) database.prepare(`SELECT * FROM ${table} LIMIT 1`).all();
}

/** Runs `work` in one transaction; an error undoes it. */
export function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    // A full disk has rolled back by itself; its error is the one to report.
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** SQLITE_CORRUPT, NOTADB. */
const damageCodes = new Set([11, 26]);

/** Whether SQLite itself says that something failed. */
export function isDatabaseFailure(error: unknown): boolean {
  return primaryCodeOf(error) !== 0;
}

/** Whether a file is no database, or a damaged one. */
export function isDamage(error: unknown): boolean {
  return damageCodes.has(primaryCodeOf(error));
}

/** SQLite's primary result code of an error or of its cause; 0 for what SQLite did not say. */
function primaryCodeOf(error: unknown): number {
  const { errcode } = ((error as { cause?: unknown }).cause ?? error) as { errcode?: number };
  return (errcode ?? 0) & 0xff;
}
