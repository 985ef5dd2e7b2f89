import type { Parser, Tree } from 'web-tree-sitter';
import type { SyntaxMatch, SyntaxNode } from './query/syntax-node.ts';
import type { TreeMatches, TreeQuery } from './query/tree-query.ts';

/** The capture of what a macro is given where definitions stand. */
const itemsCapture = 'items';

/** Macros in macros that stand deeper than this are left as words. */
const deepestMacro = 5;

export interface MacroItemsOptions {
  readonly parser: Parser;
  readonly query: TreeQuery;
  readonly text: string;
  /** In the whole tree. */
  readonly matched: TreeMatches;
  /** Asked while parsing; true stops. */
  readonly progressCallback: () => boolean;
}

/** All matches of a text, and the trees that their nodes belong to beside the whole one, for the caller to free. */
export interface MacroItems {
  readonly matched: TreeMatches;
  readonly trees: readonly Tree[];
}

type Span = readonly [start: number, end: number];

/**
 * Reads the definitions that macros are given (`cfg_net! { pub struct Stream { … } }`) as if they stood there: to a grammar
 * the text inside a macro is nothing but words. What is no definition by its form stays words. Without the capture `items`
 * in the query the matches come back as they are.
 */
export function readMacroItems({ matched, ...options }: MacroItemsOptions): MacroItems {
  const trees: Tree[] = [];
  let all = matched;
  let pending = macroBodies(matched.matches);
  for (let depth = 0; depth < deepestMacro && pending.length > 0; depth++) {
    const found: SyntaxMatch[] = [];
    const references: number[] = [];
    const spans: Span[] = [];
    const next: SyntaxNode[] = [];
    for (const body of pending) {
      // Small parses end before they ask.
      if (options.progressCallback()) break;
      let items: Span[] = [];
      let inside: TreeMatches | undefined;
      for (const end of possibleEnds(body, options.text)) {
        const tree = parseInside(body, end, options);
        if (tree === null) break;
        trees.push(tree);
        items = itemSpans(tree.rootNode);
        if (items.length === 0) continue;
        inside = options.query.matches(tree, options.text, options.progressCallback);
        break;
      }
      if (inside === undefined) continue;
      const inner = inside.matches.filter((match) => isInside(items, startOf(match)));
      spans.push(...items);
      found.push(...inner);
      references.push(...spansWhere(inside.references, (start) => isInside(items, start)));
      next.push(...macroBodies(inner));
    }
    if (spans.length > 0)
      all = {
        root: all.root,
        matches: [...all.matches.filter((match) => !isInside(spans, startOf(match))), ...found],
        references: [...spansWhere(all.references, (start) => !isInside(spans, start)), ...references],
      };
    pending = next;
  }
  return { matched: all, trees };
}

/** Starts and ends, in turn, of those whose start fulfils a condition. */
function spansWhere(spans: readonly number[], isWanted: (start: number) => boolean): number[] {
  const found: number[] = [];
  for (let at = 0; at < spans.length; at += 2)
    if (isWanted(spans[at] as number)) found.push(spans[at] as number, spans[at + 1] as number);
  return found;
}

/** What lies between the brackets of each macro, in order of place. */
function macroBodies(matches: readonly SyntaxMatch[]): SyntaxNode[] {
  const bodies: SyntaxNode[] = [];
  for (const { captures } of matches)
    for (const { name, node } of captures) if (name === itemsCapture) bodies.push(node);
  return bodies.sort((a, b) => a.startIndex - b.startIndex);
}

/** Where the definitions may end: with what is given, or with its last brace, if a few words of the macro's own follow. */
function possibleEnds({ startIndex, endIndex }: SyntaxNode, text: string): number[] {
  const inside = text.slice(startIndex + 1, endIndex - 1);
  if (inside.trim() === '') return [];
  const afterBrace = startIndex + 2 + inside.lastIndexOf('}');
  const rest = text.slice(afterBrace, endIndex - 1);
  const hasOwnWords =
    afterBrace > startIndex + 1 && rest.length < 80 && /\S/.test(rest) && !rest.includes(';');
  return hasOwnWords ? [endIndex - 1, afterBrace] : [endIndex - 1];
}

function parseInside(
  body: SyntaxNode,
  end: number,
  { parser, text, progressCallback }: Omit<MacroItemsOptions, 'matched'>,
): Tree | null {
  const { startIndex, startPosition, endPosition } = body;
  // Only indexes say where a range ends.
  const range = {
    startIndex: startIndex + 1,
    endIndex: end,
    startPosition: { row: startPosition.row, column: startPosition.column + 1 },
    endPosition: { row: endPosition.row, column: endPosition.column - 1 },
  };
  const tree = parser.parse(text, null, { includedRanges: [range], progressCallback });
  if (tree === null) parser.reset();
  return tree;
}

/** The places of what is a definition, or a macro in its turn, without an error in it. */
function itemSpans(root: SyntaxNode): Span[] {
  const spans: Span[] = [];
  for (const child of root.namedChildren) {
    if (child === null) continue;
    const isItem = /_item$|_declaration$|^macro_(?:definition|invocation)$/.test(child.type);
    if (isItem && !child.hasError && !child.isMissing) spans.push([child.startIndex, child.endIndex]);
  }
  return spans;
}

function startOf({ captures }: SyntaxMatch): number {
  return captures[0]?.node.startIndex ?? -1;
}

function isInside(spans: readonly Span[], at: number): boolean {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle] as Span)[0] <= at) low = middle + 1;
    else high = middle;
  }
  const span = spans[low - 1];
  return span !== undefined && at < span[1];
}
