import { external, type NamedValue, nameOf } from './named-value.ts';
import type { NameResolution } from './resolve-names.ts';
import { isType, type LinkedSymbol } from './symbol-tables.ts';

/** How many types are followed to the one that can be called. */
const deepest = 5;

/**
 * What a name gives with what follows it in its segment of a chain: `f()` is what `f` returns, `f(0)` the type of its first
 * parameter, `f(0)(1)` that of the second parameter of the function that is its first parameter; `<0>` for `(0)` takes the
 * bound of a type parameter, too.
 */
export function appliedTo(names: NameResolution, value: NamedValue, segment: string): NamedValue | undefined {
  const open = nameOf(segment).length;
  if (open === segment.length) return value;
  if (!/[(<]\d/.test(segment)) return segment.endsWith('()') ? resultOf(names, value) : value;
  let current: NamedValue | undefined = value;
  const groups = segment.slice(open).match(/\(\d*\)|<\d+>/g) ?? [];
  for (let index = 0; index < groups.length && current !== undefined; index++) {
    const [group = '', next = '()'] = groups.slice(index, index + 2);
    if (current.kind === 'external') return external;
    if (group === '()') current = resultOf(names, current);
    else {
      const both: NamedValue | undefined =
        next === '()' ? undefined : parameterOf(names, current, group + next, deepest);
      if (both !== undefined) index++;
      current = both ?? parameterOf(names, current, group, deepest);
    }
  }
  return current;
}

function resultOf(names: NameResolution, value: NamedValue): NamedValue | undefined {
  if (value.kind !== 'symbol') return value;
  const { symbol } = value;
  if (isType(symbol.kind)) {
    const result = names.typeOfMember(symbol, '()');
    if (result !== undefined) return result;
    return (symbol.twin?.kind === 'function' && names.typeOf(symbol.twin)) || value;
  }
  const type = names.typeOf(symbol);
  if (symbol.kind === 'function' || symbol.kind === 'method' || type?.kind !== 'symbol') return type;
  return (isType(type.symbol.kind) && names.typeOfMember(type.symbol, '()')) || type;
}

/** The type of a parameter, `(0)`, or of a parameter of a parameter, `(0)(1)`. */
function parameterOf(
  names: NameResolution,
  value: NamedValue | undefined,
  key: string,
  depth: number,
): NamedValue | undefined {
  if (value?.kind === 'external') return external;
  if (value?.kind !== 'symbol' || depth === 0) return undefined;
  const { symbol } = value;
  for (const owner of signaturesOf(names, symbol)) {
    const own =
      names.typeOfMember(owner, key.replace(/<(\d+)>/g, '($1)')) ?? names.typeOfMember(owner, boundKey(key));
    if (own !== undefined) return own;
  }
  if (symbol.kind === 'function' || symbol.kind === 'method') return undefined;
  const type = symbol.type === undefined ? undefined : names.typeOf(symbol);
  const isOther = type?.kind !== 'symbol' || type.symbol !== symbol;
  const found = isOther ? parameterOf(names, type, key, depth - 1) : undefined;
  if (found !== undefined || symbol.twin === undefined) return found;
  return parameterOf(names, { kind: 'symbol', symbol: symbol.twin }, key, depth - 1);
}

/** The symbols of which the parameters of something may be members: itself, its constructor, its call signature. */
function signaturesOf(names: NameResolution, symbol: LinkedSymbol): LinkedSymbol[] {
  if (!isType(symbol.kind)) return [symbol];
  return ['constructor', '()'].flatMap((name) => {
    const member = names.memberOf(symbol, name);
    return member?.kind === 'symbol' ? [member.symbol] : [];
  });
}

/** The member with the bound: only the last of the parameters that a name says may be one. */
function boundKey(key: string): string {
  return key.replace(/<(\d+)>(?=.)/g, '($1)');
}
