import type { Repository, SourceFile } from '../../analysis/repository.ts';
import { fileNameOf, folderOf, joinPath } from '../../base/path-text.ts';
import type { CargoPackages } from './rust-crates.ts';

/** A module: a file, or one that is written out inside a file. */
export interface RustModule {
  readonly file: string;
  /** Names of the inline modules around it, from the outside. */
  readonly inline: readonly string[];
}

/** The module trees of all crates. Declarations say what belongs where; for files that none reaches, their place does. */
export interface RustModules {
  /** The module around a line of a file. */
  readonly at: (file: SourceFile, line: number) => RustModule;
  readonly childOf: (module: RustModule, name: string) => RustModule | undefined;
  /** Undefined for the root of a crate. */
  readonly parentOf: (module: RustModule) => RustModule | undefined;
  readonly rootOf: (file: string) => RustModule;
  /** Whether the whole crate sees the macros of a file: up to the root, `#[macro_use]` stands before each `mod`. */
  readonly sharesMacros: (file: string) => boolean;
}

/** Follows the `mod` declarations from the roots of all targets, libraries first. */
export function rustModulesOf(repository: Repository, packages: CargoPackages): RustModules {
  const roots = new Set([...packages.byFolder.values()].flatMap((found) => found.roots));
  const declared = new Map<string, RustModule>();
  /** Files that `#[path]` names: their children lie beside them. */
  const ownFolder = new Set<string>();
  const macroUse = new Set<string>();
  const byAttribute = new Map<string, string>();

  const folderOfModule = ({ file, inline }: RustModule): string => {
    const name = fileNameOf(file);
    const isRoot = roots.has(file) || ownFolder.has(file) || /^(mod|lib|main)\.rs$/.test(name);
    const folder = isRoot ? folderOf(file) : file.replace(/\.rs$/, '');
    return joinPath(folder, inline.join('/')) ?? folder;
  };
  const fileOfChild = (module: RustModule, name: string): string | undefined => {
    const folder = folderOfModule(module);
    return [joinPath(folder, `${name}.rs`), joinPath(folder, `${name}/mod.rs`)].find(
      (path) => path !== undefined && path !== module.file && repository.byPath.has(path),
    );
  };

  const pending = [...roots];
  const visited = new Set<string>();
  for (let path = pending.shift(); path !== undefined; path = pending.shift()) {
    const file = repository.byPath.get(path);
    if (file === undefined || visited.has(path)) continue;
    visited.add(path);
    for (const { kind, specifier, line } of file.syntax?.imports ?? []) {
      if (kind !== 'include' || !isModuleName(specifier)) continue;
      const module = moduleAt(file, line);
      const attributes = attributesOfModule(file.text ?? '', line);
      const attribute = firstPath(attributes);
      let child: string | undefined;
      if (attribute === undefined) child = fileOfChild(module, specifier);
      else {
        const base = module.inline.length === 0 ? folderOf(path) : folderOfModule(module);
        child = joinPath(base, attribute);
        if (child !== undefined) {
          ownFolder.add(child);
          byAttribute.set(moduleKey(module, specifier), child);
        }
      }
      if (child === undefined || !repository.byPath.has(child)) continue;
      if (!declared.has(child)) declared.set(child, module);
      if (attributes.some((one) => one.startsWith('[macro_use'))) macroUse.add(child);
      pending.push(child);
    }
  }

  const childOf = (module: RustModule, name: string): RustModule | undefined => {
    const parent = module.inline.length === 0 ? undefined : module.inline.join('.');
    const symbols = repository.byPath.get(module.file)?.syntax?.symbols;
    const isInline = symbols?.some(
      (symbol) => symbol.kind === 'module' && symbol.name === name && symbol.parent === parent,
    );
    if (isInline === true) return { file: module.file, inline: [...module.inline, name] };
    const file = byAttribute.get(moduleKey(module, name)) ?? fileOfChild(module, name);
    return file === undefined ? undefined : { file, inline: [] };
  };
  const parentByPlace = (file: string): RustModule | undefined => {
    if (roots.has(file)) return undefined;
    const folder = fileNameOf(file) === 'mod.rs' ? folderOf(folderOf(file)) : folderOf(file);
    const candidates = ['mod.rs', 'lib.rs', 'main.rs'].map((name) => joinPath(folder, name));
    const found = [...candidates, folder === '' ? undefined : `${folder}.rs`].find(
      (path) => path !== undefined && path !== file && repository.byPath.has(path),
    );
    return found === undefined ? undefined : { file: found, inline: [] };
  };
  const parentOf = ({ file, inline }: RustModule): RustModule | undefined =>
    inline.length > 0 ? { file, inline: inline.slice(0, -1) } : (declared.get(file) ?? parentByPlace(file));
  const rootOfFile = new Map<string, RustModule>();
  const rootOf = (file: string): RustModule => {
    let root = rootOfFile.get(file);
    if (root === undefined) {
      root = { file, inline: [] };
      // Files that declare each other are no program; the limit ends them.
      for (let depth = 0; depth < 100; depth++) {
        const parent = parentOf(root);
        if (parent === undefined) break;
        root = parent;
      }
      rootOfFile.set(file, root);
    }
    return root;
  };
  const sharesMacros = (file: string): boolean => {
    let at: RustModule | undefined = { file, inline: [] };
    for (let depth = 0; depth < 100 && at !== undefined; depth++) {
      const parent = parentOf(at);
      if (parent !== undefined && at.inline.length === 0 && !macroUse.has(at.file)) return false;
      at = parent;
    }
    return true;
  };
  return { at: moduleAt, childOf, parentOf, rootOf, sharesMacros };
}

/** Whether the specifier of an include is the name of a module, not the path of `include!`. */
export function isModuleName(specifier: string): boolean {
  return /^(r#)?[\p{L}_][\p{L}\p{N}_]*$/u.test(specifier);
}

function moduleAt({ path, syntax }: SourceFile, line: number): RustModule {
  const inline: string[] = [];
  for (const { kind, name, startLine, endLine } of syntax?.symbols ?? [])
    if (kind === 'module' && startLine <= line && line <= endLine) inline.push(name);
  return { file: path, inline };
}

function firstPath(attributes: readonly string[]): string | undefined {
  for (const attribute of attributes) {
    const found = /\bpath\s*=\s*"([^"]+)"/.exec(attribute)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

function moduleKey({ file, inline }: RustModule, name: string): string {
  return [file, ...inline, name].join('\0');
}

/** The attributes that stand directly before a declaration of a module on a 1-based line, `#[…]` each. */
function attributesOfModule(text: string, line: number): string[] {
  if (!/\bpath\s*=\s*"|\bmacro_use\b/.test(text)) return [];
  const lines = text.split('\n').slice(Math.max(0, line - 30), line);
  let before = lines.join('\n').replace(/\bmod\b[^\n]*$/, '');
  const found: string[] = [];
  for (;;) {
    before = before
      .trimEnd()
      .replace(/\bpub(\s*\([^)]*\))?$/, '')
      .trimEnd();
    const comment = /(^|\n)[ \t]*\/\/[^\n]*$/.exec(before);
    if (comment !== null) before = before.slice(0, comment.index);
    else if (before.endsWith(']')) {
      const start = openingBracket(before);
      if (start <= 0) return found;
      found.push(before.slice(start));
      before = before.slice(0, start).replace(/#!?\s*$/, '');
    } else return found;
  }
}

/** Where the bracket opens that closes at the end of `text`; -1 if nowhere. */
function openingBracket(text: string): number {
  let depth = 0;
  for (let index = text.length - 1; index >= 0; index--) {
    if (text[index] === ']') depth++;
    else if (text[index] === '[' && --depth === 0) return index;
  }
  return -1;
}
