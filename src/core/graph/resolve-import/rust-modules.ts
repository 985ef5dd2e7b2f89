import type { Repository, SourceFile } from '../../analysis/repository.ts';
import { entryOf } from '../../base/map-entry.ts';
import { fileNameOf, folderOf, joinPath } from '../../base/path-text.ts';
import type { SymbolDefinition } from '../../syntax/syntax-summary.ts';
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
  /** Which inline modules a file has, what stands in them that a module could be called, too, and what they declare and use. */
  readonly writtenIn: (file: SourceFile) => string;
  readonly childOf: (module: RustModule, name: string) => RustModule | undefined;
  /** Undefined for the root of a crate. */
  readonly parentOf: (module: RustModule) => RustModule | undefined;
  readonly rootOf: (file: string) => RustModule;
  /** A file and those that declare it, up to the root. */
  readonly filesAround: (file: string) => readonly string[];
  /** The outermost file whose modules see a file's macros: up to there, `#[macro_use]` stands before each `mod`. */
  readonly macroScopeOf: (file: string) => string;
}

/** How many modules may lie around one. */
const deepestModule = 200;
/** Characters before a declaration in which its attributes are looked for. */
const attributeReach = 4000;

/** Follows the `mod` declarations from the roots of all targets, libraries first. */
export function rustModulesOf(repository: Repository, packages: CargoPackages): RustModules {
  const roots = new Set([...packages.byFolder.values()].flatMap((found) => found.roots));
  const declared = new Map<string, RustModule>();
  /** Files that `#[path]` names: their children lie beside them. */
  const ownFolder = new Set<string>();
  const macroUse = new Set<string>();
  /** File → what `#[path]` gives the modules that it declares. */
  const byAttribute = new Map<string, Map<string, string>>();

  const folders = new Map<string, string>();
  const folderOfModule = ({ file, inline }: RustModule): string => {
    let folder = folders.get(file);
    if (folder === undefined) {
      const isFirst = roots.has(file) || ownFolder.has(file) || /^(mod|lib|main)\.rs$/.test(fileNameOf(file));
      folder = isFirst ? folderOf(file) : file.replace(/\.rs$/, '');
      folders.set(file, folder);
    }
    return inline.length === 0 ? folder : (joinPath(folder, inline.join('/')) ?? folder);
  };
  const filesByName = modulesByFolder(repository);
  const fileOfChild = (module: RustModule, name: string): string | undefined => {
    const path = filesByName.get(folderOfModule(module))?.get(name);
    return path === module.file ? undefined : path;
  };

  const pending = [...roots];
  const visited = new Set<string>();
  for (let path = pending.shift(); path !== undefined; path = pending.shift()) {
    const file = repository.byPath.get(path);
    if (file === undefined || visited.has(path)) continue;
    visited.add(path);
    let lines: readonly string[] | undefined;
    for (const { kind, specifier, line } of file.syntax?.imports ?? []) {
      if (kind !== 'include' || !isModuleName(specifier)) continue;
      const module = moduleAt(file, line);
      lines ??= hasTellingAttribute.test(file.text ?? '') ? (file.text ?? '').split('\n') : [];
      const attributes = attributesOfModule(lines, line);
      const attribute = firstPath(attributes);
      let child: string | undefined;
      if (attribute === undefined) child = fileOfChild(module, specifier);
      else {
        const base = module.inline.length === 0 ? folderOf(path) : folderOfModule(module);
        child = joinPath(base, attribute);
        if (child !== undefined) {
          ownFolder.add(child);
          folders.delete(child);
          entryOf(byAttribute, path, () => new Map()).set(dotted(module, specifier), child);
        }
      }
      if (child === undefined || !repository.byPath.has(child)) continue;
      if (!declared.has(child)) declared.set(child, module);
      if (attributes.some((one) => one.startsWith('[macro_use'))) macroUse.add(child);
      pending.push(child);
    }
  }

  const inlineModules = new Map<string, ReadonlySet<string>>();
  const childOf = (module: RustModule, name: string): RustModule | undefined => {
    let written = inlineModules.get(module.file);
    if (written === undefined) {
      written = new Set(inlineModulesOf(repository.byPath.get(module.file)));
      inlineModules.set(module.file, written);
    }
    if (written.size > 0 && written.has(dotted(module, name)))
      return { file: module.file, inline: [...module.inline, name] };
    const file = byAttribute.get(module.file)?.get(dotted(module, name)) ?? fileOfChild(module, name);
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
  const libraries = new Set([...packages.byFolder.values()].map(({ library }) => library?.root));
  const parentOf = ({ file, inline }: RustModule): RustModule | undefined => {
    if (inline.length > 0) return { file, inline: inline.slice(0, -1) };
    return libraries.has(file) ? undefined : (declared.get(file) ?? parentByPlace(file));
  };
  const aroundFile = new Map<string, readonly string[]>();
  const filesAround = (file: string): readonly string[] =>
    entryOf(aroundFile, file, () => {
      const files = new Set([file]);
      for (let at: string | undefined = file; at !== undefined && files.size < deepestModule; ) {
        at = parentOf({ file: at, inline: [] })?.file;
        // Files that declare each other are no program.
        if (at === undefined || files.has(at)) break;
        files.add(at);
      }
      return [...files];
    });
  const rootOf = (file: string): RustModule => ({ file: filesAround(file).at(-1) ?? file, inline: [] });
  const macroScopeOf = (file: string): string => {
    const around = filesAround(file);
    return around.find((one, index) => index === around.length - 1 || !macroUse.has(one)) ?? file;
  };
  const fileModules = new Set([...filesByName.values()].flatMap((names) => [...names.keys()]));
  const writtenIn = (file: SourceFile): string => writtenModulesIn(file, fileModules);
  return { at: moduleAt, writtenIn, childOf, parentOf, rootOf, filesAround, macroScopeOf };
}

/** Whether the specifier of an include is the name of a module, not the path of `include!`. */
export function isModuleName(specifier: string): boolean {
  return /^(r#)?[\p{L}_][\p{L}\p{N}_]*$/u.test(specifier);
}

/** Dotted names of the modules that a file writes out. */
function inlineModulesOf(file: SourceFile | undefined): string[] {
  return (file?.syntax?.symbols ?? [])
    .filter(({ kind }) => kind === 'module')
    .map(({ name, parent }) => (parent === undefined ? name : `${parent}.${name}`));
}

function writtenModulesIn(file: SourceFile, fileModules: ReadonlySet<string>): string {
  const written = inlineModulesOf(file);
  if (written.length === 0) return '';
  const [around, names] = [
    new Set(written),
    new Set(written.map((name) => name.slice(name.lastIndexOf('.') + 1))),
  ];
  const items = (file.syntax?.symbols ?? []).flatMap(({ name, kind, parent }) =>
    kind !== 'module' &&
    parent !== undefined &&
    around.has(parent) &&
    (names.has(name) || fileModules.has(name))
      ? [`${parent}.${name}`]
      : [],
  );
  const statements = (file.syntax?.imports ?? []).map(({ specifier, line }) => {
    const { inline } = moduleAt(file, line);
    return `${inline.join('.')} ${specifier}`;
  });
  return JSON.stringify([written.sort(), items.sort(), statements]);
}

/** Folder → module's name → its file: `name.rs`, or `name/mod.rs`. */
function modulesByFolder(repository: Repository): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const found = new Map<string, Map<string, string>>();
  for (const { path } of repository.files) {
    if (!path.endsWith('.rs')) continue;
    const isFolder = fileNameOf(path) === 'mod.rs';
    const holder = isFolder ? folderOf(path) : path.slice(0, -'.rs'.length);
    if (holder === '') continue;
    const folder = folderOf(holder);
    const names = found.get(folder) ?? new Map<string, string>();
    found.set(folder, names);
    if (!isFolder || !names.has(fileNameOf(holder))) names.set(fileNameOf(holder), path);
  }
  return found;
}

/** The modules that each file writes out, outer before inner. */
const writtenModules = new WeakMap<SourceFile, readonly SymbolDefinition[]>();

function moduleAt(file: SourceFile, line: number): RustModule {
  let written = writtenModules.get(file);
  if (written === undefined) {
    written = (file.syntax?.symbols ?? []).filter(({ kind }) => kind === 'module');
    writtenModules.set(file, written);
  }
  const around = written.filter(({ startLine, endLine }) => startLine <= line && line <= endLine);
  return { file: file.path, inline: around.map(({ name }) => name) };
}

function firstPath(attributes: readonly string[]): string | undefined {
  for (const attribute of attributes) {
    const found = /\bpath\s*=\s*"([^"]+)"/.exec(attribute)?.[1];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The name of a module inside its file. */
function dotted({ inline }: RustModule, name: string): string {
  return inline.length === 0 ? name : `${inline.join('.')}.${name}`;
}

/** Attributes of modules that matter here. */
const hasTellingAttribute = /\bpath\s*=\s*"|\bmacro_use\b/;

/** The attributes that stand directly before a declaration of a module on a 1-based line, `#[…]` each. */
function attributesOfModule(lines: readonly string[], line: number): string[] {
  let before = lines
    .slice(Math.max(0, line - 30), line)
    .join('\n')
    .slice(-attributeReach)
    .replace(/\bmod\b[^\n]*$/, '');
  const found: string[] = [];
  for (;;) {
    before = before
      .trimEnd()
      .replace(/\bpub(\s*\([^)]*\))?$/, '')
      .trimEnd();
    const comment = /(?<=^|\n|\])[ \t]*\/\/[^\n]*$/.exec(before);
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
