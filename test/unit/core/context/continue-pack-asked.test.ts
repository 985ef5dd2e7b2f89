import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomFrom } from '../../../support/random-from.ts';
import { repositoryOf } from '../../../support/repository-of.ts';
import { continueOf } from './continue-of.ts';

/** A module of `lines` functions of one line: it has no skeleton. */
function moduleText(name: string, lines: number): string {
  return Array.from(
    { length: lines },
    (_, index) => `export function ${name}_${index}(x: number) { return x * ${index} + 1; }\n`,
  ).join('');
}

const modules = (count: number, lines: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`f${index}.ts`, moduleText(`f${index}`, lines)]),
  );

test('no file goes unsaid that a new pack would name, whatever comes and goes', async () => {
  const random = randomFrom(11);
  const below = (limit: number) => Math.floor(random() * limit);
  const files = modules(10, 50);
  let previous = (await continueOf(await repositoryOf(files), undefined, { budget: 8000 })).stored;
  const actions = new Set<string>();
  for (let step = 0; step < 60; step++) {
    const paths = Object.keys(files);
    const path = paths[below(paths.length)] as string;
    const kind = random();
    if (kind < 0.35)
      files[`n${step}${below(2) === 0 ? '.ts' : '.txt'}`] = moduleText(`n${step}`, 1 + below(9));
    else if (kind < 0.5 && paths.length > 8) delete files[path];
    else files[path] += `// step ${step}\n`.repeat(1 + below(30));
    const repository = await repositoryOf(files);
    const next = await continueOf(repository, previous, { budget: 8000 });
    const fresh = await continueOf(repository, undefined, { budget: 8000 });
    const omitted = (packed: typeof next.packed) =>
      packed.entries.flatMap(({ path: own, resolution }) => (resolution === 'omitted' ? [own] : []));
    assert.deepEqual(omitted(next.packed), omitted(fresh.packed), `step ${step}`);
    actions.add(next.continuation.action);
    previous = next.stored;
  }
  assert.deepEqual([...actions].sort(), ['continued', 'repacked']);
});

/** A module whose functions have bodies that a skeleton leaves out. */
function moduleWithBodies(name: string, functions: number): string {
  return Array.from(
    { length: functions },
    (_, index) =>
      `export function ${name}_${index}(x: number) {\n  const y = x * ${index};\n  if (y > ${index}) return y;\n  return y + 1;\n}\n`,
  ).join('');
}

test('what was asked for and found no room is not asked for again', async () => {
  const files: Record<string, string> = { ...modules(20, 40), 'large.ts': moduleWithBodies('large', 300) };
  const repository = await repositoryOf(files);
  const resolutionOf = ({ packed }: Awaited<ReturnType<typeof continueOf>>) =>
    packed.entries.find(({ path }) => path === 'large.ts')?.resolution;
  const wishes = { resolutions: { 'large.ts': 'path' } } as const;
  const { tokenCount } = (await continueOf(repository, undefined, { budget: 1_000_000, wishes })).packed;
  const budget = tokenCount + 8000; // more than its skeleton, less than its text
  const first = await continueOf(repository, undefined, { budget, wishes });
  const wanted = ['large.ts', ...Object.keys(modules(3, 40))];
  const asked = await continueOf(repository, first.stored, { budget, wanted });
  assert.deepEqual(
    [asked.continuation.action, resolutionOf(asked)],
    ['continued', 'skeleton'],
    asked.continuation.reason,
  );
  const again = await continueOf(repository, asked.stored, { budget, wanted });
  assert.equal(again.continuation.action, 'unchanged', again.continuation.reason);
  assert.equal(again.packed.text, asked.packed.text);
  const edited = await repositoryOf({ ...files, 'f1.ts': `${files['f1.ts']}// more\n` });
  const next = await continueOf(edited, again.stored, { budget, wanted });
  assert.equal(next.continuation.action, 'continued', next.continuation.reason);
});

const twenty = modules(20, 30);

for (const [name, wishes] of [
  ['left out', { leaveOut: ['f4.ts'] }],
  ['shown as an outline', { resolutions: { 'f4.ts': 'outline' } }],
  ['shown as a path', { resolutions: { 'f4.ts': 'path' } }],
] as const)
  test(`a file that is no longer ${name} comes back`, async () => {
    const repository = await repositoryOf(twenty);
    const budget = 100_000;
    const first = await continueOf(repository, undefined, { budget, wishes });
    assert.doesNotMatch(first.packed.text, /f4_29.*return/);
    const same = await continueOf(repository, first.stored, { budget, wishes });
    assert.equal(same.continuation.action, 'unchanged');
    const next = await continueOf(repository, same.stored, { budget });
    assert.equal(next.continuation.action, 'continued');
    assert.match(next.packed.text, /f4_29.*return/);
  });
