import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { SqliteJournal } from '../../../src/node/sqlite-journal.ts';

const folder = mkdtempSync(join(tmpdir(), 'longview-journal-'));
after(() => rmSync(folder, { recursive: true, force: true }));

/** A journal file in which another process, now dead, started a run. */
function afterDeadProcess(name: string): SqliteJournal {
  const path = join(folder, name);
  const module = new URL('../../../src/node/sqlite-journal.ts', import.meta.url).href;
  const script = `import { SqliteJournal } from ${JSON.stringify(module)};
    new SqliteJournal(${JSON.stringify(path)}).startRun({ kind: 'review', key: 'k', model: 'm' }); process.kill(process.pid, 'SIGKILL');`;
  spawnSync(process.execPath, ['--input-type=module', '--eval', script]);
  return new SqliteJournal(path);
}

test('the run of a killed process is taken up once', () => {
  const journal = afterDeadProcess('dead.sqlite');
  const run = journal.resumeRun('k');
  assert.equal(run?.key, 'k');
  assert.equal(journal.resumeRun('k'), undefined, 'it is worked on now');
  journal.dispose();
});

test('a run that this process works on is not taken up by another journal of the same file', () => {
  const path = join(folder, 'two.sqlite');
  const first = new SqliteJournal(path);
  const second = new SqliteJournal(path);
  const run = first.startRun({ kind: 'review', key: 'k', model: 'm' });
  assert.equal(second.resumeRun('k'), undefined);
  first.endRun(run.id, 'cancelled', '{}');
  assert.equal(second.resumeRun('k')?.id, run.id);
  first.dispose();
  second.dispose();
});

test('a run begins when it was asked for, where that was before it is written down', () => {
  const journal = new SqliteJournal(join(folder, 'asked.sqlite'), () => 9000);
  assert.equal(journal.startRun({ kind: 'review', key: 'now', model: '' }).startedAt, 9000);
  const { id } = journal.startRun({ kind: 'review', key: 'before', model: '', startedAt: 100 });
  journal.endRun(id, 'finished', '{}');
  const [newest] = journal.runs(1);
  assert.deepEqual([newest?.startedAt, newest?.endedAt], [100, 9000]);
  journal.dispose();
});

test('a run that finished is over; one that a budget stopped goes on within the same budget', () => {
  const journal = new SqliteJournal(join(folder, 'over.sqlite'));
  for (const state of ['finished', 'stopped'] as const) {
    journal.endRun(journal.startRun({ kind: 'review', key: state, model: 'm' }).id, state, '{}');
    assert.equal(journal.resumableRun(state) !== undefined, state === 'stopped');
  }
  journal.dispose();
});
