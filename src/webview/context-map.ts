import './panel.css';
import './context-map.css';
import './context-map-page.css';
import { leftOutEntry, renderBudget, renderLegend } from './context-map-budget.ts';
import { MapChoices } from './context-map-choices.ts';
import { type Colouring, categoriesOf } from './context-map-colouring.ts';
import { briefFacts, MapDetails } from './context-map-details.ts';
import type {
  ContextMapRequest,
  ContextMapUpdate,
  MapChoice,
  PackState,
  ShownContext,
} from './context-map-messages.ts';
import { choiceOf } from './context-map-pattern.ts';
import { type MapMatches, matchText, searchMap } from './context-map-search.ts';
import { PackStateBar } from './context-map-state.ts';
import { shortenedText, visibleText } from './context-map-text.ts';
import { createToolbar, renderBreadcrumbs } from './context-map-toolbar.ts';
import { buildMapTree, type MapNode } from './context-map-tree.ts';
import { ContextMapView } from './context-map-view.ts';
import { createElement } from './create-element.ts';
import { connectToHost, type WebviewHost } from './webview-host.ts';

/** In a page of its own the pack stands in the page; in VS Code the extension sends it. */
const data = document.getElementById('context-map-data')?.textContent;
const host: WebviewHost<ContextMapRequest> | undefined =
  data === undefined ? connectToHost<ContextMapRequest, ContextMapUpdate>(receive) : undefined;

let context: ShownContext | undefined;
let tree: MapNode | undefined;
let matches: MapMatches | undefined;
let colouring: Colouring = 'resolution';
let withLeftOut = false;
let query = '';
const choices = new MapChoices();

const toolbar = createToolbar(colouring, {
  onSearch: (text) => {
    query = text;
    showMap();
  },
  onFind: () => {
    // Whatever is found can be gone to.
    if (matches !== undefined && matches.leftOutCount > 0 && matches.first === undefined)
      toolbar.showLeftOut();
    if (matches?.first === undefined) return;
    view.select(matches.first.path);
    view.focus();
  },
  onLeave: () => view.focus(),
  onColouring: (value) => {
    colouring = value;
    showMap();
  },
  onLeftOut: (isShown) => {
    withLeftOut = isShown;
    tree = undefined;
    showMap();
  },
});
const view = new ContextMapView({
  onSelect: (node) => {
    selected = node;
    showDetails();
  },
  onZoom: (root) => {
    const buttons = () => [...breadcrumbs.querySelectorAll('button')];
    const focused = buttons().findIndex((button) => button.matches(':focus'));
    breadcrumbs.replaceChildren(renderBreadcrumbs(root, context?.folder ?? '', (node) => zoom(node)));
    if (focused >= 0) (buttons()[focused] ?? view.element).focus();
  },
  onOpen: open,
  onKey: pressKey,
  onHover: showTip,
});
let selected: MapNode | undefined;
const details = new MapDetails({ onOpen: host && open, onZoom: zoom, onChoose: choose });
const state = new PackStateBar({
  onCancel: () => host?.post({ type: 'cancel' }),
  onPack: () => host?.post({ type: 'pack' }),
});
state.element.hidden = host === undefined;
const budget = createElement('div', { className: 'budget-place' });
const notices = createElement('ul', { className: 'notices', attrs: { 'aria-label': 'Notices' } });
const noticePlace = createElement('div', { hidden: true, attrs: { role: 'status' } }, notices);
const breadcrumbs = createElement('div', { className: 'breadcrumbs-place' });
const legend = createElement('div', { className: 'legend-place' });
const tip = createElement('div', { className: 'tip', hidden: true, attrs: { 'aria-hidden': 'true' } });
const keys = createElement('p', {
  id: 'map-keys',
  className: 'keys quiet',
  textContent: host
    ? 'Arrows move · Enter zooms in or opens · Backspace zooms out · P pins · X leaves out · / finds'
    : 'Arrows move · Enter or double-click zooms in · Backspace zooms out · / finds',
});
document.body.classList.add('context-map');
document.body.append(
  createElement(
    'header',
    {},
    createElement('div', { className: 'top' }, budget, state.element),
    toolbar.element,
  ),
  noticePlace,
  breadcrumbs,
  createElement('main', {}, view.element, details.element),
  createElement('footer', {}, legend, keys),
  tip,
);
// Whoever comes back to the editor is on the map, unless something else of the page has the focus.
window.addEventListener('focus', () => {
  if (document.activeElement === document.body) view.focus();
});
let problem: string | undefined;
if (data === undefined) {
  state.show({ text: 'Packing…', problem: undefined, isCancelled: false });
  host?.post({ type: 'ready' });
} else show({ map: JSON.parse(data), folder: '', packedWith: undefined });

function receive(update: ContextMapUpdate): void {
  if (update.type === 'context') show(update);
  else if (update.type === 'state') showState(update);
  else {
    if (choices.told(update.choices, update.answered)) state.written();
    showChoices();
  }
}

function show(shown: ShownContext): void {
  const isFirst = context === undefined;
  context = shown;
  tree = undefined;
  choices.packed(shown.packedWith);
  budget.replaceChildren(...renderBudget(shown.map));
  showNotices();
  keepingFocus(showMap);
  if (isFirst) view.focus();
}

/** Draws what is known with what is looked for and how it is coloured. */
function showMap(): void {
  if (context === undefined) return;
  const { map } = context;
  tree ??= buildMapTree(map, { withLeftOut });
  matches = searchMap(map, tree, query);
  const categories = categoriesOf(map, colouring);
  const leftOut = leftOutEntry(map, colouring, withLeftOut);
  legend.replaceChildren(
    renderLegend(leftOut === undefined ? categories.categories : [...categories.categories, leftOut]),
  );
  view.show({ map, tree, categories, colouring, choices, isMatch: matches?.has });
  toolbar.showMatches(matches === undefined ? '' : matchText(matches));
}

/** Something else is chosen, here or elsewhere: shows that before the pack is made with it. */
function showChoices(): void {
  view.choicesChanged();
  showDetails();
}

function showDetails(): void {
  if (context !== undefined && selected !== undefined)
    details.show({ node: selected, map: context.map, choices });
}

/** Does something after which what had the focus may not be there: then the map has it. */
function keepingFocus(action: () => void): void {
  const before = document.activeElement;
  action();
  if (before instanceof HTMLElement && before !== document.body && !before.checkVisibility()) view.focus();
}

function zoom(node: MapNode): void {
  view.zoomTo(node);
  view.focus();
}

function open(node: MapNode): void {
  if (node.kind === 'file') host?.post({ type: 'open', path: node.path });
}

function choose(node: MapNode, choice: MapChoice): void {
  const { path } = node;
  const isFolder = node.kind === 'folder';
  const number = choices.choose(path, isFolder, choice);
  host?.post({ type: 'choose', path, isFolder, choice, number });
  state.expectChoice();
  showChoices();
}

function pressKey(key: string, node: MapNode): boolean {
  if (key === '/') {
    toolbar.focusSearch();
    return true;
  }
  const wanted = ({ p: 'pin', x: 'leave-out' } as const)[key.toLowerCase()];
  const { current } = choices;
  if (wanted === undefined || current === undefined || node.kind === 'rest' || node.path === '') return false;
  const isOn = choiceOf(current, node.path, node.kind === 'folder') === wanted;
  choose(node, isOn ? 'automatic' : wanted);
  return true;
}

function showState(shown: PackState): void {
  view.element.setAttribute('aria-busy', String(shown.text !== undefined));
  state.show(shown);
  problem = shown.isCancelled ? undefined : shown.problem;
  showNotices();
}

/** What a user should know of the pack before sending it, and why there is no newer one. */
function showNotices(): void {
  const texts = [...(problem === undefined ? [] : [problem]), ...(context?.map.warnings ?? [])];
  const isSame =
    texts.length === notices.childElementCount &&
    texts.every((text, index) => notices.children[index]?.textContent === visibleText(text));
  if (isSame) return;
  noticePlace.hidden = texts.length === 0;
  notices.replaceChildren(
    ...texts.map((text, index) =>
      createElement('li', {
        className: index === 0 && problem !== undefined ? 'problem' : 'warning',
        textContent: visibleText(text),
      }),
    ),
  );
}

/** What the pointer is on, beside it. */
function showTip(node: MapNode | undefined, x: number, y: number): void {
  tip.hidden = node === undefined || context === undefined;
  if (node === undefined || context === undefined) return;
  const path = node.kind === 'rest' ? `${node.path}/… ${node.name}` : node.path;
  tip.replaceChildren(
    createElement('span', { className: 'tip-path', textContent: visibleText(shortenedText(path, 240)) }),
    createElement('span', { className: 'quiet', textContent: briefFacts(node, context.map) }),
  );
  const { width, height } = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(4, Math.min(x + 14, innerWidth - width - 8))}px`;
  tip.style.top = `${y + 18 + height > innerHeight ? Math.max(4, y - height - 10) : y + 18}px`;
}
