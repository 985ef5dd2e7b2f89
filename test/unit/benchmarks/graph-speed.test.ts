import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { GraphSession } from '../../../src/core/graph/graph-session.ts';
import { generateRepository } from '../../benchmarks/graph-speed/generate-repository.ts';
import { renderSpeed } from '../../benchmarks/graph-speed/measure-speed.ts';
import { repositoryOf } from '../../support/repository-of.ts';

/** Path → text of a repository that is made and removed again. */
function generated(fileCount: number): Record<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'longview-generated-'));
  try {
    generateRepository(folder, fileCount);
    const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
    return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('a made repository has as many files as were asked for, the same each time, in five languages', () => {
  const files = generated(500);
  assert.equal(Object.keys(files).length, 500);
  assert.deepEqual(generated(500), files);
  const endings = new Set(Object.keys(files).map((path) => path.slice(path.lastIndexOf('.'))));
  for (const ending of ['.ts', '.py', '.go', '.java', '.c', '.h']) assert.ok(endings.has(ending), ending);
  const lengths = Object.values(files).map((text) => text.split('\n').length);
  const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
  assert.ok(mean > 60 && mean < 100, `${mean} lines`);
  assert.ok(Math.max(...lengths) < 500);
});

test('what files of a made repository import is there, and is used', async () => {
  const repository = await repositoryOf(generated(500));
  const graph = await new GraphSession().build(repository);
  assert.deepEqual(graph.unresolved, []);
  assert.equal(repository.files.filter(({ syntax }) => (syntax?.errorCount ?? 0) > 0).length, 0);
  const withUses = new Set(graph.uses.map(({ from }) => from.slice(from.lastIndexOf('.'))));
  for (const ending of ['.ts', '.py', '.go', '.java', '.c']) assert.ok(withUses.has(ending), ending);
});

test('a row of the table says - for what was not measured', () => {
  const measured = {
    bare: { files: 9, bytes: 2_000_000, ms: 1000, peakMb: 99.6 },
    cold: { files: 10, ms: 1500, peakMb: 200 },
  };
  const [, row = ''] = renderSpeed([{ name: 'made', measured, failed: [] }]).split('\n');
  assert.deepEqual(row.split(/ +/), [
    ...['made', '10', '2.0', '1,000', '1,500', '1.50', '-', '-', '-', '-', '-'],
    ...['100', '200', '-', '-'],
  ]);
});
