import type { ContextMap } from '../core/context/context-map.ts';
import { countOf, formatTokens } from './context-map-text.ts';
import { filesBelow, isLeftOut, type MapNode } from './context-map-tree.ts';

export interface MapMatches {
  /** Of the whole repository, drawn or not. */
  readonly fileCount: number;
  /** Pictures inside files. */
  readonly pictureCount: number;
  /** Those of all of them of whose text nothing is in the pack. */
  readonly leftOutCount: number;
  /** Tokens in the pack. */
  readonly tokenCount: number;
  /** The largest file that matches and is drawn. */
  readonly first: MapNode | undefined;
  /** Whether a node, or anything in it, matches. */
  readonly has: (node: MapNode) => boolean;
}

/**
 * Files whose path holds every word of the query, whatever the case; `*` stands for any characters but `/`, `**` for any.
 * Undefined for an empty query.
 */
export function searchMap(map: ContextMap, root: MapNode, query: string): MapMatches | undefined {
  const words = query.trim().split(/\s+/).filter(Boolean).map(wordPattern);
  if (words.length === 0) return undefined;
  const rows = new Set<number>();
  const pictures = new Set(map.innerPictures);
  let [fileCount, pictureCount, leftOutCount, tokenCount] = [0, 0, 0, 0];
  map.paths.forEach((path, row) => {
    if (!words.every((word) => word.test(path))) return;
    rows.add(row);
    if (pictures.has(row)) pictureCount++;
    else fileCount++;
    if (isLeftOut(map, row)) leftOutCount++;
    tokenCount += map.tokenCounts[row] ?? 0;
  });
  const matching = new Set<MapNode>();
  let first: MapNode | undefined;
  for (const file of filesBelow(root)) {
    if (!rows.has(file.row)) continue;
    if (first === undefined || file.size > first.size) first = file;
    // A rest is made anew by each layout: it is not known here, but its parts are.
    for (let node: MapNode | undefined = file; node !== undefined && !matching.has(node); node = node.parent)
      matching.add(node);
  }
  const has = (node: MapNode): boolean =>
    node.kind === 'rest' ? node.children.some(has) : matching.has(node);
  return { fileCount, pictureCount, leftOutCount, tokenCount, first, has };
}

/** `12 files · 3.4k tokens · 2 left out`. */
export function matchText({ fileCount, pictureCount, leftOutCount, tokenCount }: MapMatches): string {
  const parts = [countOf(fileCount, 'file'), `${formatTokens(tokenCount)} tokens`];
  if (pictureCount > 0) parts.splice(1, 0, `${countOf(pictureCount, 'picture')} inside files`);
  const isAll = leftOutCount === fileCount + pictureCount;
  if (leftOutCount > 0) parts.push(`${isAll ? 'all' : leftOutCount.toLocaleString('en')} left out`);
  return parts.join(' · ');
}

function wordPattern(word: string): RegExp {
  const source = word
    .split(/(\*+)/)
    .map((part) =>
      part.startsWith('**') ? '.*' : part === '*' ? '[^/]*' : part.replaceAll(/[$()+.?[\\\]^{|}]/g, '\\$&'),
    )
    .join('');
  return new RegExp(source, 'isu');
}
