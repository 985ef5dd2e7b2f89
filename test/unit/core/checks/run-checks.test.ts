import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Check, CheckFacts } from '../../../../src/core/checks/check.ts';
import { checkRegistry } from '../../../../src/core/checks/check-registry.ts';
import { readPackageManifest } from '../../../../src/core/checks/package-manifest.ts';
import { runChecks } from '../../../../src/core/checks/run-checks.ts';
import { factsOf, findingsOf, repositoryOf } from './repository-of.ts';

const at = (facts: CheckFacts, path: string, line: number, subject = 'x') => {
  const file = facts.repository.byPath.get(path);
  assert.ok(file);
  return { file, line, subject, title: 't', explanation: 'e' };
};
const checkOf = (id: string, run: Check['run']): Check => ({ id, severity: 'warning', description: '', run });

test('findings are sorted by path, line and rule', async () => {
  const facts = await factsOf({ 'a.txt': '1\n2\n', 'b.txt': '1\n' });
  const checks = [
    checkOf('z', (given) => [at(given, 'b.txt', 1), at(given, 'a.txt', 2), at(given, 'a.txt', 1)]),
    checkOf('a', (given) => [at(given, 'a.txt', 1)]),
  ];
  const { findings } = await runChecks(facts, { checks });
  const seen = findings.map(({ rule, evidence: [first] }) => `${first.path}:${first.startLine} ${rule}`);
  assert.deepEqual(seen, ['a.txt:1 check/a', 'a.txt:1 check/z', 'a.txt:2 check/z', 'b.txt:1 check/z']);
});

test('a check that throws becomes a diagnostic, its findings so far and the other checks stay', async () => {
  const facts = await factsOf({ 'a.txt': '1\n' });
  const broken = checkOf('broken', function* (given) {
    yield at(given, 'a.txt', 1);
    throw new Error('no luck');
  });
  const { findings, diagnostics } = await runChecks(facts, {
    checks: [broken, checkOf('good', (given) => [at(given, 'a.txt', 1)])],
  });
  assert.equal(findings.length, 2);
  assert.deepEqual(
    diagnostics.map(({ code, message }) => [code, message]),
    [['check-failed', 'The check broken stopped early: no luck']],
  );
});

test('an aborted run is rejected', async () => {
  const facts = await factsOf({ 'a.txt': '1\n' });
  await assert.rejects(runChecks(facts, { signal: AbortSignal.abort() }), { name: 'AbortError' });
});

test('only the named checks run, and an unknown name is said', async () => {
  const facts = await factsOf({ 'README.md': '[a](./gone.md)\n', 'a.ts': `import './gone';\n` });
  const { findings, diagnostics } = await runChecks(facts, { only: ['missing-path', 'nothing'] });
  assert.deepEqual(
    findings.map(({ rule }) => rule),
    ['check/missing-path'],
  );
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ['unknown-check'],
  );
});

test('a fingerprint survives moved lines and tells repeated subjects apart', async () => {
  const before = await findingsOf('missing-path', { 'README.md': '[a](./gone.md)\n\n[b](./gone.md)\n' });
  const after = await findingsOf('missing-path', {
    'README.md': 'New.\n\n[a](./gone.md)\n\n[b](./gone.md)\n',
  });
  assert.deepEqual(
    after.map(({ fingerprint }) => fingerprint),
    before.map(({ fingerprint }) => fingerprint),
  );
  assert.equal(new Set(before.map(({ fingerprint }) => fingerprint)).size, 2);
});

test('a finding quotes its line and is grounded', async () => {
  const [finding] = await findingsOf('unresolved-import', { 'a.ts': `\nimport './gone';\n` });
  assert.equal(finding?.level, 'grounded');
  assert.deepEqual(finding?.evidence[0], {
    path: 'a.ts',
    startLine: 2,
    endLine: 2,
    quote: `import './gone';`,
  });
});

test('every check has an id in kebab case and a description', () => {
  assert.deepEqual(
    checkRegistry.map(({ id }) => id),
    ['unresolved-import', 'missing-path', 'undeclared-dependency', 'unused-dependency'],
  );
  for (const { id, description } of checkRegistry)
    assert.ok(/^[a-z]+(-[a-z]+)*$/.test(id) && description.endsWith('.'));
});

test('hostile manifests, workflows and documents end in time', async () => {
  const deep = '['.repeat(200_000);
  const files = {
    'tsconfig.a.json': `{ "extends": ${'['.repeat(2_000)}"x"${']'.repeat(2_000)} }`,
    'a/package-lock.json': `{ "packages": ${deep} }`,
    'pyproject.toml': `a = ${deep}`,
    'README.md': `${'['.repeat(5_000)}a](b.md ${'*a '.repeat(5_000)}\n<img ${' '.repeat(50_000)}`,
    '.github/workflows/a.yml': `jobs: ${'{a: '.repeat(5_000)}`,
    Makefile: `${'a '.repeat(50_000)}:\n`,
    'requirements.txt': `${'a-'.repeat(50_000)}\n`,
    'a.md': `\`\`\`sh\nmake ${'"'.repeat(50_001)}\n$(${'('.repeat(50_000)}\n\`\`\`\n`,
  };
  const started = performance.now();
  await runChecks(await factsOf(files));
  assert.ok(performance.now() - started < 5_000);
});

test('a manifest that is nested too deeply is no manifest', () => {
  const nested = '['.repeat(200_000);
  const [file] = repositoryOf({ 'package.json': `{ "exports": ${nested} }` }).files;
  assert.ok(file);
  assert.equal(readPackageManifest(file), undefined);
});
