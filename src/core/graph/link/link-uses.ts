import { entryOf } from '../../base/map-entry.ts';
import { compareCodeUnits } from '../../base/text-range.ts';
import { type FileUses, fileUses } from '../use-edges.ts';
import { isCommonMember } from './common-members.ts';
import { inferReceivers } from './infer-receivers.ts';
import { localOf, type NamedValue, nameOf, type ResolvedChain } from './named-value.ts';
import type { NameResolution } from './resolve-names.ts';
import type { FileTable, LinkedSymbol } from './symbol-tables.ts';

/** What one file uses of others, sorted by file and symbol. */
export function linkUses(file: FileTable, names: NameResolution): FileUses {
  const uses = new Map<string, UseTarget & Occurrences>();
  // Most symbols are used more than once: asking by the symbol spares the making of a key.
  const usesOf = new Map<LinkedSymbol, readonly Occurrences[]>();
  const useOf = (target: UseTarget) =>
    entryOf(uses, `${target.to}\0${target.symbol}`, () => ({
      ...target,
      line: Number.POSITIVE_INFINITY,
      count: 0,
    }));
  const record = (value: NamedValue, line: number, count: number): void => {
    if (value.kind === 'symbol') {
      if (value.beside !== undefined) record({ kind: 'symbol', symbol: value.beside }, line, count);
      const { symbol } = value;
      for (const use of entryOf(usesOf, symbol, () => targetsOf(symbol, file).map(useOf)))
        add(use, line, count);
    } else if (value.kind === 'opaque' && value.file !== file)
      add(useOf({ to: value.file.path, symbol: value.name }), line, count);
  };
  for (const { target, line } of file.imported.mentions) {
    const value = names.followBinding(target);
    if (value !== undefined) record(value, line, 1);
  }
  const references = file.source.syntax?.references ?? [];
  const isNear = nearFiles(file, names);
  const receivers = inferReceivers(file, references, names, isNear);
  for (const { chain, line, lines, count, within } of references) {
    const segments = chain.split('.');
    const lineOf = (segment: number) =>
      lines?.[Math.max(0, segment - segments.length + lines.length)] ?? line;
    const isLocal = chain.startsWith('?');
    const direct = names.resolveUse(file, chain, within);
    const receiver =
      isLocal && direct.understood === 0 ? receivers.get(localOf(segments[0] as string)) : undefined;
    const { steps, understood } =
      receiver === undefined ? direct : shifted(names.resolveOn(receiver, segments.slice(1)));
    for (const [index, step] of steps.entries())
      record(step, lineOf(Math.max(0, understood - steps.length) + index), count);
    if (understood === 0 && !isLocal) continue;
    // What follows is taken from something unknown: only a name that one type alone has says anything.
    let isError = false;
    for (let index = Math.max(1, understood); index < segments.length; index++) {
      // The keys of an object literal may be anything where the type is unknown that they are for.
      if (!(isLocal && index === 1) && /[(<]\d+[)>]$/.test(segments[index - 1] as string)) break;
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
      record({ kind: 'symbol', symbol: only }, lineOf(index), count);
      for (const [further, step] of rest.steps.entries()) record(step, lineOf(index + 1 + further), count);
      index += rest.understood;
    }
  }
  const sorted = [...uses.values()].sort(
    (a, b) => compareCodeUnits(a.to, b.to) || compareCodeUnits(a.symbol, b.symbol),
  );
  return fileUses(file.path, sorted);
}

interface Occurrences {
  line: number;
  count: number;
}

function add(use: Occurrences, line: number, count: number): void {
  use.count += count;
  use.line = Math.min(use.line, line);
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
    return (family.packages.get(key)?.of(name) ?? []).filter((other) => other.file !== file);
  const containers = family.containersInPackages.get(key)?.get(parent) ?? [];
  return containers.flatMap(({ file: other }) =>
    other === file ? [] : (other.members.get(parent)?.get(name.slice(parent.length + 1)) ?? []),
  );
}

/** Where a symbol is defined, with the other definitions of which a build takes one; without those in `user`. */
function targetsOf(symbol: LinkedSymbol, user: FileTable): UseTarget[] {
  const { file, kind } = symbol;
  if (file === user || (kind === 'module' && file.resolver.hasInlineModules === true)) return [];
  return [symbol, ...buildVariants(symbol)]
    .filter((one) => one.file !== user)
    .map((one) => ({ to: one.file.path, symbol: one.name }));
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
  const members = family.members.of(name);
  if (members.length > 20) return undefined;
  let only: LinkedSymbol | undefined;
  for (const member of members) {
    if (isError && !/Err(?:or)?$/.test(member.parent ?? '')) continue;
    if (!isNear(member.file)) continue;
    if (only !== undefined && only.file !== member.file) return undefined;
    only ??= member;
  }
  return only !== undefined && isNear(only.file) ? only : undefined;
}
