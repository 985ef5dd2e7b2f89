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
  /(?:^|\n|""")[ \t]*(?:extend[ \t]+)?(type|input|union|scalar|interface|enum|directive|query|mutation|subscription|fragment)[ \t]+@?(\w+)/g;

/** Reads GraphQL: types, operations and fragments, and the files that `#import` names. */
export function readGraphql(text: string): TextFacts {
  const statements = bracedStatements(text, { comment: /#[^\n]*/y, separators: '' });
  const symbols: SymbolDefinition[] = [];
  for (const { text: words, startLine, endLine, around, isBlock } of statements) {
    if (around.length > 0) continue;
    // Without braces, several definitions stand in one stretch: scalars and unions. The last one has the block.
    const found = [...words.matchAll(definition)];
    found.forEach(([whole, keyword = '', name = ''], index) => {
      const offset = (found[index] as RegExpExecArray).index;
      const line = startLine + lineCountOf(words.slice(0, offset)) + (whole.startsWith('\n') ? 1 : 0);
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

function lineCountOf(text: string): number {
  return text.split('\n').length - 1;
}
