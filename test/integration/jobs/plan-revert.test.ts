import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { contentHash } from '../../../src/core/base/content-hash.ts';
import type { PlanEdit } from '../../../src/core/index.ts';
import { type TemporaryRepository, temporaryRepository } from '../../support/nonce-repository.ts';
import { ensureBuilt, runCli } from '../../support/nonce-repository-cli.ts';

before(ensureBuilt);

/** Writes a plan with these edits beside the repository. */
function planWith({ home }: TemporaryRepository, edits: readonly PlanEdit[]): string {
  const files = [...new Set(edits.map(({ path }) => path))];
  const step = { id: '1', title: 't', reason: 'r', files, sources: [], edits };
  const plan = { format: 1, request: 'r', attachments: [], summary: 's', steps: [step], impact: [] };
  const path = join(home, 'plan.json');
  writeFileSync(path, JSON.stringify(plan));
  return path;
}

const script = '#!/bin/sh\necho one\n';

test('a plan that was put back leaves the folder as it was: permissions, folders, nothing else', async () => {
  using repository = temporaryRepository({ 'run.sh': script, 'here/kept.txt': 'k\n' });
  chmodSync(join(repository.root, 'run.sh'), 0o755);
  const plan = planWith(repository, [
    { kind: 'delete', path: 'run.sh', baseHash: contentHash(script) },
    { kind: 'create', path: 'new/deep/f.txt', newText: 'hello\n' },
    { kind: 'create', path: 'here/sub/f.txt', newText: 'hello\n' },
    { kind: 'create', path: 'shared/f.txt', newText: 'hello\n' },
  ]);
  const applied = await runCli(repository, ['plan-apply', plan]);
  assert.equal(applied.code, 0, applied.stderr);
  assert.ok(!existsSync(join(repository.root, 'run.sh')));
  repository.write({ 'shared/mine.txt': 'mine\n' });
  const reverted = await runCli(repository, ['plan-revert', plan]);
  assert.equal(reverted.code, 0, reverted.stderr);
  assert.equal(readFileSync(join(repository.root, 'run.sh'), 'utf8'), script);
  if (process.platform !== 'win32')
    assert.equal(statSync(join(repository.root, 'run.sh')).mode & 0o777, 0o755);
  assert.ok(!existsSync(join(repository.root, 'new')));
  assert.ok(!existsSync(join(repository.root, 'here/sub')));
  assert.ok(existsSync(join(repository.root, 'here/kept.txt')));
  assert.ok(existsSync(join(repository.root, 'shared/mine.txt')), 'what somebody else put there stays');
  const again = await runCli(repository, ['plan-revert', plan, '--json']);
  assert.equal(again.code, 1);
  assert.match(again.stderr, /Nothing of this plan is applied/);
});

test('one changed file is one', async () => {
  using repository = temporaryRepository({ 'a.txt': 'one\n' });
  const plan = planWith(repository, [
    { kind: 'replace', path: 'a.txt', baseHash: contentHash('one\n'), oldText: 'one', newText: 'two' },
  ]);
  const { stderr } = await runCli(repository, ['plan-apply', plan]);
  assert.equal(stderr, "Changed 1 file: a.txt. 'longview plan-revert' puts it back.\n");
});

test('a diff shows no secret, says so, and what is applied has it', async () => {
  const secret = `sk_${'live'}_51Habcdefghijklmnopqrstuvwx`;
  const before = `API_KEY=${secret}\none=1\n`;
  using repository = temporaryRepository({ '.env': before, 'plain.txt': 'one\n' });
  const plan = planWith(repository, [
    { kind: 'replace', path: '.env', baseHash: contentHash(before), oldText: 'one=1', newText: 'one=2' },
    { kind: 'create', path: 'new.env', newText: `API_KEY=${secret}\n` },
    { kind: 'replace', path: 'plain.txt', baseHash: contentHash('one\n'), oldText: 'one', newText: 'two' },
  ]);
  for (const flags of [[], ['--json']]) {
    const { code, stdout, stderr } = await runCli(repository, ['plan-diff', plan, ...flags]);
    assert.equal(code, 0, stderr);
    assert.ok(!`${stdout}${stderr}`.includes('51Habc'), stdout);
    assert.match(stdout, / API_KEY=\[REDACTED [^\]]+\]\\?n?\n?-one=1/, 'the secret is context, not a change');
    assert.match(stderr, /Secrets are not shown: \.env, new\.env\./);
  }
  assert.equal((await runCli(repository, ['plan-apply', plan])).code, 0);
  assert.equal(readFileSync(join(repository.root, '.env'), 'utf8'), before.replace('one=1', 'one=2'));
  assert.equal(readFileSync(join(repository.root, 'new.env'), 'utf8'), `API_KEY=${secret}\n`);
});

test('every verb says by its exit code alike that a plan does not fit', async () => {
  using repository = temporaryRepository({ 'a.txt': 'one\n' });
  const plan = planWith(repository, [
    { kind: 'replace', path: 'a.txt', baseHash: contentHash('other\n'), oldText: 'one', newText: 'two' },
  ]);
  for (const verb of ['plan-check', 'plan-diff', 'plan-apply', 'plan-revert'])
    assert.equal((await runCli(repository, [verb, plan])).code, 1, verb);
});
