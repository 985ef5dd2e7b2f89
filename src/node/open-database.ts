import { chmodSync, closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { AppError, messageOf } from '../core/index.ts';

/**
 * Opens a database that several processes may share; the file is readable by its owner alone. `pageBytes`, a power of two,
 * holds for a file that is new.
 */
export function openDatabase(
  path: string,
  { pageBytes = 4096 }: { readonly pageBytes?: number } = {},
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
    return database;
  } catch (error) {
    database?.close();
    throw new AppError('storage', `The database ${path} cannot be opened: ${messageOf(error)}`, {
      cause: error,
    });
  }
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
