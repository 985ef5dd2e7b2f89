import type { SourceFile } from '../analysis/repository.ts';
import type { LineRange } from '../base/text-range.ts';
import type { SymbolDefinition } from '../syntax/syntax-summary.ts';

/** A stretch of a file on the boundaries of its definitions. */
export interface Chunk extends LineRange {
  /** The definition that it shows, dotted from the outside; '' for none. */
  readonly symbol: string;
}

/** Lines above which a definition is cut into its members, or into windows. */
const maxLines = 120;
/** Lines of a window over text without definitions. */
const windowLines = 60;

/** Cuts a file into chunks that cover all its lines, in order, without overlap. Empty for what is not text. */
export function chunkFile(file: SourceFile): Chunk[] {
  if (file.text === undefined || file.lineCount === 0) return [];
  const whole: LineRange = { startLine: 1, endLine: file.lineCount };
  const symbols = file.syntax?.symbols ?? [];
  if (file.language === 'markdown' || file.kind === 'document') return cutAtHeadings(file.text, whole);
  if (symbols.length > 0) return cutAtSymbols(whole, symbols, '', groupByParent(symbols));
  return windows(whole, '');
}

function cutAtSymbols(
  range: LineRange,
  symbols: readonly SymbolDefinition[],
  symbol: string,
  membersOf: ReadonlyMap<string, readonly SymbolDefinition[]>,
): Chunk[] {
  const chunks: Chunk[] = [];
  let next = range.startLine;
  const gap = (endLine: number) => {
    if (endLine >= next) chunks.push(...windows({ startLine: next, endLine }, symbol));
  };
  for (const definition of symbols) {
    const startLine = Math.max(next, definition.docStartLine ?? definition.startLine);
    const endLine = Math.min(definition.endLine, range.endLine);
    if (definition.startLine < next || startLine > range.endLine || endLine < startLine) continue;
    const isSmall = endLine - startLine < 3 && definition.body === undefined;
    if (isSmall) continue; // constants and fields stay with the lines around them
    gap(startLine - 1);
    const name =
      definition.parent === undefined ? definition.name : `${definition.parent}.${definition.name}`;
    const part = { startLine, endLine };
    if (endLine - startLine < maxLines) chunks.push({ ...part, symbol: name });
    else {
      const members = (membersOf.get(name) ?? []).filter((member) => member !== definition);
      if (members.length > 0) chunks.push(...cutAtSymbols(part, members, name, membersOf));
      else chunks.push(...windows(part, name));
    }
    next = endLine + 1;
  }
  gap(range.endLine);
  return chunks;
}

function groupByParent(symbols: readonly SymbolDefinition[]): Map<string, SymbolDefinition[]> {
  const groups = new Map<string, SymbolDefinition[]>();
  for (const symbol of symbols) {
    if (symbol.parent === undefined) continue;
    const group = groups.get(symbol.parent);
    if (group === undefined) groups.set(symbol.parent, [symbol]);
    else group.push(symbol);
  }
  return groups;
}

function cutAtHeadings(text: string, whole: LineRange): Chunk[] {
  const chunks: Chunk[] = [];
  let start = 1;
  let heading = '';
  let inFence = false;
  text.split('\n').forEach((line, row) => {
    if (/^\s*(?:```|~~~)/.test(line)) inFence = !inFence;
    const found = inFence ? null : /^#{1,6}\s+(.*\S)/.exec(line);
    if (found === null) return;
    if (row + 1 > start) chunks.push(...windows({ startLine: start, endLine: row }, heading));
    start = row + 1;
    heading = found[1] as string;
  });
  return [...chunks, ...windows({ startLine: start, endLine: whole.endLine }, heading)];
}

function windows({ startLine, endLine }: LineRange, symbol: string): Chunk[] {
  const chunks: Chunk[] = [];
  for (let start = startLine; start <= endLine; start += windowLines) {
    chunks.push({ startLine: start, endLine: Math.min(endLine, start + windowLines - 1), symbol });
  }
  return chunks;
}
