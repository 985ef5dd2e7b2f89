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
