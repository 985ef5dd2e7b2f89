import { type Colouring, colourings } from './context-map-colouring.ts';
import { shortenedText, visibleText } from './context-map-text.ts';
import type { MapNode } from './context-map-tree.ts';
import { createButton, createElement } from './create-element.ts';

export interface ToolbarEvents {
  readonly onSearch: (query: string) => void;
  /** Enter in the search box. */
  readonly onFind: () => void;
  /** Escape where nothing is looked for. */
  readonly onLeave: () => void;
  readonly onColouring: (colouring: Colouring) => void;
  readonly onLeftOut: (isShown: boolean) => void;
}

export interface MapToolbar {
  readonly element: HTMLElement;
  readonly focusSearch: () => void;
  readonly showMatches: (text: string) => void;
  /** As if the box for left-out files were checked by hand. */
  readonly showLeftOut: () => void;
}

const colouringNames: Readonly<Record<Colouring, string>> = {
  resolution: 'Resolution',
  risk: 'Risk',
  language: 'Language',
};

/** Search, what the colours mean, and whether left-out files are there. */
export function createToolbar(colouring: Colouring, events: ToolbarEvents): MapToolbar {
  const search = createElement('input', {
    type: 'search',
    placeholder: 'Find by path: src *.test',
    spellcheck: false,
    attrs: { 'aria-label': 'Find files by path', 'aria-describedby': 'map-matches' },
  });
  search.addEventListener('input', () => events.onSearch(search.value));
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') events.onFind();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    if (search.value === '') events.onLeave();
    else {
      search.value = '';
      events.onSearch('');
    }
  });
  const matches = createElement('span', {
    id: 'map-matches',
    className: 'matches quiet',
    attrs: { role: 'status' },
  });
  const colours = createElement(
    'div',
    { className: 'segments', attrs: { role: 'radiogroup', 'aria-label': 'Colour by' } },
    ...colourings.map((value) => {
      const input = createElement('input', {
        type: 'radio',
        name: 'colouring',
        value,
        checked: value === colouring,
      });
      input.addEventListener('change', () => events.onColouring(value));
      return createElement('label', {}, input, createElement('span', { textContent: colouringNames[value] }));
    }),
  );
  const leftOut = createElement('input', { type: 'checkbox' });
  leftOut.addEventListener('change', () => events.onLeftOut(leftOut.checked));
  const element = createElement(
    'div',
    { className: 'toolbar' },
    search,
    colours,
    createElement('label', { className: 'check' }, leftOut, 'Left-out files'),
    // At the end, where it moves nothing.
    matches,
  );
  return {
    element,
    focusSearch: () => {
      search.focus();
      search.select();
    },
    showMatches: (text) => {
      matches.textContent = text;
    },
    showLeftOut: () => {
      if (leftOut.checked) return;
      leftOut.checked = true;
      events.onLeftOut(true);
    },
  };
}

/** The folders from the whole repository down to the one that fills the map; each leads back to it. */
export function renderBreadcrumbs(
  root: MapNode,
  folderName: string,
  onZoom: (node: MapNode) => void,
): HTMLElement {
  const nodes: MapNode[] = [];
  for (let node: MapNode | undefined = root; node !== undefined; node = node.parent) nodes.unshift(node);
  const items = nodes.map((node, index) => {
    const name = node.parent === undefined ? folderName || 'Repository' : node.name;
    const text = visibleText(shortenedText(name, 60));
    const isHere = index === nodes.length - 1;
    const content = isHere
      ? createElement('span', { textContent: text, attrs: { 'aria-current': 'location' } })
      : createButton(text, () => onZoom(node), 'link');
    return createElement('li', {}, content);
  });
  return createElement(
    'nav',
    { className: 'breadcrumbs', attrs: { 'aria-label': 'Folders' } },
    createElement('ol', {}, ...items),
  );
}
