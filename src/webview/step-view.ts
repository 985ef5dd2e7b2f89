import type { FileLines } from './ask-messages.ts';
import { createProblemList } from './check-view.ts';
import { createElement } from './create-element.ts';
import { createEditView } from './edit-view.ts';
import { createFileLink } from './place-list.ts';
import type { ShownProblem, ShownSource, ShownStep } from './plan-messages.ts';
import { renderMarkdown } from './render-markdown.ts';

/** One step of a plan: what, where, why, on what it rests, and its edits. */
export function createStepView(
  step: ShownStep,
  number: number,
  problems: readonly ShownProblem[],
  open: (lines: FileLines) => void,
): HTMLElement {
  const reason = createElement('div', { className: 'markdown' });
  reason.innerHTML = renderMarkdown(step.reason);
  const files = step.files.map((path) =>
    createElement('li', {}, createFileLink({ path, startLine: 1, endLine: 1 }, open, path)),
  );
  return createElement(
    'li',
    { className: problems.length > 0 ? 'step has-problems' : 'step' },
    createElement(
      'h2',
      {},
      createElement('span', { className: 'number', textContent: `${number}` }),
      step.title,
    ),
    createElement('ul', { className: 'files', attrs: { 'aria-label': 'Files' } }, ...files),
    reason,
    problems.length > 0 ? createProblemList(problems, open) : undefined,
    step.sources.length > 0 ? createSources(step.sources, open) : undefined,
    ...step.edits.map(createEditView),
  );
}

function createSources(sources: readonly ShownSource[], open: (lines: FileLines) => void): HTMLElement {
  const items = sources.map((source) => {
    const startLine = source.startLine ?? 1;
    const lines = { path: source.path, startLine, endLine: source.endLine ?? startLine };
    const link =
      source.startLine === undefined ? createFileLink(lines, open, source.path) : createFileLink(lines, open);
    return createElement(
      'li',
      {},
      link,
      createElement('span', { className: 'reason', textContent: source.note }),
    );
  });
  return createElement(
    'div',
    { className: 'sources' },
    createElement('h3', { textContent: 'Rests on' }),
    createElement('ul', {}, ...items),
  );
}
