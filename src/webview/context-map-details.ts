import type { ContextMap } from '../core/context/context-map.ts';
import type { MapChoice, PackChoices } from './context-map-messages.ts';
import { choiceAbove, choiceOf } from './context-map-pattern.ts';
import { countOf, formatShare, formatTokens, shortenedText, visibleText } from './context-map-text.ts';
import { filesBelow, isLeftOut, type MapNode, resolutionOf } from './context-map-tree.ts';
import { createButton, createElement } from './create-element.ts';

export interface DetailsOptions {
  readonly node: MapNode;
  readonly map: ContextMap;
  /** Undefined where nothing can be chosen. */
  readonly choices: PackChoices | undefined;
  readonly onOpen: (() => void) | undefined;
  readonly onZoom: () => void;
  readonly onChoose: (choice: MapChoice) => void;
}

const resolutionNames: Readonly<Record<string, string>> = {
  full: 'Full text',
  skeleton: 'Skeleton: without bodies',
  outline: 'Outline: names with lines',
  path: 'Named in the listing',
  folder: 'In its folder’s line',
  omitted: 'Left out',
};

const choiceNames: readonly (readonly [choice: MapChoice, label: string])[] = [
  ['automatic', 'As it fits best'],
  ['full', 'Full'],
  ['skeleton', 'Skeleton'],
  ['outline', 'Outline'],
  ['path', 'Named only'],
];

/** Characters that are shown of a name, and of a folder's path. */
const longestName = 160;
const longestPath = 400;

/** Everything that is known of the selected file or folder, and what can be decided about it. */
export function renderDetails(options: DetailsOptions): readonly HTMLElement[] {
  const { node, map } = options;
  const facts = node.kind === 'file' ? fileFacts(node, map) : folderFacts(node, map);
  const title =
    node.kind === 'rest' ? countOf(node.fileCount, 'small file') : node.name || 'Whole repository';
  const slash = node.path.lastIndexOf('/');
  const above = node.kind === 'rest' ? node.path : node.path.slice(0, Math.max(0, slash));
  return [
    createElement('h2', {
      textContent: visibleText(shortenedText(title, longestName)),
      attrs: { dir: 'auto' },
    }),
    createElement('p', {
      className: 'folder-path quiet',
      textContent: above === '' ? '' : visibleText(shortenedText(`${above}/`, longestPath)),
      title: visibleText(node.path.slice(0, 4 * longestPath)),
    }),
    ...decisions(options),
    createElement(
      'dl',
      {},
      ...facts.flatMap(([term, description]) => [
        createElement('dt', { textContent: term }),
        createElement('dd', { textContent: description }),
      ]),
    ),
  ];
}

type Fact = readonly [term: string, description: string];

function fileFacts(node: MapNode, map: ContextMap): Fact[] {
  const { row } = node;
  const tokens = map.tokenCounts[row] ?? 0;
  const full = map.fullTokenCounts[row] ?? 0;
  const resolution = resolutionOf(map, row);
  const facts: Fact[] = [['Shown as', resolutionNames[resolution] ?? resolution]];
  const inFull =
    resolution === 'full' || full === 0 ? '' : `; its whole text would take ${formatTokens(full)}`;
  facts.push([
    'Tokens',
    `${formatTokens(tokens)} (${formatShare(tokens, map.tokenCount)} of the pack)${inFull}`,
  ]);
  const reason = map.reasonTexts[map.reasons[row] ?? 0] ?? '';
  if (reason !== '') facts.push(['Why', reason]);
  const risk = map.risks[row] ?? 0;
  if (risk > 0) facts.push(['Risk', `${risk.toFixed(2)} of 1, ${riskWord(risk)}`]);
  const language = map.languageNames[map.languages[row] ?? 0] ?? '';
  if (language !== '') facts.push(['Language', language]);
  return facts;
}

function riskWord(risk: number): string {
  return risk > 0.66 ? 'high' : risk > 0.33 ? 'medium' : 'low';
}

function folderFacts(node: MapNode, map: ContextMap): Fact[] {
  const counts = new Map<string, number>();
  let tokens = 0;
  let leftOut = 0;
  let highest: MapNode | undefined;
  for (const file of filesBelow(node)) {
    const resolution = resolutionOf(map, file.row);
    counts.set(resolution, (counts.get(resolution) ?? 0) + 1);
    tokens += map.tokenCounts[file.row] ?? 0;
    if (isLeftOut(map, file.row)) leftOut += map.fullTokenCounts[file.row] ?? 0;
    if ((map.risks[file.row] ?? 0) > (highest === undefined ? 0 : (map.risks[highest.row] ?? 0)))
      highest = file;
  }
  const shown = map.resolutionNames
    .filter((name) => counts.has(name))
    .map((name) => `${(counts.get(name) ?? 0).toLocaleString('en')} ${name}`);
  const facts: Fact[] = [
    ['Files', `${node.fileCount.toLocaleString('en')}: ${shown.join(', ')}`],
    ['Tokens', `${formatTokens(tokens)} (${formatShare(tokens, map.tokenCount)} of the pack)`],
  ];
  if (leftOut > 0) facts.push(['Left out', `${formatTokens(leftOut)} tokens of whole texts`]);
  if (highest !== undefined) {
    const path = highest.path.slice(node.path === '' ? 0 : node.path.length + 1);
    facts.push([
      'Riskiest',
      `${visibleText(shortenedText(path, 120))} (${(map.risks[highest.row] ?? 0).toFixed(2)})`,
    ]);
  }
  return facts;
}

/** The buttons; for a rest, a whole repository or a read-only map only those that apply. */
function decisions({ node, choices, onOpen, onZoom, onChoose }: DetailsOptions): HTMLElement[] {
  const buttons: HTMLElement[] = [];
  if (node.kind === 'file' && onOpen !== undefined) buttons.push(createButton('Open', onOpen));
  if (node.kind !== 'file' && node.path !== '') buttons.push(createButton('Zoom In', onZoom));
  const rows: HTMLElement[] = [];
  if (choices !== undefined && node.kind !== 'rest' && node.path !== '') {
    const choice = choiceOf(choices, node.path, node.kind === 'folder');
    const toggle = (label: string, undo: string, wanted: MapChoice, key: string) => {
      const isOn = choice === wanted;
      const button = createButton(isOn ? undo : label, () => onChoose(isOn ? 'automatic' : wanted));
      button.setAttribute('aria-pressed', String(isOn));
      button.title = `${isOn ? undo : label} (${key})`;
      return button;
    };
    buttons.push(toggle('Pin', 'Unpin', 'pin', 'P'), toggle('Exclude', 'Include Again', 'leave-out', 'X'));
    rows.push(resolutionChoice(choice, onChoose));
    const inherited = choiceAbove(choices, node.path);
    if (inherited !== undefined && choice === 'automatic') {
      const words =
        { pin: 'Pinned', 'leave-out': 'Left out' }[inherited.choice as string] ?? 'Resolution set';
      const folder = visibleText(shortenedText(inherited.folder, 120));
      rows.push(
        createElement('p', {
          className: 'inherited quiet',
          textContent: `${words} with the folder ${folder}/`,
        }),
      );
    }
  }
  return buttons.length === 0 ? rows : [createElement('div', { className: 'actions' }, ...buttons), ...rows];
}

function resolutionChoice(choice: MapChoice, onChoose: (choice: MapChoice) => void): HTMLElement {
  const select = createElement(
    'select',
    { id: 'resolution-choice' },
    ...choiceNames.map(([value, textContent]) => createElement('option', { value, textContent })),
  );
  select.value = choiceNames.some(([value]) => value === choice) ? choice : 'automatic';
  select.addEventListener('change', () => onChoose(select.value as MapChoice));
  return createElement(
    'p',
    { className: 'choice' },
    createElement('label', { htmlFor: 'resolution-choice', textContent: 'Resolution' }),
    select,
  );
}
