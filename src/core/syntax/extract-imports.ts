import type { Node, QueryMatch } from 'web-tree-sitter';
import type { ImportKind, ImportStatement } from './syntax-summary.ts';

interface OpenStatement {
  readonly start: number;
  readonly end: number;
  readonly specifier: string;
  readonly line: number;
  kind: ImportKind;
  readonly names: Set<string>;
  optional: boolean;
}

/** Turns the matches of a language's `imports.scm` into statements, in order of their place in the text. */
export function extractImports(matches: readonly QueryMatch[]): ImportStatement[] {
  const statements = new Map<string, OpenStatement>();
  const names: { readonly at: number; readonly name: string }[] = [];
  const optionalRanges: Node[] = [];
  const typeOnlyRanges: Node[] = [];
  for (const { captures } of matches) {
    const specifier = captures.find((capture) => capture.name === 'specifier')?.node;
    for (const { name, node } of captures) {
      if (name === 'import.name') names.push({ at: node.startIndex, name: node.text });
      else if (name === 'import.default') names.push({ at: node.startIndex, name: 'default' });
      else if (name === 'import.all') names.push({ at: node.startIndex, name: '*' });
      else if (name === 'optional') optionalRanges.push(node);
      else if (name === 'type-only') typeOnlyRanges.push(node);
      else if (name.startsWith('import.') && specifier !== undefined)
        addStatement(statements, name.slice('import.'.length) as ImportKind, node, specifier);
    }
  }
  const ordered = [...statements.values()].sort((a, b) => a.start - b.start);
  for (const { at, name } of names) {
    for (const statement of ordered)
      if (statement.start <= at && at < statement.end) statement.names.add(name);
  }
  for (const statement of ordered) {
    statement.optional = optionalRanges.some((node) => encloses(node, statement));
    if (typeOnlyRanges.some((node) => encloses(node, statement))) statement.kind = 'type-only';
  }
  return ordered.map(({ specifier, line, kind, names, optional }) => ({
    specifier,
    line,
    kind,
    names: [...names],
    ...(optional ? { optional } : {}),
  }));
}

function addStatement(
  statements: Map<string, OpenStatement>,
  kind: ImportKind,
  node: Node,
  specifier: Node,
): void {
  const key = `${node.startIndex}:${specifier.startIndex}`;
  const known = statements.get(key);
  // A type-only import matches the pattern of plain imports too: the special kind wins.
  if (known !== undefined) {
    if (kind !== 'import') known.kind = kind;
    return;
  }
  statements.set(key, {
    start: node.startIndex,
    end: node.endIndex,
    specifier: specifier.text,
    line: specifier.startPosition.row + 1,
    kind,
    names: new Set(),
    optional: false,
  });
}

function encloses(node: Node, statement: OpenStatement): boolean {
  return node.startIndex <= statement.start && statement.end <= node.endIndex;
}
