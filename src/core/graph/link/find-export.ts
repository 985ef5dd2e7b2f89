import type { BindingTarget } from './bound-names.ts';
import { external, type NamedValue } from './named-value.ts';
import type { NameResolution } from './resolve-names.ts';
import type { FileTable } from './symbol-tables.ts';

/** See {@link NameResolution.exported}, which remembers what this finds. */
export function findExport(names: NameResolution, file: FileTable, name: string): NamedValue | undefined {
  const ownName = file.exportedAs.get(name) ?? name;
  const own = file.top.get(ownName);
  if (own !== undefined) return names.reexported(file, ownName) ?? { kind: 'symbol', symbol: own };
  if (file.resolver.includesText === true) return names.included(file, name);
  const bound = [
    file.imported.bindings.get(ownName),
    ...(file.imported.namesakes.get(ownName) ?? []),
  ].flatMap((target) => (target && names.followBinding(target)) ?? []);
  const meant = bound.find((value) => !isDeriveMacro(value));
  const [macro] = bound;
  if (meant !== undefined) return macro === undefined || macro === meant ? meant : beside(meant, macro);
  if (macro !== undefined) {
    const type = inWildcards(names, file, name);
    return type === undefined ? macro : beside(type, macro);
  }
  const child = file.resolver.childModule?.(file.source, name);
  const module = child === undefined ? undefined : names.tableAt(child);
  if (module !== undefined) return { kind: 'module', file: module };
  const item = file.resolver.rootItem?.(file.source, name);
  const holder = item === undefined ? undefined : names.tableAt(item);
  const symbol = holder?.top.get(name);
  return symbol === undefined ? inWildcards(names, file, name) : { kind: 'symbol', symbol };
}

function inWildcards(names: NameResolution, file: FileTable, name: string): NamedValue | undefined {
  let isPassedOn = false;
  let guess: NamedValue | undefined;
  for (const { target, kind } of file.imported.wildcards) {
    if (kind === 'type-only' || target.kind === 'package') continue;
    const found = inWildcard(names, target, name);
    if (found?.kind === 'external' || (kind === 're-export' && target.kind === 'external')) isPassedOn = true;
    else if (found?.kind === 'opaque') guess ??= found;
    else if (found !== undefined) return found;
  }
  // `export * from 'library'`: what no file of the repository defines is the library's.
  return isPassedOn && name !== 'default' ? external : guess;
}

/** What `name` means among all that an import takes in. */
export function inWildcard(
  names: NameResolution,
  target: BindingTarget,
  name: string,
): NamedValue | undefined {
  if (target.kind === 'external') return undefined;
  if (target.kind === 'file') {
    const file = names.tableAt(target.path);
    if (file === undefined) return undefined;
    if (target.imported === '*') return names.exported(file, name);
  }
  const owner = names.followBinding(target);
  return owner && names.step(owner, name);
}

/** The macro that derives a trait bears the trait's name, and both are taken in by that one name. */
function isDeriveMacro(value: NamedValue): boolean {
  if (value.kind !== 'symbol') return false;
  const { kind, name, file } = value.symbol;
  return kind === 'function' && file.resolver.hasInlineModules === true && /^\p{Lu}/u.test(name);
}

function beside(value: NamedValue, macro: NamedValue): NamedValue {
  return value.kind === 'symbol' && macro.kind === 'symbol' && isDeriveMacro(macro)
    ? { ...value, beside: macro.symbol }
    : value;
}

/**
 * See {@link NameResolution.reexported}, which remembers what this finds. One of the two is left out by the
 * build's configuration, and it is rather the stub that the file defines itself.
 */
export function findReexport(names: NameResolution, file: FileTable, name: string): NamedValue | undefined {
  const target = file.imported.bindings.get(name);
  if (target?.kind !== 'file' || file.resolver.hasInlineModules !== true) return undefined;
  const value = names.followBinding(target);
  return value?.kind === 'symbol' && !isDeriveMacro(value) ? value : undefined;
}
