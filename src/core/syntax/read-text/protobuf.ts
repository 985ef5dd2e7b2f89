import type { ImportStatement, SymbolDefinition, SymbolKind } from '../syntax-summary.ts';
import { type BracedStatement, bracedStatements } from './braced-blocks.ts';
import { fileReference, orderedReferences, type TextFacts, textSymbol } from './text-reader.ts';

const kinds: Readonly<Record<string, SymbolKind>> = {
  message: 'class',
  enum: 'enum',
  service: 'interface',
  rpc: 'method',
};

/** Reads Protocol Buffers: messages, enums, services and their methods, and the files that it imports. */
export function readProtobuf(text: string): TextFacts {
  const statements = bracedStatements(text, {
    comment: /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/y,
    separators: ';',
  });
  const symbols: SymbolDefinition[] = [];
  const references: ImportStatement[] = [];
  for (const statement of statements) {
    const [, keyword = '', name] = /^(message|enum|service|rpc)\s+(\w+)/.exec(statement.text) ?? [];
    const kind = kinds[keyword];
    if (kind !== undefined && name !== undefined) {
      const parent = namesAround(statements, statement);
      symbols.push(textSymbol(kind, name, { ...statement, parent: parent === '' ? undefined : parent }));
      continue;
    }
    const imported = /^import\s+(public\s+|weak\s+|option\s+)?(["'])([^"'\n]+)\2$/.exec(statement.text);
    if (imported === null) continue;
    const [, modifier = '', , path = ''] = imported;
    const reference = fileReference(
      modifier.startsWith('public') ? 're-export' : 'import',
      path,
      statement.startLine,
    );
    references.push(modifier.startsWith('weak') ? { ...reference, optional: true } : reference);
  }
  return { symbols, imports: orderedReferences(references) };
}

function namesAround(statements: readonly BracedStatement[], { around }: BracedStatement): string {
  return around
    .flatMap((index) => /^(?:message|service)\s+(\w+)/.exec(statements[index]?.text ?? '')?.[1] ?? [])
    .join('.');
}
