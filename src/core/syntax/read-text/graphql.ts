import { lineAt, lineStarts } from '../../base/text-range.ts';
import type { ImportStatement, SymbolDefinition, SymbolKind } from '../syntax-summary.ts';
import { bracedStatements } from './braced-blocks.ts';
import { fileReference, orderedReferences, type TextFacts, textSymbol } from './text-reader.ts';

const kinds: Readonly<Record<string, SymbolKind>> = {
  type: 'type',
  input: 'type',
  union: 'type',
  scalar: 'type',
  interface: 'interface',
  enum: 'enum',
  directive: 'function',
  query: 'function',
  mutation: 'function',
  subscription: 'function',
  fragment: 'function',
};

const definition =
  /(?:^|\n)[ \t]*(?:extend[ \t]+)?(type|input|union|scalar|interface|enum|directive|query|mutation|subscription|fragment)[ \t]+@?(\w+)/g;

/** Reads GraphQL: types, operations and fragments, and the files that `#import` names. */
export function readGraphql(text: string): TextFacts {
  const statements = bracedStatements(text, { comment: /#[^\n]*/y, separators: '', blankStrings: true });
  const symbols: SymbolDefinition[] = [];
  for (const { text: words, startLine, endLine, around, isBlock } of statements) {
    if (around.length > 0) continue;
    // Without braces, several definitions stand in one stretch: scalars and unions. The last one has the block.
    const found = [...words.matchAll(definition)];
    const starts = found.length === 0 ? [] : lineStarts(words);
    found.forEach(([whole, keyword = '', name = ''], index) => {
      const offset = (found[index] as RegExpExecArray).index + (whole.startsWith('\n') ? 1 : 0);
      const line = startLine + lineAt(starts, offset) - 1;
      const hasBlock = isBlock && index === found.length - 1;
      symbols.push(
        textSymbol(kinds[keyword] ?? 'type', name, { startLine: line, endLine: hasBlock ? endLine : line }),
      );
    });
  }
  const references: ImportStatement[] = [];
  text.split('\n').forEach((line, row) => {
    const path = /^\s*#\s*import\s+(?:[^"'\n]{0,300}\sfrom\s+)?(["'])([^"'\n]+)\1/.exec(line)?.[2];
    if (path !== undefined) references.push(fileReference('import', path, row + 1));
  });
  return { symbols, imports: orderedReferences(references) };
}
