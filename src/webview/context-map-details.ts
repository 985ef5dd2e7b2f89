import type { ContextMap } from '../core/context/context-map.ts';
import type { MapChoices } from './context-map-choices.ts';
import { factsOf, lackText, leftOutText } from './context-map-facts.ts';
import type { MapChoice, PackChoices } from './context-map-messages.ts';
import { choiceAbove, choiceOf, strongerChoice } from './context-map-pattern.ts';
import { countOf, formatShare, formatTokens, shortenedText, visibleText } from './context-map-text.ts';
import { type MapNode, resolutionOf, restText } from './context-map-tree.ts';
import { createButton, createElement } from './create-element.ts';
import { resolutionLabel, resolutionWords } from './resolution-words.ts';

export interface ShownDetails {
  readonly node: MapNode;
  readonly map: ContextMap;
  readonly choices: MapChoices;
}

export interface DetailsEvents {
  /** Undefined where no file can be opened. */
  readonly onOpen: ((node: MapNode) => void) | undefined;
  readonly onZoom: (node: MapNode) => void;
  readonly onChoose: (node: MapNode, choice: MapChoice) => void;
}

const choiceNames: readonly (readonly [choice: MapChoice, label: string])[] = [
  ['automatic', 'As it fits best'],
  ['full', resolutionWords.full.label],
  ['skeleton', resolutionWords.skeleton.label],
  ['outline', resolutionWords.outline.label],
  ['path', resolutionWords.path.label],
];

/** Characters that are shown of a name, and of a folder's path. */
const longestName = 160;
const longestPath = 400;

/**
 * Everything that is known of the selected file or folder, and what can be decided about it. Its elements stay, so that
 * none loses the focus when something else is shown.
 */
export class MapDetails {
  readonly element: HTMLElement;
  readonly #events: DetailsEvents;
  readonly #title = createElement('h2', { attrs: { dir: 'auto' } });
  readonly #above = createElement('p', { className: 'folder-path quiet' });
  readonly #open = createButton('Open', () => this.#act((node) => this.#events.onOpen?.(node)));
  readonly #zoom = createButton('Zoom In', () => this.#act((node) => this.#events.onZoom(node)));
  readonly #pin = createButton('Pin', () => this.#toggle('pin'));
  readonly #leaveOut = createButton('Leave Out', () => this.#toggle('leave-out'));
  readonly #actions = createElement(
    'div',
    { className: 'actions' },
    ...[this.#open, this.#zoom, this.#pin, this.#leaveOut],
  );
  readonly #select = createElement(
    'select',
    { id: 'resolution-choice' },
    ...choiceNames.map(([value, textContent]) => createElement('option', { value, textContent })),
  );
  readonly #resolution = createElement(
    'p',
    { className: 'choice' },
    createElement('label', { htmlFor: 'resolution-choice', textContent: 'Resolution' }),
    this.#select,
  );
  readonly #inherited = createElement('p', { className: 'inherited quiet' });
  readonly #pending = createElement('p', {
    className: 'pending quiet',
    textContent: 'The pack that is shown was made before this choice.',
  });
  readonly #lack = createElement('p', { className: 'lack' });
  readonly #facts = createElement('dl');
  #shown: ShownDetails | undefined;

  constructor(events: DetailsEvents) {
    this.#events = events;
    this.#pin.title = 'Show it in full before anything else (P)';
    this.#leaveOut.title = 'Show nothing of its text (X)';
    this.#select.addEventListener('change', () =>
      this.#act((node) => this.#events.onChoose(node, this.#select.value as MapChoice)),
    );
    this.element = createElement(
      'aside',
      { className: 'details', attrs: { 'aria-label': 'Selected' } },
      ...[
        this.#title,
        this.#above,
        this.#actions,
        this.#resolution,
        this.#inherited,
        this.#pending,
        this.#lack,
        this.#facts,
      ],
    );
  }

  show(shown: ShownDetails): void {
    this.#shown = shown;
    const { node, map, choices } = shown;
    const name = node.kind === 'rest' ? restText(node) : node.name || 'Whole repository';
    const slash = node.path.lastIndexOf('/');
    const above = node.kind === 'rest' ? node.path : node.path.slice(0, Math.max(0, slash));
    this.#title.textContent = visibleText(shortenedText(name, longestName));
    this.#above.textContent = above === '' ? '' : visibleText(shortenedText(`${above}/`, longestPath));
    this.#above.title = visibleText(node.path.slice(0, 4 * longestPath));
    this.#showDecisions(node, choices.current);
    const isFolder = node.kind === 'folder';
    this.#pending.hidden = node.kind === 'rest' || !choices.isPending(node.path, isFolder);
    const lack = lackText(map, node);
    this.#lack.hidden = lack === '';
    this.#lack.textContent = lack === '' ? '' : `${lack.slice(0, 1).toUpperCase()}${lack.slice(1)}.`;
    const facts = node.kind === 'file' ? fileFacts(node, map) : folderFacts(node, map);
    this.#facts.replaceChildren(
      ...facts.flatMap(([term, description]) => [
        createElement('dt', { textContent: term }),
        createElement('dd', { textContent: description }),
      ]),
    );
  }

  /** Only what applies to a file, a folder, a rest, the whole repository, or a page where nothing can be decided. */
  #showDecisions(node: MapNode, choices: PackChoices | undefined): void {
    const canChoose = choices !== undefined && node.kind !== 'rest' && node.path !== '';
    this.#open.hidden = node.kind !== 'file' || this.#events.onOpen === undefined;
    this.#zoom.hidden = node.kind === 'file' || node.path === '';
    for (const element of [this.#pin, this.#leaveOut, this.#resolution]) element.hidden = !canChoose;
    this.#inherited.hidden = true;
    if (!canChoose) return;
    const choice = choiceOf(choices, node.path, node.kind === 'folder');
    this.#pin.setAttribute('aria-pressed', String(choice === 'pin'));
    this.#leaveOut.setAttribute('aria-pressed', String(choice === 'leave-out'));
    this.#select.value = choiceNames.some(([value]) => value === choice) ? choice : 'automatic';
    const above = choiceAbove(choices, node.path);
    if (above === undefined || strongerChoice(choice, above.choice) === choice) return;
    const words = { pin: 'Pinned', 'leave-out': 'Left out' }[above.choice as string] ?? 'Forced';
    const folder = visibleText(shortenedText(above.folder, 120));
    const outweighs = choice === 'automatic' ? '' : ', which outweighs this';
    this.#inherited.hidden = false;
    this.#inherited.textContent = `${words} with the folder ${folder}/${outweighs}`;
  }

  #toggle(wanted: MapChoice): void {
    this.#act((node, { choices }) => {
      if (choices.current === undefined) return;
      const isOn = choiceOf(choices.current, node.path, node.kind === 'folder') === wanted;
      this.#events.onChoose(node, isOn ? 'automatic' : wanted);
    });
  }

  #act(action: (node: MapNode, shown: ShownDetails) => void): void {
    if (this.#shown !== undefined) action(this.#shown.node, this.#shown);
  }
}

type Fact = readonly [term: string, description: string];

function fileFacts(node: MapNode, map: ContextMap): Fact[] {
  const { row } = node;
  const tokens = map.tokenCounts[row] ?? 0;
  const full = map.fullTokenCounts[row] ?? 0;
  const resolution = map.resolutionNames[map.resolutions[row] ?? 0];
  const facts: Fact[] = [];
  if (resolution !== undefined) {
    const { label, meaning } = resolutionWords[resolution];
    facts.push(['Shown as', `${label}: ${meaning}`]);
  }
  facts.push(['Tokens', tokensText(tokens, map)]);
  if (full > tokens) facts.push(['Whole text', `${formatTokens(full)} tokens`]);
  const reason = map.reasonTexts[map.reasons[row] ?? 0] ?? '';
  if (reason !== '') facts.push(['Why', visibleText(reason)]);
  const risk = map.risks[row] ?? 0;
  if (risk > 0) facts.push(['Risk', `${risk.toFixed(2)} of 1, ${riskWord(risk)}`]);
  const language = map.languageNames[map.languages[row] ?? 0] ?? '';
  if (language !== '') facts.push(['Language', visibleText(language)]);
  return facts;
}

function tokensText(tokens: number, map: ContextMap): string {
  return `${formatTokens(tokens)} (${formatShare(tokens, map.tokenCount)} of the pack)`;
}

function riskWord(risk: number): string {
  return risk > 0.66 ? 'high' : risk > 0.33 ? 'medium' : 'low';
}

/** Of all files in a folder, drawn or not; of a rest those that it stands for. */
export function folderFacts(node: MapNode, map: ContextMap): Fact[] {
  const found = factsOf(map, node);
  const facts: Fact[] = [
    ['Files', `${found.fileCount.toLocaleString('en')}: ${countsText(found.counts, map)}`],
    ['Tokens', tokensText(found.tokenCount, map)],
  ];
  if (found.leftOutCount > 0) facts.push(['Left out', leftOutText(found).replace(' left out', '')]);
  const { riskiest } = found;
  if (riskiest !== undefined) {
    const path = (map.paths[riskiest] as string).slice(node.path === '' ? 0 : node.path.length + 1);
    const how = resolutionLabel(resolutionOf(map, riskiest)).toLowerCase();
    const risk = (map.risks[riskiest] ?? 0).toFixed(2);
    facts.push(['Riskiest', `${visibleText(shortenedText(path, 120))} (${risk}, ${how})`]);
  }
  return facts;
}

/** `30 full, 9 named only` */
function countsText(counts: ReadonlyMap<string, number>, map: ContextMap): string {
  return map.resolutionNames
    .filter((name) => counts.has(name))
    .map((name) => `${(counts.get(name) ?? 0).toLocaleString('en')} ${resolutionLabel(name).toLowerCase()}`)
    .join(', ');
}

/** What the pointer is on, in one line. */
export function briefFacts(node: MapNode, map: ContextMap): string {
  const found = factsOf(map, node);
  const tokens = `${formatTokens(found.tokenCount)} tokens`;
  if (node.kind !== 'file') {
    const parts = [node.kind === 'rest' ? restText(node) : countOf(found.fileCount, 'file'), tokens];
    if (found.leftOutCount > 0) parts.push(leftOutText(found));
    return parts.join(' · ');
  }
  const full = map.fullTokenCounts[node.row] ?? 0;
  const parts = [resolutionLabel(resolutionOf(map, node.row)), tokens];
  if (full > found.tokenCount) parts.push(`whole text ${formatTokens(full)}`);
  return parts.join(' · ');
}
