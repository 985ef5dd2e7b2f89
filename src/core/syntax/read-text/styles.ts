import { lineAt, lineStarts } from '../../base/text-range.ts';
import type { ImportKind, ImportStatement, SymbolDefinition } from '../syntax-summary.ts';
import { fileReference, mayBeFile, orderedReferences, type TextFacts, textSymbol } from './text-reader.ts';

export type StyleLanguage = 'css' | 'scss' | 'less';

/** Reads CSS: rules, keyframes and custom properties, and the files that imports and `url()` name. */
export const readCss = (text: string): TextFacts => readStyles(text, 'css');
/** Reads SCSS: mixins, functions, variables and rules besides what CSS has, and the files that are used and loaded. */
export const readScss = (text: string): TextFacts => readStyles(text, 'scss');
/** Reads Less as {@link readScss} reads SCSS. */
export const readLess = (text: string): TextFacts => readStyles(text, 'less');

/** The files that a style sheet names, wherever it stands. Lines are those of `text`. */
export function styleReferences(text: string, language: StyleLanguage): ImportStatement[] {
  return readStyles(text, language).imports as ImportStatement[];
}

interface OpenBlock {
  /** Undefined for a block that is no definition, and for one inside a definition. */
  readonly symbol: { readonly kind: SymbolDefinition['kind']; readonly name: string } | undefined;
  readonly startLine: number;
  /** Whether custom properties in it are defined for the whole document. */
  readonly isRoot: boolean;
  /** Whether what lies in it is at the top level all the same, as in `@media`. */
  readonly isTransparent: boolean;
}

function readStyles(source: string, language: StyleLanguage): TextFacts {
  const text = withoutComments(source, language !== 'css');
  const starts = lineStarts(text);
  const symbols: SymbolDefinition[] = [];
  const references: ImportStatement[] = [];
  const open: OpenBlock[] = [];
  let statementStart = 0;
  let opaqueCount = 0;
  const marks = /[{};"']|\burl\(|#\{|@\{/g;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    const at = mark.index;
    const [token] = mark;
    if (token === '"' || token === "'") marks.lastIndex = stringEnd(text, at);
    else if (token.length > 2) marks.lastIndex = urlEnd(text, at + token.length);
    else if (token.length === 2) marks.lastIndex = interpolationEnd(text, at + 2);
    else {
      const statement = trimmed(text, statementStart, at);
      statementStart = at + 1;
      const line = lineAt(starts, statement.start);
      if (token === '{') {
        const block = openBlock(statement.text, line, opaqueCount === 0);
        if (!block.isTransparent) opaqueCount++;
        open.push(block);
      } else {
        const inRoot = open.at(-1)?.isRoot === true;
        const variable = variableOf(statement.text, inRoot);
        if (variable !== undefined && (inRoot || opaqueCount === 0))
          symbols.push(textSymbol('variable', variable, { startLine: line, endLine: lineAt(starts, at) }));
        readStatement(statement.text, (offset) => lineAt(starts, statement.start + offset), references);
        const closed = token === '}' ? open.pop() : undefined;
        if (closed?.isTransparent === false) opaqueCount--;
        if (closed?.symbol !== undefined) {
          const { kind, name } = closed.symbol;
          symbols.push(textSymbol(kind, name, { startLine: closed.startLine, endLine: lineAt(starts, at) }));
        }
      }
    }
  }
  const rest = trimmed(text, statementStart, text.length);
  readStatement(rest.text, (offset) => lineAt(starts, rest.start + offset), references);
  return {
    symbols: withoutMassRules(symbols).sort((a, b) => a.startLine - b.startLine || b.endLine - a.endLine),
    imports: orderedReferences(references),
  };
}

/** Rules above which a style sheet is a framework or made by a tool, and its rules are no table of contents. */
const maxRules = 400;

function withoutMassRules(symbols: SymbolDefinition[]): SymbolDefinition[] {
  const isMass = symbols.length > maxRules;
  return isMass ? symbols.filter(({ kind }) => kind === 'function') : symbols;
}

function openBlock(prelude: string, startLine: number, isTopLevel: boolean): OpenBlock {
  const isTransparent = /^@(?:media|supports|layer|container|include|if|else|each|scope)\b/.test(prelude);
  const isRoot = isTopLevel && /^(?::root|html|:host|@theme)\b/.test(prelude);
  const symbol = isTopLevel && !isTransparent ? blockSymbol(prelude) : undefined;
  return { symbol, startLine, isRoot, isTransparent };
}

function blockSymbol(prelude: string): OpenBlock['symbol'] {
  if (prelude === '') return undefined;
  const named = /^@(mixin|function|keyframes|-webkit-keyframes|property|utility)\s+([\w-]+)/.exec(prelude);
  if (named !== null) {
    const [, keyword, name = ''] = named;
    return { kind: keyword === 'property' ? 'variable' : 'function', name };
  }
  // Other at-rules, and maps of variables (`$map: (`), define nothing by name.
  if (/^[@$]/.test(prelude)) return undefined;
  return { kind: 'class', name: prelude.replace(/\s+/g, ' ') };
}

/** The name that a statement defines: `$name: …`, `@name: …` (Less), and `--name: …` where it is for the whole document. */
function variableOf(statement: string, inRoot: boolean): string | undefined {
  const name = /^([$@][\w-]+|--[\w-]+)\s*:/.exec(statement)?.[1];
  return name?.startsWith('--') && !inRoot ? undefined : name;
}

const quoted = /(['"])((?:(?!\1)[^\n\\])*)\1/g;
const urlArgument = /\burl\(\s*(?:(['"])((?:(?!\1)[^\n\\])*)\1|([^\s"'()\\]+))\s*\)/g;
const importingRules: Readonly<Record<string, ImportKind>> = {
  import: 'import',
  use: 'import',
  forward: 're-export',
  config: 'import',
  plugin: 'import',
  reference: 'import',
};

/** What a statement or declaration names: style sheets that it imports, pictures and fonts that it loads. */
function readStatement(
  statement: string,
  lineOf: (offset: number) => number,
  references: ImportStatement[],
): void {
  const add = (kind: ImportKind, target: string | undefined, offset: number) => {
    if (target !== undefined && mayBeFile(target.replace(/^(?:sass|pkg):/, '')))
      references.push(fileReference(kind, target, lineOf(offset)));
  };
  const kind = importingRules[/^@(\w+)\s/.exec(statement)?.[1] ?? ''];
  if (kind !== undefined) {
    // What follows `with (…)`, `as` or a media query is no module; an import may name several.
    const end = statement.search(/\s(?:with|as|layer|supports|show|hide)\b|\bsupports\(/);
    const names = end < 0 ? statement : statement.slice(0, end);
    for (const match of names.matchAll(quoted)) add(kind, match[2], match.index);
    for (const match of names.matchAll(urlArgument)) add(kind, match[3], match.index);
    return;
  }
  if (statement.includes('load-css(')) {
    const match = /load-css\(\s*(?:\$url:\s*)?(['"])([^'"\n]+)\1/.exec(statement);
    if (match !== null) add('import', match[2], match.index);
  }
  if (/^composes\s*:|^@value\s/.test(statement)) {
    const match = /\sfrom\s+(['"])([^'"\n]+)\1/.exec(statement);
    if (match !== null) add('import', match[2], match.index);
  }
  if (statement.includes('url('))
    for (const match of statement.matchAll(urlArgument))
      add('asset', (match[2] ?? match[3])?.replace(/[?#].*$/, ''), match.index);
}

/** Comments as white space of the same length and lines. An address in `url()` is no comment. */
function withoutComments(text: string, hasLineComments: boolean): string {
  const marks = hasLineComments ? /\/\*|\/\/|["']|\burl\(/g : /\/\*|["']|\burl\(/g;
  let clean = '';
  let from = 0;
  for (let mark = marks.exec(text); mark !== null; mark = marks.exec(text)) {
    const at = mark.index;
    const [token] = mark;
    if (token === '"' || token === "'") marks.lastIndex = stringEnd(text, at);
    else if (token === 'url(') marks.lastIndex = urlEnd(text, at + 4);
    else {
      const end = token === '/*' ? text.indexOf('*/', at + 2) : text.indexOf('\n', at);
      const stop = end < 0 ? text.length : token === '/*' ? end + 2 : end;
      clean += text.slice(from, at) + text.slice(at, stop).replace(/[^\n]/g, ' ');
      from = stop;
      marks.lastIndex = stop;
    }
  }
  return clean + text.slice(from);
}

/** Behind the string that begins at `at`: it ends on its line, whether it is closed or not. */
function stringEnd(text: string, at: number): number {
  const quote = text[at];
  let index = at + 1;
  for (; index < text.length && text[index] !== '\n'; index++) {
    if (text[index] === '\\') index++;
    else if (text[index] === quote) return index + 1;
  }
  return index;
}

/** Behind the `)` of a `url(` without quotes; at the quote of one with quotes, which is read as a string. */
function urlEnd(text: string, at: number): number {
  const unquoted = /[^\s"'()\n]*/y;
  unquoted.lastIndex = at;
  unquoted.exec(text);
  return unquoted.lastIndex;
}

/** Behind `#{…}` of SCSS or `@{…}` of Less, which is no block. */
function interpolationEnd(text: string, at: number): number {
  const end = text.slice(at, at + 200).indexOf('}');
  return end < 0 ? at : at + end + 1;
}

function trimmed(text: string, from: number, to: number): { readonly text: string; readonly start: number } {
  const whole = text.slice(from, to);
  const start = from + (whole.length - whole.trimStart().length);
  return { text: whole.trim(), start };
}
