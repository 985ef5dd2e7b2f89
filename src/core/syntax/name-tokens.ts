import type { Node } from 'web-tree-sitter';
import type { CollectedCaptures } from './collect-captures.ts';

/** A leaf that names something. */
export interface NameToken {
  readonly start: number;
  readonly end: number;
  /** 0-based. */
  readonly row: number;
  /** `this` and its like. */
  readonly isSelf: boolean;
}

/**
 * The leaves of a text that use a name, in order of place: without those that define something (their starts are in
 * `defined`), those that the queries leave out, and those inside import statements.
 */
export function nameTokens(
  text: string,
  captures: CollectedCaptures,
  defined: ReadonlySet<number>,
): NameToken[] {
  const imports = importRanges(captures);
  const seen = new Set<number>();
  const tokens: NameToken[] = [];
  const add = (nodes: readonly Node[], isSelf: boolean) => {
    for (const node of nodes) {
      const start = node.startIndex;
      if (seen.has(start) || defined.has(start) || captures.ignored.has(start)) continue;
      seen.add(start);
      if (isInside(imports, start)) continue;
      const end = isSelf ? node.endIndex : endOfName(text, node);
      tokens.push({ start, end, row: node.startPosition.row, isSelf });
    }
  };
  add(captures.selves, true);
  add(captures.references, false);
  return tokens.sort((a, b) => a.start - b.start);
}

/**
 * Where a leaf ends that is a plain name, read off the text: asking the parser takes ten times as long. Leaves that are more
 * than letters, digits and underscores are asked for.
 */
function endOfName(text: string, node: Node): number {
  const start = node.startIndex;
  let end = start;
  while (isNameCode(text.charCodeAt(end))) end++;
  const next = text.charCodeAt(end);
  const isPlain = end > start && next < 128 && !specialEnds.includes(text[end] ?? ' ');
  return isPlain ? end : node.endIndex;
}

/** What may go on a name in some language: `empty?`, `save!`, `name=`, `$x`, `a-b`, `'a`, `r#type`. */
const specialEnds = "?!$@-='\\#";

function isNameCode(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95
  );
}

/** Where names are taken from other modules: they are bound there, not used. Sorted, without overlaps of use. */
function importRanges(captures: CollectedCaptures): (readonly [start: number, end: number])[] {
  return captures.imports
    .filter(
      ({ kind }) => kind === 'import' || kind === 'type-only' || kind === 're-export' || kind === 'include',
    )
    .map(({ node }) => [node.startIndex, node.endIndex] as const)
    .sort((a, b) => a[0] - b[0]);
}

function isInside(ranges: readonly (readonly [number, number])[], at: number): boolean {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle] as readonly [number, number])[0] <= at) low = middle + 1;
    else high = middle;
  }
  const range = ranges[low - 1];
  return range !== undefined && at < range[1];
}
