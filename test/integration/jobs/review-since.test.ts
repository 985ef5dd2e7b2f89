import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { ReviewReport } from '../../../src/core/index.ts';
import { temporaryRepository } from '../../support/nonce-repository.ts';
import { ensureBuilt, runCli } from '../../support/nonce-repository-cli.ts';

before(ensureBuilt);

test('without a model, --since reports what changed and what depends on it, and forgets nothing of the rest', async () => {
  const files = {
    'a.ts': 'export const a = 1;\n',
    'b.ts': "import { a } from './a.ts';\nexport const b = () => (a ? 1 : 2);\n",
    'c.ts': "import { c } from './gone-c.ts';\nexport const cc = () => (c ? 1 : 2);\n",
    'd.ts': "import { e } from './e.ts';\nexport const d = () => (e ? 1 : 2);\n",
    'e.ts': 'export const e = 1;\n',
  };
  using repository = temporaryRepository(files, { commit: true });
  const review = async (...flags: readonly string[]) => {
    const done = await runCli(repository, ['review', '--no-model', ...flags]);
    assert.equal(done.code, 0, done.stderr);
    return done;
  };
  assert.match((await review()).stdout, /gone-c/);

  const none = await review('--since', 'HEAD');
  assert.match(none.stdout, /^Nothing has changed since HEAD\.$/m);
  assert.doesNotMatch(none.stdout, /gone-c|Riskiest regions|Fixed since/);

  repository.write({ 'a.ts': "import './gone-a.ts';\nexport const a = 2;\n" });
  const some = await review('--since', 'HEAD');
  assert.match(some.stdout, /^Only what changed since HEAD and what depends on it: 2 files\.$/m);
  assert.match(some.stdout, /gone-a/);
  assert.match(some.stdout, / b\.ts:2 /);
  assert.doesNotMatch(some.stdout, /gone-c|c\.ts:|d\.ts:|Fixed since/);
  const report = JSON.parse((await review('--since', 'HEAD', '--json')).stdout) as ReviewReport;
  assert.deepEqual(report.scope, { since: 'HEAD', fileCount: 2 });
  assert.deepEqual([...new Set(report.risk.map(({ path }) => path))].sort(), ['a.ts', 'b.ts']);
  assert.match(
    (await review('--since', 'HEAD', '--format', 'markdown')).stdout,
    /Only what changed since HEAD/,
  );

  rmSync(join(repository.root, 'e.ts'));
  assert.match((await review('--since', 'HEAD')).stdout, /d\.ts:1.*\n?.*e\.ts/, 'what a deletion breaks');

  const whole = JSON.parse((await review('--json')).stdout) as ReviewReport;
  const change = whole.findings.find(({ title }) => title.includes('gone-c'))?.change;
  assert.equal(change, 'persisting', 'a narrow review leaves what is known of the rest');
});
