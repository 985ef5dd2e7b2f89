import type { FileLines } from './ask-messages.ts';
import { createElement } from './create-element.ts';
import { groupImpact } from './group-impact.ts';
import { createFileLink } from './place-list.ts';
import type { ShownImpact } from './plan-messages.ts';

/**
 * The impact checklist. `done` holds the paths that are ticked off; it lives as long as the panel.
 */
export function createImpactList(
  items: readonly ShownImpact[],
  done: Set<string>,
  open: (lines: FileLines) => void,
): HTMLElement {
  const counter = createElement('p', { className: 'quiet', attrs: { role: 'status' } });
  const count = () => {
    const ticked = items.filter((item) => done.has(item.path)).length;
    counter.textContent = `${ticked} of ${items.length} looked at`;
  };
  const groups = groupImpact(items).map((group) =>
    createElement(
      'section',
      { className: 'impact-group' },
      createElement('h3', { textContent: group.title }),
      createElement(
        'ul',
        { className: 'checklist' },
        ...group.items.map((item) => createItem(item, done, open, count)),
      ),
    ),
  );
  count();
  return createElement('div', { className: 'impact' }, counter, ...groups);
}

function createItem(
  item: ShownImpact,
  done: Set<string>,
  open: (lines: FileLines) => void,
  onChange: () => void,
): HTMLLIElement {
  const box = createElement('input', {
    type: 'checkbox',
    checked: done.has(item.path),
    attrs: { 'aria-label': `${item.path} looked at` },
  });
  const reasons = createElement('span', { className: 'reason', textContent: item.reasons.join('; ') });
  const link = createFileLink({ path: item.path, startLine: 1, endLine: 1 }, open, item.path);
  const element = createElement('li', {}, box, createElement('div', {}, link, reasons));
  const update = () => element.classList.toggle('done', box.checked);
  box.addEventListener('change', () => {
    if (box.checked) done.add(item.path);
    else done.delete(item.path);
    update();
    onChange();
  });
  update();
  return element;
}
