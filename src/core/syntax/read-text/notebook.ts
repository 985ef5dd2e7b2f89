import type { ImportStatement } from '../syntax-summary.ts';
import { type Heading, headingSymbols, plainTitle } from './heading-symbols.ts';
import { jsonStrings } from './json-values.ts';
import { readMarkdown } from './markdown.ts';
import { pythonImports } from './python-imports.ts';
import { orderedReferences, type TextFacts } from './text-reader.ts';

interface Cell {
  readonly kind: string;
  /** Lines of its source, each with its line in the file. */
  readonly source: { readonly text: string; readonly line: number }[];
}

/** Reads a Jupyter notebook: headings and links of its texts, and what its Python code imports. Lines are those of the JSON. */
export function readNotebook(text: string): TextFacts {
  const cells = new Map<string, { kind: string; source: Cell['source'] }>();
  let language = 'python';
  for (const { path, value, line } of jsonStrings(text)) {
    const [top, index = '', key, place] = path;
    if (top === 'metadata') {
      if (`${index}.${key}` === 'kernelspec.language' || `${index}.${key}` === 'language_info.name')
        language = value;
      continue;
    }
    if (top !== 'cells' || path.length > 4) continue;
    const cell = cells.get(index) ?? { kind: '', source: [] };
    cells.set(index, cell);
    if (key === 'cell_type') cell.kind = value;
    else if (key === 'source') {
      // Each line is a string of its own as a rule; a cell in one string lies on one line of the file.
      if (place === undefined) cell.source.push(...value.split('\n').map((part) => ({ text: part, line })));
      else cell.source.push({ text: value.replace(/\n$/, ''), line });
    }
  }
  const headings: Heading[] = [];
  const imports: ImportStatement[] = [];
  for (const { kind, source } of cells.values()) {
    const body = source.map((part) => part.text).join('\n');
    const placed = (statement: ImportStatement): ImportStatement => ({
      ...statement,
      line: source[statement.line - 1]?.line ?? 1,
    });
    if (kind === 'code' && /^i?python/i.test(language)) imports.push(...pythonImports(body).map(placed));
    else if (kind === 'markdown') {
      imports.push(...readMarkdown(body).imports.map(placed));
      headings.push(...cellHeadings(source));
    }
  }
  return {
    symbols: headingSymbols(headings, text.split('\n').length - (text.endsWith('\n') ? 1 : 0)),
    imports: orderedReferences(imports),
  };
}

function cellHeadings(source: Cell['source']): Heading[] {
  let inFence = false;
  return source.flatMap(({ text, line }) => {
    if (/^\s*(?:```|~~~)/.test(text)) inFence = !inFence;
    const [, marks = '', title = ''] = /^ {0,3}(#{1,6})\s+(.+)$/.exec(text) ?? [];
    const plain = plainTitle(title.replace(/\s+#+\s*$/, ''));
    return inFence || plain === '' ? [] : [{ level: marks.length, title: plain, line }];
  });
}
