import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { canRevert, isBlocked, verdictOf } from '../../../src/webview/check-view.ts';
import { groupImpact, impactSources } from '../../../src/webview/group-impact.ts';
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

describe('a plan without edits', () => {
  const without = { plan: { ...plan, steps: [] }, check: { ...check, applicable: false }, applied: false };

  it('is not blocked: there is nothing to apply', () => assert.equal(isBlocked(without), false));

  it('is blocked with edits that do not fit', () => assert.equal(isBlocked({ ...without, plan }), true));
});

describe('canRevert', () => {
  const stale = { ...check, applicable: false };

  it('needs more than a plan that does not fit', () =>
    assert.equal(canRevert({ check: stale, applied: false }), false));

  it('holds for what was applied here, and in another window', () => {
    assert.equal(canRevert({ check, applied: true }), true);
    assert.equal(canRevert({ check: { ...stale, canRevert: true }, applied: false }), true);
  });
});

describe('impactSources', () => {
  const item = (reason: string) => ({ path: 'a.ts', kind: 'target' as const, reasons: [reason] });

  it('names the history only where it told something', () => {
    assert.equal(impactSources([item('uses b.ts')]), 'Found by the text of the request, imports and tests.');
    assert.match(impactSources([item('changed together with b.ts 2 of 3 times')]), /, tests and history\.$/);
  });
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
