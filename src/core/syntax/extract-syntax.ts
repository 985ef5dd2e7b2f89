import type { Node, QueryMatch } from 'web-tree-sitter';
import type { Diagnostic } from '../base/diagnostic.ts';
import { type Language, languageById } from '../workspace/language-registry.ts';
import { type CollectedCaptures, collectCaptures } from './collect-captures.ts';
import { extractImports } from './extract-imports.ts';
import { extractSymbols, type OpenSymbol, openSymbols, typeKinds } from './extract-symbols.ts';
import { bindLocals } from './local-scopes.ts';
import { firstErrorLine } from './parse-errors.ts';
import type { ParseLimits, ParserPool } from './parser.ts';
import { ReferenceChains } from './reference-chains.ts';
import type { FieldDefinition, Inheritance, SyntaxSummary } from './syntax-summary.ts';
import { typeChain } from './type-chain.ts';

export interface ExtractedSyntax {
  /** Undefined for a language without a grammar and where parsing was given up. */
  readonly summary: SyntaxSummary | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Parses one file's text and summarises what it defines, imports and uses. Never fails on the text: a broken file gives a
 * summary with `errorCount`, a parse that does not end gives a diagnostic.
 *
 * @throws an `AbortError` when cancelled through `limits`
 */
export async function extractSyntax(
  file: { readonly path: string; readonly language: string; readonly text: string },
  parsers: ParserPool,
  limits: ParseLimits,
): Promise<ExtractedSyntax> {
  const language = languageById(file.language);
  const loading = language && parsers.parserFor(language);
  if (language?.grammar === undefined || loading === undefined)
    return { summary: undefined, diagnostics: [] };
  const parser = await loading;
  const summary = parser.withTree(
    file.text,
    ({ rootNode, matches }) => summarize(file.text, language, rootNode, matches),
    limits,
  );
  if (summary === 'timeout') {
    const message = `Parsing took more than ${limits.timeoutMs} ms and was given up; the file is treated as text.`;
    return {
      summary: undefined,
      diagnostics: [{ severity: 'warning', code: 'parse-timeout', message, path: file.path }],
    };
  }
  return { summary, diagnostics: [] };
}

function summarize(
  text: string,
  { id, grammar }: Language,
  rootNode: Node,
  matches: readonly QueryMatch[],
): SyntaxSummary {
  const { exportRule = 'all', wrappers = [], implicitSelf = false, arrowAccess = false } = grammar ?? {};
  const captures = collectCaptures(matches);
  const open = openSymbols(text, captures);
  const enclosingType = enclosingTypes(open);
  const chains = new ReferenceChains({
    text,
    captures,
    findLocal: bindLocals(text, captures.scopes, captures.locals, nestedNames(open)),
    enclosingType,
    wrappers,
    implicitSelf,
    arrowAccess,
    defined: new Set([
      ...open.filter(({ kind }) => kind !== 'container').map(({ nameStart }) => nameStart),
      ...captures.locals.map(({ name }) => name.startIndex),
    ]),
  });
  const typeOf = (symbol: OpenSymbol) => chains.typeOf(symbol);
  const { symbols, codeLineCount } = extractSymbols({ captures, open, text, exportRule, typeOf });
  const exportedAs = renamedExports(captures);
  const errors = rootNode.hasError ? firstErrorLine(rootNode) : undefined;
  return {
    language: id,
    symbols,
    imports: extractImports(captures),
    fields: fieldsOf(open, typeOf),
    inheritance: inheritanceOf(text, captures, enclosingType, wrappers),
    references: chains.references(),
    ...(exportedAs === undefined ? {} : { exportedAs }),
    ...(captures.namespace === undefined ? {} : { namespace: namespaceOf(captures.namespace) }),
    errorCount: errors?.count ?? 0,
    ...(errors === undefined ? {} : { firstErrorLine: errors.line }),
    codeLineCount,
  };
}

/** Definitions inside functions: nobody outside can name them. */
function nestedNames(open: readonly OpenSymbol[]): { readonly name: string; readonly start: number }[] {
  return open
    .filter(({ isNested, kind }) => isNested && kind !== 'field' && kind !== 'container')
    .map(({ name, nameStart }) => ({ name, start: nameStart }));
}

/** The dotted name of the type around a place; asked in any order. */
function enclosingTypes(open: readonly OpenSymbol[]): (at: number) => string | undefined {
  const starts = open.map(({ start }) => start);
  const outers: (number | undefined)[] = [];
  const stack: number[] = [];
  for (const [index, { start, end }] of open.entries()) {
    while (stack.length > 0 && (open[stack.at(-1) as number] as OpenSymbol).end <= start) stack.pop();
    outers.push(stack.at(-1));
    if (end > start) stack.push(index);
  }
  return (at) => {
    let low = 0;
    let high = starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] as number) <= at) low = middle + 1;
      else high = middle;
    }
    for (let index: number | undefined = low - 1; index !== undefined && index >= 0; index = outers[index]) {
      const symbol = open[index] as OpenSymbol;
      if (at < symbol.end) {
        if (typeKinds.has(symbol.kind))
          return symbol.parent === undefined ? symbol.name : `${symbol.parent}.${symbol.name}`;
        return symbol.container ?? symbol.enclosingType;
      }
    }
    return undefined;
  };
}

function fieldsOf(
  open: readonly OpenSymbol[],
  typeOf: (symbol: OpenSymbol) => string | undefined,
): FieldDefinition[] {
  const fields: FieldDefinition[] = [];
  for (const symbol of open) {
    const parent = symbol.container ?? symbol.enclosingType;
    if (symbol.kind !== 'field' || parent === undefined) continue;
    const type = typeOf(symbol);
    fields.push({
      name: symbol.name,
      parent,
      line: symbol.startLine,
      ...(type === undefined ? {} : { type }),
    });
  }
  return fields;
}

function inheritanceOf(
  text: string,
  { supertypes }: CollectedCaptures,
  enclosingType: (at: number) => string | undefined,
  wrappers: readonly string[],
): Inheritance[] {
  const byType = new Map<string, Set<string>>();
  for (const node of supertypes) {
    const type = enclosingType(node.startIndex);
    const name = typeChain(text.slice(node.startIndex, node.endIndex), wrappers);
    if (type === undefined || name === undefined) continue;
    byType.set(type, (byType.get(type) ?? new Set()).add(name));
  }
  return [...byType].map(([type, names]) => ({ type, supertypes: [...names] }));
}

/** Exported name → own name, where they differ; undefined if nowhere. */
function renamedExports({
  exportedNames,
  defaultExports,
}: CollectedCaptures): Record<string, string> | undefined {
  const renamed = new Map<string, string>();
  for (const { name, as } of exportedNames)
    if (as !== undefined && as.text !== name.text) renamed.set(as.text, name.text);
  for (const name of defaultExports) renamed.set('default', name.text);
  return renamed.size === 0 ? undefined : Object.fromEntries(renamed);
}

function namespaceOf(node: Node): string {
  return node.text.replace(/\s+/g, '').replaceAll('::', '.').replaceAll('\\', '.');
}
