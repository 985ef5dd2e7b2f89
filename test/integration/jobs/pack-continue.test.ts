import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { before, test } from 'node:test';
import type { PackContinuation } from '../../../src/core/index.ts';
import { moduleWith, type TemporaryRepository, temporaryRepository } from '../../support/nonce-repository.ts';
import { ensureBuilt, runCli } from '../../support/nonce-repository-cli.ts';
import { unpackContinued } from '../../unit/core/context/unpack-continued.ts';

before(ensureBuilt);

/** A short file in front of long ones, so that a new pack would keep little of the one before. */
const files = {
  'src/a.ts': moduleWith('a', 'MARK-A'),
  'src/b.ts': Array.from({ length: 40 }, (_, index) => moduleWith(`b${index}`, 'MARK-B')).join('\n'),
  'src/c.ts': moduleWith('c', 'MARK-C', ['./b.ts']),
};

interface Packed {
  readonly text: string;
  readonly said: string;
  readonly continuation: PackContinuation;
}

async function packOn(repository: TemporaryRepository): Promise<Packed> {
  const stats = join(repository.home, 'stats.json');
  const { code, stdout, stderr } = await runCli(repository, ['pack', '--continue', '--stats', stats]);
  assert.equal(code, 0, stderr);
  const { continuation } = JSON.parse(readFileSync(stats, 'utf8')) as Pick<Packed, 'continuation'>;
  return { text: stdout, said: stderr, continuation };
}

test('a pack goes on from the last one, and both together are the folder as it is', async () => {
  using repository = temporaryRepository(files);
  const first = await packOn(repository);
  assert.equal(first.continuation.action, 'first');
  assert.equal((await packOn(repository)).text, first.text);
  repository.write({ 'src/a.ts': moduleWith('a', 'MARK-NEW'), 'src/d.ts': 'export const d = 4;\n' });
  const second = await packOn(repository);
  assert.equal(second.continuation.action, 'continued');
  assert.ok(second.text.startsWith(first.text.slice(0, -'</pack>\n'.length)));
  assert.match(
    second.said,
    /Continues the last pack for the first time: \d+ tokens at its beginning are the last pack's/,
  );
  const known = unpackContinued('xml', second.text).files;
  for (const path of ['src/a.ts', 'src/b.ts', 'src/c.ts', 'src/d.ts'])
    assert.equal(known.get(path)?.content, readFileSync(join(repository.root, path), 'utf8'), path);
});

test('a damaged pack is not built upon, and that is said', async () => {
  using repository = temporaryRepository(files);
  const first = await packOn(repository);
  const index = readdirSync(repository.home, { recursive: true, encoding: 'utf8' }).find((path) =>
    path.endsWith('index.sqlite'),
  );
  const database = new DatabaseSync(join(repository.home, index ?? ''));
  database.exec(
    "UPDATE fact SET json = replace(json, 'MARK-B', 'MARK-X') WHERE kind LIKE 'continued-pack-%'",
  );
  database.close();
  const second = await packOn(repository);
  assert.match(second.continuation.reason, /damaged/);
  assert.equal(second.text, first.text);
});

test('two at once leave a pack that a third one goes on from', async () => {
  using repository = temporaryRepository(files);
  await Promise.all([packOn(repository), packOn(repository)]);
  const third = await packOn(repository);
  assert.equal(third.continuation.action, 'unchanged');
});
