import { type Repository, textsOf } from '../../analysis/repository.ts';
import { ancestorsOf, fileNameOf, folderOf, joinPath } from '../../base/path-text.ts';

/** A target of a package, or a folder that stands for one. */
export interface SwiftModule {
  /** Of its scope; unique in the repository. */
  readonly key: string;
  /** What it is imported as. */
  readonly name: string;
  /** Where its sources lie. */
  readonly folder: string;
  /** Root of its package; the folder itself outside of packages. */
  readonly root: string;
}

export interface SwiftModules {
  /** The module that a file belongs to. */
  readonly moduleOf: (path: string) => SwiftModule;
  readonly byName: ReadonlyMap<string, readonly SwiftModule[]>;
}

/** Where the package manager looks for the sources of a target without `path:`. */
const sourceFolders = ['Sources', 'Source', 'src', 'srcs'];
const testFolders = ['Tests', ...sourceFolders];
const pluginFolders = ['Plugins', ...sourceFolders];

/**
 * The modules of a repository: the targets of all `Package.swift` files; for what lies in none of them the folder below
 * the nearest package, or below the root.
 */
export function swiftModulesOf(repository: Repository): SwiftModules {
  const targets = new Map<string, SwiftModule>();
  const roots = new Set<string>();
  const isManifest = (path: string) => /^Package(?:@swift-[\d.]+)?\.swift$/.test(fileNameOf(path));
  for (const { path, text } of textsOf(repository, isManifest)) {
    const root = folderOf(path);
    roots.add(root);
    for (const target of targetsIn(repository, root, text))
      if (!targets.has(target.folder)) targets.set(target.folder, target);
  }
  const folders = new Map<string, SwiftModule>();
  const cache = new Map<string, SwiftModule>();
  const folderModule = (path: string): SwiftModule => {
    const above = ancestorsOf(path);
    const root = above.find((folder) => roots.has(folder)) ?? '';
    const inside = root === '' ? path : path.slice(root.length + 1);
    const first = inside.includes('/') ? (inside.split('/')[0] as string) : '';
    const folder = first === '' ? root : root === '' ? first : `${root}/${first}`;
    let module = folders.get(folder);
    if (module === undefined) {
      // A manifest is a program of its own.
      const name = first === '' ? '(manifest)' : moduleName(first);
      module = { key: `${folder}:${name}`, name, folder, root: folder };
      folders.set(folder, module);
    }
    return module;
  };
  const moduleOf = (path: string): SwiftModule => {
    const folder = folderOf(path);
    let module = cache.get(folder);
    if (module === undefined) {
      module = ancestorsOf(path).flatMap((above) => targets.get(above) ?? [])[0] ?? folderModule(path);
      cache.set(folder, module);
    }
    return module;
  };
  for (const { path } of repository.files) if (path.endsWith('.swift')) moduleOf(path);
  const byName = new Map<string, SwiftModule[]>();
  for (const module of [...targets.values(), ...folders.values()]) {
    const same = byName.get(module.name);
    if (same === undefined) byName.set(module.name, [module]);
    else same.push(module);
  }
  return { moduleOf, byName };
}

/** The targets that a manifest declares, read without running it: their names and paths are literals nearly always. */
function targetsIn(repository: Repository, root: string, text: string): SwiftModule[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|(?<![":])\/\/[^\n]*/g, '');
  const found: SwiftModule[] = [];
  const opening =
    /\.(target|executableTarget|testTarget|macro|plugin|systemLibrary)\s*\(\s*name:\s*"([^"]+)"/g;
  for (const match of code.matchAll(opening)) {
    const [, kind, name] = match as unknown as readonly [string, string, string];
    const call = callAt(code, match.index);
    // A dependency of a target is written like a target, without sources of its own.
    const path = /\bpath:\s*"([^"]*)"/.exec(call)?.[1];
    const defaults = kind === 'testTarget' ? testFolders : kind === 'plugin' ? pluginFolders : sourceFolders;
    const candidates = path === undefined ? defaults.map((folder) => `${folder}/${name}`) : [path];
    const folder = candidates
      .flatMap((candidate) => joinPath(root, candidate) ?? [])
      .find((candidate) => repository.directories.has(candidate));
    if (folder === undefined) continue;
    found.push({ key: `${root}:${moduleName(name)}`, name: moduleName(name), folder, root });
  }
  return found;
}

/** The text of a call from `start` to its closing parenthesis; strings are not looked into. */
function callAt(code: string, start: number): string {
  let depth = 0;
  for (let at = code.indexOf('(', start); at >= 0 && at < code.length; at++) {
    if (code[at] === '(') depth++;
    else if (code[at] === ')' && --depth === 0) return code.slice(start, at + 1);
  }
  return code.slice(start);
}

/** `generate-manual` is imported as `generate_manual`. */
function moduleName(target: string): string {
  return target.replace(/[^A-Za-z0-9_]/g, '_');
}
