import type { ContextMap, FileChoice } from '../core/context/context-map.ts';
import type { MapChoices } from './context-map-choices.ts';
import { countOf, formatTokens } from './context-map-text.ts';
import { filesBelow, isLeftOut, type MapNode, resolutionOf } from './context-map-tree.ts';

/** What is so of a file, of all files of a folder, drawn or not, or of those that are drawn together. */
export interface NodeFacts {
  /** Without pictures inside files; all else is with them. */
  readonly fileCount: number;
  /** Files by resolution. */
  readonly counts: ReadonlyMap<string, number>;
  /** Tokens in the pack. */
  readonly tokenCount: number;
  /** Files of whose text nothing is in the pack, and the tokens of their whole texts. */
  readonly leftOutCount: number;
  readonly leftOutTokens: number;
  /** Row of the highest risk; undefined where nothing is ranked. */
  readonly riskiest: number | undefined;
  /** Rows by what was decided of them before the pack was made, and those of them that had no room. */
  readonly chosen: ReadonlyMap<FileChoice, number>;
  readonly unfitted: ReadonlyMap<FileChoice, number>;
}

const known = new WeakMap<MapNode, NodeFacts>();

/** The facts of a node of a map's tree. O(files in it), once. */
export function factsOf(map: ContextMap, node: MapNode): NodeFacts {
  let facts = known.get(node);
  if (facts === undefined) {
    facts = collectFacts(map, node);
    known.set(node, facts);
  }
  return facts;
}

function collectFacts(map: ContextMap, node: MapNode): NodeFacts {
  const counts = new Map<string, number>();
  const chosen = new Map<FileChoice, number>();
  const unfitted = new Map<FileChoice, number>();
  let [fileCount, tokenCount, leftOutCount, leftOutTokens] = [0, 0, 0, 0];
  let riskiest: number | undefined;
  for (const row of rowsOf(map, node)) {
    const isLeft = isLeftOut(map, row);
    if (!isInside(map.innerPictures, row)) {
      fileCount++;
      add(counts, resolutionOf(map, row));
      if (isLeft) leftOutCount++;
    }
    const choice = choiceNameOf(map, row);
    add(chosen, choice);
    if (isInside(map.unfitted, row)) add(unfitted, choice);
    tokenCount += map.tokenCounts[row] ?? 0;
    if (isLeft) leftOutTokens += map.fullTokenCounts[row] ?? 0;
    const risk = map.risks[row] ?? 0;
    if (risk > (riskiest === undefined ? 0 : (map.risks[riskiest] ?? 0))) riskiest = row;
  }
  return { fileCount, counts, tokenCount, leftOutCount, leftOutTokens, riskiest, chosen, unfitted };
}

function add<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

/** What was decided of a row before the pack was made. */
export function choiceNameOf(map: ContextMap, row: number): FileChoice {
  return map.choiceNames[map.choices[row] ?? 0] ?? 'none';
}

/** Whether there was no room for a row as it was asked for. */
export function isUnfitted(map: ContextMap, row: number): boolean {
  return isInside(map.unfitted, row);
}

/** The rows of a node; of a folder those of all its files, which stand one behind the other, because paths are sorted. */
function* rowsOf(map: ContextMap, node: MapNode): Generator<number> {
  if (node.kind === 'rest') {
    for (const part of node.children) yield* rowsOf(map, part);
    return;
  }
  if (node.kind === 'file') {
    yield node.row;
    return;
  }
  const prefix = node.path === '' ? '' : `${node.path}/`;
  const { paths } = map;
  for (let row = firstAt(paths.length, (at) => (paths[at] as string) >= prefix); row < paths.length; row++) {
    if (!(paths[row] as string).startsWith(prefix)) return;
    yield row;
  }
}

/** Whether rising rows hold one. O(log rows). */
function isInside(rows: readonly number[], row: number): boolean {
  return rows[firstAt(rows.length, (at) => (rows[at] as number) >= row)] === row;
}

/** The first position from which on something holds. */
function firstAt(count: number, holds: (at: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

const decided = new WeakMap<ContextMap, boolean>();

/** Whether something was decided of any file: mostly nothing was, and then no folder need be looked into. */
function hasChoices(map: ContextMap): boolean {
  let is = decided.get(map);
  if (is === undefined) {
    is = map.choices.some((choice) => choice !== 0);
    decided.set(map, is);
  }
  return is;
}

/** What is decided of a node now; of a folder, where its files all have it. */
export function decisionOn(map: ContextMap, node: MapNode, choices: MapChoices): FileChoice {
  if (node.kind === 'file') return choices.ofFile(map, node.row).choice;
  if (node.kind === 'rest' || node.path === '') return 'none';
  const chosen = choices.ofFolder(node.path);
  if (chosen !== 'none' || !hasChoices(map)) return chosen;
  const { chosen: ofFiles } = factsOf(map, node);
  const [only = 'none', other] = ofFiles.keys();
  // What was pinned by a folder's pin that was taken back since is so no more.
  const first = filesBelow(node).next().value;
  const isPending = first !== undefined && choices.ofFile(map, first.row).isPending;
  return other === undefined && !isPending ? only : 'none';
}

/** What of a node was asked for and has no room, in words; '' where all of it has. */
export function lackText(map: ContextMap, node: MapNode): string {
  const { chosen, unfitted } = factsOf(map, node);
  if (node.kind === 'file') return unfitted.size === 0 ? '' : 'no room for it as it was asked for';
  const of: readonly (readonly [FileChoice, string])[] = [
    ['pinned', 'pinned'],
    ['forced', 'forced'],
    ['none', 'wanted'],
  ];
  return of
    .filter(([choice]) => unfitted.has(choice))
    .map(([choice, word]) => {
      const count = (unfitted.get(choice) ?? 0).toLocaleString('en');
      if (choice === 'none') return `no room for ${count} ${word} files`;
      return `no room for ${count} of ${countOf(chosen.get(choice) ?? 0, `${word} file`)}`;
    })
    .join(', ');
}

/** `650 files left out, with 3.7M tokens`. */
export function leftOutText({ leftOutCount, leftOutTokens }: NodeFacts): string {
  const tokens = leftOutTokens > 0 ? `, ${formatTokens(leftOutTokens)} tokens of whole texts` : '';
  return `${countOf(leftOutCount, 'file')} left out${tokens}`;
}
