import type { ExportRule } from '../workspace/language-registry.ts';
import type { CollectedCaptures, DefinitionCapture } from './collect-captures.ts';
import type { SyntaxNode } from './query/syntax-node.ts';
import type { SymbolDefinition, SymbolKind } from './syntax-summary.ts';

/** A definition, a field, or a container that is no definition, as a range of the text. */
export interface OpenSymbol {
  readonly name: string;
  readonly nameStart: number;
  kind: SymbolKind | 'field' | 'container';
  readonly start: number;
  readonly end: number;
  readonly startLine: number;
  readonly endLine: number;
  body: SyntaxNode | undefined;
  type: SyntaxNode | undefined;
  value: SyntaxNode | undefined;
  /** The type that it says it belongs to. */
  container: string | undefined;
  branches: number;
  /** Names of what lies around it, dotted from the outside; undefined at the top level. */
  parent: string | undefined;
  /** Dotted name of the nearest type around it. */
  enclosingType: string | undefined;
  /** Whether it lies in a function: a local of it, not a member of anything. */
  isNested: boolean;
}

/** A kind found by a more telling pattern replaces one found by a general pattern for the same definition. */
const kindRank: Readonly<Record<OpenSymbol['kind'], number>> = {
  container: 0,
  field: 0,
  variable: 0,
  property: 1,
  type: 2,
  interface: 2,
  enum: 2,
  class: 2,
  module: 2,
  function: 3,
  method: 4,
};

/** Kinds whose definitions have members. */
export const typeKinds: ReadonlySet<OpenSymbol['kind']> = new Set([
  ...(['class', 'interface', 'type', 'enum', 'module', 'container'] as const),
]);

/** What the captures define, in order of place, outer before inner, with what lies around each. */
export function openSymbols(text: string, captures: CollectedCaptures): OpenSymbol[] {
  const open = new Map<string, OpenSymbol>();
  for (const definition of captures.definitions) addSymbol(open, text, definition);
  for (const { node, name } of captures.containers) {
    const container = {
      kind: 'container',
      node,
      name,
      body: undefined,
      type: undefined,
      value: undefined,
    } as const;
    addSymbol(open, text, { ...container, container: undefined });
  }
  const ordered = [...open.values()].sort((a, b) => a.start - b.start || b.end - a.end);
  const enclosing: OpenSymbol[] = [];
  for (const symbol of ordered) {
    while (enclosing.length > 0 && !encloses(enclosing.at(-1) as OpenSymbol, symbol)) enclosing.pop();
    const outer = enclosing.at(-1);
    if (outer !== undefined) {
      symbol.parent = dotted(outer.container === undefined ? outer.parent : outer.container, outer.name);
      symbol.enclosingType =
        typeKinds.has(outer.kind) || (symbol.kind === 'field' && isHolder(outer, symbol.start))
          ? symbol.parent
          : (outer.container ?? outer.enclosingType);
      symbol.isNested = outer.isNested || outer.kind === 'function' || outer.kind === 'method';
    }
    enclosing.push(symbol);
  }
  return ordered;
}

/** Whether the fields of a type that is written out there belong to what it is the type of, or of a parameter of. */
function isHolder({ kind, isNested, enclosingType, body }: OpenSymbol, at: number): boolean {
  if (kind === 'field') return enclosingType !== undefined;
  if (kind === 'function') return !isNested && body !== undefined && at < body.startIndex;
  return kind === 'variable' && !isNested;
}

export interface ExtractSymbolsInput {
  readonly captures: CollectedCaptures;
  /** As {@link openSymbols} gives them. */
  readonly open: readonly OpenSymbol[];
  readonly text: string;
  readonly exportRule: ExportRule;
  /** The type of a definition as a chain of names. */
  readonly typeOf: (symbol: OpenSymbol) => string | undefined;
}

/** The definitions that an outline shows, in order of their first line. */
export function extractSymbols({ captures, open, text, exportRule, typeOf }: ExtractSymbolsInput): {
  readonly symbols: SymbolDefinition[];
  readonly codeLineCount: number;
} {
  const lines = text.split('\n');
  const { comments, branches } = captures;
  const ordered = open.filter(({ kind }) => kind !== 'field' && kind !== 'container');
  const exportedNames = new Set(captures.exportedNames.map(({ name }) => name.text));
  for (const name of captures.defaultExports) exportedNames.add(name.text);
  const decorated = new Map(captures.decorated.map((node) => [node.startIndex, firstDecoratorLine(node)]));
  countBranches(ordered, branches);
  const commentEnds = documentingComments(comments, lines);
  const symbols = ordered.map((symbol): SymbolDefinition => {
    const { name, parent, kind, container } = symbol;
    const startLine = decorated.get(symbol.start) ?? symbol.startLine;
    const docStartLine = commentEnds.get(startLine - 1);
    const body = symbol.body && bodyLines(symbol.body, lines);
    const type = typeOf(symbol);
    const around = container ?? parent;
    const isFunction = kind === 'function' || kind === 'method';
    return {
      name,
      kind: kind as SymbolKind,
      startLine,
      endLine: symbol.endLine,
      exported: isExported(symbol, exportRule, captures, exportedNames),
      ...(body === undefined ? {} : { body }),
      ...(around === undefined ? {} : { parent: around }),
      ...(docStartLine === undefined ? {} : { docStartLine }),
      ...(type === undefined ? {} : { type }),
      ...(isFunction ? { complexity: 1 + symbol.branches } : {}),
    };
  });
  return { symbols, codeLineCount: countCodeLines(lines, comments) };
}

function isExported(
  { name, start, parent, isNested }: OpenSymbol,
  rule: ExportRule,
  { exportedNodes }: CollectedCaptures,
  exportedNames: ReadonlySet<string>,
): boolean {
  if (rule === 'captured')
    return exportedNodes.has(start) || (parent === undefined && exportedNames.has(name));
  if (isNested) return false;
  if (rule === 'underscore') return !name.startsWith('_');
  return rule === 'all' || /^\p{Lu}/u.test(name);
}

function addSymbol(
  open: Map<string, OpenSymbol>,
  text: string,
  definition: DefinitionCapture | ContainerCapture,
): void {
  const { kind, node, name, body, type, value, container } = definition;
  const key = `${node.startIndex}:${name.startIndex}`;
  const known = open.get(key);
  if (known !== undefined) {
    known.type ??= type;
    known.value ??= value;
    known.container ??= container?.text;
    if (kindRank[kind] <= kindRank[known.kind]) return;
    known.kind = kind;
    known.body = body ?? known.body;
    return;
  }
  const nameStart = name.startIndex;
  // Some grammars put the body beside the signature.
  const end = Math.max(node.endIndex, body?.endIndex ?? 0);
  open.set(key, {
    name: plainName(text.slice(nameStart, name.endIndex)),
    nameStart,
    kind,
    start: node.startIndex,
    end,
    startLine: node.startPosition.row + 1,
    endLine: Math.max(node.endPosition.row, body?.endPosition.row ?? 0) + 1,
    body,
    type,
    value,
    container: container === undefined ? undefined : plainName(container.text),
    branches: 0,
    parent: undefined,
    enclosingType: undefined,
    isNested: false,
  });
}

type ContainerCapture = Omit<DefinitionCapture, 'kind'> & { readonly kind: 'container' };

/** `Foo<T>` → `Foo`, `a::B` → `a.B`, `'a name'` → `a name`, `r#type` → `type`, `:name` → `name`. */
function plainName(text: string): string {
  if (/^\w*$/.test(text)) return text;
  if (text.startsWith('r#')) return text.slice(2);
  if (/^:\w/.test(text)) return text.slice(1);
  if (/^(['"]).*\1$/s.test(text)) return text.slice(1, -1);
  if (text.startsWith('(')) return '()'; // what a value of the type gives when it is called
  const bare = /^[^<([]+/.exec(text)?.[0].trim() ?? text;
  return /\w::\w/.test(bare) ? bare.replaceAll('::', '.') : bare;
}

function dotted(parent: string | undefined, name: string): string {
  return parent === undefined ? name : `${parent}.${name}`;
}

/** Whether `inner` lies in `outer`. Two names of one declaration (`const a = 1, b = 2`) stand beside each other. */
function encloses(outer: OpenSymbol, inner: OpenSymbol): boolean {
  return inner.start < outer.end && !(inner.start === outer.start && inner.end === outer.end);
}

/** The line of the first decorator before a definition: they are siblings of it, or of the `export` around it. */
function firstDecoratorLine(definition: SyntaxNode): number {
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
function bodyLines(
  body: SyntaxNode,
  lines: readonly string[],
): { startLine: number; endLine: number } | undefined {
  const first = body.startPosition.row + 1;
  const last = body.endPosition.row + 1;
  const braced =
    (lines[body.startPosition.row] ?? '')[body.startPosition.column] === '{' ||
    (body.type !== 'block' && /^\s*(?:\}|end\b)/.test(lines[last - 1] ?? ''));
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
function documentingComments(comments: readonly SyntaxNode[], lines: readonly string[]): Map<number, number> {
  const ends = new Map<number, number>();
  for (const comment of [...comments].sort((a, b) => a.startIndex - b.startIndex)) {
    if (!standsAlone(comment, lines)) continue;
    const start = comment.startPosition.row + 1;
    ends.set(comment.endPosition.row + 1, ends.get(start - 1) ?? start);
  }
  return ends;
}

/** Whether nothing but white space stands before `node` on its line. */
function standsAlone(node: SyntaxNode, lines: readonly string[]): boolean {
  const { row, column } = node.startPosition;
  return (lines[row] ?? '').slice(0, column).trim() === '';
}

function countCodeLines(lines: readonly string[], comments: readonly SyntaxNode[]): number {
  const isCommentOnly = new Uint8Array(lines.length);
  for (const comment of comments) {
    if (!standsAlone(comment, lines)) continue;
    for (let row = comment.startPosition.row; row <= comment.endPosition.row; row++) isCommentOnly[row] = 1;
  }
  return lines.filter((line, row) => line.trim() !== '' && isCommentOnly[row] === 0).length;
}
