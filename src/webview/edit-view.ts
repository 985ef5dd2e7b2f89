import { createElement } from './create-element.ts';
import { diffLines, foldUnchanged } from './diff-lines.ts';
import type { ShownEdit } from './plan-messages.ts';

const contextLines = 3;
/** Lines that a long new file is cut to; the preview shows all. */
const shownLines = 60;

const signs = { same: ' ', removed: '−', added: '+' } as const;
const spoken = { same: '', removed: 'removed: ', added: 'added: ' } as const;

/** One edit as a small diff that can be folded away. */
export function createEditView(edit: ShownEdit): HTMLElement {
  const { label, before, after } = describe(edit);
  const lines = foldUnchanged(diffLines(before, after), contextLines);
  const rows = lines.slice(0, shownLines).map((line) => {
    if (line === undefined) return createElement('div', { className: 'diff-gap', textContent: '⋯' });
    return createElement(
      'div',
      { className: `diff-line ${line.kind}` },
      createElement('span', {
        className: 'sign',
        textContent: signs[line.kind],
        attrs: { 'aria-hidden': 'true' },
      }),
      createElement('span', { className: 'spoken', textContent: spoken[line.kind] }),
      createElement('span', { className: 'text', textContent: line.text }),
    );
  });
  const rest = lines.length - rows.length;
  if (rest > 0) {
    rows.push(
      createElement('div', { className: 'diff-gap', textContent: `${rest} more lines: see the preview` }),
    );
  }
  const body =
    edit.kind === 'delete'
      ? createElement('p', { className: 'quiet', textContent: 'The file is deleted.' })
      : createElement(
          'div',
          {
            className: 'diff',
            tabIndex: 0,
            attrs: { role: 'region', 'aria-label': `Change in ${edit.path}` },
          },
          ...rows,
        );
  return createElement(
    'details',
    { className: 'edit', open: true },
    createElement('summary', { textContent: label }),
    body,
  );
}

function describe(edit: ShownEdit): { label: string; before: string; after: string } {
  if (edit.kind === 'replace') return { label: edit.path, before: edit.oldText, after: edit.newText };
  if (edit.kind === 'create') return { label: `${edit.path} (new file)`, before: '', after: edit.newText };
  return { label: `${edit.path} (deleted)`, before: '', after: '' };
}
