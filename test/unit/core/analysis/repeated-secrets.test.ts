import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeFile, type FileAnalysis } from '../../../../src/core/analysis/analyze-file.ts';
import { type AnalyzeFile, loadRepository } from '../../../../src/core/analysis/load-repository.ts';
import { reloadRepository, replaceFiles } from '../../../../src/core/analysis/replace-files.ts';
import type { Repository } from '../../../../src/core/analysis/repository.ts';
import { knownSecretFinder } from '../../../../src/core/workspace/known-secrets.ts';
import { scanWorkspace } from '../../../../src/core/workspace/scan-workspace.ts';
import { documents } from '../../../support/document-reader.ts';
import { fakeGit } from '../../../support/fake-git.ts';
import { type MemoryEntry, MemoryFileSystem } from '../../../support/memory-file-system.ts';
import { docxOf, paragraphXml } from '../../../support/office-files.ts';
import { parsers } from '../../../support/repository-of.ts';

const password = ['Zq31', 'rootPw'].join('');
const token = ['q7Vd2Kx9', 'Lm4TzB6w', 'Rn8c'].join('');
const compose = `services:\n  db:\n    environment:\n      MYSQL_ROOT_PASSWORD: ${password}\n`;
const readme = `${password} is the password of root.\n\nLog in with ${password}, then go on.\n`;

/** A folder whose analyses are kept from one load to the next. */
function folder(entries: Readonly<Record<string, MemoryEntry>>) {
  const fileSystem = new MemoryFileSystem(entries);
  const stored = new Map<string, FileAnalysis>();
  const analyzed: string[] = [];
  const analyze: AnalyzeFile = (input) => {
    analyzed.push(input.path);
    return analyzeFile(input, parsers, { timeoutMs: 60_000 }, documents);
  };
  const cache = {
    get: (key: string) => stored.get(key),
    put: (added: readonly (readonly [string, FileAnalysis])[]) => {
      for (const [key, analysis] of added) stored.set(key, structuredClone(analysis));
    },
  };
  const scan = () => scanWorkspace({ fileSystem, git: fakeGit(), exclude: [], maxFileBytes: 1_000_000 });
  const load = async () => loadRepository({ scanned: await scan(), fileSystem, analyze, cache });
  const write = (path: string, text: string) => fileSystem.write(path, new TextEncoder().encode(text));
  return { fileSystem, write, stored, analyzed, analyze, cache, scan, load };
}

const textOf = (repository: Repository | undefined, path: string) => repository?.byPath.get(path)?.text ?? '';
const placeholders = (text: string) => text.match(/\[REDACTED [^\]]+\]/g) ?? [];

test('a password of a Compose file is taken out of the README that repeats it, with the same placeholder', async () => {
  const repository = await folder({ 'compose.yaml': compose, 'README.md': readme }).load();
  const [own] = placeholders(textOf(repository, 'compose.yaml'));
  assert.match(own ?? '', /^\[REDACTED password [0-9a-f]{2}\]$/);
  assert.equal(textOf(repository, 'README.md'), readme.replaceAll(password, own as string));
  assert.equal(repository.files[0]?.redactions.length, 2);
});

const elsewhere: readonly (readonly [what: string, text: string, isTaken: boolean])[] = [
  ['in code', `const answer = login('root', '${password}');\n`, true],
  ['in quotes of another kind', `x = f"${password}"\n`, true],
  ['behind a dash', `mysql root-${password}\n`, true],
  ['in a longer word', `const ${password}s = 1;\n`, false],
  ['with other letters', `const a = '${password.toLowerCase()}';\n`, false],
];
for (const [what, text, isTaken] of elsewhere)
  test(`${what} a known password is ${isTaken ? '' : 'not '}taken out`, async () => {
    const repository = await folder({ 'compose.yaml': compose, 'src/a.py': text }).load();
    assert.equal(placeholders(textOf(repository, 'src/a.py')).length, isTaken ? 1 : 0);
    assert.equal(textOf(repository, 'src/a.py').includes(password), !isTaken && text.includes(password));
  });

test('a known password is found behind the escape of a line end, and with escapes of its own', async () => {
  const hard = ['Vb&s3', 'Hw8Tq1'].join('');
  const texts = {
    'compose.yaml': `${compose}      OTHER_PASSWORD: ${hard}\n`,
    'a.json': `{ "out": "ready\\n${password}\\nok", "url": "${hard.replace('&', '\\u0026')}" }\n`,
    'b.ts': `const line = 'root\\t${password}';\n`,
  };
  const repository = await folder(texts).load();
  assert.equal(placeholders(textOf(repository, 'a.json')).length, 2);
  assert.equal(placeholders(textOf(repository, 'b.ts')).length, 1);
});

test('of a value in an .env file its name tells whether it is a secret', async () => {
  const env = `MAIN_CLASS=Zq31rootPx\nDB_PASSWORD=Zq31rootPy\n`;
  const repository = await folder({ '.env': env, 'a.ts': 'f(Zq31rootPx, "Zq31rootPy");\n' }).load();
  assert.match(textOf(repository, 'a.ts'), /^f\(Zq31rootPx, "\[REDACTED env-value [0-9a-f]{2}\]"\);$/m);
});

test('a file that cannot be read a second time is listed without its text', async () => {
  const { fileSystem, analyze, cache, scan } = folder({ 'compose.yaml': compose, 'README.md': readme });
  const scanned = await scan();
  const stat = fileSystem.stat.bind(fileSystem);
  fileSystem.stat = async (path) => (path === 'README.md' ? undefined : stat(path));
  const repository = await loadRepository({ scanned, fileSystem, analyze, cache });
  assert.equal(repository.byPath.get('README.md')?.text, undefined);
  assert.deepEqual(
    repository.diagnostics.map(({ code, path }) => [code, path]),
    [['unreadable', 'README.md']],
  );
});

test('of many secrets that begin alike the one that stands there is found, and the longest', () => {
  const beginning = 'aB3'.repeat(60);
  const secrets = Array.from({ length: 1000 }, (_, at) => ({ rule: 'github', value: `${beginning}-${at}` }));
  const found = knownSecretFinder(secrets)(`x ${beginning} ${beginning}-77 ${beginning}-777\n`);
  assert.deepEqual(
    found.map(({ secret }) => secret),
    [77, 777],
  );
});

const words: readonly string[] = [
  'whalehello',
  'Postgres16',
  'OAuth2Provider',
  'Summer2024',
  'frontend-v2',
  'db.example12.org',
  'node20',
  '2024-06-01T10',
];
for (const word of words)
  test(`'${word}' is no secret that would tell itself from other words`, async () => {
    const settings = `services:\n  db:\n    environment:\n      MYSQL_PASSWORD: ${word}\n`;
    const text = `The word ${word} stands here.\n`;
    const repository = await folder({ 'compose.yaml': settings, 'NOTES.md': text }).load();
    assert.equal(textOf(repository, 'NOTES.md'), text);
  });

test('a value of an .env file that was drawn at random is taken out of documents, too', async () => {
  const docx = docxOf({ body: paragraphXml(`The key is ${token}.`) });
  const repository = await folder({ '.env': `SESSION_SALT=${token}\n`, 'a.docx': docx }).load();
  const [own] = placeholders(textOf(repository, '.env'));
  assert.ok(own);
  assert.ok(textOf(repository, 'a.docx').includes(`The key is ${own}.`));
});

test('what is unchanged is counted again at most, and no secret is stored', async () => {
  const { load, analyzed, stored } = folder({ 'compose.yaml': compose, 'README.md': readme });
  const cold = await load();
  assert.deepEqual(analyzed, ['README.md', 'compose.yaml', 'README.md']);
  const warm = await load();
  assert.deepEqual(warm, cold);
  // Nothing is kept of what was counted of the text as it is.
  assert.deepEqual(analyzed.slice(3), ['README.md']);
  const kept = JSON.stringify([...stored]);
  assert.ok(kept.includes('compose.yaml'));
  assert.equal(kept.includes(password), false);
});

test('tokens are counted of what is shown', async () => {
  const { load, write } = folder({ 'compose.yaml': compose, 'README.md': readme });
  const repository = await load();
  const shown = textOf(repository, 'README.md');
  await write('README.md', shown);
  await write('compose.yaml', 'services: {}\n');
  const again = await load();
  assert.equal(textOf(again, 'README.md'), shown);
  assert.deepEqual(again.byPath.get('README.md')?.tokens, repository.byPath.get('README.md')?.tokens);
});

test('after an edit a new secret is taken out of files that did not change, and comes back with it', async () => {
  const given = { 'compose.yaml': 'services: {}\n', 'README.md': readme, 'other.md': 'Nothing.\n' };
  const { load, write, fileSystem, analyze, analyzed, cache } = folder(given);
  const before = await load();
  assert.equal(textOf(before, 'README.md'), readme);
  analyzed.length = 0;
  await write('compose.yaml', compose);
  const edited = await replaceFiles(before, ['compose.yaml'], { fileSystem, analyze, cache });
  assert.equal(placeholders(textOf(edited, 'README.md')).length, 2);
  assert.deepEqual(analyzed, ['compose.yaml', 'README.md']);
  await write('other.md', `Again: ${password}\n`);
  const further = await replaceFiles(edited as Repository, ['other.md'], { fileSystem, analyze, cache });
  assert.equal(textOf(further, 'other.md').includes(password), false);
  assert.equal(placeholders(textOf(further, 'README.md')).length, 2);
  await write('compose.yaml', 'services: {}\n');
  const last = await replaceFiles(further as Repository, ['compose.yaml'], { fileSystem, analyze, cache });
  assert.equal(textOf(last, 'README.md'), readme);
  assert.equal(textOf(last, 'other.md'), `Again: ${password}\n`);
});

test('a file that is gone takes its secret along', async () => {
  const { load, fileSystem, analyze, cache, scan } = folder({ 'compose.yaml': compose, 'README.md': readme });
  const before = await load();
  await fileSystem.remove('compose.yaml');
  const stale = new Set<string>();
  const after = await reloadRepository(before, { scanned: await scan(), stale, fileSystem, analyze, cache });
  assert.equal(textOf(after, 'README.md'), readme);
});
