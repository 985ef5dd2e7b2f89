import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyzeFile } from '../../../../src/core/analysis/analyze-file.ts';
import { isAppError } from '../../../../src/core/base/app-error.ts';
import { contentHash } from '../../../../src/core/base/content-hash.ts';
import type { EnginePorts } from '../../../../src/core/engine-ports.ts';
import type { ChangePlan, PlanEdit } from '../../../../src/core/plan/change-plan.ts';
import { checkPlan } from '../../../../src/core/plan/check-plan.ts';
import { findImpact } from '../../../../src/core/plan/find-impact.ts';
import { applyPlan, revertPlan } from '../../../../src/core/plan/plan-snapshot.ts';
import type { Commit } from '../../../../src/core/ports/git.ts';
import { defaultSettings } from '../../../../src/core/settings/settings-table.ts';
import { takeSnapshot } from '../../../../src/core/snapshot.ts';
import { SqliteIndexStore } from '../../../../src/node/sqlite-index-store.ts';
import { SqliteJournal } from '../../../../src/node/sqlite-journal.ts';
import { commitOf, fakeGit } from '../../../support/fake-git.ts';
import { MemoryFileSystem } from '../../../support/memory-file-system.ts';
import { parsers } from '../../../support/repository-of.ts';

function portsOf(files: Readonly<Record<string, string>>, commits: readonly Commit[] = []) {
  return {
    fileSystem: new MemoryFileSystem(files),
    git: fakeGit({ commits }),
    analyze: (input) => analyzeFile(input, parsers, { timeoutMs: 60_000 }),
    index: new SqliteIndexStore(':memory:'),
    journal: new SqliteJournal(':memory:'),
    models: { resolve: () => assert.fail('no model is needed'), list: async () => [] },
    ocr: { recognize: () => assert.fail('no picture is read') },
    now: () => 0,
  } satisfies EnginePorts;
}

function planOf(edits: readonly PlanEdit[]): ChangePlan {
  const steps = edits.map((edit, index) => ({
    id: `step-${index + 1}`,
    title: 't',
    reason: '',
    files: [edit.path],
    sources: [],
    edits: [edit],
  }));
  return { format: 1, request: 'r', attachments: [], model: undefined, summary: 's', steps, impact: [] };
}

const files = {
  'src/price.ts':
    'export function net(gross: number) {\n  return gross / 1.19;\n}\nexport const rate = 0.19;\nfunction hidden() {\n  return 1;\n}\nhidden();\n',
  'src/cart.ts': "import { net } from './price.ts';\nexport const total = (sum: number) => net(sum);\n",
  'src/report.ts': "import { rate } from './price.ts';\nexport const line = String(rate);\n",
  'src/all.ts': "import * as price from './price.ts';\nexport const one = price.net(1);\n",
  'src/apart.ts': 'export const apart = 1;\n',
  'lib/tool.py': 'from lib.helper import work\n\ndef run():\n    return work()\n',
  'lib/helper.py': 'def work():\n    return 1\n',
  'docs/price.md': 'The file src/price.ts holds `net`.\n',
};

function edit(path: keyof typeof files, oldText: string, newText: string): PlanEdit {
  return { kind: 'replace', path, baseHash: contentHash(files[path]), oldText, newText };
}

async function check(edits: readonly PlanEdit[], entries: Readonly<Record<string, string>> = files) {
  const ports = portsOf(entries);
  const taken = await takeSnapshot(ports, defaultSettings, {});
  return checkPlan(planOf(edits), taken, ports, {});
}

interface CheckRow {
  readonly name: string;
  readonly edits: readonly PlanEdit[];
  /** `code path`. */
  readonly problems: readonly string[];
  /** `path symbol change`, of dependents that the plan does not touch. */
  readonly dependents?: readonly string[];
}

const rows: readonly CheckRow[] = [
  {
    name: 'a change of a body',
    edits: [edit('src/price.ts', 'gross / 1.19', 'gross / 1.2')],
    problems: [],
    dependents: ['src/all.ts net body', 'src/cart.ts net body'],
  },
  {
    name: 'a change of a signature',
    edits: [edit('src/price.ts', 'net(gross: number)', 'net(gross: number, date: Date)')],
    problems: [],
    dependents: ['src/all.ts net signature', 'src/cart.ts net signature'],
  },
  {
    name: 'a change of a signature with one of its callers',
    edits: [
      edit('src/price.ts', 'net(gross: number)', 'net(gross: number, date: Date)'),
      edit('src/cart.ts', 'net(sum)', 'net(sum, new Date())'),
    ],
    problems: [],
    dependents: ['src/all.ts net signature'],
  },
  { name: 'a change of what nobody uses', edits: [edit('src/apart.ts', '= 1', '= 2')], problems: [] },
  {
    name: 'a change inside what is not exported',
    edits: [edit('src/price.ts', '  return 1;\n', '  return 2;\n')],
    problems: [],
  },
  {
    name: 'a new export',
    edits: [
      edit(
        'src/price.ts',
        'export const rate = 0.19;\n',
        'export const rate = 0.19;\nexport const other = 1;\n',
      ),
    ],
    problems: [],
  },
  {
    name: 'a broken bracket',
    edits: [edit('src/apart.ts', '= 1;', '= (1;')],
    problems: ['does-not-parse src/apart.ts'],
  },
  {
    name: 'a broken Python file',
    edits: [edit('lib/helper.py', 'def work():', 'def work(:')],
    problems: ['does-not-parse lib/helper.py'],
    dependents: ['lib/tool.py work signature'],
  },
  {
    name: 'an import of what is not there',
    edits: [edit('src/apart.ts', 'export', "import { x } from './none.ts';\nexport")],
    problems: ['import-breaks src/apart.ts'],
  },
  {
    name: 'a file that others import is deleted',
    edits: [{ kind: 'delete', path: 'src/price.ts', baseHash: contentHash(files['src/price.ts']) }],
    problems: ['import-breaks src/all.ts', 'import-breaks src/cart.ts', 'import-breaks src/report.ts'],
    dependents: ['src/all.ts net removed', 'src/cart.ts net removed', 'src/report.ts rate removed'],
  },
  {
    name: 'a removed export that is still imported',
    edits: [edit('src/price.ts', 'export const rate = 0.19;\n', '')],
    problems: ['import-breaks src/report.ts'],
    dependents: ['src/report.ts rate removed'],
  },
  {
    name: 'an export that is only hidden',
    edits: [edit('src/price.ts', 'export const rate', 'const rate')],
    problems: ['import-breaks src/report.ts'],
    dependents: ['src/report.ts rate signature'],
  },
  {
    name: 'a removed export whose importer goes along',
    edits: [
      edit('src/price.ts', 'export const rate = 0.19;\n', ''),
      edit(
        'src/report.ts',
        "import { rate } from './price.ts';\nexport const line = String(rate);",
        'export const line = 0;',
      ),
    ],
    problems: [],
  },
  {
    name: 'a rename everywhere',
    edits: [
      edit('src/price.ts', 'export const rate', 'export const share'),
      edit(
        'src/report.ts',
        "import { rate } from './price.ts';\nexport const line = String(rate);",
        "import { share } from './price.ts';\nexport const line = String(share);",
      ),
    ],
    problems: [],
  },
  {
    name: 'a removed Python function that is still imported',
    edits: [edit('lib/helper.py', 'def work', 'def labour')],
    problems: ['import-breaks lib/tool.py'],
    dependents: ['lib/tool.py work removed'],
  },
  {
    name: 'a new file and an import of it',
    edits: [
      { kind: 'create', path: 'src/new.ts', newText: 'export const fresh = 1;\n' },
      edit('src/apart.ts', 'export', "import { fresh } from './new.ts';\nexport"),
    ],
    problems: [],
  },
  {
    name: 'a new file that does not parse',
    edits: [{ kind: 'create', path: 'src/new.ts', newText: 'export const = ;\n' }],
    problems: ['does-not-parse src/new.ts'],
  },
  {
    name: 'two problems at once',
    edits: [edit('src/apart.ts', 'nowhere', 'x'), edit('src/cart.ts', 'net(sum);', 'net(sum;')],
    problems: ['anchor-missing src/apart.ts', 'does-not-parse src/cart.ts'],
  },
];
for (const { name, edits, problems, dependents = [] } of rows) {
  test(`${name}: ${problems.length === 0 ? 'it can be applied' : problems.join(', ')}`, async () => {
    const result = await check(edits);
    assert.deepEqual(result.problems.map((one) => `${one.code} ${one.path}`).sort(), problems);
    assert.equal(result.applicable, problems.length === 0);
    assert.deepEqual(
      result.untouchedDependents.map((one) => `${one.path} ${one.symbol} ${one.change}`).sort(),
      dependents,
    );
  });
}

test('a file that did not parse before is no problem of the plan', async () => {
  const entries = { 'a.ts': 'const a = (1;\nconst b = 2;\n' };
  const change: PlanEdit = {
    kind: 'replace',
    path: 'a.ts',
    baseHash: contentHash(entries['a.ts']),
    oldText: 'b = 2',
    newText: 'b = 3',
  };
  assert.deepEqual((await check([change], entries)).problems, []);
});

test('an import that was broken before is no problem of the plan', async () => {
  const entries = { 'a.ts': "import { x } from './none.ts';\nconst b = x;\n" };
  const change: PlanEdit = {
    kind: 'replace',
    path: 'a.ts',
    baseHash: contentHash(entries['a.ts']),
    oldText: 'b = x',
    newText: 'b = x + 1',
  };
  assert.deepEqual((await check([change], entries)).problems, []);
});

test('an untouched dependent is named at the line that uses the definition', async () => {
  const { untouchedDependents } = await check([
    edit('src/price.ts', 'net(gross: number)', 'net(gross: bigint)'),
  ]);
  assert.deepEqual(
    untouchedDependents.map(({ path, line }) => `${path}:${line}`),
    ['src/cart.ts:2', 'src/all.ts:2'].sort(),
  );
});

const textOf = async (fileSystem: MemoryFileSystem, path: string) =>
  (await fileSystem.stat(path)) === undefined
    ? undefined
    : new TextDecoder().decode(await fileSystem.read(path));

const wholePlan = planOf([
  edit('src/apart.ts', '= 1', '= 2'),
  { kind: 'create', path: 'src/new/x.ts', newText: 'export const x = 1;\n' },
  { kind: 'delete', path: 'docs/price.md', baseHash: contentHash(files['docs/price.md']) },
]);

test('a plan is applied and put back', async () => {
  const ports = portsOf(files);
  const taken = await takeSnapshot(ports, defaultSettings, {});
  const applied = await applyPlan(wholePlan, taken, ports, {});
  assert.deepEqual([...applied.paths].sort(), ['docs/price.md', 'src/apart.ts', 'src/new/x.ts']);
  assert.equal(await textOf(ports.fileSystem, 'src/apart.ts'), 'export const apart = 2;\n');
  assert.equal(await textOf(ports.fileSystem, 'docs/price.md'), undefined);
  const reverted = await revertPlan(wholePlan, ports);
  assert.equal(reverted.snapshotId, applied.snapshotId);
  for (const [path, text] of Object.entries(files)) assert.equal(await textOf(ports.fileSystem, path), text);
  assert.equal(await textOf(ports.fileSystem, 'src/new/x.ts'), undefined);
});

const edits: readonly (readonly [string, (fileSystem: MemoryFileSystem) => Promise<void>, RegExp])[] = [
  [
    'an edited file',
    (system) => system.write('src/apart.ts', new TextEncoder().encode('mine')),
    /src\/apart\.ts/,
  ],
  [
    'a deleted file that is back',
    (system) => system.write('docs/price.md', new TextEncoder().encode('mine')),
    /docs\/price\.md/,
  ],
];
for (const [name, change, message] of edits) {
  test(`${name} since the plan was applied is not overwritten by a revert`, async () => {
    const ports = portsOf(files);
    await applyPlan(wholePlan, await takeSnapshot(ports, defaultSettings, {}), ports, {});
    await change(ports.fileSystem);
    const before = await Promise.all(
      ['src/apart.ts', 'src/new/x.ts', 'docs/price.md'].map((path) => textOf(ports.fileSystem, path)),
    );
    await assert.rejects(
      revertPlan(wholePlan, ports),
      (error) => isAppError(error, 'stale-plan') && message.test(error.message),
    );
    const after = await Promise.all(
      ['src/apart.ts', 'src/new/x.ts', 'docs/price.md'].map((path) => textOf(ports.fileSystem, path)),
    );
    assert.deepEqual(after, before);
  });
}

test('a plan that was applied or reverted half-way is reverted: what is as before stays so', async () => {
  const ports = portsOf(files);
  await applyPlan(wholePlan, await takeSnapshot(ports, defaultSettings, {}), ports, {});
  await ports.fileSystem.remove('src/new/x.ts');
  await ports.fileSystem.write('docs/price.md', new TextEncoder().encode(files['docs/price.md'] as string));
  await revertPlan(wholePlan, ports);
  for (const [path, text] of Object.entries(files)) assert.equal(await textOf(ports.fileSystem, path), text);
  assert.equal(await textOf(ports.fileSystem, 'src/new/x.ts'), undefined);
});

test('a file that is saved while a plan is being applied is not overwritten, and nothing is applied', async () => {
  const ports = portsOf(files);
  const taken = await takeSnapshot(ports, defaultSettings, {});
  const { analyze } = ports;
  const slow = {
    ...ports,
    analyze: async (...input: Parameters<typeof analyze>) => {
      await ports.fileSystem.write('src/apart.ts', new TextEncoder().encode('mine'));
      return analyze(...input);
    },
  };
  await assert.rejects(applyPlan(wholePlan, taken, slow, {}), (error) => isAppError(error, 'stale-plan'));
  assert.equal(await textOf(ports.fileSystem, 'src/apart.ts'), 'mine');
  assert.equal(await textOf(ports.fileSystem, 'src/new/x.ts'), undefined);
});

test('a plan that was put back is not put back again', async () => {
  const ports = portsOf(files);
  await applyPlan(wholePlan, await takeSnapshot(ports, defaultSettings, {}), ports, {});
  await revertPlan(wholePlan, ports);
  await assert.rejects(revertPlan(wholePlan, ports), /Nothing of this plan is applied/);
  await ports.fileSystem.write('src/apart.ts', new TextEncoder().encode('mine'));
  await assert.rejects(revertPlan(wholePlan, ports), /Nothing of this plan is applied/);
  assert.equal(await textOf(ports.fileSystem, 'src/apart.ts'), 'mine');
});

test('a plan that could not be written has left nothing to put back', async () => {
  const ports = portsOf(files);
  const taken = await takeSnapshot(ports, defaultSettings, {});
  const { fileSystem } = ports;
  const write = fileSystem.write.bind(fileSystem);
  let writes = 0;
  fileSystem.write = async (...args) => {
    if (++writes === 2) throw new Error('ENOSPC: no space left on device');
    return write(...args);
  };
  await assert.rejects(applyPlan(wholePlan, taken, ports, {}), /Nothing was changed: .*ENOSPC/);
  await assert.rejects(
    revertPlan(wholePlan, ports),
    (error) => isAppError(error, 'stale-plan') && /Nothing of this plan is applied/.test(error.message),
  );
  for (const [path, text] of Object.entries(files)) assert.equal(await textOf(fileSystem, path), text);
});

test('a plan that was never applied cannot be reverted', async () => {
  await assert.rejects(revertPlan(wholePlan, portsOf(files)), (error) => isAppError(error, 'stale-plan'));
});

test('a plan with a problem changes nothing at all', async () => {
  const ports = portsOf(files);
  const plan = planOf([edit('src/apart.ts', '= 1', '= 2'), edit('src/cart.ts', 'nowhere', 'x')]);
  const taken = await takeSnapshot(ports, defaultSettings, {});
  await assert.rejects(
    applyPlan(plan, taken, ports, {}),
    (error) => isAppError(error, 'stale-plan') && /src\/cart\.ts does not hold/.test(error.message),
  );
  assert.equal(await textOf(ports.fileSystem, 'src/apart.ts'), files['src/apart.ts']);
});

test('a plan without edits is refused', async () => {
  const ports = portsOf(files);
  await assert.rejects(
    applyPlan(planOf([]), await takeSnapshot(ports, defaultSettings, {}), ports, {}),
    (error) => isAppError(error, 'usage'),
  );
});

async function impactOf(
  request: string,
  commits: readonly Commit[] = [],
  entries: Readonly<Record<string, string>> = files,
) {
  const ports = portsOf(entries, commits);
  return findImpact(request, await takeSnapshot(ports, defaultSettings, {}), ports.index);
}

test('the checklist names targets, what depends on them, and the documents that name them', async () => {
  const entries = {
    ...files,
    'app/shop.ts': "import { net } from '../src/price.ts';\nexport const shop = net;\n",
    'docs/money.md': 'Who pays, and when. See src/price.ts.\n',
  };
  const impact = await impactOf('Change src/price.ts', [], entries);
  const [first] = impact;
  assert.deepEqual(
    [first?.path, first?.kind, first?.reasons[0]],
    ['src/price.ts', 'target', 'named in the request'],
  );
  const reasons = Object.fromEntries(impact.map((item) => [item.path, item.reasons.join('; ')]));
  assert.match(reasons['app/shop.ts'] ?? '', /uses net of src\/price\.ts/);
  assert.match(reasons['docs/money.md'] ?? '', /src\/price\.ts|answers/);
});

test('tests of a target are called tests', async () => {
  const entries = {
    'src/alpha.ts': 'export const alpha = 1;\n',
    'test/alpha.test.ts': "import { alpha } from '../src/alpha.ts';\nalpha;\n",
  };
  const impact = await impactOf('Change src/alpha.ts', [], entries);
  assert.deepEqual(
    impact.map(({ path, kind }) => `${kind} ${path}`),
    ['target src/alpha.ts', 'test test/alpha.test.ts'],
  );
});

test('what changed together with a target belongs to the checklist, with how often', async () => {
  const entries = {
    'src/alpha.ts': 'export const alpha = 1;\n',
    'config/limits.json': '{}\n',
    'config/gone.json': '',
  };
  const commits = Array.from({ length: 6 }, (_, day) =>
    commitOf(`change ${day}`, ['src/alpha.ts', 'config/limits.json', 'config/deleted.json'], day),
  );
  const impact = await impactOf('Change src/alpha.ts', commits, entries);
  const item = impact.find(({ path }) => path === 'config/limits.json');
  assert.equal(item?.kind, 'co-change');
  assert.match(item.reasons.join(), /together with src\/alpha\.ts 6 of 6 times/);
  assert.ok(impact.every(({ path }) => path !== 'config/deleted.json'));
});

test('a request that nothing answers to has an empty checklist', async () =>
  assert.deepEqual(await impactOf('zzqx vvkw'), []));
