import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { test } from 'node:test';
import { SqliteJournal } from '../../../src/node/sqlite-journal.ts';

const sample = (reportedTokens: number) => ({ ownTokens: 10_000, reportedTokens });

test('samples come back newest first, for their model alone', () => {
  const journal = new SqliteJournal(':memory:');
  for (const tokens of [11_000, 12_000, 13_000]) journal.recordUsageSample('a:x', sample(tokens));
  journal.recordUsageSample('a:y', sample(20_000));
  assert.deepEqual(
    journal.usageSamples('a:x').map(({ reportedTokens }) => reportedTokens),
    [13_000, 12_000, 11_000],
  );
});

test('samples of a run count once it is finished, so that one that is taken up sees the same packs', () => {
  const journal = new SqliteJournal(':memory:');
  const run = journal.startRun({ kind: 'review', key: 'k', model: 'a:x' });
  journal.recordUsageSample('a:x', sample(14_000), run.id);
  assert.deepEqual(journal.usageSamples('a:x'), []);
  journal.endRun(run.id, 'stopped', '{}');
  assert.deepEqual(journal.usageSamples('a:x'), []);
  journal.endRun(run.id, 'finished', '{}');
  assert.deepEqual(journal.usageSamples('a:x'), [sample(14_000)]);
  journal.forgetBefore(Date.now() + 1000);
  assert.deepEqual(journal.usageSamples('a:x'), [sample(14_000)], 'what was learned outlives the run');
});

test('a model keeps a bounded number of samples', () => {
  const journal = new SqliteJournal(':memory:');
  for (let index = 0; index < 400; index++) journal.recordUsageSample('a:x', sample(10_000 + index));
  const samples = journal.usageSamples('a:x');
  assert.deepEqual([samples.length, samples[0], samples[63]], [64, sample(10_399), sample(10_336)]);
});

test('a journal of the format before this one is migrated and keeps what it has', () => {
  const folder = mkdtempSync(join(tmpdir(), 'longview-journal-'));
  const path = join(folder, 'journal.sqlite');
  try {
    const journal = new SqliteJournal(path);
    journal.dismiss('f', 'because');
    journal.dispose();
    const database = new DatabaseSync(path);
    database.exec('DROP TABLE usage_sample; PRAGMA user_version = 2');
    database.close();
    const migrated = new SqliteJournal(path);
    migrated.recordUsageSample('a:x', sample(11_000));
    assert.deepEqual(migrated.usageSamples('a:x'), [sample(11_000)]);
    assert.deepEqual([...migrated.dismissals()], [['f', 'because']]);
    migrated.dispose();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
