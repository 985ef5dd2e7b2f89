import type { FileLines, ShownPlace } from './ask-messages.ts';
import { createElement } from './create-element.ts';
import { formatLines } from './format-usage.ts';

/** A link that opens lines of a file. */
export function createFileLink(
  lines: FileLines,
  open: (lines: FileLines) => void,
  label = formatLines(lines),
): HTMLButtonElement {
  const link = createElement('button', { type: 'button', className: 'file-link', title: `Open ${label}` });
  // A long path may break behind its slashes, not only at the end of the line.
  for (const [index, part] of label.split('/').entries()) {
    if (index > 0) link.append('/', createElement('wbr'));
    link.append(part);
  }
  link.addEventListener('click', () => open(lines));
  return link;
}

/** Whether a reason tells what its row does not show: that words were found is seen in the line itself. */
function saysMore({ reason, excerpt }: ShownPlace): boolean {
  return reason !== '' && (excerpt === undefined || reason !== 'words of the question');
}

/** Places, best first, each with what is there and what led there. */
export function createPlaceList(
  places: readonly ShownPlace[],
  open: (lines: FileLines) => void,
): HTMLOListElement {
  const items = places.map((place) =>
    createElement(
      'li',
      {},
      createFileLink(place, open),
      place.symbol === ''
        ? undefined
        : createElement('span', { className: 'symbol', textContent: place.symbol }),
      place.excerpt === undefined
        ? undefined
        : createElement('code', { className: 'excerpt', textContent: place.excerpt }),
      saysMore(place) ? createElement('span', { className: 'reason', textContent: place.reason }) : undefined,
    ),
  );
  return createElement('ol', { className: 'places' }, ...items);
}
