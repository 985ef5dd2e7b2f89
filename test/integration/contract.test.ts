import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { get_encoding } from 'tiktoken';
import { longview, longviewJson, newFolder } from './run-cli.ts';
import { commitAll, folderWith, repositoryWith, sample, writeFiles } from './sample-repository.ts';

let folder = '';
before(async () => {
  folder = await repositoryWith(sample);
  writeFiles(folder, { 'src/price.ts': `${sample['src/price.ts']}// more\n` });
  await commitAll(folder, 'Fix the price');
});

const keysOf = (rows: readonly object[]) => [...new Set(rows.map((row) => Object.keys(row).join(' ')))];

test('graph has the fields of the contract', async () => {
  type Row = Readonly<Record<string, unknown>>;
  const graph = await longviewJson<Record<string, Row[]>>(['graph', folder]);
  assert.deepEqual(Object.keys(graph), [
    'files',
    'symbols',
    'edges',
    'unresolved',
    'ambiguous',
    'external',
    'order',
    'cycles',
  ]);
  assert.deepEqual(keysOf(graph['files'] ?? []), ['path language rank']);
  assert.deepEqual(keysOf(graph['symbols'] ?? []), ['path symbol rank']);
  assert.deepEqual(keysOf(graph['edges'] ?? []), [
    'from to specifier line kind',
    'from to specifier line kind count',
  ]);
  assert.deepEqual(graph['unresolved'], [{ from: 'src/price.ts', specifier: './gone.js', line: 1 }]);
  assert.deepEqual(graph['ambiguous'], []);
  assert.deepEqual(graph['external'], [
    { from: 'src/cart.ts', specifier: 'left-pad', package: 'left-pad', line: 2 },
    { from: 'tools/report.py', specifier: 'os', package: 'os', line: 1 },
  ]);
  assert.deepEqual(graph['cycles'], [['src/cycle-a.ts', 'src/cycle-b.ts']]);
  assert.deepEqual([...(graph['order'] as unknown as string[])].sort(), Object.keys(sample).sort());
});

test('graph --impact lists who depends on a file, nearest first', async () => {
  assert.deepEqual(await longviewJson(['graph', folder, '--impact', './src/price.ts']), {
    references: [{ from: 'src/cart.ts', line: 1, symbol: 'parsePrice', count: 2 }],
    dependents: [
      { path: 'src/cart.ts', distance: 1 },
      { path: 'README.md', distance: 2 },
    ],
    tests: [],
  });
});

test('graph --impact FILE:SYMBOL lists who depends on a definition', async () => {
  assert.deepEqual(await longviewJson(['graph', folder, '--impact', 'src/price.ts:parsePrice']), {
    references: [{ from: 'src/cart.ts', line: 1, symbol: 'parsePrice', count: 2 }],
    dependents: [
      { path: 'src/cart.ts', distance: 1 },
      { path: 'README.md', distance: 2 },
    ],
    tests: [],
  });
});

test('graph --languages says which languages are parsed', async () => {
  const { code, stdout } = await longview(['graph', folder, '--languages']);
  assert.equal(code, 0);
  assert.match(stdout, /^TypeScript +symbols, imports, uses, skeletons +judged by [^\n]+\.ts/m);
  assert.match(stdout, /^SQL +text/m);
});

test('search has the fields of the contract, best first', async () => {
  const hits = await longviewJson<
    { path: string; startLine: number; endLine: number; symbol: string; score: number }[]
  >(['search', folder, '--query', 'total of the cart', '--json']);
  assert.deepEqual(keysOf(hits), ['path startLine endLine symbol score']);
  assert.deepEqual(
    [hits[0]?.path, hits[0]?.symbol, hits[0]?.startLine, hits[0]?.endLine],
    ['src/cart.ts', 'totalOfCart', 4, 12],
  );
  assert.deepEqual(
    hits.map(({ score }) => score),
    hits.map(({ score }) => score).sort((a, b) => b - a),
  );
});

test('search keeps to --top, --kind and --path', async () => {
  const search = (...flags: string[]) =>
    longviewJson<{ path: string }[]>([
      'search',
      folder,
      '--query',
      'cart price run',
      '--format',
      'json',
      ...flags,
    ]);
  assert.equal((await search('--top', '1')).length, 1);
  assert.deepEqual([...new Set((await search('--kind', 'docs')).map(({ path }) => path))], ['README.md']);
  assert.deepEqual(
    [...new Set((await search('--path', 'tools/')).map(({ path }) => path))],
    ['tools/helper.py', 'tools/report.py'],
  );
});

test('risk has the fields of the contract', async () => {
  const regions = await longviewJson<{ symbol: string; factors: Record<string, number> }[]>([
    'risk',
    folder,
    '--json',
    '--top',
    '3',
  ]);
  assert.equal(regions.length, 3);
  assert.deepEqual(keysOf(regions), ['path startLine endLine symbol score factors']);
  assert.deepEqual(keysOf(regions.map(({ factors }) => factors)), ['churn complexity commits fixes lines']);
  assert.deepEqual(regions.find(({ symbol }) => symbol === 'parsePrice')?.factors['fixes'], 1);
});

test('check prints findings with a place each', async () => {
  const findings = await longviewJson<
    { evidence: { path: string; startLine: number }[]; fingerprint: string; severity: string }[]
  >(['check', folder, '--json']);
  const places = findings.map(({ evidence: [first] }) => `${first?.path}:${first?.startLine}`);
  assert.ok(places.includes('src/price.ts:1'), places.join('\n'));
  for (const { fingerprint, severity } of findings) {
    assert.match(fingerprint, /^[0-9a-f]+$/);
    assert.match(severity, /^(?:error|warning|information)$/);
  }
});

test('check --fail-on decides the exit code alone', async () => {
  const never = await longview(['check', folder]);
  const failing = await longview(['check', folder, '--fail-on', 'warning']);
  assert.deepEqual([never.code, failing.code], [0, 1]);
  assert.equal(failing.stdout, never.stdout);
});

test('pack prints the pack alone, and the rest on standard error', async () => {
  const { code, stdout, stderr } = await longview(['pack', folder]);
  assert.equal(code, 0);
  assert.ok(stdout.startsWith('<pack>\n') && stdout.endsWith('</pack>\n'));
  assert.match(stderr, /^\d+ of 128000 tokens \(exact\); 9 files: /);
});

test('pack --out and --stats write files and print nothing', async () => {
  const out = newFolder();
  const { code, stdout } = await longview([
    'pack',
    folder,
    '--format',
    'json',
    '--out',
    join(out, 'p.json'),
    '--stats',
    join(out, 's.json'),
  ]);
  assert.deepEqual([code, stdout], [0, '']);
  const stats = JSON.parse(readFileSync(join(out, 's.json'), 'utf8'));
  assert.deepEqual(Object.keys(stats), [
    'tokenCount',
    'budget',
    'format',
    'counting',
    'warnings',
    'byResolution',
    'pictures',
    'redactions',
    'unread',
    'entries',
  ]);
  assert.deepEqual(keysOf(stats.entries), ['path resolution tokenCount reason']);
  assert.equal(stats.entries.length, Object.keys(sample).length);
  const pack = readFileSync(join(out, 'p.json'), 'utf8');
  assert.ok(JSON.parse(pack).files.length > 0);
  assert.ok(get_encoding('o200k_base').encode_ordinary(pack).length <= stats.tokenCount);
});

test('pack --dry-run says what would be in it and prints nothing', async () => {
  const { code, stdout, stderr } = await longview(['pack', folder, '--dry-run', '--budget', '1k']);
  assert.deepEqual([code, stdout], [0, '']);
  assert.match(stderr, / of 1000 tokens \(exact\); /);
});

test('pack --explain says why a file is as it is', async () => {
  const { code, stdout } = await longview(['pack', folder, '--explain', './src/cart.ts']);
  assert.equal(code, 0);
  assert.match(stdout, /^src\/cart\.ts: full, \d+ tokens: code/);
});

test('pack --since and --question put first what they mean', async () => {
  const resolutionOf = async (path: string, ...flags: string[]) => {
    const { stdout } = await longview(['pack', folder, '--budget', '600', '--explain', path, ...flags]);
    return stdout.replace(/^[^:]*: (\w+), .*\n$/s, '$1');
  };
  assert.equal(await resolutionOf('src/price.ts', '--since', 'HEAD~1'), 'full');
  assert.equal(await resolutionOf('tools/helper.py', '--question', 'what does the helper run'), 'full');
});

test('progress as JSON is one object a line', async () => {
  const { code, stdout, stderr } = await longview(['risk', folder, '--json', '--progress', 'json']);
  assert.equal(code, 0);
  JSON.parse(stdout);
  const events = stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { type: string; stage: string });
  const of = (type: string) => events.filter((event) => event.type === type).map(({ stage }) => stage);
  assert.ok(of('stage-start').includes('scan') && of('stage-start').includes('analyze'));
  for (const stage of of('stage-end')) assert.ok(of('stage-start').includes(stage), stage);
  for (const { type } of events) assert.match(type, /^stage-(?:start|progress|end)$/);
});

test('without a terminal and without asking there is no progress', async () => {
  assert.equal((await longview(['graph', folder])).stderr, '');
});

test('--quiet leaves the result alone', async () => {
  const { stdout, stderr } = await longview(['pack', folder, '--quiet']);
  assert.ok(stdout.startsWith('<pack>'));
  assert.equal(stderr, '');
});

test('index says what it did and where it lies', async () => {
  const store = (await longview(['index', folder, '--status'])).stdout.trim();
  assert.match(store, /home[/\\]roots[/\\][0-9a-f]+$/);
  assert.match(
    (await longview(['index', folder, '--rebuild'])).stderr,
    /^(?:Reading and parsing [^\n]*\n)*9 files are indexed\.\n$/,
  );
  assert.equal((await longview(['index', folder, '--remove'])).code, 0);
  assert.equal((await longview(['index', folder])).code, 0);
});

test('help and version are results', async () => {
  const help = await longview(['--help']);
  assert.equal(help.code, 0);
  for (const verb of ['pack', 'graph', 'index', 'search', 'check', 'risk', 'review', 'ask', 'plan', 'models'])
    assert.match(help.stdout, new RegExp(`\\b${verb}\\b`));
  assert.match((await longview(['pack', '--help'])).stdout, /--budget/);
  assert.match((await longview(['--version'])).stdout, /^\d+\.\d+\.\d+\n$/);
});

function checkUsage(
  name: string,
  args: () => readonly string[],
  message: RegExp,
  env: Readonly<Record<string, string>> = {},
): void {
  test(`exit code 2: ${name}`, async () => {
    const { code, stdout, stderr } = await longview(args(), { env });
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /^ {4}at /m);
  });
}

test('pack --explain of what is no file is a mistake, and nothing is packed', async () => {
  for (const [name, message] of [
    [
      'gone.ts',
      /^longview: --explain takes a file of the repository; there is no 'gone\.ts' in .*pack --help'\.\n$/,
    ],
    ['src', /^longview: --explain takes a file of the repository, which 'src' is not\. See .*\n$/],
    ['a\u001b[31m\n', /there is no 'a\\u\{1b\}\[31m\\u\{a\}' in/],
  ] as const) {
    const { code, stdout, stderr } = await longview(['pack', folder, '--explain', name]);
    assert.deepEqual([code, stdout], [2, '']);
    assert.match(stderr, message);
  }
});

test('pack says which files it could not read, and --stats says why', async () => {
  const broken = folderWith({ 'a.py': 'a = 1\n', 'b.pdf': '%PDF-1.7\nbroken', 'c\u202e.docx': 'PK broken' });
  const out = newFolder();
  const first = await longview(['pack', broken, '--dry-run']);
  const sentence = '2 files could not be read, or only in part: b.pdf, c\\u{202e}.docx.';
  assert.ok(first.stderr.endsWith(`${sentence} Why: --stats FILE.\n`), first.stderr);
  await longview(['pack', broken, '--dry-run', '--stats', join(out, 's.json')]);
  const stats = JSON.parse(readFileSync(join(out, 's.json'), 'utf8'));
  assert.deepEqual(stats.warnings, [sentence]);
  assert.deepEqual(
    stats.unread.map(({ path, reason }: { path: string; reason: string }) => [path, reason.split('.')[0]]),
    [
      ['b.pdf', 'Listed, not read'],
      ['c\u202e.docx', 'Listed, not read'],
    ],
  );
});

test('pack --model counts GPT-4 exactly: its encoding is public', async () => {
  const { code, stderr } = await longview(['pack', folder, '--dry-run', '--model', 'openai:gpt-4']);
  assert.equal(code, 0);
  assert.match(stderr, /^\d+ of \d+ tokens \(exact\); /);
});

test('pack --explain writes no pack, says so, and keeps its remarks', async () => {
  const out = join(newFolder(), 'p.xml');
  const flags = ['--explain', 'src/cart.ts', '--out', out, '--pin', 'nothere'];
  const { code, stdout, stderr } = await longview(['pack', folder, ...flags]);
  assert.equal(code, 0);
  assert.match(stdout, /^src\/cart\.ts: full, /);
  assert.match(stderr, /nothere/);
  assert.ok(stderr.endsWith(`No pack was written to ${out}, as asked.\n`), stderr);
  assert.ok(!existsSync(out));
});

test('index --json prints an object, whatever was done', async () => {
  const other = folderWith({ 'a.ts': 'a' });
  const keys = async (...flags: string[]) =>
    Object.keys(await longviewJson<object>(['index', other, '--json', ...flags]));
  assert.deepEqual(await keys(), ['store', 'fileCount']);
  assert.deepEqual(await keys('--rebuild'), ['store', 'fileCount']);
  assert.deepEqual(await keys('--status'), ['store']);
  assert.deepEqual(await keys('--remove'), ['store', 'removed']);
});

test('lists are JSON where it is asked for', async () => {
  const checks = await longviewJson<object[]>(['check', folder, '--list', '--json']);
  assert.deepEqual(keysOf(checks), ['id severity description']);
  const languages = await longviewJson<object[]>(['graph', folder, '--languages', '--json']);
  assert.deepEqual(keysOf(languages), ['language isParsed judge names']);
});

test('pack --json is short for --format json', async () => {
  const { stdout } = await longview(['pack', folder, '--json']);
  assert.ok(JSON.parse(stdout).files.length > 0);
});

test('pack --out says where the pack is', async () => {
  const out = join(newFolder(), 'p.xml');
  const { stderr } = await longview(['pack', folder, '--out', out]);
  assert.ok(stderr.endsWith(`The pack is in ${out}.\n`), stderr);
});

test('help of a command is there in two ways', async () => {
  const { code, stdout } = await longview(['help', 'pack']);
  assert.deepEqual([code, stdout], [0, (await longview(['pack', '--help'])).stdout]);
});

checkUsage('a verb that is none', () => ['polish'], /no command 'polish'/);
checkUsage('a flag that is none', () => ['pack', folder, '--colour'], /--colour.*longview pack --help/s);
checkUsage(
  'a flag without its value',
  () => ['pack', folder, '--budget'],
  /^longview: --budget needs a value: --budget N\. See 'longview pack --help'\.\n$/,
);
for (const budget of ['much', '3', '0', '-5', '1000.5'])
  checkUsage(
    `a budget of ${budget}`,
    () => ['pack', folder, '--budget', budget],
    /^longview: --budget takes a whole number of at least 500 \(200000, 200k, 1M\), not '.*'\. See 'longview pack --help'\.\n$/,
  );
checkUsage(
  'a provider that is none',
  () => ['pack', folder, '--model', 'nonsense:x'],
  /'nonsense:x' names no model: .* one of openai, anthropic, google, ollama, compatible, vscode/,
);
checkUsage(
  'a format that is none',
  () => ['pack', folder, '--format', 'pdf'],
  /--format takes one of xml, markdown, json/,
);
checkUsage(
  'two formats',
  () => ['pack', folder, '--json', '--format', 'markdown'],
  /--json and --format markdown contradict each other/,
);
checkUsage(
  'two formats of a list',
  () => ['check', folder, '--json', '--format', 'text'],
  /--json and --format text contradict each other/,
);
checkUsage('an order that is none', () => ['pack', folder, '--order', 'size'], /--order takes one of/);
checkUsage(
  'a kind of progress that is none',
  () => ['pack', folder, '--progress', 'loud'],
  /--progress takes one of/,
);
checkUsage('two folders', () => ['pack', folder, folder], /one argument too many/);
checkUsage('a folder that is not there', () => ['pack', join(folder, 'gone')], /There is no folder/);
checkUsage('a file for a folder', () => ['pack', join(folder, 'README.md')], /is not a folder/);
checkUsage('a search for nothing', () => ['search', folder], /--query is missing/);
checkUsage(
  'the impact of a file that is not there',
  () => ['graph', folder, '--impact', 'gone.ts'],
  /not a file of this repository/,
);
checkUsage(
  'the impact of a definition that is not there',
  () => ['graph', folder, '--impact', 'src/price.ts:gone'],
  /defines no 'gone'/,
);
if (process.platform === 'linux')
  checkUsage(
    'a folder of its own that cannot be made',
    () => ['index', folder, '--status'],
    /own folder \/proc\/nope cannot be made \(LONGVIEW_HOME names another one\): /,
    { LONGVIEW_HOME: '/proc/nope' },
  );
checkUsage(
  'a reference that git does not know',
  () => ['pack', folder, '--since', 'nowhere'],
  /git does not know 'nowhere'/,
);
checkUsage('a reference that is a flag', () => ['pack', folder, '--since=--output=x'], /not a git reference/);
checkUsage(
  'a file that cannot be written',
  () => ['pack', folder, '--out', join(folder, 'no', 'such', 'pack.xml')],
  /cannot be written/,
);
checkUsage(
  'settings that are not there',
  () => ['pack', folder, '--config', join(folder, 'none.json')],
  /cannot be read/,
);
checkUsage(
  'settings that are broken',
  () => ['pack', folder, '--config', join(folderWith({ 'x.json': '{ "order": ' }), 'x.json')],
  /not a JSON object/,
);
