import { entryOf } from '../../base/map-entry.ts';
import type { ImportStatement } from '../../syntax/syntax-summary.ts';
import type { ImportBinding, ResolvedImport } from '../resolve-import/import-resolver.ts';
import type { BindingTarget, FileTable } from './symbol-tables.ts';

/** Makes known in `table` what one resolved import gives names to. */
export function bindImport(table: FileTable, statement: ImportStatement, resolved: ResolvedImport): void {
  const { kind, line } = statement;
  if (kind === 'mock' || kind === 'asset' || resolved.kind === 'unresolved') return;
  const bindings =
    'bindings' in resolved && resolved.bindings !== undefined
      ? resolved.bindings
      : bindingsOf(statement, 'names' in resolved ? resolved.names : statement.names);
  for (const { local, imported } of bindings) {
    const target: BindingTarget =
      resolved.kind === 'file'
        ? { kind: 'file', path: resolved.path, imported }
        : resolved.kind === 'package'
          ? { kind: 'package', package: resolved.package, imported }
          : { kind: 'external' };
    if (local === '*') {
      table.wildcards.push({ target, kind });
      if (imported !== '*' && target.kind !== 'external') table.mentions.push({ target, line });
      continue;
    }
    if (kind === 're-export') table.reexported.add(local);
    if (local.includes('.')) table.hasDottedBindings = true;
    // `try: import a; except: import b`: the first one that is of this repository is what is meant.
    const known = table.bindings.get(local);
    if (known === undefined || known.kind === 'external') table.bindings.set(local, target);
    else if (table.resolver.hasInlineModules === true) entryOf(table.namesakes, local, () => []).push(target);
    if (imported !== '*' && target.kind !== 'external') table.mentions.push({ target, line });
  }
}

/** The names that a statement binds by its own words, of those that are taken from one place. */
export function bindingsOf(
  { kind, locals = {} }: Pick<ImportStatement, 'kind' | 'locals'>,
  names: readonly string[],
): ImportBinding[] {
  const bindings: ImportBinding[] = [];
  const renamed = new Set<string>();
  for (const [local, imported] of Object.entries(locals)) {
    if (imported !== '*' && !names.includes(imported)) continue;
    bindings.push({ local, imported });
    renamed.add(imported);
  }
  for (const name of names) {
    if (renamed.has(name)) continue;
    if (name === '*' || kind === 'include') bindings.push({ local: '*', imported: '*' });
    else bindings.push({ local: name, imported: name });
  }
  return bindings;
}
