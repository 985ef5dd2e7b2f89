import assert from 'node:assert/strict';
import { test } from 'node:test';
import { packFormats } from '../../../../src/core/context/pack-format.ts';
import { repositoryOf } from '../../../support/repository-of.ts';
import { continueOf } from './continue-of.ts';

const everything = 100_000;
const steps = Array.from({ length: 120 }, (_, step) => `step_${step} = ${step}\n`).join('');
/** Put together here, so that no scanner finds it in this file. */
const value = ['q7Rt2', 'Lw9Zx', 'K4vB8', 'nMcY6', 'pHs3D', 'fGj5T', 'aEu1W', 'oXiQ0'].join('');
const plain = `${steps}k = '${value}'\n${steps}`;

test('of many files that are not to be shown any more the first are named', async () => {
  const files = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [`${name}.py`, steps]));
  const options = { budget: everything };
  const first = await continueOf(await repositoryOf(files), undefined, options);
  const { continuation } = await continueOf(await repositoryOf(files), first.stored, {
    ...options,
    wishes: { leaveOut: ['*.py'] },
  });
  assert.equal(
    continuation.reason,
    'something in the last pack is not to be shown any more: of a.py, b.py, c.py and 2 more',
  );
});

for (const format of packFormats) {
  test(`${format}: what is redacted only now stays in no continued pack`, async () => {
    const first = await continueOf(await repositoryOf({ 'a.py': plain, 'b.md': '# B\n' }), undefined, {
      budget: everything,
      format,
    });
    assert.ok(first.packed.text.includes(value), 'the name of the value tells nothing yet');
    const told = plain.replace('k = ', 'api_key = ');
    const { packed, continuation } = await continueOf(
      await repositoryOf({ 'a.py': told, 'b.md': '# B\n' }),
      first.stored,
      { budget: everything, format },
    );
    assert.equal(continuation.action, 'repacked');
    assert.equal(continuation.reason, 'something in the last pack is not to be shown any more: of a.py');
    assert.ok(!packed.text.includes(value));
    assert.match(packed.text, /\[REDACTED /);
  });

  test(`${format}: a password that moved into another file stays in no continued pack`, async () => {
    const password = ['Zq31', 'rootPw'].join('');
    const options = { budget: everything, format };
    const files = { 'a.py': `${steps}k = '${password}'\n`, 'gone.md': `"${password}"\n`, 'b.py': steps };
    const first = await continueOf(await repositoryOf(files), undefined, options);
    assert.ok(first.packed.text.includes(password), 'nothing tells yet what it is');
    const { packed, continuation } = await continueOf(
      await repositoryOf({ 'a.py': `${steps}k = ''\n`, 'b.py': steps, '.env': `DB_PASSWORD=${password}\n` }),
      first.stored,
      options,
    );
    assert.equal(
      continuation.reason,
      'something in the last pack is not to be shown any more: of a.py, gone.md',
    );
    assert.ok(!packed.text.includes(password));
  });

  test(`${format}: what is excluded only now stays in no continued pack`, async () => {
    const files = { 'a.ts': 'export const a = 1;\n', 'notes/private.md': `# ${value}\n` };
    const first = await continueOf(await repositoryOf(files), undefined, { budget: everything, format });
    const { 'notes/private.md': _, ...rest } = files;
    const repository = {
      ...(await repositoryOf(rest)),
      leftOut: [{ path: 'notes/private.md', reason: 'excluded' }],
    };
    const { packed, continuation } = await continueOf(repository, first.stored, {
      budget: everything,
      format,
    });
    assert.equal(continuation.action, 'repacked');
    assert.match(continuation.reason, /: of notes\/private\.md$/);
    assert.ok(!packed.text.includes(value));
    assert.ok(!packed.text.includes('private.md'));
  });

  test(`${format}: a file that is shown again after it was left out is in the next pack`, async () => {
    const files = { 'a.py': plain, 'b.py': steps };
    const wishes = { leaveOut: ['*.py'] };
    const options = { budget: everything, format };
    const first = await continueOf(await repositoryOf(files), undefined, { ...options, wishes });
    const { packed } = await continueOf(await repositoryOf(files), first.stored, options);
    assert.ok(packed.text.includes('step_119 = 119'));
    assert.deepEqual(
      packed.entries.map(({ resolution }) => resolution),
      ['full', 'full'],
    );
  });
}

for (const reason of ['deleted, but not in git', 'a link', 'cannot be read']) {
  test(`a file that was left out (${reason}) and comes back is new`, async () => {
    const files = { 'a.py': steps, 'b.py': 'b = 1\n' };
    const { 'b.py': _, ...rest } = files;
    const before = { ...(await repositoryOf(rest)), leftOut: [{ path: 'b.py', reason }] };
    const first = await continueOf(before, undefined, { budget: everything });
    assert.ok(!first.packed.text.includes('b = 1'));
    const { packed, continuation } = await continueOf(await repositoryOf(files), first.stored, {
      budget: everything,
    });
    assert.equal(continuation.action, 'continued');
    assert.ok(packed.text.includes('b = 1'));
    assert.equal(packed.tokenCount, continuation.keptTokens + continuation.appendedTokens);
  });
}

test('a file that was only renamed keeps its text, though a fresh pack would show less of it', async () => {
  const small = Object.fromEntries(
    Array.from({ length: 12 }, (_, at) => [`small_${at}.py`, steps.slice(0, 600)]),
  );
  const other = steps.replaceAll('step', 'other');
  const options = { budget: 6200 };
  const first = await continueOf(await repositoryOf({ ...small, 'a.py': steps, 'b.py': other }), undefined, {
    ...options,
    wishes: { pin: ['a.py'] },
  });
  const renamed = await repositoryOf({ ...small, 'tests/fixtures/a.py': steps, 'b.py': other });
  const fresh = await continueOf(renamed, undefined, options);
  assert.ok(!fresh.packed.text.includes('\nstep_100 ='));
  const { packed, continuation } = await continueOf(renamed, first.stored, options);
  assert.equal(continuation.action, 'continued', continuation.reason);
  assert.match(packed.text, /a\.py.*tests\/fixtures\/a\.py/);
  assert.equal(packed.text.split('\nstep_100 =').length, 2);
  assert.equal(packed.entries.find(({ path }) => path === 'tests/fixtures/a.py')?.resolution, 'full');
});
