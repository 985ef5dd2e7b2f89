import type { Node } from 'web-tree-sitter';
import type { CollectedCaptures } from './collect-captures.ts';
import type { ImportKind } from './syntax-summary.ts';

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
  // Sets of places would be asked three times for each leaf.
  const isTaken = new Uint8Array(text.length + 1);
  for (const start of defined) isTaken[start] = 1;
  for (const start of captures.ignored) isTaken[start] = 1;
  // In statements names are taken from other modules: they are bound there, not used.
  for (const { kind, node } of captures.imports)
    if (namingKinds.has(kind)) isTaken.fill(1, node.startIndex, node.endIndex);
  const tokens: NameToken[] = [];
  const add = (nodes: readonly Node[], isSelf: boolean) => {
    for (const node of nodes) {
      const start = node.startIndex;
      if (isTaken[start] === 1) continue;
      isTaken[start] = 1;
      const end = isSelf ? node.endIndex : endOfName(text, node);
      tokens.push({ start, end, row: node.startPosition.row, isSelf });
    }
  };
  add(captures.selves, true);
  add(captures.references, false);
  return tokens.sort((a, b) => a.start - b.start);
}

const namingKinds: ReadonlySet<ImportKind> = new Set(['import', 'type-only', 're-export', 'include']);

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
