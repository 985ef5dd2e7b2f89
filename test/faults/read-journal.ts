import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

interface StoredUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** A row of the ledger, as it lies on disk. */
export interface StoredCall {
  readonly runId: string;
  readonly state: 'pending' | 'complete' | 'failed';
  readonly usage: StoredUsage;
  /** The request that the reply answers, as `review-responder.ts` names it in its replies. */
  readonly seen: string | undefined;
}

function withJournal<T>(home: string, read: (database: DatabaseSync) => T): T | undefined {
  const roots = join(home, 'roots');
  const [key] = listed(roots);
  if (key === undefined || !listed(join(roots, key)).includes('journal.sqlite')) return undefined;
  const database = new DatabaseSync(join(roots, key, 'journal.sqlite'));
  try {
    const hasTables = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'call'").get();
    return hasTables === undefined ? undefined : read(database);
  } finally {
    database.close();
  }
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** All calls of the one repository whose home this is; empty as long as there is no journal. */
export function callsInJournal(home: string): readonly StoredCall[] {
  const rows = withJournal(home, (database) =>
    database.prepare('SELECT run_id, state, usage, reply FROM call ORDER BY sequence').all(),
  );
  return (rows ?? []).map(({ run_id, state, usage, reply }) => ({
    runId: String(run_id),
    state: state as StoredCall['state'],
    usage: JSON.parse(String(usage)) as StoredUsage,
    seen: /\\"seen\\":\\"(\w+)\\"/.exec(String(reply))?.[1],
  }));
}

/** The states of all runs, oldest first. */
export function runStatesInJournal(home: string): readonly string[] {
  const rows = withJournal(home, (database) =>
    database.prepare('SELECT state FROM run ORDER BY sequence').all(),
  );
  return (rows ?? []).map(({ state }) => String(state));
}

/** Fingerprints in the report that the last review left behind. */
export function findingsOfLastReport(home: string): ReadonlySet<string> {
  const [row] =
    withJournal(home, (database) =>
      database.prepare("SELECT json FROM document WHERE kind = 'review'").all(),
    ) ?? [];
  if (row === undefined) return new Set();
  const { report } = JSON.parse(String(row['json'])) as { report: { findings: { fingerprint: string }[] } };
  return new Set(report.findings.map(({ fingerprint }) => fingerprint));
}

/** The requests whose replies are complete on disk. */
export function repliesInJournal(home: string): ReadonlySet<string> {
  const complete = callsInJournal(home).filter((call) => call.state === 'complete');
  return new Set(complete.flatMap(({ seen }) => seen ?? []));
}

/** Fingerprints of the findings that all runs wrote down. */
export function findingsInJournal(home: string): ReadonlySet<string> {
  const rows = withJournal(home, (database) => database.prepare('SELECT fingerprint FROM finding').all());
  return new Set((rows ?? []).map(({ fingerprint }) => String(fingerprint)));
}
