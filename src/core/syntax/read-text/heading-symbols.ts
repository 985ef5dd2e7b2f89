import type { SymbolDefinition } from '../syntax-summary.ts';
import { textSymbol } from './text-reader.ts';

/** A heading of a document. */
export interface Heading {
  /** 1 for the topmost. */
  readonly level: number;
  readonly title: string;
  /** 1-based. */
  readonly line: number;
}

/** Headings as definitions: each reaches to the next heading of its own or a higher level. */
export function headingSymbols(headings: readonly Heading[], lineCount: number): SymbolDefinition[] {
  const endLines = headings.map(() => lineCount);
  const open: number[] = [];
  const parents = headings.map(({ level, line }, index) => {
    while (open.length > 0 && (headings[open.at(-1) as number] as Heading).level >= level)
      endLines[open.pop() as number] = Math.max(line - 1, 1);
    const around = open.map((outer) => (headings[outer] as Heading).title);
    open.push(index);
    return around.length === 0 ? undefined : around.join('.');
  });
  return headings.map(({ title, line }, index) =>
    textSymbol('module', title, {
      startLine: line,
      endLine: Math.max(endLines[index] as number, line),
      parent: parents[index],
    }),
  );
}

/** A heading's text as it is read: without marks of emphasis, code and links. */
export function plainTitle(written: string): string {
  return written
    .replace(/!?\[([^\]]{0,200})\]\([^)]{0,500}\)/g, '$1')
    .replace(/<[^>]{0,200}>/g, '')
    .replace(/[*`]/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
