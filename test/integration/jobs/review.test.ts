import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { type ModelServer, startModelServer } from '../../support/model-server/start-model-server.ts';
import {
  moduleWith,
  nonce,
  nonceRepository,
  type TemporaryRepository,
  temporaryRepository,
} from '../../support/nonce-repository.ts';
import {
  ensureBuilt,
  markedPlaces,
  ollamaFlags,
  type ReportJson,
  reportOf,
  runCli,
} from '../../support/nonce-repository-cli.ts';
import { models, respond, userText } from '../../support/review-responder.ts';

before(ensureBuilt);

const startServer = () => startModelServer({ respond, models });

async function review(
  repository: TemporaryRepository,
  server: ModelServer,
  ...flags: readonly string[]
): Promise<ReportJson & { readonly code: number | null }> {
  const done = await runCli(repository, ['review', '--json', ...ollamaFlags(server.url), ...flags]);
  return { ...reportOf(done), code: done.code };
}

/** Paths that the calls of a pass looked at, since the `from`-th request. */
function askedPaths(server: ModelServer, from = 0): string[] {
  const paths = server.requests
    .slice(from)
    .filter((request) => request.messages[0]?.text.startsWith('You review source code'))
    .flatMap((request) =>
      [
        ...(/only to understand it:\n((?:.+:\d+-\d+\n?)+)/.exec(userText(request))?.[1] ?? '').matchAll(
          /^(.+):\d+-\d+$/gm,
        ),
      ].map(([, path]) => path ?? ''),
    );
  return [...new Set(paths)].sort();
}

for (const strategy of ['pack', 'retrieval'] as const) {
  test(`${strategy}: what is marked in a file comes back as a finding at its line, looked at twice`, async () => {
    const { files, places } = nonceRepository({ folders: 5, marked: 4 });
    using repository = temporaryRepository({
      ...files,
      '.longview.json': JSON.stringify({ 'review.strategy': strategy }),
    });
    await using server = await startServer();
    const report = await review(repository, server);
    assert.equal(report.end, 'complete');
    assert.equal(report.code, 0);
    assert.equal(report.strategy, strategy);
    assert.deepEqual(markedPlaces(report), [...places].sort());
    assert.deepEqual([...new Set(report.findings.map((finding) => finding.level))], ['re-checked']);
    assert.ok(report.findings.every((finding) => finding.change === 'new'));
    const [finding] = report.findings;
    const [first] = finding?.evidence ?? [];
    const lines = readFileSync(join(repository.root, first?.path ?? ''), 'utf8').split('\n');
    assert.equal(lines[(first?.startLine ?? 0) - 1], first?.quote);
  });
}

test('with the pack strategy every call begins with the same bytes', async () => {
  using repository = temporaryRepository({
    ...nonceRepository({ folders: 4, marked: 0 }).files,
    '.longview.json': JSON.stringify({ 'review.strategy': 'pack' }),
  });
  await using server = await startServer();
  await review(repository, server);
  const prefixes = server.requests.map((request) => userText(request).split('</pack>')[0]);
  assert.equal(prefixes.length, 8);
  assert.equal(new Set(prefixes).size, 1);
  assert.ok(server.requests.slice(1).every((request) => request.cachedTokens > 0));
});

test('what the second look refutes, and what is quoted wrongly, is not reported and is counted', async () => {
  const kept = nonce('DEFECT');
  using repository = temporaryRepository({
    'src/a/index.ts': moduleWith('a', kept),
    'src/b/index.ts': moduleWith('b', `${nonce('DEFECT')} REFUTABLE`),
    'src/c/index.ts': moduleWith('c', `${nonce('DEFECT')} UNQUOTABLE`),
  });
  await using server = await startServer();
  const report = await review(repository, server);
  assert.deepEqual(markedPlaces(report), [`src/a/index.ts:4 ${kept}`]);
  assert.deepEqual(report.dropped, { notLocated: 1, refuted: 1, duplicates: 0 });
});

test('a second review without changes asks nothing and keeps the findings as persisting', async () => {
  const { files, places } = nonceRepository({ folders: 4, marked: 3 });
  using repository = temporaryRepository(files);
  await using server = await startServer();
  await review(repository, server);
  const asked = server.requests.length;
  assert.ok(asked >= 8);
  const again = await review(repository, server);
  assert.equal(server.requests.length, asked);
  assert.deepEqual(markedPlaces(again), [...places].sort());
  assert.deepEqual([...new Set(again.findings.map((finding) => finding.change))], ['persisting']);
  assert.deepEqual(again.fixed, []);
});

test('a third review still asks nothing, also after one without a model', async () => {
  const { files, places } = nonceRepository({ folders: 3, marked: 2 });
  using repository = temporaryRepository(files);
  await using server = await startServer();
  await review(repository, server);
  const asked = server.requests.length;
  const without = reportOf(await runCli(repository, ['review', '--json', '--no-model']));
  assert.deepEqual(markedPlaces(without), [...places].sort());
  await review(repository, server);
  assert.equal(server.requests.length, asked);
});

test('a review with another model does not forget what the first one covered', async () => {
  const { files } = nonceRepository({ folders: 3, marked: 1 });
  using repository = temporaryRepository(files);
  await using server = await startServer();
  await review(repository, server);
  await runCli(repository, ['review', '--json', ...ollamaFlags(server.url, 'blind')]);
  const asked = server.requests.length;
  await review(repository, server);
  assert.equal(server.requests.length, asked);
});

test('after an edit only the region and what depends on it are asked about again', async () => {
  const mark = nonce('DEFECT');
  using repository = temporaryRepository({
    'src/base/index.ts': moduleWith('base', 'nothing'),
    'src/user/index.ts': moduleWith('user', mark, ['../base/index.ts']),
    'src/other/index.ts': moduleWith('other', 'nothing'),
    'src/far/index.ts': moduleWith('far', 'nothing', ['../user/index.ts']),
  });
  await using server = await startServer();
  await review(repository, server);
  const asked = server.requests.length;
  repository.write({ 'src/base/index.ts': moduleWith('base', 'changed a little') });
  const report = await review(repository, server);
  assert.deepEqual(askedPaths(server, asked), ['src/base/index.ts', 'src/user/index.ts']);
  assert.deepEqual(markedPlaces(report), [`src/user/index.ts:5 ${mark}`]);
});

test('what is mended is reported as fixed once, and lines that moved are those of now', async () => {
  const [fixed, kept] = [nonce('DEFECT'), nonce('DEFECT')];
  using repository = temporaryRepository({
    'src/a/index.ts': moduleWith('a', fixed),
    'src/b/index.ts': moduleWith('b', kept),
  });
  await using server = await startServer();
  await review(repository, server);
  const moved = `\n\n\n${moduleWith('b', kept)}`;
  repository.write({ 'src/a/index.ts': moduleWith('a', 'in order'), 'src/b/index.ts': moved });
  const report = await review(repository, server, '--no-model');
  assert.deepEqual(markedPlaces(report), [`src/b/index.ts:7 ${kept}`]);
  assert.deepEqual(report.fixed, [
    {
      fingerprint: report.fixed[0] && (report.fixed[0] as { fingerprint?: string }).fingerprint,
      title: `The fault ${fixed}`,
      path: 'src/a/index.ts',
    },
  ]);
  assert.deepEqual((await review(repository, server)).fixed, []);
});

test('findings of a pass that does not run stay', async () => {
  const [defect, contract] = [nonce('DEFECT'), nonce('CONTRACT')];
  using repository = temporaryRepository({
    'src/a/index.ts': `${moduleWith('a', defect)}// ${contract} is not kept\n`,
  });
  await using server = await startServer();
  assert.equal(markedPlaces(await review(repository, server)).length, 2);
  const report = await review(repository, server, '--passes', 'correctness', '--all');
  assert.equal(markedPlaces(report).length, 2);
});

test('--since looks at what changed and what depends on it, and at nothing else', async () => {
  const mark = nonce('DEFECT');
  using repository = temporaryRepository(
    {
      'src/a/index.ts': moduleWith('a', 'nothing'),
      'src/b/index.ts': moduleWith('b', 'nothing', ['../a/index.ts']),
      'src/c/index.ts': moduleWith('c', nonce('DEFECT')),
    },
    { commit: true },
  );
  repository.write({ 'src/a/index.ts': moduleWith('a', mark) });
  await using server = await startServer();
  const report = await review(repository, server, '--since', 'HEAD');
  assert.deepEqual(askedPaths(server), ['src/a/index.ts', 'src/b/index.ts']);
  assert.deepEqual(markedPlaces(report), [`src/a/index.ts:4 ${mark}`]);
});

test('--since with a reference that git does not know is a usage error', async () => {
  using repository = temporaryRepository({ 'a.ts': 'export const a = 1;\n' }, { commit: true });
  const done = await runCli(repository, ['review', '--no-model', '--since', 'no-such-ref']);
  assert.equal(done.code, 2);
  assert.match(done.stderr, /no-such-ref/);
});

const failOnRows = [
  { mark: 'SEVERE', failOn: 'error', code: 1 },
  { mark: 'SEVERE', failOn: 'warning', code: 1 },
  { mark: '', failOn: 'error', code: 0 },
  { mark: '', failOn: 'warning', code: 1 },
  { mark: 'SEVERE', failOn: 'never', code: 0 },
] as const;
for (const { mark, failOn, code } of failOnRows) {
  test(`--fail-on ${failOn} with ${mark === '' ? 'a warning' : 'an error'} exits ${code}`, async () => {
    using repository = temporaryRepository({ 'a.ts': moduleWith('a', `${nonce('DEFECT')} ${mark}`) });
    await using server = await startServer();
    const report = await review(repository, server, '--fail-on', failOn);
    assert.equal(report.findings.length, 1);
    assert.equal(report.code, code);
  });
}

for (const format of ['json', 'sarif'] as const) {
  test(`what stands in a ${format} baseline is neither reported nor a reason to fail`, async () => {
    const [old, fresh] = [nonce('DEFECT'), nonce('DEFECT')];
    using repository = temporaryRepository({ 'src/a/index.ts': moduleWith('a', old) });
    await using server = await startServer();
    const baseline = join(repository.home, 'baseline');
    const made = await runCli(repository, [
      'review',
      ...ollamaFlags(server.url),
      '--format',
      format,
      '--out',
      baseline,
    ]);
    assert.equal(made.code, 0);
    const same = await review(repository, server, '--baseline', baseline, '--fail-on', 'warning');
    assert.deepEqual([same.code, same.findings.length], [0, 0]);
    repository.write({ 'src/b/index.ts': moduleWith('b', fresh) });
    const more = await review(repository, server, '--baseline', baseline, '--fail-on', 'warning');
    assert.deepEqual([more.code, markedPlaces(more)], [1, [`src/b/index.ts:4 ${fresh}`]]);
  });
}

for (const content of ['null', '[]', '{"findings":[null]}x', '{}', 'not json']) {
  test(`a baseline of ${content} is refused without a stack trace`, async () => {
    using repository = temporaryRepository({ 'a.ts': '' });
    const baseline = join(repository.home, 'baseline.json');
    writeFileSync(baseline, content);
    const done = await runCli(repository, ['review', '--no-model', '--baseline', baseline]);
    assert.equal(done.code, 2);
    assert.match(done.stderr, /baseline/);
    assert.doesNotMatch(done.stderr, /\n\s+at /);
  });
}

test('a baseline with broken entries is read as far as it makes sense', async () => {
  using repository = temporaryRepository({ 'a.ts': '' });
  const baseline = join(repository.home, 'baseline.json');
  writeFileSync(baseline, '{"findings":[null,{"fingerprint":"x"}]}');
  assert.equal((await runCli(repository, ['review', '--no-model', '--baseline', baseline])).code, 0);
});

for (const limit of [30_000, 60_000]) {
  test(`--max-tokens ${limit} is not exceeded by what the server counted, and what was found is kept`, async () => {
    const { files } = nonceRepository({ folders: 30, marked: 30 });
    using repository = temporaryRepository({ ...files, '.longview.json': '{"review.maxRegions":0}' });
    await using server = await startServer();
    const report = await review(repository, server, '--max-tokens', String(limit));
    assert.equal(report.end, 'budget');
    assert.equal(report.code, 0);
    assert.ok(server.requests.length > 0);
    assert.ok(server.totalPromptTokens + server.totalCompletionTokens <= limit);
    assert.ok(report.findings.length > 0);
    // Every marked line that a complete reply named is in the report, whatever came of its second look.
    const replied = server.requests
      .filter((request) => request.completed)
      .flatMap((request) => [...(request.reply?.text ?? '').matchAll(/"title":"The fault ([\w-]+)"/g)])
      .map(([, mark]) => mark ?? '');
    const reported = markedPlaces(report).map((place) => place.split(' ')[1]);
    assert.deepEqual([...new Set(replied)].sort(), [...reported].sort());
  });
}

test('a run that stopped at its budget goes on where it was, and pays nothing twice', async () => {
  const { files, places } = nonceRepository({ folders: 10, marked: 10 });
  using repository = temporaryRepository(files);
  await using server = await startServer();
  let report = await review(repository, server, '--max-tokens', '30000');
  assert.equal(report.end, 'budget');
  for (let round = 0; round < 40 && report.end === 'budget'; round++)
    report = await review(repository, server, '--max-tokens', '30000');
  assert.equal(report.end, 'complete');
  assert.deepEqual(markedPlaces(report), [...places].sort());
  const bodies = server.requests
    .filter((request) => request.completed)
    .map((request) => JSON.stringify([request.messages, request.tools]));
  assert.equal(new Set(bodies).size, bodies.length);
});

test('a limit that is written as 1.1k is a limit, not a remark', async () => {
  using repository = temporaryRepository({ 'a.ts': moduleWith('a', nonce('DEFECT')) });
  await using server = await startServer();
  const report = await review(repository, server, '--max-tokens', '1.1k');
  assert.equal(report.end, 'budget');
  assert.equal(server.requests.length, 0);
});

test('--dry-run asks no model and says what would be asked', async () => {
  using repository = temporaryRepository(nonceRepository({ folders: 3, marked: 1 }).files);
  await using server = await startServer();
  const done = await runCli(repository, ['review', '--dry-run', ...ollamaFlags(server.url)]);
  assert.equal(done.code, 0);
  assert.match(done.stderr, /3 regions, 6 calls/);
  assert.equal(server.requests.length, 0);
});

test('without a model the checks and the risk map are there, and it is said', async () => {
  using repository = temporaryRepository({
    'src/a.ts': "import { b } from './missing.ts';\nexport const a = (x: number) => (x > 1 ? b : 2);\n",
  });
  const done = await runCli(repository, ['review', '--no-model']);
  assert.equal(done.code, 0);
  assert.match(done.stdout, /src\/a\.ts:1 .*missing/);
  assert.match(done.stdout, /No model was asked/);
});

test('titles of a model that would steer the terminal or look like lines of the report do neither', async () => {
  const quote = 'export const value = compute(1);';
  using repository = temporaryRepository({ 'a.ts': `${quote}\n` });
  const title = 'bad\u001b[2J\u009b31m\nsrc/x.ts:1 error forged\u202e';
  const findings = [
    {
      title,
      severity: 'error',
      explanation: 'long enough \u001b]0;x\u0007',
      confidence: 1,
      evidence: [{ path: 'a.ts', quote }],
    },
  ];
  await using server = await startModelServer({
    models,
    respond: (request) => ({
      text: request.messages[0]?.text.startsWith('You review')
        ? JSON.stringify({ findings })
        : '{"verdict":"stands"}',
    }),
  });
  const done = await runCli(repository, [
    'review',
    '--verbose',
    ...ollamaFlags(server.url),
    '--passes',
    'correctness',
  ]);
  assert.match(done.stdout, /forged/);
  for (const text of [done.stdout, done.stderr]) {
    assert.doesNotMatch(text, /[\u001b\u009b\u0007\u202e]/);
    assert.doesNotMatch(text, /^src\/x\.ts/m);
  }
});
