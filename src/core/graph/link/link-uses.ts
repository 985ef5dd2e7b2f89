import { compareCodeUnits } from '../../base/text-range.ts';
import type { UseEdge } from '../dependency-graph.ts';
import { isCommonMember } from './common-members.ts';
import { inferReceivers } from './infer-receivers.ts';
import { type NamedValue, nameOf, type ResolvedChain } from './named-value.ts';
import type { NameResolution } from './resolve-names.ts';
import type { FileTable, LinkedSymbol } from './symbol-tables.ts';

/** What one file uses of others, sorted by file and symbol. */
export function linkUses(file: FileTable, names: NameResolution): UseEdge[] {
  const uses = new Map<string, { to: string; symbol: string; line: number; count: number }>();
  const record = (value: NamedValue, line: number, count: number) => {
    if (value.kind === 'symbol' && value.beside !== undefined)
      record({ kind: 'symbol', symbol: value.beside }, line, count);
    const target = targetOf(value);
    if (target === undefined || target.to === file.path) return;
    recordTarget(target, line, count);
    if (value.kind !== 'symbol') return;
    for (const symbol of buildVariants(value.symbol))
      if (symbol.file !== file) recordTarget({ to: symbol.file.path, symbol: symbol.name }, line, count);
  };
  const recordTarget = (target: UseTarget, line: number, count: number) => {
    const key = `${target.to}\0${target.symbol}`;
    const known = uses.get(key);
    if (known === undefined) uses.set(key, { ...target, line, count });
    else {
      known.count += count;
      known.line = Math.min(known.line, line);
    }
  };
  for (const { target, line } of file.mentions) {
    const value = names.followBinding(target);
    if (value !== undefined) record(value, line, 1);
  }
  const references = file.source.syntax?.references ?? [];
  const isNear = nearFiles(file, names);
  const receivers = inferReceivers(file, references, names, isNear);
  for (const { chain, line, count, within } of references) {
    const receiver = chain.startsWith('?') ? receivers.get(chain.slice(0, chain.indexOf('.'))) : undefined;
    const segments = chain.split('.');
    const { steps, understood } =
      receiver === undefined
        ? names.resolve(file, chain, within)
        : shifted(names.resolveOn(receiver, segments.slice(1)));
    for (const step of steps) record(step, line, count);
    if (understood === 0 && !chain.startsWith('?')) continue;
    // What follows is taken from something unknown: only a name that one type alone has says anything.
    let isError = false;
    for (let index = Math.max(1, understood); index < segments.length; index++) {
      const name = nameOf(segments[index] as string);
      if (file.resolver.errorMembers?.has(name) === true && understood > 0) {
        isError = true;
        continue;
      }
      if (isError && file.resolver.unwrappingMembers?.has(name) === true) continue;
      const only = onlyMember(file, { name, isError }, isNear);
      isError = false;
      if (only === undefined) continue;
      const rest = names.resolveOn(only, segments.slice(index + 1));
      record({ kind: 'symbol', symbol: only }, line, count);
      for (const step of rest.steps) record(step, line, count);
      index += rest.understood;
    }
  }
  return [...uses.values()]
    .map((use) => ({ from: file.path, ...use }))
    .sort((a, b) => compareCodeUnits(a.to, b.to) || compareCodeUnits(a.symbol, b.symbol));
}

interface UseTarget {
  readonly to: string;
  readonly symbol: string;
}

/** The other definitions of a name in its package, of which a build takes one. */
function buildVariants({ file, name, parent }: LinkedSymbol): LinkedSymbol[] {
  const { family, package: key, resolver } = file;
  if (resolver.hasBuildVariants !== true || key === undefined) return [];
  if (parent === undefined)
    return (family.packages.get(key)?.get(name) ?? []).filter((other) => other.file !== file);
  const containers = family.containers.get(parent) ?? [];
  return containers.flatMap(({ file: other }) =>
    other === file || other.package !== key
      ? []
      : (other.members.get(parent)?.get(name.slice(parent.length + 1)) ?? []),
  );
}

function targetOf(value: NamedValue): UseTarget | undefined {
  if (value.kind === 'symbol') {
    const { file, kind, name } = value.symbol;
    if (kind === 'module' && file.resolver.hasInlineModules === true) return undefined;
    return { to: file.path, symbol: name };
  }
  return value.kind === 'opaque' ? { to: value.file.path, symbol: value.name } : undefined;
}

/** As if the receiver itself had been one of the names. */
function shifted({ steps, understood, value }: ResolvedChain): ResolvedChain {
  return { value, steps, understood: understood + 1 };
}

/** How many imports away a definition may lie that is meant without being named. */
export const nearSteps = 3;

/** Whether a file can be reached over a few imports: from further away nobody gets a value. */
function nearFiles(file: FileTable, names: NameResolution): (other: FileTable) => boolean {
  let near: Set<FileTable> | undefined;
  return (other) => {
    near ??= names.near.reachableFrom(file, nearSteps);
    return near.has(other);
  };
}

/** The one member of that name that is near, of an error if it must be one: a receiver of unknown type can mean no other. */
function onlyMember(
  { family, resolver }: FileTable,
  { name, isError }: { readonly name: string; readonly isError: boolean },
  isNear: (file: FileTable) => boolean,
): LinkedSymbol | undefined {
  if (!isError && (resolver.infersTypes !== true || isCommonMember(name))) return undefined;
  const members = family.membersByName.get(name);
  if (members === undefined || members.length > 20) return undefined;
  let only: LinkedSymbol | undefined;
  for (const member of members) {
    if (isError && !/Err(?:or)?$/.test(member.parent ?? '')) continue;
    if (!isNear(member.file)) continue;
    if (only !== undefined && only.file !== member.file) return undefined;
    only ??= member;
  }
  return only !== undefined && isNear(only.file) ? only : undefined;
}
