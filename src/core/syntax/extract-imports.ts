import type { Node } from 'web-tree-sitter';
import type { CollectedCaptures } from './collect-captures.ts';
import type { ImportKind, ImportStatement } from './syntax-summary.ts';

interface OpenStatement {
  readonly start: number;
  readonly end: number;
  readonly specifier: string;
  readonly line: number;
  kind: ImportKind;
  readonly names: Set<string>;
  /** Local name → imported name. */
  readonly locals: Map<string, string>;
  optional: boolean;
}

/** The statements that name other modules, in order of their place in the text. */
export function extractImports(captures: CollectedCaptures): ImportStatement[] {
  const statements = new Map<string, OpenStatement>();
  for (const { kind, node, specifier, as, taken } of captures.imports) {
    const statement = addStatement(statements, kind, node, specifier);
    if (as !== undefined) statement.locals.set(as.text, '*');
    for (const name of taken) statement.names.add(name.text);
  }
  const ordered = [...statements.values()].sort((a, b) => a.start - b.start);
  const importedNames = [...captures.importedNames].sort((a, b) => a.node.startIndex - b.node.startIndex);
  for (const { node, imported, as } of importedNames) {
    const at = node.startIndex;
    const name = imported ?? unquoted(node.text);
    const local = as?.text;
    for (const statement of ordered) {
      if (statement.start > at) break;
      if (at >= statement.end) continue;
      statement.names.add(name);
      if (local !== undefined && local !== name) statement.locals.set(local, name);
    }
  }
  for (const statement of ordered) {
    statement.optional = captures.optionalRanges.some((node) => encloses(node, statement));
    if (captures.typeOnlyRanges.some((node) => encloses(node, statement))) statement.kind = 'type-only';
  }
  return ordered.map(({ specifier, line, kind, names, locals, optional }) => ({
    specifier,
    line,
    kind,
    names: [...names],
    ...(locals.size === 0 ? {} : { locals: Object.fromEntries(locals) }),
    ...(optional ? { optional } : {}),
  }));
}

function addStatement(
  statements: Map<string, OpenStatement>,
  kind: ImportKind,
  node: Node,
  specifier: Node,
): OpenStatement {
  const key = `${node.startIndex}:${specifier.startIndex}`;
  const known = statements.get(key);
  // A type-only import matches the pattern of plain imports too: the special kind wins.
  if (known !== undefined) {
    if (kind !== 'import') known.kind = kind;
    return known;
  }
  const statement: OpenStatement = {
    start: node.startIndex,
    end: node.endIndex,
    specifier: specifier.text,
    line: specifier.startPosition.row + 1,
    kind,
    names: new Set(),
    locals: new Map(),
    optional: false,
  };
  statements.set(key, statement);
  return statement;
}

/** `'a name'` → `a name`: modules of JavaScript may export names that are strings. */
function unquoted(name: string): string {
  return /^(['"]).*\1$/s.test(name) ? name.slice(1, -1) : name;
}

function encloses(node: Node, statement: OpenStatement): boolean {
  return node.startIndex <= statement.start && statement.end <= node.endIndex;
}
