import type { Diagnostic } from '../base/diagnostic.ts';
import { type Language, languageById } from '../workspace/language-registry.ts';
import { type CollectedCaptures, collectCaptures } from './collect-captures.ts';
import { isCppHeader } from './cpp-header.ts';
import { embeddedBlocks, embeddedFiles, isComponentLanguage } from './embedded-scripts.ts';
import { extractImports } from './extract-imports.ts';
import { extractSymbols, type OpenSymbol, openSymbols, typeKinds } from './extract-symbols.ts';
import type { TextRange } from './function-type.ts';
import { bindLocals } from './local-scopes.ts';
import { parameterFields } from './parameter-fields.ts';
import { firstErrorLine } from './parse-errors.ts';
import type { LanguageParser, ParseLimits, ParserPool } from './parser.ts';
import type { SyntaxNode } from './query/syntax-node.ts';
import type { TreeMatches } from './query/tree-query.ts';
import { readText } from './read-text/text-readers.ts';
import { ReferenceChains } from './reference-chains.ts';
import type { FieldDefinition, Inheritance, SyntaxSummary } from './syntax-summary.ts';
import { templateReferences } from './template-references.ts';
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
  if (isComponentLanguage(file.language)) return extractComponent(file.language, file, parsers, limits);
  const isCpp = file.language === 'c' && isCppHeader(file.path, file.text);
  const language = languageById(isCpp ? 'cpp' : file.language);
  const loading = language && parsers.parserFor(language);
  if (language === undefined || loading === undefined)
    return { summary: readWithoutGrammar(file), diagnostics: [] };
  return extractParsed({ ...file, language }, await loading, limits);
}

function extractParsed(
  { path, text, language }: { readonly path: string; readonly text: string; readonly language: Language },
  parser: LanguageParser,
  limits: ParseLimits,
): ExtractedSyntax {
  const summary = parser.withTree(text, (matched) => summarize(text, language, matched), limits);
  if (summary !== 'timeout') return { summary, diagnostics: [] };
  const message = `Parsing took more than ${limits.timeoutMs} ms and was given up; the file is treated as text.`;
  return { summary: undefined, diagnostics: [{ severity: 'warning', code: 'parse-timeout', message, path }] };
}

/** What a language without a grammar says by its lines; undefined for one that is text and nothing else. */
function readWithoutGrammar({
  language,
  text,
}: {
  language: string;
  text: string;
}): SyntaxSummary | undefined {
  const facts = readText(language, text);
  if (facts === undefined) return undefined;
  return { ...blankSummary(language, text), symbols: facts.symbols, imports: facts.imports };
}

/** The scripts of a component as one module, with the files and names that its template and styles use. */
async function extractComponent(
  language: 'vue' | 'svelte',
  { path, text }: { readonly path: string; readonly text: string },
  parsers: ParserPool,
  limits: ParseLimits,
): Promise<ExtractedSyntax> {
  const diagnostics: Diagnostic[] = [];
  let whole = blankSummary(language, text);
  for (const block of embeddedBlocks(language, text)) {
    const spoken = languageById(block.language);
    const loading = spoken && parsers.parserFor(spoken);
    if (spoken === undefined || loading === undefined) continue;
    const script = extractParsed({ path, text: block.text, language: spoken }, await loading, limits);
    diagnostics.push(...script.diagnostics);
    if (script.summary === undefined) continue;
    const { symbols, imports, fields, inheritance, references, errorCount, exportedAs } = script.summary;
    whole = {
      ...whole,
      symbols: [...whole.symbols, ...symbols],
      imports: [...whole.imports, ...imports],
      fields: [...whole.fields, ...fields],
      inheritance: [...whole.inheritance, ...inheritance],
      references: [...whole.references, ...references],
      errorCount: whole.errorCount + errorCount,
      ...(exportedAs === undefined ? {} : { exportedAs }),
    };
  }
  const imports = [...whole.imports, ...embeddedFiles(language, text)].sort((a, b) => a.line - b.line);
  const references = [...whole.references, ...templateReferences(language, text, whole.imports)];
  return { summary: { ...whole, imports, references }, diagnostics };
}

function blankSummary(language: string, text: string): SyntaxSummary {
  const codeLineCount = text.split('\n').filter((line) => line.trim() !== '').length;
  const nothing = { symbols: [], imports: [], fields: [], inheritance: [], references: [] };
  return { language, ...nothing, errorCount: 0, codeLineCount };
}

/** One for all, so that what is remembered by wrappers is remembered once. */
const noWrappers: readonly string[] = [];

function summarize(text: string, { id, grammar }: Language, matched: TreeMatches): SyntaxSummary {
  const {
    exportRule = 'all',
    wrappers = noWrappers,
    implicitSelf = false,
    arrowAccess = false,
    typedCalls = false,
    orderedLocals = false,
  } = grammar ?? {};
  const captures = collectCaptures(matched);
  const open = openSymbols(text, captures);
  const enclosingType = enclosingTypes(open);
  const chains = new ReferenceChains({
    text,
    captures,
    findLocal: bindLocals(text, captures.scopes, captures.locals, nestedNames(open), orderedLocals),
    enclosingType,
    wrappers,
    implicitSelf,
    arrowAccess,
    typedCalls,
    defined: new Set([
      ...open.filter(({ kind }) => kind !== 'container').map(({ nameStart }) => nameStart),
      ...captures.locals.map(({ name }) => name.startIndex),
    ]),
  });
  const typeOf = (symbol: OpenSymbol) => chains.typeOf(symbol);
  const declaredType = (range: TextRange, isLocal: boolean) => chains.declaredType(range, isLocal);
  const { symbols, codeLineCount } = extractSymbols({ captures, open, text, exportRule, typeOf });
  const exportedAs = renamedExports(captures);
  const errors = matched.root.hasError ? firstErrorLine(matched.root) : undefined;
  return {
    language: id,
    symbols,
    imports: extractImports(captures),
    fields: typedCalls
      ? [...fieldsOf(open, typeOf), ...parameterFields({ text, open, declaredType })]
      : fieldsOf(open, typeOf),
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
function nestedNames(open: readonly OpenSymbol[]): Pick<OpenSymbol, 'name' | 'nameStart' | 'start'>[] {
  return open.filter(({ isNested, kind }) => isNested && kind !== 'field' && kind !== 'container');
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

function namespaceOf(node: SyntaxNode): string {
  return node.text.replace(/\s+/g, '').replaceAll('::', '.').replaceAll('\\', '.');
}
