import type { Node } from 'web-tree-sitter';
import type { LocalCapture } from './collect-captures.ts';

/** A name bound inside a scope. */
export interface LocalName {
  readonly start: number;
  readonly scopeStart: number;
  readonly scopeEnd: number;
  readonly type: Node | undefined;
  readonly value: Node | undefined;
  /** The member of type or value that it is bound to. */
  readonly member: string | undefined;
}

/** Which local a name means at a place of the text, if it means one. */
export type FindLocal = (name: string, at: number) => LocalName | undefined;

/** Binds local names to their innermost scope. `text` is what the nodes were parsed from. */
export function bindLocals(
  text: string,
  scopes: readonly Node[],
  locals: readonly LocalCapture[],
  /** Definitions inside functions: names of the scope around them, whose values are not followed. */
  nested: readonly { readonly name: string; readonly start: number }[],
): FindLocal {
  const ranges = scopes
    .map((node) => ({ start: node.startIndex, end: node.endIndex }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  const bound = [
    ...locals.map(({ name, type, value, member }) => ({
      start: name.startIndex,
      name: textOf(text, name),
      type,
      value,
      member: member && textOf(text, member),
    })),
    ...nested.map(({ name, start }) => ({
      start,
      name,
      type: undefined,
      value: undefined,
      member: undefined,
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
      if (candidate.end > local.start) scope = candidate;
    }
    if (scope === undefined) continue; // at the top level of the file: a definition, or of no matter to others
    const { start, type, value, member } = local;
    const list = byName.get(local.name);
    const found = { start, scopeStart: scope.start, scopeEnd: scope.end, type, value, member };
    if (list === undefined) byName.set(local.name, [found]);
    else list.push(found);
  }
  return (name, at) => {
    let best: LocalName | undefined;
    for (const local of byName.get(name) ?? []) {
      if (at < local.scopeStart || at >= local.scopeEnd || isInOwnValue(local, at)) continue;
      if (best === undefined || isNearer(local, best, at)) best = local;
    }
    return best;
  };
}

function textOf(text: string, node: Node): string {
  return text.slice(node.startIndex, node.endIndex);
}

/** In `let task = task::spawn()` the value means another name: one that a function or class is given may mean itself. */
function isInOwnValue({ value, start }: LocalName, at: number): boolean {
  if (value === undefined || at <= start || at < value.startIndex || at >= value.endIndex) return false;
  return !/function|closure|lambda|class/.test(value.type);
}

/** The smaller scope wins; within one scope the last binding before the place, as in `let x = …; let x = …`. */
function isNearer(local: LocalName, best: LocalName, at: number): boolean {
  const size = local.scopeEnd - local.scopeStart;
  const bestSize = best.scopeEnd - best.scopeStart;
  if (size !== bestSize) return size < bestSize;
  if (local.start === best.start) return best.type === undefined && best.value === undefined;
  return local.start <= at || best.start > at;
}
