import type { Repository, SourceFile } from '../../analysis/repository.ts';
import type { CargoPackages } from './rust-crates.ts';
import type { RustMacros } from './rust-macros.ts';
import type { RustModule, RustModules } from './rust-modules.ts';
import type { UsedPath } from './rust-use-tree.ts';
import type { RustUse, RustUses } from './rust-uses.ts';

/** What a repository's paths are resolved with. */
export interface RustNames {
  readonly repository: Repository;
  readonly packages: CargoPackages;
  readonly modules: RustModules;
  readonly macros: RustMacros;
  readonly usesOf: (file: SourceFile) => RustUses;
}

/** Where a path leads: to a module of the repository, with the names that are left, or to a crate outside. */
export type RustLead = InsideLead | ExternalCrate;

interface InsideLead {
  readonly module: RustModule;
  /** The module before the last step, if the path's last name is a module. */
  readonly before: RustModule | undefined;
  readonly rest: readonly string[];
}

interface ExternalCrate {
  readonly external: string;
  readonly builtin: boolean;
}

/** Crates that come with the compiler. */
const standardLibrary = new Set(['std', 'core', 'alloc', 'proc_macro', 'test']);

/** How often a head is looked up in another `use` of the same file. */
const deepestUse = 4;

/** Where the path of a `use` leads that stands in `module` of `file`. */
export function leadOf(
  names: RustNames,
  { file, module }: { readonly file: SourceFile; readonly module: RustModule },
  { segments, isGlobal }: Pick<UsedPath, 'segments' | 'isGlobal'>,
  depth = 0,
): RustLead | undefined {
  const { modules, packages } = names;
  const [first] = segments;
  const start = startOf(modules, module, segments);
  if (first === undefined || (start === undefined && first === 'super')) return undefined;
  if (start !== undefined) return walk(modules, start.module, segments, start.used);
  if (packages.nearest(module.file)?.isEdition2015 === true) {
    const root = modules.rootOf(module.file);
    if (modules.childOf(root, first) !== undefined) return walk(modules, root, segments, 0);
  }
  if (!isGlobal) {
    if (modules.childOf(module, first) !== undefined) return walk(modules, module, segments, 0);
    const source = depth < deepestUse ? useOf(names, file, segments) : undefined;
    if (source !== undefined) {
      const replaced = { ...source.used, segments: [...source.used.segments, ...segments.slice(1)] };
      return leadOf(names, { file, module: source.module }, replaced, depth + 1);
    }
  }
  const crate = crateOf(names, module.file, first);
  if (crate !== undefined) return 'external' in crate ? crate : walk(modules, crate, segments, 1);
  if (standardLibrary.has(first)) return { external: first, builtin: true };
  if (!isGlobal && definesName(file, first))
    return { module: { file: file.path, inline: [] }, before: undefined, rest: segments };
  // A crate that no manifest names comes from a macro, or from a build that is not Cargo's.
  return /^[a-z]/.test(first) ? { external: first, builtin: false } : undefined;
}

/** `crate`, `self` and `super` at the head of a path, and how many of its names they are. */
export function startOf(
  modules: RustModules,
  module: RustModule,
  segments: readonly string[],
): { readonly module: RustModule; readonly used: number } | undefined {
  const [first] = segments;
  if (first === 'crate' || first === '$crate') return { module: modules.rootOf(module.file), used: 1 };
  let at = module;
  let used = first === 'self' ? 1 : 0;
  while (segments[used] === 'super') {
    const parent = modules.parentOf(at);
    if (parent === undefined) break;
    at = parent;
    used++;
  }
  return used === 0 ? undefined : { module: at, used };
}

/** Follows modules as far as the path names them. */
function walk(
  modules: RustModules,
  start: RustModule,
  segments: readonly string[],
  from: number,
): InsideLead {
  let module = start;
  let before: RustModule | undefined;
  let used = from;
  while (used < segments.length) {
    const child = modules.childOf(module, segments[used] as string);
    if (child === undefined) break;
    before = module;
    module = child;
    used++;
  }
  return { module, before, rest: segments.slice(used) };
}

/** The crate that a manifest knows by a name: a library of this repository, or one outside. */
export function crateOf(
  { packages }: RustNames,
  path: string,
  name: string,
): RustModule | ExternalCrate | undefined {
  const own = packages.nearest(path);
  const dependency = own?.dependencies.get(name);
  if (dependency === undefined)
    return own?.library?.name === name ? { file: own.library.root, inline: [] } : undefined;
  const library =
    dependency.folder === undefined ? undefined : packages.byFolder.get(dependency.folder)?.library;
  return library === undefined
    ? { external: dependency.package, builtin: false }
    : { file: library.root, inline: [] };
}

/** Another `use` of the file that gives a path its head: `use a::b; use b::c;`. */
function useOf({ usesOf }: RustNames, file: SourceFile, segments: readonly string[]): RustUse | undefined {
  const path = segments.join('.');
  return usesOf(file)
    .byLocal.get(segments[0] as string)
    ?.find(({ used }) => used.segments.length > 1 && used.segments.join('.') !== path);
}

function definesName({ syntax }: SourceFile, name: string): boolean {
  return (syntax?.symbols ?? []).some((symbol) => symbol.name === name && symbol.parent === undefined);
}

/** Whether a module gives something that is no module under `name`, its own or taken from elsewhere. */
export function givesItem(
  { repository, usesOf }: RustNames,
  { file, inline }: RustModule,
  name: string,
): boolean {
  const source = repository.byPath.get(file);
  if (source === undefined) return false;
  const place = inline.join('.');
  const isOwn = source.syntax?.symbols.some(
    (symbol) => symbol.name === name && (symbol.parent ?? '') === place && symbol.kind !== 'module',
  );
  if (isOwn === true) return true;
  const uses = usesOf(source).byLocal.get(name) ?? [];
  return uses.some(({ used, module }) => used.segments.length > 1 && module.inline.join('.') === place);
}

/** The file of a macro that its crate's root gives to others without naming it there. */
export function macroAtRoot(names: RustNames, module: RustModule, name: string): string | undefined {
  const { macros, modules } = names;
  const file = macros.exported(module.file, name);
  if (file === undefined || modules.parentOf(module) !== undefined) return undefined;
  const isOther = modules.childOf(module, name) !== undefined || givesItem(names, module, name);
  return isOther ? undefined : file;
}

/** The file of a macro that is used by its bare name: one of the crate, or of a crate that is taken in as a whole. */
export function bareMacro(names: RustNames, file: SourceFile, name: string): string | undefined {
  const { macros, modules, repository, usesOf } = names;
  if (!macros.isKnown(name) || file.text?.includes(`${name}!`) !== true) return undefined;
  const own = macros.visibleFrom(file.path, name);
  if (own !== undefined) return own;
  const globs = usesOf(file).byLocal.get('*') ?? [];
  const crates = globs.flatMap(({ used: { segments } }) => (segments.length === 1 ? segments : []));
  const macroUse = /#\[macro_use[^\]]*\]\s*(?:pub\s+)?extern\s+crate\s+(\w+)/g;
  for (const [, crate] of (repository.byPath.get(modules.rootOf(file.path).file)?.text ?? '').matchAll(
    macroUse,
  ))
    if (crate !== undefined) crates.push(crate);
  for (const crate of crates) {
    const found = crateOf(names, file.path, crate);
    const defined =
      found === undefined || 'external' in found ? undefined : macros.exported(found.file, name);
    if (defined !== undefined) return defined;
  }
  return undefined;
}
