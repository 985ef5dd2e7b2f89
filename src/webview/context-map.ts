import './panel.css';
import './context-map.css';
import './context-map-page.css';
import { renderBudget, renderLegend } from './context-map-budget.ts';
import { type Colouring, categoriesOf } from './context-map-colouring.ts';
import { renderDetails } from './context-map-details.ts';
import type { ContextMapRequest, ContextMapUpdate, MapChoice, ShownContext } from './context-map-messages.ts';
import { choiceOf } from './context-map-pattern.ts';
import { type MapMatches, searchMap } from './context-map-search.ts';
import { countOf, formatTokens, shortenedText, visibleText } from './context-map-text.ts';
import { createToolbar, renderBreadcrumbs } from './context-map-toolbar.ts';
import { buildMapTree, type MapNode, resolutionOf } from './context-map-tree.ts';
import { ContextMapView } from './context-map-view.ts';
import { createButton, createElement } from './create-element.ts';
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

const toolbar = createToolbar(colouring, {
  onSearch: (text) => {
    query = text;
    showMap();
  },
  onFind: () => {
    if (matches?.first === undefined) return;
    view.select(matches.first.path);
    view.focus();
  },
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
  onSelect: showDetails,
  onZoom: (root) => {
    breadcrumbs.replaceChildren(renderBreadcrumbs(root, context?.folder ?? '', (node) => zoom(node)));
  },
  onOpen: open,
  onKey: pressKey,
  onHover: showTip,
});
const budget = createElement('div', { className: 'budget-place' });
const breadcrumbs = createElement('div', { className: 'breadcrumbs-place' });
const details = createElement('aside', { className: 'details', attrs: { 'aria-label': 'Selected' } });
const legend = createElement('div', { className: 'legend-place' });
const state = createElement('div', { className: 'state', attrs: { role: 'status' } });
const tip = createElement('div', { className: 'tip', hidden: true, attrs: { 'aria-hidden': 'true' } });
const keys = createElement('p', {
  id: 'map-keys',
  className: 'keys quiet',
  textContent: host
    ? 'Arrows move · Enter zooms in or opens · Backspace zooms out · P pins · X excludes · / finds'
    : 'Arrows move · Enter or double-click zooms in · Backspace zooms out · / finds',
});
document.body.classList.add('context-map');
document.body.append(
  createElement('header', {}, createElement('div', { className: 'top' }, budget, state), toolbar.element),
  breadcrumbs,
  createElement('main', {}, view.element, details),
  createElement('footer', {}, legend, keys),
  tip,
);
if (data === undefined) {
  showState('Packing…', undefined);
  host?.post({ type: 'ready' });
} else show({ map: JSON.parse(data), folder: '', choices: undefined });

function receive(update: ContextMapUpdate): void {
  if (update.type === 'context') show(update);
  else showState(update.text, update.problem);
}

function show(shown: ShownContext): void {
  const isFirst = context === undefined;
  context = shown;
  tree = undefined;
  budget.replaceChildren(renderBudget(shown.map));
  showMap();
  if (isFirst) view.focus();
}

/** Draws what is known with what is looked for and how it is coloured. */
function showMap(): void {
  if (context === undefined) return;
  const { map } = context;
  tree ??= buildMapTree(map, { withLeftOut });
  matches = searchMap(tree, query);
  const categories = categoriesOf(map, colouring);
  legend.replaceChildren(renderLegend(categories.categories));
  view.show({ map, tree, categories, colouring, isMatch: matches?.has });
  toolbar.showMatches(matchText(matches));
}

function matchText(found: MapMatches | undefined): string {
  if (found === undefined) return '';
  if (found.fileCount === 0 && !withLeftOut) return 'No match; left-out files are not shown';
  return `${countOf(found.fileCount, 'file')} · ${formatTokens(found.size)} tokens`;
}

function showDetails(node: MapNode): void {
  if (context === undefined) return;
  const { map, choices } = context;
  details.replaceChildren(
    ...renderDetails({
      ...{ node, map, choices },
      onOpen: host && (() => open(node)),
      onZoom: () => zoom(node),
      onChoose: (choice) => choose(node, choice),
    }),
  );
}

function zoom(node: MapNode): void {
  view.zoomTo(node);
  view.focus();
}

function open(node: MapNode): void {
  if (node.kind === 'file') host?.post({ type: 'open', path: node.path });
}

function choose(node: MapNode, choice: MapChoice): void {
  host?.post({ type: 'choose', path: node.path, isFolder: node.kind === 'folder', choice });
}

function pressKey(key: string, node: MapNode): boolean {
  if (key === '/') {
    toolbar.focusSearch();
    return true;
  }
  const wanted = ({ p: 'pin', x: 'leave-out' } as const)[key.toLowerCase()];
  const choices = context?.choices;
  if (wanted === undefined || choices === undefined || node.kind === 'rest' || node.path === '') return false;
  const isOn = choiceOf(choices, node.path, node.kind === 'folder') === wanted;
  choose(node, isOn ? 'automatic' : wanted);
  return true;
}

function showState(text: string | undefined, problem: string | undefined): void {
  const isBusy = text !== undefined;
  view.element.setAttribute('aria-busy', String(isBusy));
  const cancel = createButton('Cancel', () => host?.post({ type: 'cancel' }), 'link');
  const again = createButton('Pack Again', () => host?.post({ type: 'pack' }), 'link');
  if (isBusy) state.replaceChildren(createElement('span', { className: 'spinner' }), `${text} `, cancel);
  else if (problem !== undefined)
    state.replaceChildren(createElement('span', { className: 'problem', textContent: problem }), ' ', again);
  else state.replaceChildren(again);
}

/** What the pointer is on, beside it. */
function showTip(node: MapNode | undefined, x: number, y: number): void {
  tip.hidden = node === undefined || context === undefined;
  if (node === undefined || context === undefined) return;
  const { map } = context;
  const facts =
    node.kind === 'file'
      ? [resolutionOf(map, node.row), `${formatTokens(map.tokenCounts[node.row] ?? 0)} tokens`]
      : [countOf(node.fileCount, 'file'), `${formatTokens(node.size)} tokens`];
  const path = node.kind === 'rest' ? `${node.path}/… ${node.name}` : node.path;
  tip.replaceChildren(
    createElement('span', { className: 'tip-path', textContent: visibleText(shortenedText(path, 240)) }),
    createElement('span', { className: 'quiet', textContent: facts.join(' · ') }),
  );
  const { width, height } = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(4, Math.min(x + 14, innerWidth - width - 8))}px`;
  tip.style.top = `${y + 18 + height > innerHeight ? Math.max(4, y - height - 10) : y + 18}px`;
}
