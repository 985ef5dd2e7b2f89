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
      else if (capture === 'decorated') decorated.set(node.endIndex, node.startPosition.row + 1);
      else if (capture.startsWith('definition.') && name !== undefined)
        addSymbol(open, capture.slice('definition.'.length) as SymbolKind, node, name, body);
    }
  }
  const ordered = [...open.values()].sort((a, b) => a.start - b.start || b.end - a.end);
  countBranches(ordered, branches);
  const commentEnds = documentingComments(comments);
  const enclosing: OpenSymbol[] = [];
  const symbols: SymbolDefinition[] = [];
  for (const symbol of ordered) {
    while (enclosing.length > 0 && (enclosing.at(-1) as OpenSymbol).end <= symbol.start) enclosing.pop();
    const isTopLevel = enclosing.length === 0;
    const exported =
      exportRule === 'underscore'
        ? !symbol.name.startsWith('_') && enclosing.every((outer) => outer.kind === 'class')
        : exportedNodes.has(symbol.start) || (isTopLevel && exportedNames.has(symbol.name));
    const startLine = decorated.get(symbol.end) ?? symbol.startLine;
    const docStartLine = commentEnds.get(startLine - 1);
    const body = symbol.body && bodyLines(symbol.body);
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
  return { symbols, codeLineCount: countCodeLines(text, comments) };
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
 * line of its own and is left out whole, save for a doc string, which documents the definition.
 */
function bodyLines(body: Node): { startLine: number; endLine: number } | undefined {
  const first = body.startPosition.row + 1;
  const last = body.endPosition.row + 1;
  const braced = body.text.startsWith('{');
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
function documentingComments(comments: readonly Node[]): Map<number, number> {
  const ends = new Map<number, number>();
  for (const comment of [...comments].sort((a, b) => a.startIndex - b.startIndex)) {
    const start = comment.startPosition.row + 1;
    ends.set(comment.endPosition.row + 1, ends.get(start - 1) ?? start);
  }
  return ends;
}

function countCodeLines(text: string, comments: readonly Node[]): number {
  const lines = text.split('\n');
  const isCommentOnly = new Uint8Array(lines.length);
  for (const comment of comments) {
    const { row: first, column } = comment.startPosition;
    if ((lines[first] ?? '').slice(0, column).trim() !== '') continue;
    for (let row = first; row <= comment.endPosition.row; row++) isCommentOnly[row] = 1;
  }
  return lines.filter((line, row) => line.trim() !== '' && isCommentOnly[row] === 0).length;
}
