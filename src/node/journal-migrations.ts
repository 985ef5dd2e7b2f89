import type { DatabaseSync } from 'node:sqlite';
import { AppError } from '../core/index.ts';
import { inTransaction } from './open-database.ts';

/** The n-th entry brings a journal from format n to n + 1; entries are added, never changed. */
const migrations = [
  `CREATE TABLE run (
     id TEXT PRIMARY KEY, kind TEXT NOT NULL, key TEXT NOT NULL, model TEXT NOT NULL, state TEXT NOT NULL,
     started_at INTEGER NOT NULL, ended_at INTEGER, summary TEXT NOT NULL DEFAULT '{}', sequence INTEGER NOT NULL);
   CREATE INDEX run_key ON run (key, sequence);
   CREATE TABLE call (
     id TEXT PRIMARY KEY, run_id TEXT NOT NULL, request_hash TEXT NOT NULL, purpose TEXT NOT NULL, state TEXT NOT NULL,
     usage TEXT NOT NULL, reply TEXT, sequence INTEGER NOT NULL);
   CREATE INDEX call_request ON call (request_hash);
   CREATE INDEX call_run ON call (run_id);
   CREATE TABLE finding (
     run_id TEXT NOT NULL, fingerprint TEXT NOT NULL, json TEXT NOT NULL, PRIMARY KEY (run_id, fingerprint));
   CREATE TABLE dismissal (fingerprint TEXT PRIMARY KEY, reason TEXT NOT NULL, time INTEGER NOT NULL);
   CREATE TABLE document (
     kind TEXT NOT NULL, id TEXT NOT NULL, json TEXT NOT NULL, time INTEGER NOT NULL, PRIMARY KEY (kind, id));`,
  'ALTER TABLE run ADD COLUMN owner INTEGER',
  `CREATE TABLE usage_sample (
     sequence INTEGER PRIMARY KEY, model TEXT NOT NULL, run_id TEXT, own_tokens INTEGER NOT NULL,
     reported_tokens INTEGER NOT NULL);
   CREATE INDEX usage_sample_model ON usage_sample (model, sequence);`,
];

/** @throws AppError `storage` for a journal written by a newer version: it is left as it is. */
export function migrateJournal(database: DatabaseSync, path: string): void {
  inTransaction(database, () => {
    const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
    if (version > migrations.length) {
      throw new AppError(
        'storage',
        `${path} was written by a newer version of Longview and is left as it is.`,
      );
    }
    for (const migration of migrations.slice(version)) database.exec(migration);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
  });
}
