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
  const tokens: { start: number; end: number; row: number; isSelf: boolean }[] = [];
  const add = (start: number, end: number, isSelf: boolean) => {
    if (isTaken[start] === 1) return;
    isTaken[start] = 1;
    tokens.push({ start, end, row: 0, isSelf });
  };
  for (const { startIndex, endIndex } of captures.selves) add(startIndex, endIndex, true);
  const { references } = captures;
  for (let at = 0; at < references.length; at += 2)
    add(references[at] as number, references[at + 1] as number, false);
  tokens.sort((a, b) => a.start - b.start);
  let row = 0;
  let lineEnd = text.indexOf('\n');
  for (const token of tokens) {
    for (; lineEnd >= 0 && lineEnd < token.start; lineEnd = text.indexOf('\n', lineEnd + 1)) row++;
    token.row = row;
  }
  return tokens;
}

const namingKinds: ReadonlySet<ImportKind> = new Set(['import', 'type-only', 're-export', 'include']);
