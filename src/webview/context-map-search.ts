import { filesBelow, type MapNode } from './context-map-tree.ts';

export interface MapMatches {
  readonly fileCount: number;
  /** Tokens that their areas stand for. */
  readonly size: number;
  /** The largest file that matches. */
  readonly first: MapNode | undefined;
  /** Whether a node, or anything in it, matches. */
  readonly has: (node: MapNode) => boolean;
}

/**
 * Files whose path holds every word of the query, whatever the case; `*` stands for any characters but `/`, `**` for any.
 * Undefined for an empty query.
 */
export function searchMap(root: MapNode, query: string): MapMatches | undefined {
  const words = query.trim().split(/\s+/).filter(Boolean).map(wordPattern);
  if (words.length === 0) return undefined;
  const matching = new Set<MapNode>();
  let [fileCount, size] = [0, 0];
  let first: MapNode | undefined;
  for (const file of filesBelow(root)) {
    if (!words.every((word) => word.test(file.path))) continue;
    fileCount++;
    size += file.size;
    if (first === undefined || file.size > first.size) first = file;
    // A rest is made anew by each layout: it is not known here, but its parts are.
    for (let node: MapNode | undefined = file; node !== undefined && !matching.has(node); node = node.parent)
      matching.add(node);
  }
  const has = (node: MapNode): boolean =>
    node.kind === 'rest' ? node.children.some(has) : matching.has(node);
  return { fileCount, size, first, has };
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
