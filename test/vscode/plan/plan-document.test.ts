import assert from 'node:assert/strict';
import type { ChangePlan } from '../../../src/core/plan/change-plan.ts';
import { parsePlan, serializePlan } from '../../../src/vscode/plan/plan-document.ts';

const plan: ChangePlan = {
  format: 1,
  request: 'Rename it',
  attachments: ['notes.md'],
  model: 'openai:x',
  summary: 'Renames it.',
  steps: [
    {
      id: 's1',
      title: 'Rename',
      reason: 'Because.',
      files: ['a.ts'],
      sources: [{ path: 'notes.md', note: 'asks for it', startLine: 1, endLine: 2 }],
      edits: [
        { kind: 'replace', path: 'a.ts', baseHash: 'h', oldText: 'a', newText: 'b' },
        { kind: 'create', path: 'b.ts', newText: '' },
        { kind: 'delete', path: 'c.ts', baseHash: 'h' },
      ],
    },
  ],
  impact: [{ path: 'a.ts', kind: 'target', reasons: ['named'] }],
};

function refuses(change: (value: Record<string, unknown>) => unknown, expected: RegExp): void {
  const value = JSON.parse(serializePlan(plan)) as Record<string, unknown>;
  assert.throws(() => parsePlan(JSON.stringify(change(value))), expected);
}

describe('a saved plan', () => {
  it('is read as it was written', () => assert.deepEqual(parsePlan(serializePlan(plan)), plan));

  it('may have been made without a model', () => {
    const made = { ...plan, model: undefined };
    assert.deepEqual(parsePlan(serializePlan(made)), made);
  });

  it('is refused when it is of a newer format', () =>
    refuses((value) => ({ ...value, format: 2 }), /has format 2; this version of Longview reads format 1/));

  it('is refused when it is no JSON or no object', () => {
    assert.throws(() => parsePlan('{'), /This is no plan/);
    assert.throws(() => parsePlan('[]'), /the plan is not an object/);
  });

  it('is refused with the place of what is wrong', () => {
    refuses((value) => ({ ...value, summary: 3 }), /In the plan, “summary” is not a text/);
    refuses((value) => ({ ...value, steps: [{}] }), /In step 1, “id” is not a text/);
    refuses(
      (value) => ({ ...value, impact: [{ path: '', kind: 'x', reasons: [] }] }),
      /In impact item 1, “kind”/,
    );
    const step = { ...plan.steps[0], edits: [{ kind: 'run', path: 'a' }] };
    refuses((value) => ({ ...value, steps: [step] }), /In step 1, edit 1, “kind” is none of/);
  });

  it('does not bring along what it should not have', () => {
    const value = { ...JSON.parse(serializePlan(plan)), command: 'rm' };
    assert.deepEqual(parsePlan(JSON.stringify(value)), plan);
  });
});
