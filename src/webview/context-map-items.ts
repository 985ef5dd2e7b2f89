import type { ContextMap } from '../core/context/context-map.ts';
import type { Resolution } from '../core/reduce/resolution.ts';
import type { MapChoices } from './context-map-choices.ts';
import { decisionOn, factsOf, lackText, leftOutText } from './context-map-facts.ts';
import type { MapCell } from './context-map-layout.ts';
import { countOf, formatShare, formatTokens, shortenedText, visibleText } from './context-map-text.ts';
import { type MapNode, resolutionOf, restText } from './context-map-tree.ts';
import { createElement } from './create-element.ts';
import { choiceWords, resolutionWords } from './resolution-words.ts';

/** Siblings of the active cell that a screen reader is told of, on each side. */
const window = 50;
const longestSpoken = 300;

/**
 * The map for screen readers: the active cell and its siblings as items of a tree, which the canvas cannot be. The map
 * itself has the focus and points to the active item.
 * @returns the id of the active item
 */
export function renderTreeItems(
  container: HTMLElement,
  active: MapCell,
  labelOf: (node: MapNode) => string,
): string {
  const siblings = active.parent?.children ?? [active];
  const position = siblings.indexOf(active);
  const first = Math.max(0, position - window);
  const items = siblings.slice(first, position + window + 1).map((cell, index) => {
    const isActive = cell === active;
    const { node } = cell;
    const attrs: Record<string, string> = {
      role: 'treeitem',
      'aria-level': String(levelOf(node)),
      'aria-setsize': String(siblings.length),
      'aria-posinset': String(first + index + 1),
      'aria-selected': String(isActive),
      'aria-label': labelOf(node),
    };
    // Siblings alone are here: what is in a folder stands in the tree once one is in it.
    if (node.kind !== 'file') attrs['aria-expanded'] = 'false';
    return createElement('div', { id: `map-item-${first + index}`, attrs });
  });
  container.replaceChildren(...items);
  return `map-item-${position}`;
}

/** What is said of a file or folder: everything that its place, size, colour and pattern show. */
export function spokenLabel(node: MapNode, map: ContextMap, choices: MapChoices): string {
  const facts = factsOf(map, node);
  const name = visibleText(shortenedText(node.name || 'the whole repository', longestSpoken));
  const parts: string[] = node.kind === 'rest' ? [restText(node)] : [name];
  if (node.kind === 'folder') parts.push('folder', countOf(facts.fileCount, 'file'));
  if (node.kind === 'file') parts.push(resolutionText(resolutionOf(map, node.row)));
  parts.push(`${formatTokens(facts.tokenCount)} tokens`);
  if (facts.tokenCount > 0) parts.push(`${formatShare(facts.tokenCount, map.tokenCount)} of the pack`);
  if (node.kind === 'file') {
    const full = map.fullTokenCounts[node.row] ?? 0;
    if (full > facts.tokenCount) parts.push(`whole text ${formatTokens(full)}`);
  } else if (facts.leftOutCount > 0) parts.push(leftOutText(facts));
  parts.push(choiceWords[decisionOn(map, node, choices)], lackText(map, node));
  if (node.kind === 'file') {
    const risk = map.risks[node.row] ?? 0;
    if (risk > 0) parts.push(`risk ${risk.toFixed(2)}`);
    parts.push(visibleText(map.languageNames[map.languages[node.row] ?? 0] ?? ''));
  }
  return parts.filter((part) => part !== '').join(', ');
}

/** `Counted only: stands in its folder’s line`; what shows text needs no more than its name. */
function resolutionText(name: string): string {
  const { label, meaning } = resolutionWords[name as Resolution] ?? { label: name, meaning: '' };
  return name === 'folder' || name === 'omitted' ? `${label}: ${meaning}` : label;
}

function levelOf(node: MapNode): number {
  let level = 0;
  for (let above = node.parent; above !== undefined; above = above.parent) level++;
  return Math.max(1, level);
}
