import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import type { ChangePlan } from '../../../src/core/index.ts';
import { startModelServer } from '../../support/model-server/start-model-server.ts';
import { nonce, type TemporaryRepository, temporaryRepository } from '../../support/nonce-repository.ts';
import { ensureBuilt, ollamaFlags, runCli } from '../../support/nonce-repository-cli.ts';
import { models, respond, userText } from '../../support/review-responder.ts';

before(ensureBuilt);

const startServer = () => startModelServer({ respond, models });

const read = (repository: TemporaryRepository, path: string) => readFileSync(join(repository.root, path));
const readPlanFile = (repository: TemporaryRepository) =>
  JSON.parse(readFileSync(join(repository.home, 'plan.json'), 'utf8')) as ChangePlan;

/** Files of every kind that a plan must not disturb: CRLF, a mark, UTF-16, mixed line ends, no last line end. */
function renameFiles(word: string): Record<string, string | Uint8Array> {
  return {
    'src/core.ts': `export function ${word}(input: number) {\r\n  return input + 1;\r\n}\r\n`,
    'src/user.ts': `\u{feff}import { ${word} } from './core.ts';\nexport const two = 1 + 1;`,
    'docs/guide.md': `# Guide\r\n\nCall the function ${word} first.\r\nThen rest.\n`,
    'notes/utf16.txt': Buffer.concat([
      Buffer.from([0xff, 0xfe]),
      Buffer.from(`Über ${word}\r\nEnde`, 'utf16le'),
    ]),
    'src/apart.ts': 'export const nothing = 0;\n',
  };
}

test('a plan is made, checked, shown, applied and reverted, byte for byte', async () => {
  const [from, to] = [nonce('old').replace('-', '_'), nonce('fresh').replace('-', '_')];
  const files = renameFiles(from);
  using repository = temporaryRepository(files);
  await using server = await startServer();
  const before = Object.fromEntries(Object.keys(files).map((path) => [path, read(repository, path)]));
  const plan = join(repository.home, 'plan.json');
  const made = await runCli(repository, [
    'plan',
    '--request',
    `rename ${from} to ${to}`,
    '--out',
    plan,
    ...ollamaFlags(server.url),
  ]);
  assert.equal(made.code, 0, made.stderr);
  assert.match(made.stdout, /The plan can be applied: 4 files/);
  for (const [path, bytes] of Object.entries(before)) assert.deepEqual(read(repository, path), bytes);
  const { steps } = readPlanFile(repository);
  const stepOf = (path: string) => steps.findIndex((step) => step.files.includes(path));
  assert.ok(stepOf('src/core.ts') < stepOf('src/user.ts'), 'dependencies come first');
  assert.ok(stepOf('src/user.ts') < stepOf('docs/guide.md'), 'documents come behind code');

  assert.equal((await runCli(repository, ['plan-check', plan])).code, 0);
  const diff = await runCli(repository, ['plan-diff', plan]);
  assert.equal(diff.code, 0);
  assert.match(diff.stdout, new RegExp(`^-export function ${from}.*\\n\\+export function ${to}`, 'm'));
  const rows = JSON.parse((await runCli(repository, ['plan-diff', plan, '--json'])).stdout);
  assert.equal(rows.files.map((row: { readonly diff: string }) => row.diff).join(''), diff.stdout);
  const applied = await runCli(repository, ['plan-apply', plan, '--json']);
  assert.equal(applied.code, 0);
  assert.deepEqual(
    JSON.parse(applied.stdout).paths,
    rows.files.map((row: { readonly path: string }) => row.path),
  );
  for (const [path, bytes] of Object.entries(before)) {
    const encoding = path.endsWith('utf16.txt') ? 'utf16le' : 'utf8';
    const expected = Buffer.from(bytes.toString(encoding).replaceAll(from, to), encoding);
    assert.deepEqual(read(repository, path), expected, path);
  }
  assert.equal((await runCli(repository, ['plan-apply', plan])).code, 1, 'applied twice');
  assert.equal((await runCli(repository, ['plan-revert', plan])).code, 0);
  for (const [path, bytes] of Object.entries(before)) assert.deepEqual(read(repository, path), bytes, path);
});

test('a plan that was applied and edited since is not reverted, and the edit stays', async () => {
  const word = nonce('old').replace('-', '_');
  using repository = temporaryRepository({
    'a.ts': `export const ${word} = 1;\n`,
    'b.md': `About ${word}.\n`,
  });
  await using server = await startServer();
  const plan = join(repository.home, 'plan.json');
  await runCli(repository, [
    'plan',
    '--request',
    `rename ${word} to other`,
    '--out',
    plan,
    ...ollamaFlags(server.url),
  ]);
  assert.equal((await runCli(repository, ['plan-apply', plan])).code, 0);
  repository.write({ 'b.md': 'Something else.\n' });
  const done = await runCli(repository, ['plan-revert', plan]);
  assert.equal(done.code, 1);
  assert.match(done.stderr, /b\.md/);
  assert.equal(read(repository, 'b.md').toString(), 'Something else.\n');
  assert.equal(read(repository, 'a.ts').toString(), 'export const other = 1;\n');
});

test('a plan whose files have moved on says which anchors are stale, and changes nothing', async () => {
  const word = nonce('old').replace('-', '_');
  using repository = temporaryRepository({
    'a.ts': `export const ${word} = 1;\n`,
    'b.md': `About ${word}.\n`,
  });
  await using server = await startServer();
  const plan = join(repository.home, 'plan.json');
  await runCli(repository, [
    'plan',
    '--request',
    `rename ${word} to other`,
    '--out',
    plan,
    ...ollamaFlags(server.url),
  ]);
  repository.write({ 'a.ts': `// one line more\nexport const ${word} = 1;\n` });
  const check = await runCli(repository, ['plan-check', '--json', plan]);
  assert.equal(check.code, 1);
  const { problems } = JSON.parse(check.stdout) as { problems: { code: string; path: string }[] };
  assert.deepEqual(
    problems.map(({ code, path }) => `${code} ${path}`),
    ['stale a.ts'],
  );
  assert.equal((await runCli(repository, ['plan-apply', plan])).code, 1);
  assert.equal(read(repository, 'b.md').toString(), `About ${word}.\n`);
});

test('without a model a plan is the checklist of what the change touches', async () => {
  using repository = temporaryRepository({
    'src/parser.ts': 'export function parseInvoice(text: string) {\n  return text;\n}\n',
    'src/main.ts':
      "import { parseInvoice } from './parser.ts';\nexport const main = () => parseInvoice('');\n",
    'test/parser.test.ts': "import { parseInvoice } from '../src/parser.ts';\nparseInvoice('x');\n",
    'docs/parser.md': 'The file src/parser.ts reads invoices.\n',
  });
  const done = await runCli(repository, [
    'plan',
    '--no-model',
    '--json',
    '--request',
    'Change src/parser.ts to take a date',
  ]);
  assert.equal(done.code, 0);
  const { steps, impact } = JSON.parse(done.stdout) as ChangePlan;
  assert.deepEqual(steps, []);
  const kinds = Object.fromEntries(impact.map(({ path, kind }) => [path, kind]));
  assert.equal(kinds['src/parser.ts'], 'target');
  assert.deepEqual(Object.keys(kinds).sort(), [
    'docs/parser.md',
    'src/main.ts',
    'src/parser.ts',
    'test/parser.test.ts',
  ]);
});

test('an attached document reaches the model, its secrets do not', async () => {
  using repository = temporaryRepository({ 'a.ts': 'export const a = 1;\n' });
  await using server = await startServer();
  const wanted = nonce('wanted');
  const secret = `ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hI6'}`;
  const document = join(repository.home, 'wish.md');
  writeFileSync(document, `# Wish\n\nDo ${wanted}. The token is ${secret}.\n`);
  const done = await runCli(repository, [
    'plan',
    '--request',
    `Do what is wished; use ${secret}`,
    '--attach',
    document,
    ...ollamaFlags(server.url),
  ]);
  // The responder has nothing to rename: no plan that can be read comes of it.
  assert.equal(done.code, 3);
  const sent = server.requests.map(userText).join('\n');
  assert.match(sent, new RegExp(wanted));
  assert.match(sent, /\[REDACTED /);
  assert.ok(!sent.includes(secret));
});

test('a long attachment makes the pack smaller instead of failing', async () => {
  const word = nonce('old').replace('-', '_');
  const bulk = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [
      `src/bulk${index}.ts`,
      `export const b${index} = '${'bulk text '.repeat(300)}';\n`,
    ]),
  );
  using repository = temporaryRepository({ 'a.ts': `export const ${word} = 1;\n`, ...bulk });
  const document = join(repository.home, 'long.md');
  writeFileSync(document, 'A sentence of a long document. '.repeat(4000));
  await using server = await startModelServer({
    respond,
    models: [{ name: 'qwen3-coder-next', contextLength: 96_000 }],
  });
  const done = await runCli(repository, [
    'plan',
    '--request',
    `rename ${word} to other in a.ts`,
    '--attach',
    document,
    ...ollamaFlags(server.url),
  ]);
  assert.equal(done.code, 0, done.stderr);
  assert.match(done.stdout, /The plan can be applied: 1 file,/);
});

test('a plan that the checker rejects is sent back with what is wrong, and the mended one is kept', async () => {
  using repository = temporaryRepository({ 'a.ts': 'export const a = 1;\n' });
  const planWith = (oldText: string) =>
    JSON.stringify({
      summary: `Replace ${oldText}`,
      steps: [{ title: 'One', edits: [{ kind: 'replace', path: 'a.ts', oldText, newText: 'const a = 2' }] }],
    });
  await using server = await startModelServer({
    models,
    respond: (request) => ({
      text: planWith(/does not hold the text/.test(userText(request)) ? 'const a = 1' : 'const b = 1'),
    }),
  });
  const done = await runCli(repository, [
    'plan',
    '--json',
    '--request',
    'make it two',
    ...ollamaFlags(server.url),
  ]);
  assert.equal(done.code, 0);
  assert.equal((JSON.parse(done.stdout) as ChangePlan).summary, 'Replace const a = 1');
  assert.equal(server.requests.length, 2);
});

test('a good plan is kept when the call that should better it fails', async () => {
  using repository = temporaryRepository({ 'a.ts': 'export const a = 1;\n' });
  const text = JSON.stringify({
    summary: 'First try',
    steps: [{ title: 'One', edits: [{ kind: 'replace', path: 'a.ts', oldText: 'not there', newText: 'x' }] }],
  });
  await using server = await startModelServer({
    models,
    respond: (request) => (request.index === 0 ? { text } : { fault: { kind: 'status', status: 400 } }),
  });
  const done = await runCli(repository, [
    'plan',
    '--json',
    '--request',
    'change it',
    ...ollamaFlags(server.url),
  ]);
  assert.equal(done.code, 0);
  assert.equal((JSON.parse(done.stdout) as ChangePlan).summary, 'First try');
  assert.match(done.stderr, /not worked on further/);
});

test('of several candidates the one that can be applied is kept', async () => {
  using repository = temporaryRepository({ 'a.ts': 'export const a = 1;\n' });
  const planOf = (summary: string, oldText: string) =>
    JSON.stringify({
      summary,
      steps: [{ title: 'One', edits: [{ kind: 'replace', path: 'a.ts', oldText, newText: 'const a = 2' }] }],
    });
  await using server = await startModelServer({
    models,
    respond: (request) => ({
      text: userText(request).includes('go another way')
        ? planOf('Second', 'const a = 1')
        : planOf('First', 'nowhere'),
    }),
  });
  const done = await runCli(repository, [
    'plan',
    '--json',
    '--candidates',
    '2',
    '--request',
    'two',
    ...ollamaFlags(server.url),
  ]);
  assert.equal((JSON.parse(done.stdout) as ChangePlan).summary, 'Second');
});

for (const [name, edit] of [
  ['outside the folder', { kind: 'create', path: '../outside.txt', newText: 'x' }],
  ['into git', { kind: 'create', path: '.git/hooks/pre-commit', newText: 'x' }],
  ['over an existing file', { kind: 'create', path: 'a.ts', newText: 'x' }],
] as const) {
  test(`a saved plan that writes ${name} is refused`, async () => {
    using repository = temporaryRepository({ 'a.ts': 'export const a = 1;\n' }, { commit: true });
    const step = { id: 'step-1', title: 't', reason: '', files: [edit.path], sources: [], edits: [edit] };
    const plan = { format: 1, request: 'r', attachments: [], summary: 's', steps: [step], impact: [] };
    const path = join(repository.home, 'plan.json');
    writeFileSync(path, JSON.stringify(plan));
    const status = repository.git('status', '--porcelain');
    assert.equal((await runCli(repository, ['plan-check', path])).code, 1);
    assert.equal((await runCli(repository, ['plan-apply', path])).code, 1);
    assert.equal(repository.git('status', '--porcelain'), status);
    assert.throws(() => read(repository, '../outside.txt'));
    assert.throws(() => read(repository, '.git/hooks/pre-commit'));
  });
}

for (const verb of ['plan-check', 'plan-diff', 'plan-apply', 'plan-revert']) {
  test(`${verb} of something that is no plan is a usage error that names the file`, async () => {
    using repository = temporaryRepository({ 'a.json': '{"format":1}' });
    const done = await runCli(repository, [verb, 'a.json']);
    assert.equal(done.code, 2);
    assert.match(done.stderr, /a\.json is not a plan/);
  });
}
