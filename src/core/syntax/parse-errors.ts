import type { SyntaxNode } from './query/syntax-node.ts';

/** How many nodes under `root` are errors or missing, and the first one's line; undefined if there are none. */
export function firstErrorLine(
  root: SyntaxNode,
): { readonly count: number; readonly line: number } | undefined {
  let count = 0;
  let line = Number.POSITIVE_INFINITY;
  // Only subtrees that say they hold an error are entered, so that a large file with one error is cheap.
  const pending: SyntaxNode[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.isError || node.isMissing) {
      count++;
      line = Math.min(line, node.startPosition.row + 1);
    }
    for (const child of node.children) if (child?.hasError) pending.push(child);
  }
  return count === 0 ? undefined : { count, line };
}
