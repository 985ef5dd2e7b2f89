import type { Repository, SourceFile } from '../../analysis/repository.ts';
import { folderOf, joinPath } from '../../base/path-text.ts';
import type { ImportStatement } from '../../syntax/syntax-summary.ts';
import type { ImportBinding, ImportResolver, ResolvedImport } from './import-resolver.ts';
import { type CargoPackages, cargoPackagesOf } from './rust-crates.ts';
import { type RustMacros, rustMacrosOf } from './rust-macros.ts';
import { isModuleName, type RustModule, type RustModules, rustModulesOf } from './rust-modules.ts';
import { type UsedPath, usedPaths, useTreeAt } from './rust-use-tree.ts';

/** Crates that come with the compiler. */
const standardLibrary = new Set(['std', 'core', 'alloc', 'proc_macro', 'test']);

/** Where a path leads: a module of the repository and the names that are left, or a crate outside. */
type Lead =
  | { readonly module: RustModule; readonly rest: readonly string[]; readonly used: number }
  | { readonly external: string; readonly builtin: boolean };

/**
 * Resolves `use`, `mod`, `extern crate` and the macros that include files, as the compiler and Cargo do: along the module
 * tree, to the libraries of the same repository that a manifest depends on by path, and to the standard library. What a
 * module itself takes from elsewhere (`pub use`) is left to whoever follows names.
 */
export function rustResolver(repository: Repository): ImportResolver {
  const packages = cargoPackagesOf(repository);
  const modules = rustModulesOf(repository, packages);
  const macros = rustMacrosOf(repository, modules);
  const usesOfFile = new Map<SourceFile, readonly UsedPath[]>();
  const usesOf = (file: SourceFile) => {
    let uses = usesOfFile.get(file);
    if (uses === undefined) {
      uses = (file.syntax?.imports ?? []).flatMap((statement) => usedPathsOf(file, statement));
      usesOfFile.set(file, uses);
    }
    return uses;
  };
  const context: Context = { repository, packages, modules, usesOf, macros };

  const resolve = (file: SourceFile, statement: ImportStatement): readonly ResolvedImport[] => {
    const { kind, specifier, line } = statement;
    if (kind === 'asset') return [fileBeside(repository, file, specifier)];
    if (kind === 'include') {
      if (isModuleName(specifier)) return [resolveModule(context, file, statement)];
      const found = fileBeside(repository, file, specifier);
      return found.kind === 'file' ? [{ ...found, bindings: [{ local: '*', imported: '*' }] }] : [found];
    }
    const module = modules.at(file, line);
    return usedPathsOf(file, statement).flatMap((used) => resolveUse(context, { file, module, used }));
  };
  const childModule = (file: SourceFile, name: string) => {
    const child = modules.childOf({ file: file.path, inline: [] }, name);
    return child === undefined || child.inline.length > 0 ? undefined : child.file;
  };
  const resolvePath: NonNullable<ImportResolver['resolvePath']> = (file, segments) =>
    pathInCode(context, file, segments);
  return { languages: ['rust'], resolve, childModule, resolvePath };
}

interface Context {
  readonly repository: Repository;
  readonly packages: CargoPackages;
  readonly modules: RustModules;
  /** All that the `use` declarations of a file take. */
  readonly usesOf: (file: SourceFile) => readonly UsedPath[];
  readonly macros: RustMacros;
}

/** What a statement takes, path by path; none for one that is no `use`. */
function usedPathsOf(file: SourceFile, statement: ImportStatement): readonly UsedPath[] {
  const { kind, specifier, line, locals } = statement;
  if (kind !== 'import' && kind !== 're-export') return [];
  if (specifier === 'use') {
    const sameLine = (file.syntax?.imports ?? []).filter(
      (one) => one.specifier === 'use' && one.line === line,
    );
    const tree = useTreeAt(file.text ?? '', line, sameLine.indexOf(statement));
    return tree === undefined || /\$(?!crate\b)/.test(tree) ? [] : usedPaths(tree);
  }
  const alias = Object.keys(locals ?? {})[0];
  // `extern crate name` never means a module.
  if (alias !== undefined) return [{ segments: [specifier], local: alias, isGlobal: true }];
  return usedPaths(specifier);
}

/** `mod name;`: the file is known by the module's name, unless an item of that name is. */
function resolveModule(
  { modules, usesOf }: Context,
  file: SourceFile,
  { specifier, line }: ImportStatement,
): ResolvedImport {
  const module = modules.at(file, line);
  const child = modules.childOf(module, specifier.replace(/^r#/, ''));
  if (child === undefined || child.inline.length > 0) return { kind: 'unresolved', lookedFor: specifier };
  const isHidden = usesOf(file).some(({ local }) => local === specifier);
  const bindings = isHidden ? [] : [{ local: specifier, imported: '*' }];
  return { kind: 'file', path: child.file, names: [], bindings };
}

function resolveUse(
  context: Context,
  { file, module, used }: { readonly file: SourceFile; readonly module: RustModule; readonly used: UsedPath },
): ResolvedImport[] {
  const { segments, local } = used;
  const lead = leadOf(context, file, module, used);
  if (lead === undefined) return [];
  if ('external' in lead) {
    const external: ResolvedImport & { readonly bindings: readonly ImportBinding[] } = {
      kind: 'external',
      package: lead.external,
      builtin: lead.builtin,
      bindings: local === '*' ? [] : [{ local, imported: segments.at(-1) as string }],
    };
    return [external];
  }
  let { module: target, rest } = lead;
  // An item and a module may share a name: what is taken by a name is the item.
  const last = segments.at(-1) as string;
  if (rest.length === 0 && local !== '*' && lead.used > 0 && target.file !== file.path) {
    const parent = context.modules.parentOf(target);
    if (parent !== undefined && target.inline.length === 0 && givesItem(context, parent, last)) {
      target = parent;
      rest = [last];
    }
  }
  const macro = rest.length === 1 ? macroOf(context, target, rest[0] as string) : undefined;
  if (macro !== undefined) target = { file: macro, inline: [] };
  const imported = [...target.inline, ...rest].join('.');
  if (target.file === file.path && (imported === local || imported === '')) return [];
  const names = local === '*' ? ['*'] : imported === '' ? [] : [rest[0] ?? last];
  return [
    {
      kind: 'file',
      path: target.file,
      names,
      bindings: [{ local, imported: imported === '' ? '*' : imported }],
    },
  ];
}

/** Where the path of a `use` in `module` leads. */
function leadOf(
  context: Context,
  file: SourceFile,
  module: RustModule,
  { segments, isGlobal }: Pick<UsedPath, 'segments' | 'isGlobal'>,
  depth = 0,
): Lead | undefined {
  const { modules, packages } = context;
  const [first] = segments;
  if (first === undefined) return undefined;
  const start = startOf(context, module, segments);
  if (start !== undefined) return walk(modules, start.module, segments, start.used);
  const found = packages.nearest(module.file);
  const root = modules.rootOf(module.file);
  if (found?.isEdition2015 === true && modules.childOf(root, first) !== undefined)
    return walk(modules, root, segments, 0);
  if (!isGlobal) {
    if (modules.childOf(module, first) !== undefined) return walk(modules, module, segments, 0);
    const source = depth < 4 ? bindingOf(context, file, first, segments) : undefined;
    if (source !== undefined)
      return leadOf(
        context,
        file,
        module,
        { segments: [...source.segments, ...segments.slice(1)], isGlobal: source.isGlobal },
        depth + 1,
      );
  }
  const crate = crateOf(context, module.file, first);
  if (crate !== undefined) return 'external' in crate ? crate : walk(modules, crate, segments, 1);
  if (standardLibrary.has(first)) return { external: first, builtin: true };
  if (!isGlobal && definesName(file, first))
    return { module: { file: file.path, inline: [] }, rest: segments, used: 0 };
  // A crate that no manifest names comes from a macro, or from a build that is not Cargo's.
  return /^[a-z]/.test(first) ? { external: first, builtin: false } : undefined;
}

/** `crate`, `self` and `super` at the head of a path. */
function startOf(
  { modules }: Context,
  module: RustModule,
  segments: readonly string[],
): { readonly module: RustModule; readonly used: number } | undefined {
  const [first] = segments;
  if (first === 'crate' || first === '$crate') return { module: modules.rootOf(module.file), used: 1 };
  let at = module;
  let used = 0;
  if (first === 'self') used = 1;
  while (segments[used] === 'super') {
    const parent = modules.parentOf(at);
    if (parent === undefined) return used === 0 ? undefined : { module: at, used };
    at = parent;
    used++;
  }
  return used === 0 ? undefined : { module: at, used };
}

/** Follows modules as far as the path names them. */
function walk(modules: RustModules, start: RustModule, segments: readonly string[], from: number): Lead {
  let module = start;
  let used = from;
  while (used < segments.length) {
    const child = modules.childOf(module, segments[used] as string);
    if (child === undefined) break;
    module = child;
    used++;
  }
  return { module, rest: segments.slice(used), used };
}

/** The crate that a manifest knows by a name: a library of this repository, or one outside. */
function crateOf(
  { packages }: Context,
  path: string,
  name: string,
): RustModule | { readonly external: string; readonly builtin: boolean } | undefined {
  const own = packages.nearest(path);
  const dependency = own?.dependencies.get(name);
  const library =
    dependency?.folder === undefined
      ? own?.library?.name === name
        ? own.library
        : undefined
      : packages.byFolder.get(dependency.folder)?.library;
  if (library !== undefined) return { file: library.root, inline: [] };
  return dependency === undefined ? undefined : { external: dependency.package, builtin: false };
}

/** Another `use` of the file that gives a path its head: `use a::b; use b::c;`. */
function bindingOf(
  { usesOf }: Context,
  file: SourceFile,
  name: string,
  segments: readonly string[],
): UsedPath | undefined {
  return usesOf(file).find(
    (used) =>
      used.local === name && used.segments.length > 1 && used.segments.join('.') !== segments.join('.'),
  );
}

function definesName({ syntax }: SourceFile, name: string): boolean {
  return (syntax?.symbols ?? []).some((symbol) => symbol.name === name && symbol.parent === undefined);
}

/** Whether a module gives something that is no module under `name`, its own or taken from elsewhere. */
function givesItem({ repository, usesOf }: Context, { file, inline }: RustModule, name: string): boolean {
  const source = repository.byPath.get(file);
  if (source === undefined) return false;
  const parent = inline.length === 0 ? undefined : inline.join('.');
  const isOwn = source.syntax?.symbols.some(
    (symbol) => symbol.name === name && symbol.parent === parent && symbol.kind !== 'module',
  );
  return (
    isOwn === true || usesOf(source).some(({ local, segments }) => local === name && segments.length > 1)
  );
}

/** The file of a macro that its crate's root gives to others without naming it there. */
function macroOf(context: Context, module: RustModule, name: string): string | undefined {
  const { macros, modules } = context;
  if (modules.parentOf(module) !== undefined) return undefined;
  const file = macros.exported(module.file, name);
  return file === undefined || givesItem(context, module, name) ? undefined : file;
}

/** The file of a macro that is used by its bare name: one of the crate, or of a crate that is taken in as a whole. */
function bareMacro(context: Context, file: SourceFile, name: string): string | undefined {
  if (file.text?.includes(`${name}!`) !== true) return undefined;
  const { macros, modules, repository, usesOf } = context;
  const root = modules.rootOf(file.path).file;
  const own = macros.ofCrate(root, name);
  if (own !== undefined) return own;
  const crates = usesOf(file).flatMap(({ local, segments }) =>
    local === '*' && segments.length === 1 ? segments : [],
  );
  const rootText = repository.byPath.get(root)?.text ?? '';
  for (const [, crate] of rootText.matchAll(/#\[macro_use[^\]]*\]\s*(?:pub\s+)?extern\s+crate\s+(\w+)/g))
    if (crate !== undefined) crates.push(crate);
  for (const crate of crates) {
    const found = crateOf(context, file.path, crate);
    const defined =
      found === undefined || 'external' in found ? undefined : macros.exported(found.file, name);
    if (defined !== undefined) return defined;
  }
  return undefined;
}

/** A path in an expression or a type, whose head nothing in the file explains. */
function pathInCode(
  context: Context,
  file: SourceFile,
  segments: readonly string[],
): ReturnType<NonNullable<ImportResolver['resolvePath']>> {
  const { modules } = context;
  const [first] = segments;
  if (first === undefined) return undefined;
  let module: RustModule = { file: file.path, inline: [] };
  // Code in an inline module means the file itself by `super`; which code it is, a path alone does not tell.
  if (
    first === 'super' &&
    segments[1] !== undefined &&
    hasInlineModules(file) &&
    givesItem(context, module, segments[1])
  )
    return { target: { kind: 'file', path: file.path }, used: 1 };
  const start = startOf(context, module, segments);
  let used = 0;
  if (start !== undefined) ({ module, used } = start);
  else if (modules.childOf(module, first) === undefined) {
    const crate = crateOf(context, file.path, first);
    if (crate !== undefined && !('external' in crate)) [module, used] = [crate, 1];
  }
  for (; used < segments.length; used++) {
    const name = segments[used] as string;
    const child = modules.childOf(module, name);
    if (child === undefined || child.inline.length > 0) break;
    if (used === segments.length - 1 && givesItem(context, module, name)) break;
    module = child;
  }
  const next = segments[used];
  const macro =
    next === undefined
      ? undefined
      : used === 0
        ? bareMacro(context, file, next)
        : macroOf(context, module, next);
  if (macro !== undefined) return { target: { kind: 'file', path: macro }, used };
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
