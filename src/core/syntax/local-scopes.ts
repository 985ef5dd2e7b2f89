import type { LocalCapture } from './collect-captures.ts';
import type { SyntaxNode } from './query/syntax-node.ts';

/** A name bound inside a scope. */
export interface LocalName {
  readonly start: number;
  readonly scopeStart: number;
  readonly scopeEnd: number;
  readonly type: SyntaxNode | undefined;
  readonly value: SyntaxNode | undefined;
  /** The member of type or value that it is bound to. */
  readonly member: string | undefined;
  /** A function or type, which is known in all of its scope. */
  readonly isDefinition: boolean;
}

/** Which local a name means at a place of the text, if it means one. */
export type FindLocal = (name: string, at: number) => LocalName | undefined;

/** Binds local names to their innermost scope. `text` is what the nodes were parsed from. */
export function bindLocals(
  text: string,
  scopes: readonly SyntaxNode[],
  locals: readonly LocalCapture[],
  /** Definitions inside functions: names of the scope around them, whose values are not followed. */
  nested: readonly { readonly name: string; readonly nameStart: number; readonly start: number }[],
  /** Whether a local means nothing before its declaration. */
  isOrdered = false,
): FindLocal {
  const ranges = scopes
    .map((node) => ({ start: node.startIndex, end: node.endIndex }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const bound = [
    ...locals.map(({ name, type, value, member }) => ({
      start: name.startIndex,
      from: name.startIndex + 1,
      name: textOf(text, name),
      type,
      value,
      member: member && textOf(text, member),
      isDefinition: false,
    })),
    // Its own scope begins with a definition, and its name is known around it.
    ...nested.map(({ name, nameStart, start }) => ({
      start: nameStart,
      from: start,
      name,
      type: undefined,
      value: undefined,
      member: undefined,
      isDefinition: true,
    })),
  ].sort((a, b) => a.start - b.start);
  const byName = new Map<string, LocalName[]>();
  const open: { readonly start: number; readonly end: number }[] = [];
  let next = 0;
  for (const local of bound) {
    for (let range = ranges[next]; range !== undefined && range.start <= local.start; range = ranges[++next])
      open.push(range);
    while (open.length > 0 && (open.at(-1) as { end: number }).end <= local.start) open.pop();
    let scope: { readonly start: number; readonly end: number } | undefined;
    for (let index = open.length - 1; index >= 0 && scope === undefined; index--) {
      const candidate = open[index] as { readonly start: number; readonly end: number };
      if (candidate.end > local.start && candidate.start < local.from) scope = candidate;
    }
    // At the top level of the file: a definition, or of no matter to others, unless it is taken out of something.
    if (scope === undefined && local.member === undefined) continue;
    scope ??= { start: 0, end: text.length };
    const { start, type, value, member, isDefinition } = local;
    const list = byName.get(local.name);
    const found = { start, scopeStart: scope.start, scopeEnd: scope.end, type, value, member, isDefinition };
    if (list === undefined) byName.set(local.name, [found]);
    else list.push(found);
  }
  const scopesByName = new Map<string, NameScopes>();
  return (name, at) => {
    const found = byName.get(name);
    if (found === undefined) return undefined;
    let known = scopesByName.get(name);
    if (known === undefined) {
      known = scopesOf(found);
      scopesByName.set(name, known);
    }
    return nearest(known, at, isOrdered);
  };
}

/** The scopes that bind one name, outer before inner, each with the number of the one around it and its bindings. */
type NameScopes = readonly {
  readonly start: number;
  readonly end: number;
  readonly outer: number;
  readonly locals: LocalName[];
}[];

/** @param locals sorted by start */
function scopesOf(locals: readonly LocalName[]): NameScopes {
  const byScope = locals.toSorted((a, b) => a.scopeStart - b.scopeStart || b.scopeEnd - a.scopeEnd);
  const scopes: NameScopes[number][] = [];
  const open: number[] = [];
  for (const local of byScope) {
    const { scopeStart, scopeEnd } = local;
    const last = scopes.at(-1);
    if (last?.start === scopeStart && last.end === scopeEnd) {
      const before = last.locals.at(-1) as LocalName;
      if (before.start !== local.start) last.locals.push(local);
      // Of two patterns that bind one name the one that tells a type or a value is meant.
      else if (before.type === undefined && before.value === undefined) last.locals.splice(-1, 1, local);
      continue;
    }
    while (open.length > 0 && (scopes[open.at(-1) as number] as NameScopes[number]).end <= scopeStart)
      open.pop();
    scopes.push({ start: scopeStart, end: scopeEnd, outer: open.at(-1) ?? -1, locals: [local] });
    open.push(scopes.length - 1);
  }
  return scopes;
}

/**
 * The smallest scope counts; in it the last binding before the place, as in `let x = …; let x = …`. What is bound after the
 * place counts where order does not matter, and definitions always do.
 */
function nearest(scopes: NameScopes, at: number, isOrdered: boolean): LocalName | undefined {
  let index = countUpTo(scopes, at) - 1;
  for (; index >= 0; index = (scopes[index] as NameScopes[number]).outer) {
    const { end, locals } = scopes[index] as NameScopes[number];
    if (at >= end) continue;
    let before = countUpTo(locals, at) - 1;
    while (before >= 0 && isInOwnValue(locals[before] as LocalName, at)) before--;
    const found =
      locals[before] ??
      locals.findLast(({ start, isDefinition }) => start > at && (isDefinition || !isOrdered));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** How many of `sorted` begin at or before a place. */
function countUpTo(sorted: readonly { readonly start: number }[], at: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as { readonly start: number }).start <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function textOf(text: string, node: SyntaxNode): string {
  return text.slice(node.startIndex, node.endIndex);
}

/** In `let task = task::spawn()` the value means another name: one that a function or class is given may mean itself. */
function isInOwnValue({ value, start }: LocalName, at: number): boolean {
  if (value === undefined || at <= start || at < value.startIndex || at >= value.endIndex) return false;
  return !/function|closure|lambda|class/.test(value.type);
}
