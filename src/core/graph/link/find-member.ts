import { external, type NamedValue } from './named-value.ts';
import { nearestOf } from './nearest-symbol.ts';
import type { NameResolution } from './resolve-names.ts';
import { type FileTable, isType, type LinkedSymbol } from './symbol-tables.ts';

/** See {@link NameResolution.memberOf}, which remembers what this finds. */
export function findMember(
  names: NameResolution,
  symbol: LinkedSymbol,
  name: string,
): NamedValue | undefined {
  const found = ownMember(names, symbol, name);
  if (symbol.twin === undefined || (found !== undefined && found.kind !== 'external')) return found;
  return names.memberOf(symbol.twin, name) ?? found;
}

function ownMember(names: NameResolution, symbol: LinkedSymbol, name: string): NamedValue | undefined {
  const { file, name: type } = symbol;
  const own = file.members.get(type)?.get(name);
  if (own !== undefined) return { kind: 'symbol', symbol: own };
  if (isType(symbol.kind) && name === file.resolver.constructorName) return { kind: 'symbol', symbol };
  for (const { file: other } of containersBeside(file, type)) {
    if (other === file) continue;
    const member = other.members.get(type)?.get(name);
    if (member !== undefined) return { kind: 'symbol', symbol: member };
  }
  // A type from outside may have any member, but one of the repository that has it goes before it.
  let mayBeExternal = false;
  // What one part of a union excludes (`error?: never`), another one has.
  let excluded: NamedValue | undefined;
  for (const supertype of supertypesOf(names, symbol)) {
    const found = supertype.kind === 'symbol' ? names.memberOf(supertype.symbol, name) : undefined;
    if (found?.kind === 'external' || supertype.kind === 'external') mayBeExternal = true;
    else if (found?.kind === 'symbol' && found.symbol.type === 'never') excluded ??= found;
    else if (found !== undefined) return found;
  }
  if (excluded !== undefined) return excluded;
  // Extensions may lie in any package: a file that defines members of a type which is not its own.
  const extended = file.resolver.hasExtensions === true ? file.family.containers.get(type) : undefined;
  for (const { file: other } of extended ?? []) {
    const member = other.top.has(type) ? undefined : other.members.get(type)?.get(name);
    if (member !== undefined) return { kind: 'symbol', symbol: member };
  }
  const inner = embedded(symbol, name);
  if (inner !== undefined) return { kind: 'symbol', symbol: inner };
  if (mayBeExternal) return external;
  if (symbol.type === undefined) return undefined;
  const typed = names.typeOf(symbol);
  if (typed?.kind === 'external') return external;
  return typed === undefined || (typed.kind === 'symbol' && typed.symbol === symbol)
    ? undefined
    : names.step(typed, name);
}

/** The files of the same package that tell something of a type. */
function containersBeside(file: FileTable, type: string): readonly { readonly file: FileTable }[] {
  if (file.package === undefined) return [];
  return file.family.containersInPackages.get(file.package)?.get(type) ?? [];
}

/** What a type embeds is a member of it by its own name, as in Go. */
function embedded({ file, name: type }: LinkedSymbol, name: string): LinkedSymbol | undefined {
  if (file.resolver.embedsTypes !== true) return undefined;
  const chain = file.supertypes.get(type)?.find((one) => one === name || one.endsWith(`.${name}`));
  if (chain === undefined) return undefined;
  return { file, name: `${type}.${name}`, kind: 'field', parent: type, type: chain };
}

/** What a type inherits from, as far as that is known. */
export function supertypesOf(names: NameResolution, { file, name, parent }: LinkedSymbol): NamedValue[] {
  // A type may say elsewhere what it inherits from: in its package, or in any file that extends it.
  const { hasExtensions } = file.resolver;
  const files = [file];
  const others = hasExtensions === true ? file.family.containers.get(name) : containersBeside(file, name);
  for (const { file: other } of others ?? []) {
    const isSamePackage = file.package !== undefined && other.package === file.package;
    if (other !== file && (isSamePackage || !other.top.has(name))) files.push(other);
  }
  const found: NamedValue[] = [];
  for (const one of files) {
    for (const supertype of one.supertypes.get(name) ?? []) {
      const { value } = names.resolve(one, supertype, parent);
      if (value !== undefined) found.push(value);
    }
  }
  return found;
}

/**
 * A member that a file of the repository adds to a type, or to a value of a type, from outside; of several that of the
 * nearest file.
 */
export function memberAdded(file: FileTable, name: string, member: string): LinkedSymbol | undefined {
  const { hasExtensions, libraryGlobals, libraryValues } = file.resolver;
  const type = libraryValues?.get(name) ?? name;
  const isLibrary = libraryGlobals?.has(type) === true;
  if (hasExtensions !== true && !isLibrary) return undefined;
  const found: LinkedSymbol[] = [];
  for (const { file: other } of file.family.containers.get(type) ?? []) {
    const one = !isLibrary && other.top.has(type) ? undefined : other.members.get(type)?.get(member);
    if (one !== undefined && hasExtensions === true) return one;
    if (one !== undefined) found.push(one);
  }
  return nearestOf(found, type, file);
}
