import type { Language as Grammar } from 'web-tree-sitter';
import { errorSymbol, type GrammarTables, isSupertype } from './grammar-tables.ts';
import { parseQuery, type QueryItem, type QueryPredicate, type QueryStep } from './parse-query.ts';

/** A query with the numbers of one grammar. */
export interface CompiledQuery {
  readonly patterns: readonly CompiledPattern[];
  /** Symbol → where a pattern may begin at a node of it; those that begin at any named node are everywhere but at errors. */
  readonly starts: readonly (readonly PatternStart[])[];
  readonly errorStarts: readonly PatternStart[];
}

export interface PatternStart {
  readonly pattern: CompiledPattern;
  readonly step: CompiledStep;
}

export interface CompiledPattern {
  readonly index: number;
  readonly items: readonly CompiledItem[];
  readonly predicates: readonly QueryPredicate[];
  /** Whether it may match in ways of which one holds all that another one captures. */
  readonly mayRepeat: boolean;
  /** The one name that it gives to one node, of which nothing else is asked. */
  readonly single: string | undefined;
}

export interface CompiledItem extends Omit<QueryItem, 'options'> {
  readonly options: readonly CompiledStep[];
}

export interface CompiledStep {
  /** {@link anyNamed} and {@link anyNode} stand for more than one. */
  readonly symbol: number;
  /** A supertype that it must stand for, or 0. */
  readonly supertype: number;
  /** 0 for any. */
  readonly field: number;
  readonly absentFields: readonly number[];
  readonly captures: readonly string[];
  readonly children: readonly CompiledItem[];
  /** Whether it, or a step in it, captures. */
  readonly isCapturing: boolean;
}

export const anyNamed = -1;
export const anyNode = -2;

/** @throws Error for names that the grammar does not have, or what {@link parseQuery} does not read */
export function compileQuery(source: string, grammar: Grammar, { metadata }: GrammarTables): CompiledQuery {
  const symbolOf = (name: string, isNamed: boolean): number => {
    if (name === 'ERROR' && isNamed) return errorSymbol;
    const symbol = grammar.idForNodeType(name, isNamed);
    if (symbol === null) throw new Error(`The grammar has no node ${name}.`);
    return symbol;
  };
  const fieldOf = (name: string): number => {
    const field = grammar.fieldIdForName(name);
    if (field === null) throw new Error(`The grammar has no field ${name}.`);
    return field;
  };
  const compileStep = ({
    name,
    isNamed,
    field,
    absentFields,
    captures,
    children,
  }: QueryStep): CompiledStep => {
    const compiled = children.map(compileItem);
    const isWild = isNamed && (name === '_' || name === '*');
    const symbol = isWild ? (name === '_' ? anyNamed : anyNode) : symbolOf(name, isNamed);
    const isSuper = !isWild && ((metadata[symbol] ?? 0) & isSupertype) !== 0;
    return {
      symbol: isSuper ? anyNode : symbol,
      supertype: isSuper ? symbol : 0,
      field: field === undefined ? 0 : fieldOf(field),
      absentFields: absentFields.map(fieldOf),
      captures,
      children: compiled,
      isCapturing:
        captures.length > 0 || compiled.some(({ options }) => options.some((option) => option.isCapturing)),
    };
  };
  const compileItem = (item: QueryItem): CompiledItem => ({
    ...item,
    options: item.options.map(compileStep),
  });

  const patterns = parseQuery(source).map(({ items, predicates }, index): CompiledPattern => {
    const compiled = items.map(compileItem);
    const [first] = compiled;
    const isPlain =
      compiled.length === 1 &&
      predicates.length === 0 &&
      first?.options.every(({ children, captures }) => children.length === 0 && captures.length === 1) ===
        true;
    return {
      index,
      items: compiled,
      predicates,
      mayRepeat: compiled.some((item) => mayRepeat(item, true)),
      single: isPlain ? first.options[0]?.captures[0] : undefined,
    };
  });
  const starts: PatternStart[][] = Array.from({ length: grammar.nodeTypeCount }, () => []);
  const errorStarts: PatternStart[] = [];
  for (const pattern of patterns)
    for (const step of pattern.items[0]?.options ?? []) {
      if (step.symbol === errorSymbol) errorStarts.push({ pattern, step });
      else if (step.symbol >= 0) starts[step.symbol]?.push({ pattern, step });
      else for (const list of starts) list.push({ pattern, step });
    }
  return { patterns, starts, errorStarts };
}

/** Whether one of several ways to match an item may capture what another one captures, and more, or the same. */
function mayRepeat({ options, isOptional }: CompiledItem, isRoot: boolean): boolean {
  if (isOptional || (options.length > 1 && options.some(({ symbol }) => symbol < 0))) return true;
  return options.some(
    ({ children, isCapturing }) =>
      (!isRoot && !isCapturing && children.length > 0) || children.some((child) => mayRepeat(child, false)),
  );
}
