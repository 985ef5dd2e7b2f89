import type { SyntaxNode } from './query/syntax-node.ts';

export interface ExpectedTypesInput {
  readonly text: string;
  /** End → start. */
  readonly argumentLists: ReadonlyMap<number, number>;
  /** Object literals. */
  readonly objects: readonly SyntaxNode[];
  /** The chain of what is called with the argument list that begins there. */
  readonly callee: (argumentsStart: number) => string | undefined;
  /** The chain of a declared type that ends there. */
  readonly typeEndingAt: (end: number) => string | undefined;
  /** Back over white space and comments. */
  readonly skipSpaceBack: (at: number) => number;
}

interface Bracket {
  readonly start: number;
  readonly end: number;
  readonly kind: 'arguments' | 'object';
  readonly outer: Bracket | undefined;
}

/**
 * Which type the place of an expression asks for, where that can be read off: arguments of calls (`f(0)` is the type of the
 * first parameter of `f`), values in object literals, elements of arrays, and what a variable with a declared type begins
 * with.
 */
export class ExpectedTypes {
  readonly #input: ExpectedTypesInput;
  readonly #brackets: readonly Bracket[];
  readonly #known = new Map<number, string | undefined>();

  constructor(input: ExpectedTypesInput) {
    this.#input = input;
    this.#brackets = nested([
      ...[...input.argumentLists].map(([end, start]) => ({ start, end, kind: 'arguments' as const })),
      ...input.objects.map((node) => ({
        start: node.startIndex,
        end: node.endIndex,
        kind: 'object' as const,
      })),
    ]);
  }

  /** The chain of the member that a key of an object literal, which begins at `at`, stands for. */
  ofKey(at: number, name: string): string | undefined {
    const object = this.#around(at);
    if (object?.kind !== 'object') return undefined;
    const type = this.at(object.start);
    return type === undefined ? undefined : `${type}.${name}`;
  }

  /**
   * The chain for a parameter of a function that is an expression or a method of an object literal, by the start of its name
   * and the name; a name inside a pattern is a member of the parameter.
   */
  ofParameter(at: number, name: string): { readonly chain: string; readonly isMember: boolean } | undefined {
    const { text } = this.#input;
    const after = at + name.length;
    if (/^\s*=>/.test(text.slice(after, after + 20))) {
      const type = this.at(this.#withoutAsync(at));
      return type === undefined ? undefined : { chain: `${type}(0)`, isMember: false };
    }
    const list = parameterListAround(text, at, name);
    if (list === undefined) return undefined;
    const { open, index, member, isArrow } = list;
    const type = isArrow ? this.at(this.#withoutAsync(open)) : this.#ofMethod(open);
    if (type === undefined) return undefined;
    const chain = `${type}(${index})`;
    return { chain: member === undefined ? chain : `${chain}.${member}`, isMember: member !== undefined };
  }

  /** The chain of the type that is expected of the expression which begins at `start`. */
  at(start: number): string | undefined {
    if (this.#known.has(start)) return this.#known.get(start);
    this.#known.set(start, undefined); // a circle
    const found = this.#find(start);
    this.#known.set(start, found);
    return found;
  }

  #find(start: number): string | undefined {
    const { text, callee, typeEndingAt, skipSpaceBack } = this.#input;
    const before = skipSpaceBack(start);
    const around = this.#around(start);
    switch (text[before - 1]) {
      case '(':
        if (around?.kind === 'arguments' && around.start === before - 1) return called(callee(before - 1), 0);
        return /=>\s*$/.test(text.slice(Math.max(0, before - 10), before - 1))
          ? undefined
          : this.at(before - 1);
      case '[':
        return this.at(before - 1);
      case ',': {
        if (around === undefined) return undefined;
        const place = this.#placeIn(around, start);
        if (place.bracket !== undefined)
          return text[place.bracket] === '[' ? this.at(place.bracket) : undefined;
        return around.kind === 'arguments' ? called(callee(around.start), place.index) : undefined;
      }
      case ':': {
        const key = /[{,\s]([\w$]+)\s*$/.exec(text.slice(Math.max(0, before - 80), before - 1));
        if (key === null || around?.kind !== 'object') return undefined;
        const keyStart = skipSpaceBack(before - 1) - (key[1] as string).length;
        const previous = text[skipSpaceBack(keyStart) - 1];
        return previous === '{' || previous === ',' ? this.ofKey(keyStart, key[1] as string) : undefined;
      }
      case '=':
        return typeEndingAt(skipSpaceBack(before - 1));
      default:
        return undefined;
    }
  }

  /** The method of an object literal whose parameter list begins at `open`. */
  #ofMethod(open: number): string | undefined {
    const key = /[{,\s*(]([\w$]+)\s?$/.exec(this.#input.text.slice(Math.max(0, open - 80), open));
    const name = key?.[1];
    if (key === null || name === undefined) return undefined;
    const keyStart = open - key[0].length + 1;
    if (name === 'function') return this.at(this.#withoutAsync(keyStart));
    const previous = this.#input.text[this.#input.skipSpaceBack(this.#withoutAsync(keyStart)) - 1];
    return previous === '{' || previous === ',' ? this.ofKey(keyStart, name) : undefined;
  }

  #withoutAsync(at: number): number {
    const { text, skipSpaceBack } = this.#input;
    const before = skipSpaceBack(at);
    return /\basync$/.test(text.slice(Math.max(0, before - 6), before)) ? before - 'async'.length : at;
  }

  /** The innermost argument list or object literal in which a place lies. */
  #around(at: number): Bracket | undefined {
    let low = 0;
    let high = this.#brackets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#brackets[middle] as Bracket).start < at) low = middle + 1;
      else high = middle;
    }
    let bracket = this.#brackets[low - 1];
    while (bracket !== undefined && bracket.end <= at) bracket = bracket.outer;
    return bracket;
  }

  /** How many commas stand before a place, and which other bracket is open there. */
  #placeIn(around: Bracket, to: number): { readonly index: number; readonly bracket: number | undefined } {
    const { text } = this.#input;
    const open: number[] = [];
    let index = 0;
    for (let at = around.start + 1; at < to; at++) {
      const character = text[at] as string;
      if (character === '"' || character === "'" || character === '`') at = endOfString(text, at);
      else if (character === '/' && text[at + 1] === '/') at = Math.max(at, text.indexOf('\n', at));
      else if (character === '/' && text[at + 1] === '*') at = Math.max(at, text.indexOf('*/', at) + 1);
      else if ('([{'.includes(character)) open.push(at);
      else if (')]}'.includes(character)) open.pop();
      else if (character === ',' && open.length === 0) index++;
    }
    return { index, bracket: open.at(-1) };
  }
}

function called(callee: string | undefined, index: number): string | undefined {
  return callee === undefined ? undefined : `${callee}(${index})`;
}

function nested(ranges: Omit<Bracket, 'outer'>[]): Bracket[] {
  ranges.sort((a, b) => a.start - b.start || b.end - a.end);
  const stack: Bracket[] = [];
  return ranges.map((range) => {
    while (stack.length > 0 && (stack.at(-1) as Bracket).end <= range.start) stack.pop();
    const bracket = { ...range, outer: stack.at(-1) };
    stack.push(bracket);
    return bracket;
  });
}

interface ParameterPlace {
  readonly open: number;
  readonly index: number;
  /** Of a name that a pattern takes out of the parameter. */
  readonly member: string | undefined;
  readonly isArrow: boolean;
}

/** The longest parameter list that is looked at: those of callbacks have few names and no types. */
const longestList = 200;

/** The parameter list without types around a name, if there is one. */
function parameterListAround(text: string, at: number, name: string): ParameterPlace | undefined {
  let [depth, index, patterns] = [0, 0, 0];
  let open = at - 1;
  for (; open > at - longestList && text[open] !== '('; open--) {
    const character = text[open];
    if (character === undefined || ';=)'.includes(character)) return undefined;
    if (character === '}' || character === ']') depth++;
    else if (character === ',' && depth === 0) index++;
    else if ((character === '{' || character === '[') && depth-- === 0) {
      if (character === '[' || ++patterns > 1) return undefined;
      [depth, index] = [0, 0];
    }
  }
  const previous = /[{,(]\s*(?:([\w$]+)\s*:\s*)?$/.exec(text.slice(Math.max(0, at - 60), at));
  if (text[open] !== '(' || previous === null) return undefined;
  const close = /^[^()=;]*\)/.exec(text.slice(at + name.length, at + name.length + longestList));
  if (close === null) return undefined;
  const end = at + name.length + close[0].length;
  const following = /^\s*(=>|\{)/.exec(text.slice(end, end + 40));
  if (following === null) return undefined;
  const member = patterns === 1 ? (previous[1] ?? name) : undefined;
  return { open, index, member, isArrow: following[1] === '=>' };
}

function endOfString(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && text[end] !== text[at]) end += text[end] === '\\' ? 2 : 1;
  return end;
}
