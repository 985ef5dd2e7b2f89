import type { Node, QueryMatch } from 'web-tree-sitter';
import type { ExportRule } from '../workspace/language-registry.ts';
import type { SymbolDefinition, SymbolKind } from './syntax-summary.ts';

interface OpenSymbol {
  readonly name: string;
  kind: SymbolKind;
  readonly start: number;
  readonly end: number;
  readonly startLine: number;
  readonly endLine: number;
  body: Node | undefined;
  branches: number;
  exported: boolean;
}

/** A kind found by a more telling pattern replaces one found by a general pattern for the same definition. */
const kindRank: Readonly<Record<SymbolKind, number>> = {
  variable: 0,
  property: 0,
  type: 1,
  interface: 1,
  enum: 1,
  class: 1,
  module: 1,
  function: 2,
  method: 3,
};

export interface ExtractSymbolsInput {
  readonly matches: readonly QueryMatch[];
  readonly text: string;
  readonly exportRule: ExportRule;
}

/** Turns the matches of a language's `symbols.scm` into definitions, in order of their first line. */
export function extractSymbols({ matches, text, exportRule }: ExtractSymbolsInput): {
  readonly symbols: SymbolDefinition[];
  readonly codeLineCount: number;
} {
  const open = new Map<string, OpenSymbol>();
  const branches: number[] = [];
  const comments: Node[] = [];
  const decorated = new Map<number, number>();
  const lines = text.split('\n');
  const exportedNodes = new Set<number>();
  const exportedNames = new Set<string>();
  for (const { captures } of matches) {
    const name = captures.find((capture) => capture.name === 'name')?.node;
    const body = captures.find((capture) => capture.name === 'body')?.node;
    for (const { name: capture, node } of captures) {
      if (capture === 'branch') branches.push(node.startIndex);
      else if (capture === 'comment') comments.push(node);
      else if (capture === 'exported') exportedNodes.add(node.startIndex);
      else if (capture === 'exported.name') exportedNames.add(node.text);
      else if (capture === 'decorated') decorated.set(node.startIndex, firstDecoratorLine(node));
      else if (capture.startsWith('definition.') && name !== undefined)
        addSymbol(open, capture.slice('definition.'.length) as SymbolKind, node, name, body);
    }
  }
  const ordered = [...open.values()].sort((a, b) => a.start - b.start || b.end - a.end);
  countBranches(ordered, branches);
  const commentEnds = documentingComments(comments, lines);
  const enclosing: OpenSymbol[] = [];
  const symbols: SymbolDefinition[] = [];
  for (const symbol of ordered) {
    while (enclosing.length > 0 && !encloses(enclosing.at(-1) as OpenSymbol, symbol)) enclosing.pop();
    const isTopLevel = enclosing.length === 0;
    const exported =
      exportRule === 'underscore'
        ? !symbol.name.startsWith('_') && enclosing.every((outer) => outer.kind === 'class')
        : exportedNodes.has(symbol.start) || (isTopLevel && exportedNames.has(symbol.name));
    const startLine = decorated.get(symbol.start) ?? symbol.startLine;
    const docStartLine = commentEnds.get(startLine - 1);
    const body = symbol.body && bodyLines(symbol.body, lines);
    symbols.push({
      name: symbol.name,
      kind: symbol.kind,
      startLine,
      endLine: symbol.endLine,
      exported,
      ...(body === undefined ? {} : { body }),
      ...(isTopLevel ? {} : { parent: enclosing.map((outer) => outer.name).join('.') }),
      ...(docStartLine === undefined ? {} : { docStartLine }),
      ...(symbol.kind === 'function' || symbol.kind === 'method' ? { complexity: 1 + symbol.branches } : {}),
    });
    enclosing.push(symbol);
  }
  return { symbols, codeLineCount: countCodeLines(lines, comments) };
}

function addSymbol(
  open: Map<string, OpenSymbol>,
  kind: SymbolKind,
  node: Node,
  name: Node,
  body: Node | undefined,
): void {
  const key = `${node.startIndex}:${name.startIndex}`;
  const known = open.get(key);
  if (known === undefined) {
    open.set(key, {
      name: name.text,
      kind,
      start: node.startIndex,
      end: node.endIndex,
      startLine: node.startPosition.row + 1,
      endLine: node.endPosition.row + 1,
      body,
      branches: 0,
      exported: false,
    });
  } else if (kindRank[kind] > kindRank[known.kind]) {
    known.kind = kind;
    known.body = body ?? known.body;
  }
}

/** Whether `inner` lies in `outer`. Two names of one declaration (`const a = 1, b = 2`) stand beside each other. */
function encloses(outer: OpenSymbol, inner: OpenSymbol): boolean {
  return inner.start < outer.end && !(inner.start === outer.start && inner.end === outer.end);
}

/** The line of the first decorator before a definition: they are siblings of it, or of the `export` around it. */
function firstDecoratorLine(definition: Node): number {
  const { parent } = definition;
  const first =
    parent?.type === 'export_statement'
      ? parent.firstChild
      : parent?.type === 'decorated_definition'
        ? parent
        : null;
  if (first?.type === 'decorator' || first?.type === 'decorated_definition')
    return first.startPosition.row + 1;
  let start = definition;
  for (let before = start.previousSibling; before?.type === 'decorator'; before = start.previousSibling)
    start = before;
  return start.startPosition.row + 1;
}

/** Adds each branch to every definition around it. Both lists are in text order. */
function countBranches(ordered: readonly OpenSymbol[], branches: number[]): void {
  branches.sort((a, b) => a - b);
  const around: OpenSymbol[] = [];
  let next = 0;
  for (const at of branches) {
    for (; next < ordered.length && (ordered[next] as OpenSymbol).start <= at; next++) {
      around.push(ordered[next] as OpenSymbol);
    }
    for (let index = around.length - 1; index >= 0; index--) {
      const symbol = around[index] as OpenSymbol;
      if (symbol.end <= at) around.splice(index, 1);
      else symbol.branches++;
    }
  }
}

/**
 * The lines strictly inside a body. A braced body keeps its first and last line; an indented one (Python) begins on a
 * line of its own and is left out whole, save for a doc string, which documents the definition. One that begins beside
 * its header (`def f(): return 1`) is kept.
 */
function bodyLines(body: Node, lines: readonly string[]): { startLine: number; endLine: number } | undefined {
  const first = body.startPosition.row + 1;
  const last = body.endPosition.row + 1;
  const braced = body.type !== 'block';
  if (!braced && !standsAlone(body, lines)) return undefined;
  let startLine = braced ? first + 1 : first;
  const endLine = braced ? last - 1 : last;
  if (!braced) {
    const head = body.namedChild(0);
    const isDocString = head?.type === 'expression_statement' && head.namedChild(0)?.type === 'string';
    if (isDocString) startLine = head.endPosition.row + 2;
  }
  return endLine >= startLine ? { startLine, endLine } : undefined;
}

/** Last line → first line of each run of adjacent comments that stand on lines of their own. */
function documentingComments(comments: readonly Node[], lines: readonly string[]): Map<number, number> {
  const ends = new Map<number, number>();
  for (const comment of [...comments].sort((a, b) => a.startIndex - b.startIndex)) {
    if (!standsAlone(comment, lines)) continue;
    const start = comment.startPosition.row + 1;
    ends.set(comment.endPosition.row + 1, ends.get(start - 1) ?? start);
  }
  return ends;
}

/** Whether nothing but white space stands before `node` on its line. */
function standsAlone(node: Node, lines: readonly string[]): boolean {
  const { row, column } = node.startPosition;
  return (lines[row] ?? '').slice(0, column).trim() === '';
}

function countCodeLines(lines: readonly string[], comments: readonly Node[]): number {
  const isCommentOnly = new Uint8Array(lines.length);
  for (const comment of comments) {
    if (!standsAlone(comment, lines)) continue;
    for (let row = comment.startPosition.row; row <= comment.endPosition.row; row++) isCommentOnly[row] = 1;
  }
  return lines.filter((line, row) => line.trim() !== '' && isCommentOnly[row] === 0).length;
}
