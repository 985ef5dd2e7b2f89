import { existsSync, renameSync } from 'node:fs';
import { AppError, isAppError, type Journal, messageOf } from '../core/index.ts';
import { isDamage } from './open-database.ts';
import { SqliteJournal } from './sqlite-journal.ts';

export interface JournalOnDemandOptions {
  /** The journal's file, or why there is no folder for it. */
  readonly path: string | AppError;
  /** Hears of what does not stop the work: a journal that was damaged is mended, one that is unusable stays so. */
  readonly warn: (code: 'journal-damaged' | 'journal-unusable', message: string) => void;
}

/**
 * The journal, opened by the first method that is called: what needs none works where none can be opened. A damaged one is set
 * aside, never deleted: it holds what cannot be made again. Without a journal there are no samples of usage; everything else
 * fails with an AppError `storage` that names the file.
 */
export function journalOnDemand({ path, warn }: JournalOnDemandOptions): Journal {
  let opened: SqliteJournal | undefined;
  const open = (): SqliteJournal => {
    if (typeof path !== 'string') throw path;
    opened ??= openOrSetAside(path, warn);
    return opened;
  };
  const call = (name: string | symbol, args: readonly unknown[]): unknown => {
    try {
      const journal = open();
      return Reflect.apply(Reflect.get(journal, name) as (...args: unknown[]) => unknown, journal, args);
    } catch (error) {
      const failure = isAppError(error)
        ? error
        : new AppError('storage', `The journal ${path} cannot be used: ${messageOf(error)}.`, {
            cause: error,
          });
      if (name !== 'usageSamples') throw failure;
      warn('journal-unusable', `Tokens are counted without a calibration: ${failure.message}`);
      return [];
    }
  };
  return new Proxy({} as Journal, {
    get: (_, name) => {
      if (name === 'dispose') return () => opened?.dispose();
      return name in SqliteJournal.prototype ? (...args: readonly unknown[]) => call(name, args) : undefined;
    },
  });
}

function openOrSetAside(path: string, warn: JournalOnDemandOptions['warn']): SqliteJournal {
  try {
    return new SqliteJournal(path);
  } catch (error) {
    if (!isDamage(error)) throw error;
    const aside = setAside(path);
    const message = `The journal was damaged (${messageOf(error)}) and is now ${aside}; a new one is begun.`;
    warn('journal-damaged', message);
    return new SqliteJournal(path);
  }
}

/** Gives a database a name of its own beside the old one. @throws the system's error */
function setAside(path: string): string {
  const nameOf = (count: number) =>
    path.replace(/\.sqlite$/, `.damaged${count === 1 ? '' : `-${count}`}.sqlite`);
  let count = 1;
  while (existsSync(nameOf(count))) count++;
  for (const suffix of ['', '-wal', '-shm'])
    if (existsSync(path + suffix)) renameSync(path + suffix, nameOf(count) + suffix);
  return nameOf(count);
}
