import type { Repository, SourceFile } from '../../analysis/repository.ts';
import { folderOf, joinPath } from '../../base/path-text.ts';
import type { ImportStatement } from '../../syntax/syntax-summary.ts';
import type { ImportBinding, ImportResolver, ResolvedImport } from './import-resolver.ts';
import { cargoPackagesOf } from './rust-crates.ts';
import { rustMacrosOf } from './rust-macros.ts';
import { isModuleName, type RustModule, rustModulesOf } from './rust-modules.ts';
import { bareMacro, crateOf, givesItem, leadOf, macroAtRoot, type RustNames, startOf } from './rust-paths.ts';
import { type RustUse, rustUsesOf } from './rust-uses.ts';
import { errorMembers, standardMembers, unwrappingMembers } from './rust-wrappers.ts';

/**
 * Resolves `use`, `mod`, `extern crate` and the macros that include files, as the compiler and Cargo do: along the module
 * tree, to the libraries of the same repository that a manifest depends on by path, and to the standard library. What a
 * module itself takes from elsewhere (`pub use`) is left to whoever follows names.
 */
export function rustResolver(repository: Repository): ImportResolver {
  const packages = cargoPackagesOf(repository);
  const modules = rustModulesOf(repository, packages);
  const usesOf = rustUsesOf(modules);
  const names: RustNames = {
    repository,
    packages,
    modules,
    usesOf,
    macros: rustMacrosOf(repository, modules),
  };

  const resolve = (file: SourceFile, statement: ImportStatement): readonly ResolvedImport[] => {
    const { kind, specifier } = statement;
    if (kind === 'asset') return [fileBeside(repository, file, specifier)];
    if (kind === 'include') {
      if (isModuleName(specifier)) return [resolveModule(names, file, statement)];
      const found = fileBeside(repository, file, specifier);
      return found.kind === 'file'
        ? [{ ...found, names: ['*'], bindings: [{ local: '*', imported: '*' }] }]
        : [found];
    }
    const uses = usesOf(file).ofStatement.get(statement) ?? [];
    const resolved = uses.flatMap((use) => resolveUse(names, file, use) ?? []);
    return resolved.length < 2 ? resolved : merged(resolved);
  };
  return {
    languages: ['rust'],
    readsDefinitions: true,
    readsImports: true,
    readOfSyntax: modules.writtenIn,
    // Attributes with what they stand on.
    readsText:
      /#!?\[\s*(?:path|macro_export|macro_use)\b[^\]\n]*\](?:\s*(?:#|\/\/)[^\n]*\n)*\s*[^\n]*|^.*\bmacro_rules!\s*\w+/gm,
    readOfOwnText: ({ text = '', syntax }) => {
      const macros = [...new Set(text.match(/\b\w+!/g))].sort();
      // Of a `use` inside a macro the syntax knows the word alone.
      const isUseInMacro = syntax?.imports.some(({ specifier }) => specifier === 'use') === true;
      return [...macros, ...(isUseInMacro ? (text.match(/\buse\s[^;]*;/g) ?? []) : [])].join();
    },
    hasExtensions: true,
    hasInlineModules: true,
    definesInText: true,
    unwrappingMembers,
    standardMembers,
    errorMembers,
    resolve,
    rootItem: ({ path }, name) => names.macros.exported(path, name),
    childModule: (file, name) => {
      const child = modules.childOf({ file: file.path, inline: [] }, name);
      return child === undefined || child.inline.length > 0 ? undefined : child.file;
    },
    resolvePath: (file, segments) => pathInCode(names, file, segments),
  };
}

/** `mod name;`: the file is known by the module's name, unless an item of that name is. */
function resolveModule(
  { modules, usesOf }: RustNames,
  file: SourceFile,
  { specifier, line }: ImportStatement,
): ResolvedImport {
  const name = specifier.replace(/^r#/, '');
  const child = modules.childOf(modules.at(file, line), name);
  if (child === undefined || child.inline.length > 0) return { kind: 'unresolved', lookedFor: specifier };
  const isHidden = usesOf(file).byLocal.has(name);
  return {
    kind: 'file',
    path: child.file,
    names: [],
    bindings: isHidden ? [] : [{ local: name, imported: '*' }],
  };
}

function resolveUse(
  names: RustNames,
  file: SourceFile,
  { used, module }: RustUse,
): ResolvedImport | undefined {
  const { segments, local } = used;
  const last = segments.at(-1) as string;
  const lead = leadOf(names, { file, module }, used);
  if (lead === undefined) return undefined;
  if ('external' in lead) {
    const bindings: ImportBinding[] = local === '*' ? [] : [{ local, imported: last }];
    const { external, builtin } = lead;
    const resolved = { kind: 'external', package: external, builtin, bindings } as const;
    return resolved;
  }
  let { module: target, rest } = lead;
  // An item and a module may share a name: what is taken by a name is the item.
  if (rest.length === 0 && local !== '*' && lead.before !== undefined && givesItem(names, lead.before, last))
    [target, rest] = [lead.before, [last]];
  const macro = rest.length === 1 ? macroAtRoot(names, target, last) : undefined;
  if (macro !== undefined) target = { file: macro, inline: [] };
  const imported = [...target.inline, ...rest].join('.');
  // What lies in the file itself is known there.
  if (target.file === file.path && (imported === local || imported === '')) return undefined;
  return {
    kind: 'file',
    path: target.file,
    names: local === '*' ? ['*'] : rest.slice(0, 1),
    bindings: [{ local, imported: imported === '' ? '*' : imported }],
  };
}

/** One entry for each file and each crate: a tree of paths takes several names from one place. */
function merged(resolved: readonly ResolvedImport[]): ResolvedImport[] {
  const byTarget = new Map<string, ResolvedImport>();
  for (const one of resolved) {
    const key = one.kind === 'file' ? one.path : one.kind === 'external' ? `crate ${one.package}` : '';
    const known = byTarget.get(key);
    byTarget.set(key, known === undefined ? one : both(known, one));
  }
  return [...byTarget.values()];
}

function both(first: ResolvedImport, second: ResolvedImport): ResolvedImport {
  const bindings = [...bindingsOf(first), ...bindingsOf(second)];
  if (first.kind === 'file' && second.kind === 'file')
    return { ...first, names: [...new Set([...first.names, ...second.names])], bindings };
  const joined = { ...first, bindings };
  return joined;
}

function bindingsOf(resolved: ResolvedImport): readonly ImportBinding[] {
  return 'bindings' in resolved ? (resolved.bindings ?? []) : [];
}

/** A path in an expression or a type, whose head nothing in the file explains. */
function pathInCode(
  names: RustNames,
  file: SourceFile,
  segments: readonly string[],
): ReturnType<NonNullable<ImportResolver['resolvePath']>> {
  const { modules } = names;
  const [first = '', second] = segments;
  let module: RustModule = { file: file.path, inline: [] };
  // Code in an inline module means the file itself by `super`; which code it is, a path alone does not tell.
  if (first === 'super' && second !== undefined && hasInlineModules(file) && givesItem(names, module, second))
    return { target: { kind: 'file', path: file.path }, used: 1 };
  let used = 0;
  const start = startOf(modules, module, segments);
  if (start !== undefined) ({ module, used } = start);
  else if (modules.childOf(module, first) === undefined) {
    const crate = crateOf(names, file.path, first);
    if (crate !== undefined && !('external' in crate)) [module, used] = [crate, 1];
  }
  for (; used < segments.length; used++) {
    const name = segments[used] as string;
    const child = modules.childOf(module, name);
    if (child === undefined || child.inline.length > 0) break;
    if (used === segments.length - 1 && givesItem(names, module, name)) break;
    module = child;
  }
  const next = segments[used];
  if (next !== undefined) {
    const macro = used === 0 ? bareMacro(names, file, next) : macroAtRoot(names, module, next);
    if (macro !== undefined) return { target: { kind: 'file', path: macro, imported: next }, used: used + 1 };
  }
  return used === 0 ? undefined : { target: { kind: 'file', path: module.file }, used };
}

function hasInlineModules({ syntax }: SourceFile): boolean {
  return (syntax?.symbols ?? []).some(({ kind }) => kind === 'module');
}

function fileBeside(
  repository: Repository,
  file: SourceFile,
  specifier: string,
): Extract<ResolvedImport, { readonly kind: 'file' | 'unresolved' }> {
  const path = joinPath(folderOf(file.path), specifier);
  if (path !== undefined && repository.byPath.has(path)) return { kind: 'file', path, names: [] };
  return { kind: 'unresolved', lookedFor: path ?? specifier };
}
