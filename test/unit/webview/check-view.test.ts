import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { verdictOf } from '../../../src/webview/check-view.ts';
import { groupImpact } from '../../../src/webview/group-impact.ts';
import type { ShownCheck, ShownPlan } from '../../../src/webview/plan-messages.ts';

const edit = { kind: 'create', path: 'a.ts', newText: '' } as const;
const step = { id: '1', title: '', reason: '', files: ['a.ts'], sources: [], edits: [edit] };
const plan: ShownPlan = { request: '', attachments: [], model: 'm', summary: '', steps: [step], impact: [] };
const check: ShownCheck = { applicable: true, problems: [], untouchedDependents: [], files: ['a.ts'] };
const problem = { code: 'stale', stepId: '1', path: 'a.ts', message: '' };

describe('verdictOf', () => {
  it('says what was proven of an applicable plan', () =>
    assert.match(verdictOf({ plan, check, applied: false }), /^Can be applied: 1 file would change\./));

  it('counts what is in the way', () =>
    assert.equal(
      verdictOf({
        plan,
        check: { ...check, applicable: false, problems: [problem, problem] },
        applied: false,
      }),
      'Cannot be applied: 2 problems.',
    ));

  it('does not vouch for an unchecked plan', () =>
    assert.match(verdictOf({ plan, check: undefined, applied: false }), /^Not checked/));

  it('does not call a plan without edits applicable', () =>
    assert.match(verdictOf({ plan: { ...plan, steps: [] }, check, applied: false }), /no edits/));

  it('says that it is applied', () => assert.match(verdictOf({ plan, check, applied: true }), /^Applied/));
});

describe('groupImpact', () => {
  it('puts the targets first and leaves out empty groups', () => {
    const item = (path: string, kind: 'target' | 'test' | 'co-change') => ({ path, kind, reasons: [] });
    const groups = groupImpact([item('t.test.ts', 'test'), item('b.ts', 'target'), item('a.ts', 'target')]);
    assert.deepEqual(
      groups.map(({ title, items }) => [title, items.map(({ path }) => path)]),
      [
        ['Files that the request is about', ['b.ts', 'a.ts']],
        ['Tests', ['t.test.ts']],
      ],
    );
  });
});
