import type { DatabaseSync } from 'node:sqlite';
import {
  AppError,
  type CallRecord,
  type CallUsage,
  calibrationSampleLimit,
  type Finding,
  type Journal,
  type JournalDocument,
  type RunRecord,
  type RunState,
  type UsageSample,
} from '../core/index.ts';
import { migrateJournal } from './journal-migrations.ts';
import { assertReadable, inTransaction, openDatabase } from './open-database.ts';

/** Samples of usage that a model keeps: those of unfinished runs stand beside those that count. */
const keptSamples = 4 * calibrationSampleLimit;

/** The journal in one SQLite file. Each method is one transaction, complete on disk when it returns. */
export class SqliteJournal implements Journal {
  readonly #database: DatabaseSync;
  readonly #now: () => number;

  /** @param now milliseconds since 1970 */
  constructor(path: string, now: () => number = Date.now) {
    this.#now = now;
    this.#database = openDatabase(path, {
      setUp: (database) => {
        // A reply that was paid for survives a power cut, too.
        database.exec('PRAGMA synchronous = FULL');
        migrateJournal(database, path);
        assertReadable(database, ['run', 'call', 'finding', 'dismissal', 'document', 'usage_sample']);
      },
    });
  }

  startRun({ kind, key, model, startedAt = this.#now() }: Parameters<Journal['startRun']>[0]): RunRecord {
    const id = crypto.randomUUID();
    this.#database
      .prepare(
        `INSERT INTO run (id, kind, key, model, state, started_at, owner, sequence)
         VALUES (?, ?, ?, ?, 'interrupted', ?, ?, (SELECT coalesce(max(sequence), 0) + 1 FROM run))`,
      )
      .run(id, kind, key, model, startedAt, process.pid);
    runsOfThisProcess.add(id);
    return this.#run(id);
  }

  resumableRun(key: string): RunRecord | undefined {
    const row = this.#database
      .prepare('SELECT * FROM run WHERE key = ? ORDER BY sequence DESC LIMIT 1')
      .get(key);
    if (row === undefined || isWorkedOn(row)) return undefined;
    const newest = toRun(row);
    return newest.state === 'finished' ? undefined : newest;
  }

  resumeRun(key: string): RunRecord | undefined {
    let resumed: RunRecord | undefined;
    inTransaction(this.#database, () => {
      resumed = this.resumableRun(key);
      if (resumed === undefined) return;
      this.#database
        .prepare(`UPDATE run SET owner = ?, state = 'interrupted' WHERE id = ?`)
        .run(process.pid, resumed.id);
      runsOfThisProcess.add(resumed.id);
    });
    return resumed;
  }

  endRun(id: string, state: RunState, summary: string, document?: JournalDocument): void {
    runsOfThisProcess.delete(id);
    inTransaction(this.#database, () => {
      if (document !== undefined) this.putDocument(document);
      this.#database
        .prepare('UPDATE run SET state = ?, ended_at = ?, summary = ? WHERE id = ?')
        .run(state, this.#now(), summary, id);
    });
  }

  runs(limit: number): RunRecord[] {
    return this.#database.prepare('SELECT * FROM run ORDER BY sequence DESC LIMIT ?').all(limit).map(toRun);
  }

  reserveCall(call: Omit<CallRecord, 'id' | 'state' | 'reply'>): string {
    const id = crypto.randomUUID();
    this.#database
      .prepare(
        `INSERT INTO call (id, run_id, request_hash, purpose, state, usage, sequence)
         VALUES (?, ?, ?, ?, 'pending', ?, (SELECT coalesce(max(sequence), 0) + 1 FROM call))`,
      )
      .run(id, call.runId, call.requestHash, call.purpose, JSON.stringify(call.usage));
    return id;
  }

  completeCall(id: string, reply: string, usage: CallUsage): void {
    this.#database
      .prepare(`UPDATE call SET state = 'complete', reply = ?, usage = ? WHERE id = ?`)
      .run(reply, JSON.stringify(usage), id);
  }

  failCall(id: string, usage: CallUsage): void {
    this.#database
      .prepare(`UPDATE call SET state = 'failed', usage = ? WHERE id = ?`)
      .run(JSON.stringify(usage), id);
  }

  completedCall(requestHash: string): CallRecord | undefined {
    const sql = `SELECT * FROM call WHERE request_hash = ? AND state = 'complete' ORDER BY sequence DESC LIMIT 1`;
    const row = this.#database.prepare(sql).get(requestHash);
    return row && toCall(row);
  }

  calls(runId: string): CallRecord[] {
    const sql = 'SELECT * FROM call WHERE run_id = ? ORDER BY sequence';
    return this.#database.prepare(sql).all(runId).map(toCall);
  }

  hasSent(runId: string): boolean {
    const sql = `SELECT 1 FROM call WHERE run_id = ? AND json_extract(usage, '$.inputTokens') > 0 LIMIT 1`;
    return this.#database.prepare(sql).get(runId) !== undefined;
  }

  recordUsageSample(model: string, { ownTokens, reportedTokens }: UsageSample, runId?: string): void {
    inTransaction(this.#database, () => {
      this.#database
        .prepare('INSERT INTO usage_sample (model, run_id, own_tokens, reported_tokens) VALUES (?, ?, ?, ?)')
        .run(model, runId ?? null, ownTokens, reportedTokens);
      this.#database
        .prepare(
          `DELETE FROM usage_sample WHERE model = ?1 AND sequence <= (
             SELECT sequence FROM usage_sample WHERE model = ?1 ORDER BY sequence DESC LIMIT 1 OFFSET ?2)`,
        )
        .run(model, keptSamples);
    });
  }

  usageSamples(model: string): UsageSample[] {
    const rows = this.#database
      .prepare(
        `SELECT own_tokens, reported_tokens FROM usage_sample
         WHERE model = ? AND NOT EXISTS (SELECT 1 FROM run WHERE run.id = run_id AND run.state <> 'finished')
         ORDER BY sequence DESC LIMIT ?`,
      )
      .all(model, calibrationSampleLimit);
    return rows.map((row) => ({
      ownTokens: Number(row['own_tokens']),
      reportedTokens: Number(row['reported_tokens']),
    }));
  }

  recordFinding(runId: string, finding: Finding): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO finding (run_id, fingerprint, json) VALUES (?, ?, ?)')
      .run(runId, finding.fingerprint, JSON.stringify(finding));
  }

  removeFinding(runId: string, fingerprint: string): void {
    this.#database
      .prepare('DELETE FROM finding WHERE run_id = ? AND fingerprint = ?')
      .run(runId, fingerprint);
  }

  findings(runId: string): Finding[] {
    const rows = this.#database
      .prepare('SELECT json FROM finding WHERE run_id = ? ORDER BY rowid')
      .all(runId);
    return rows.map((row) => JSON.parse(String(row['json'])) as Finding);
  }

  dismiss(fingerprint: string, reason: string): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO dismissal (fingerprint, reason, time) VALUES (?, ?, ?)')
      .run(fingerprint, reason, this.#now());
  }

  restore(fingerprint: string): void {
    this.#database.prepare('DELETE FROM dismissal WHERE fingerprint = ?').run(fingerprint);
  }

  dismissals(): Map<string, string> {
    const rows = this.#database.prepare('SELECT fingerprint, reason FROM dismissal').all();
    return new Map(rows.map((row) => [String(row['fingerprint']), String(row['reason'])]));
  }

  putDocument({ kind, id, json }: JournalDocument): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO document (kind, id, json, time) VALUES (?, ?, ?, ?)')
      .run(kind, id, json, this.#now());
  }

  getDocument(kind: JournalDocument['kind'], id: string): string | undefined {
    const row = this.#database.prepare('SELECT json FROM document WHERE kind = ? AND id = ?').get(kind, id);
    return row === undefined ? undefined : String(row['json']);
  }

  forgetBefore(time: number): void {
    inTransaction(this.#database, () => {
      const old = 'SELECT id FROM run WHERE started_at < ?';
      this.#database.prepare(`DELETE FROM call WHERE run_id IN (${old})`).run(time);
      this.#database.prepare(`DELETE FROM finding WHERE run_id IN (${old})`).run(time);
      this.#database.prepare('DELETE FROM run WHERE started_at < ?').run(time);
      this.#database.prepare('DELETE FROM document WHERE time < ?').run(time);
    });
  }

  dispose(): void {
    this.#database.close();
  }

  #run(id: string): RunRecord {
    const row = this.#database.prepare('SELECT * FROM run WHERE id = ?').get(id);
    if (row === undefined) throw new AppError('storage', `The journal has lost run ${id}.`);
    return toRun(row);
  }
}

/** Runs that this process started or took up and that did not end; several journals of one process share them. */
const runsOfThisProcess = new Set<string>();

/** Whether a run has not ended, and the process that works on it lives. */
function isWorkedOn(row: Row): boolean {
  if (row['state'] !== 'interrupted' || row['owner'] === null) return false;
  const owner = Number(row['owner']);
  if (owner === process.pid) return runsOfThisProcess.has(String(row['id']));
  try {
    process.kill(owner, 0);
    return true;
  } catch (error) {
    return (error as { code?: string }).code === 'EPERM';
  }
}

type Row = Record<string, unknown>;

function toRun(row: Row): RunRecord {
  return {
    id: String(row['id']),
    kind: row['kind'] as RunRecord['kind'],
    key: String(row['key']),
    model: String(row['model']),
    state: row['state'] as RunState,
    startedAt: Number(row['started_at']),
    endedAt: row['ended_at'] === null ? undefined : Number(row['ended_at']),
    summary: String(row['summary']),
  };
}

function toCall(row: Row): CallRecord {
  return {
    id: String(row['id']),
    runId: String(row['run_id']),
    requestHash: String(row['request_hash']),
    purpose: String(row['purpose']),
    state: row['state'] as CallRecord['state'],
    usage: JSON.parse(String(row['usage'])) as CallUsage,
    reply: row['reply'] === null ? undefined : String(row['reply']),
  };
}
