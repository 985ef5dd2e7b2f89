import type { ContextMap } from '../core/context/context-map.ts';
import type { MapCell } from './context-map-layout.ts';
import { countOf, formatShare, formatTokens, shortenedText, visibleText } from './context-map-text.ts';
import { type MapNode, resolutionOf } from './context-map-tree.ts';
import { createElement } from './create-element.ts';

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
  map: ContextMap,
  total: number,
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
      'aria-label': spokenLabel(node, map, total),
    };
    if (node.kind !== 'file') attrs['aria-expanded'] = String(cell.children.length > 0);
    return createElement('div', { id: `map-item-${first + index}`, attrs });
  });
  container.replaceChildren(...items);
  return `map-item-${position}`;
}

/** What is said of a file or folder: everything that its place, size, colour and pattern show. */
export function spokenLabel(node: MapNode, map: ContextMap, total: number): string {
  const name = visibleText(shortenedText(node.name || 'the whole repository', longestSpoken));
  const tokens = `${formatTokens(node.size)} tokens`;
  const share = formatShare(node.size, total);
  if (node.kind === 'rest') return `${countOf(node.fileCount, 'small file')}, ${tokens}, ${share}`;
  if (node.kind === 'folder')
    return `${name}, folder, ${countOf(node.fileCount, 'file')}, ${tokens}, ${share}`;
  const { row } = node;
  const parts = [name, resolutionOf(map, row), tokens, share];
  const choice = map.choiceNames[map.choices[row] ?? 0] ?? 'none';
  if (choice !== 'none') parts.push(choice);
  const risk = map.risks[row] ?? 0;
  if (risk > 0) parts.push(`risk ${risk.toFixed(2)}`);
  const language = map.languageNames[map.languages[row] ?? 0] ?? '';
  if (language !== '') parts.push(language);
  return parts.join(', ');
}

function levelOf(node: MapNode): number {
  let level = 0;
  for (let above = node.parent; above !== undefined; above = above.parent) level++;
  return Math.max(1, level);
}
