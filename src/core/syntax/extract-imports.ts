import type { CollectedCaptures } from './collect-captures.ts';
import type { SyntaxNode } from './query/syntax-node.ts';
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
  let around: OpenStatement[] = [];
  let next = 0;
  for (const { node, imported, as } of importedNames) {
    const at = node.startIndex;
    const name = imported ?? unquoted(node.text);
    const local = as?.text;
    for (let one = ordered[next]; one !== undefined && one.start <= at; one = ordered[++next])
      around.push(one);
    around = around.filter(({ end }) => at < end);
    for (const statement of around) {
      statement.names.add(name);
      if (local !== undefined && local !== name) statement.locals.set(local, name);
    }
  }
  for (const statement of enclosedBy(captures.optionalRanges, ordered)) statement.optional = true;
  for (const statement of enclosedBy(captures.typeOnlyRanges, ordered)) statement.kind = 'type-only';
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
  node: SyntaxNode,
  specifier: SyntaxNode,
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

/** The statements that lie in one of the ranges. Both are walked once, in the order of their starts. */
function enclosedBy(ranges: readonly SyntaxNode[], ordered: readonly OpenStatement[]): OpenStatement[] {
  if (ranges.length === 0) return [];
  const places = ranges
    .map(({ startIndex, endIndex }) => ({ start: startIndex, end: endIndex }))
    .sort((a, b) => a.start - b.start);
  let farthest = -1;
  let next = 0;
  return ordered.filter(({ start, end }) => {
    for (let place = places[next]; place !== undefined && place.start <= start; place = places[++next])
      farthest = Math.max(farthest, place.end);
    return end <= farthest;
  });
}
