import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeFile } from '../../../src/core/analysis/analyze-file.ts';
import type { EnginePorts } from '../../../src/core/engine-ports.ts';
import type { Commit, Git } from '../../../src/core/ports/git.ts';
import { defaultSettings } from '../../../src/core/settings/settings-table.ts';
import { takeFiles } from '../../../src/core/snapshot.ts';
import { SqliteIndexStore } from '../../../src/node/sqlite-index-store.ts';
import { commitOf, fakeGit } from '../../support/fake-git.ts';
import { MemoryFileSystem } from '../../support/memory-file-system.ts';
import { parsers } from '../../support/repository-of.ts';

/** Looks at a folder after each step of git's answers, and compares how often git had to read its history. */
function check(name: string, answers: readonly (readonly Commit[] | undefined)[], expected: number): void {
  test(`the history is read once: ${name}`, async () => {
    const index = new SqliteIndexStore(':memory:');
    let reads = 0;
    for (const commits of answers) {
      const git: Git = {
        ...fakeGit(commits === undefined ? {} : { commits }),
        head: async () => commits?.[0]?.hash ?? 'unread',
        log: async () => {
          reads++;
          return commits === undefined ? undefined : [...commits];
        },
      };
      const ports: Partial<EnginePorts> = {
        fileSystem: new MemoryFileSystem({ 'a.ts': 'export const a = 1;\n' }),
        git,
        analyze: (input) => analyzeFile(input, parsers, { timeoutMs: 60_000 }),
        index,
      };
      const { history } = await takeFiles(ports as EnginePorts, defaultSettings, {});
      assert.deepEqual(history.commits, commits ?? []);
    }
    assert.equal(reads, expected);
  });
}

const counted = [commitOf('Second', ['a.ts']), commitOf('First', ['a.ts'], 1)];
const uncounted = counted.map((commit) => ({
  ...commit,
  changes: commit.changes.map(({ path }) => ({ path, addedLines: 0, deletedLines: 0 })),
}));
const next = [commitOf('Third', ['a.ts']), ...counted];

check('with its lines', [counted, counted, counted], 1);
check('where git cannot count lines', [uncounted, uncounted, uncounted], 1);
check('and again after another commit', [uncounted, next, next], 2);
check('and each time while git does not read it', [undefined, undefined], 2);
