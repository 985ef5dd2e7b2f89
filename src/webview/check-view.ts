import type { FileLines } from './ask-messages.ts';
import { createElement } from './create-element.ts';
import { createFileLink } from './place-list.ts';
import type { PlanPanelState, ShownCheck, ShownPlan, ShownProblem } from './plan-messages.ts';

/** What the checker says of the plan, in one line. */
export function verdictOf({
  plan,
  check,
  applied,
}: Pick<PlanPanelState, 'plan' | 'check' | 'applied'>): string {
  if (applied) return 'Applied. Revert puts the files back as they were.';
  if (!hasEdits(plan)) return 'This plan has no edits: it says what to look at and what to do.';
  if (check === undefined) return 'Not checked against the files as they are now.';
  if (check.applicable) {
    return `Can be applied: ${counted(check.files.length, 'file')} would change. Code was parsed again as it would be, and its imports resolve.`;
  }
  return `Cannot be applied: ${counted(check.problems.length, 'problem')}.`;
}

/** Whether something stands in the way of what the plan wants to change. */
export function isBlocked({
  plan,
  check,
  applied,
}: Pick<PlanPanelState, 'plan' | 'check' | 'applied'>): boolean {
  return hasEdits(plan) && !applied && check?.applicable === false;
}

/** Whether the plan was applied, here or in another window, and what it wrote is still there. */
export function canRevert({ check, applied }: Pick<PlanPanelState, 'check' | 'applied'>): boolean {
  return applied || check?.canRevert === true;
}

/** Whether there is anything that could be previewed and applied. */
export function hasEdits(plan: ShownPlan): boolean {
  return plan.steps.some((step) => step.edits.length > 0);
}

/** The problems of a plan or of one step, each with its file. */
export function createProblemList(
  problems: readonly ShownProblem[],
  open: (lines: FileLines) => void,
): HTMLElement {
  return createElement(
    'ul',
    { className: 'problems' },
    ...problems.map((problem) =>
      createElement(
        'li',
        {},
        createFileLink({ path: problem.path, startLine: 1, endLine: 1 }, open, problem.path),
        createElement('span', { textContent: ` ${withoutPath(problem)}` }),
        createElement('code', { className: 'problem-code', textContent: problem.code }),
      ),
    ),
  );
}

/** The message behind the file's name, which it often begins with. */
function withoutPath({ path, message }: ShownProblem): string {
  return message.startsWith(`${path} `) ? message.slice(path.length + 1) : message;
}

/** Places that use what the plan changes and that it does not touch. */
export function createDependentList(check: ShownCheck, open: (lines: FileLines) => void): HTMLElement {
  return createElement(
    'ul',
    { className: 'dependents' },
    ...check.untouchedDependents.map((dependent) => {
      const lines = { path: dependent.path, startLine: dependent.line, endLine: dependent.line };
      const why = `uses ${dependent.symbol} of ${dependent.definedIn}`;
      return createElement(
        'li',
        {},
        createFileLink(lines, open),
        createElement('span', { className: 'reason', textContent: why }),
      );
    }),
  );
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
