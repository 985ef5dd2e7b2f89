import type { OpenSymbol } from './extract-symbols.ts';
import { functionTypeAt, parametersAt, type TextRange } from './function-type.ts';
import type { FieldDefinition } from './syntax-summary.ts';

export interface ParameterFieldsInput {
  readonly text: string;
  /** As `openSymbols` gives them. */
  readonly open: readonly OpenSymbol[];
  /** The chain of a type that is written there. */
  readonly declaredType: (range: TextRange, isLocal: boolean) => string | undefined;
}

/**
 * What can be called with what, as members of what is called: `(0)` has the type of the first parameter, `(1)(0)` that of
 * the first parameter of a function that is the second parameter. A type of functions has the member `()`, of the type that
 * they return, which has the parameters. Where a parameter has the type of a type parameter, `<0>` has its bound. Parameters
 * whose types have no name are left out.
 */
export function parameterFields({ text, open, declaredType }: ParameterFieldsInput): FieldDefinition[] {
  const fields: FieldDefinition[] = [];
  const add = (name: string, symbol: OpenSymbol, parent: string, range: TextRange) => {
    const type = declaredType(range, false);
    const bound = type === undefined && name !== '()' ? declaredType(range, true) : undefined;
    if (type !== undefined) fields.push({ name, parent, line: symbol.startLine, type });
    if (bound !== undefined)
      fields.push({ name: name.replace(/\((\d+)\)$/, '<$1>'), parent, line: symbol.startLine, type: bound });
  };
  for (const symbol of open) {
    if (symbol.isNested || !callable.has(symbol.kind)) continue;
    const found = signatureOf(text, symbol);
    if (found === undefined) continue;
    const around = symbol.container ?? (symbol.kind === 'field' ? symbol.enclosingType : symbol.parent);
    if (symbol.kind === 'field' && around === undefined) continue;
    const dotted = around === undefined ? symbol.name : `${around}.${symbol.name}`;
    if (found.result !== undefined && symbol.kind === 'type') add('()', symbol, dotted, found.result);
    const parent = symbol.kind === 'type' ? `${dotted}.()` : dotted;
    for (const [index, range] of found.parameters.entries()) {
      if (range === undefined) continue;
      if (text.slice(range.from, range.to).trimStart().startsWith('{')) {
        // A type that is written out: its members are known as those of what it is a parameter of.
        fields.push({ name: `(${index})`, parent, line: symbol.startLine, type: dotted });
        continue;
      }
      const inner = functionTypeAt(text, range.from, range.to);
      if (inner === undefined) add(`(${index})`, symbol, parent, range);
      for (const [innerIndex, innerRange] of (inner?.parameters ?? []).entries())
        if (innerRange !== undefined) add(`(${index})(${innerIndex})`, symbol, parent, innerRange);
    }
  }
  return fields;
}

const callable: ReadonlySet<OpenSymbol['kind']> = new Set([
  ...(['function', 'method', 'field', 'variable', 'property', 'type'] as const),
]);

interface Signature {
  readonly parameters: readonly (TextRange | undefined)[];
  /** Of a function type. */
  readonly result?: TextRange;
}

function signatureOf(text: string, { nameStart, kind, end }: OpenSymbol): Signature | undefined {
  const name = /['"]?[\w$#-]*['"]?[?!]?/y;
  name.lastIndex = nameStart;
  const at = nameStart + (name.exec(text)?.[0].length ?? 0);
  const direct = parametersAt(text, at);
  if (direct !== undefined && kind !== 'type') return direct;
  // `name: (a: A) => B`, `type Name<T> = (a: T) => B`
  const declared = /(?:\s*<[^=;{}()]*>)?\s*([:=])\s*/y;
  declared.lastIndex = at;
  const sign = declared.exec(text);
  if (sign === null) return undefined;
  const after = at + sign[0].length;
  if (sign[1] === ':' || kind === 'type') return functionTypeAt(text, after, end);
  if (kind !== 'function' && kind !== 'method') return undefined;
  const prefix = /(?:async\b\s*)?(?:function\b\s*\*?\s*\w*)?/y;
  prefix.lastIndex = after;
  return parametersAt(text, after + (prefix.exec(text)?.[0].length ?? 0));
}
