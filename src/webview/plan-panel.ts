import './panel.css';
import './plan-panel.css';
import type { FileLines } from './ask-messages.ts';
import {
  canRevert,
  createDependentList,
  createProblemList,
  hasEdits,
  isBlocked,
  verdictOf,
} from './check-view.ts';
import { createButton, createElement } from './create-element.ts';
import { formatUsage } from './format-usage.ts';
import { impactSources } from './group-impact.ts';
import { createImpactList } from './impact-list.ts';
import type { PlanAction, PlanPanelRequest, PlanPanelState, PlanPanelUpdate } from './plan-messages.ts';
import { renderMarkdown } from './render-markdown.ts';
import { createStepView } from './step-view.ts';
import { connectToHost } from './webview-host.ts';

const host = connectToHost<PlanPanelRequest, PlanPanelUpdate>(({ state }) => show(state));
const done = new Set<string>();
const main = createElement('main', {});
document.body.append(main);
host.post({ type: 'ready' });

function open({ path, startLine, endLine }: FileLines): void {
  host.post({ type: 'open', path, startLine, endLine });
}

function show(state: PlanPanelState): void {
  const focused = document.activeElement?.id;
  const folded = foldedSections();
  main.replaceChildren(createToolbar(state), ...createContents(state));
  for (const [index, details] of [...main.querySelectorAll('details')].entries()) {
    if (folded.has(index)) details.open = false;
  }
  // The buttons were made anew; whoever pressed one with the keyboard stays there.
  if (focused) document.getElementById(focused)?.focus();
}

function foldedSections(): Set<number> {
  const sections = [...main.querySelectorAll('details')];
  return new Set(sections.flatMap((details, index) => (details.open ? [] : [index])));
}

function createToolbar(state: PlanPanelState): HTMLElement {
  const edits = hasEdits(state.plan);
  const button = (label: string, action: PlanAction, enabled: boolean, primary = false) => {
    const element = createButton(
      label,
      () => host.post({ type: 'action', action }),
      primary ? 'primary' : 'secondary',
    );
    element.id = `action-${action}`;
    element.disabled = !enabled || state.busy !== undefined;
    return element;
  };
  const canApply = edits && !state.applied && state.check?.applicable !== false;
  const verdict = createElement('p', {
    className: 'verdict',
    textContent: state.busy === undefined ? verdictOf(state) : `${state.busy}…`,
    attrs: { role: 'status' },
  });
  if (state.busy === undefined && isBlocked(state)) verdict.classList.add('bad');
  return createElement(
    'header',
    { className: 'toolbar' },
    createElement(
      'div',
      { className: 'actions', attrs: { role: 'toolbar', 'aria-label': 'Plan' } },
      button('Check', 'check', edits),
      button('Preview', 'preview', edits && !state.applied),
      button('Apply…', 'apply', canApply, true),
      button('Revert', 'revert', canRevert(state)),
      button('Save As…', 'save', true),
      state.savedAs === undefined ? undefined : button('Open as Text', 'open-text', true),
    ),
    verdict,
  );
}

function* createContents(state: PlanPanelState): Iterable<Node> {
  const { plan, check } = state;
  yield createElement('h1', { textContent: plan.request });
  if (plan.attachments.length > 0) {
    yield createElement('p', { className: 'quiet', textContent: `With ${plan.attachments.join(', ')}` });
  }
  if (plan.model === undefined) yield createNoModelNotice();
  // Without a model the summary says what the notice says.
  if (plan.summary !== '' && plan.model !== undefined) {
    const summary = createElement('div', { className: 'summary markdown' });
    summary.innerHTML = renderMarkdown(plan.summary);
    yield summary;
  }
  const elsewhere =
    check?.problems.filter((problem) => !plan.steps.some((step) => step.id === problem.stepId)) ?? [];
  if (elsewhere.length > 0) yield createProblemList(elsewhere, open);
  if (plan.steps.length > 0) {
    const steps = plan.steps.map((step, index) => {
      const problems = check?.problems.filter((problem) => problem.stepId === step.id) ?? [];
      return createStepView(step, index + 1, problems, open);
    });
    yield createElement('ol', { className: 'steps', attrs: { 'aria-label': 'Steps' } }, ...steps);
  }
  if (check && check.untouchedDependents.length > 0) {
    const explanation = 'They use something that this plan changes, and the plan leaves them as they are.';
    yield createSection('Not touched by the plan', explanation, createDependentList(check, open));
  }
  if (plan.impact.length > 0) {
    yield createSection(
      'Impact checklist',
      impactSources(plan.impact),
      createImpactList(plan.impact, done, open),
    );
  }
  yield* createFooter(state);
}

function createNoModelNotice(): HTMLElement {
  const selectModel = createButton(
    'Select Model',
    () => host.post({ type: 'action', action: 'select-model' }),
    'primary',
  );
  selectModel.id = 'action-select-model';
  return createElement(
    'div',
    { className: 'notice' },
    createElement('p', {
      textContent:
        'No model was used: the plan is the impact checklist alone, without steps and edits. With a model, Longview writes those too.',
    }),
    createElement('div', { className: 'actions' }, selectModel),
  );
}

function createSection(title: string, explanation: string, content: Node): HTMLElement {
  return createElement(
    'section',
    { className: 'section' },
    createElement('h2', { textContent: title }),
    createElement('p', { className: 'quiet', textContent: explanation }),
    content,
  );
}

function* createFooter({ plan, notes, model, usage, savedAs }: PlanPanelState): Iterable<Node> {
  if (notes.length > 0) {
    const items = notes.map((note) => createElement('li', { textContent: note }));
    yield createSection('Notes', '', createElement('ul', { className: 'notes' }, ...items));
  }
  const made = usage ? formatUsage(model, usage) : `Made with ${plan.model}`;
  const maker = plan.model === undefined ? '' : made;
  const text = [maker, savedAs === undefined ? 'Not saved' : `Saved as ${savedAs}`]
    .filter((part) => part !== '')
    .join(' · ');
  yield createElement('p', { className: 'usage', textContent: text });
}
