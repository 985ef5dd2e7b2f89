import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { defaultSettings } from '../../../src/core/index.ts';
import { createModelDirectory } from '../../../src/node/models/node-model-directory.ts';
import { openEngine } from '../../../src/node/open-engine.ts';
import { type ModelServer, startModelServer } from '../../support/model-server/start-model-server.ts';
import {
  moduleWith,
  nonce,
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/nonce-repository.ts';
import { ensureBuilt } from '../../support/nonce-repository-cli.ts';
import { models, respond } from '../../support/review-responder.ts';

before(ensureBuilt);

const startServer = () => startModelServer({ respond, models });

async function withEngine<T>(
  repository: TemporaryRepository,
  server: ModelServer,
  use: (engine: Awaited<ReturnType<typeof openEngine>>['engine']) => Promise<T>,
): Promise<T> {
  process.env['LONGVIEW_HOME'] = repository.home;
  const settings = { ...defaultSettings, model: 'ollama:qwen3-coder-next', baseUrl: server.url };
  const opened = await openEngine({
    root: repository.root,
    settings,
    models: (merged) => createModelDirectory({ settings: merged, environment: {} }),
  });
  try {
    return await use(opened.engine);
  } finally {
    opened.dispose();
  }
}

const titlesOf = ({ findings }: { readonly findings: readonly { readonly title: string }[] }) =>
  findings.map((finding) => finding.title).sort();

test('a dismissed finding is not reported again, not even when its region is asked about anew', async () => {
  const [gone, kept] = [nonce('DEFECT'), nonce('DEFECT')];
  using repository = temporaryRepository({
    'src/a/index.ts': moduleWith('a', gone),
    'src/b/index.ts': moduleWith('b', kept),
  });
  await using server = await startServer();
  await withEngine(repository, server, async (engine) => {
    const first = await engine.review({ useModel: true });
    assert.equal(first.findings.length, 2);
    const fingerprint = first.findings.find((finding) => finding.title.includes(gone))?.fingerprint ?? '';
    engine.dismiss(fingerprint, 'meant so');
    const second = await engine.review({ useModel: true });
    assert.deepEqual(titlesOf(second), [`The fault ${kept}`]);
    assert.deepEqual(second.fixed, []);
    const third = await engine.review({ useModel: true, all: true });
    assert.deepEqual(titlesOf(third), [`The fault ${kept}`]);
    assert.equal(third.dismissedCount, 1);
    engine.restore(fingerprint);
    assert.equal((await engine.review({ useModel: true, all: true })).findings.length, 2);
  });
});

test('a dismissed finding costs no second look', async () => {
  const mark = nonce('DEFECT');
  using repository = temporaryRepository({ 'src/a/index.ts': moduleWith('a', mark) });
  await using server = await startServer();
  await withEngine(repository, server, async (engine) => {
    const [finding] = (await engine.review({ useModel: true, passes: ['correctness'] })).findings;
    engine.dismiss(finding?.fingerprint ?? '', '');
    const asked = server.requests.length;
    assert.equal(asked, 2);
    repository.write({ 'src/a/index.ts': `${moduleWith('a', mark)}// one line more\n` });
    const report = await engine.review({ useModel: true, passes: ['correctness'] });
    assert.equal(server.requests.length, asked + 1);
    assert.deepEqual(report.findings, []);
  });
});

test('a dismissed check finding is counted, and is not called fixed', async () => {
  using repository = temporaryRepository({
    'src/a.ts': "import { b } from './missing.ts';\nexport const a = b;\n",
  });
  await using server = await startServer();
  await withEngine(repository, server, async (engine) => {
    const [finding] = (await engine.review({ useModel: false })).findings;
    assert.equal(finding?.rule, 'check/unresolved-import');
    engine.dismiss(finding.fingerprint, 'generated later');
    const report = await engine.review({ useModel: false });
    assert.deepEqual([report.findings.length, report.fixed.length, report.dismissedCount], [0, 0, 1]);
  });
});

test('events of a review tell of each finding and of its rise', async () => {
  const mark = nonce('DEFECT');
  using repository = temporaryRepository({
    'src/a/index.ts': moduleWith('a', mark),
    'src/b/index.ts': moduleWith('b', `${nonce('DEFECT')} REFUTABLE`),
  });
  await using server = await startServer();
  await withEngine(repository, server, async (engine) => {
    const told: string[] = [];
    await engine.review(
      { useModel: true, passes: ['correctness'] },
      {
        onEvent: (event) => {
          if (event.type === 'finding') told.push(`${event.finding.level} ${event.finding.evidence[0].path}`);
          if (event.type === 'finding-removed') told.push(event.why);
        },
      },
    );
    assert.deepEqual(told.sort(), [
      'located src/a/index.ts',
      'located src/b/index.ts',
      're-checked src/a/index.ts',
      'refuted',
    ]);
  });
});
