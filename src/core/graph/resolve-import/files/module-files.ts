import { type Repository, type SourceFile, textsOf } from '../../../analysis/repository.ts';
import { fileNameOf, folderOf, joinPath } from '../../../base/path-text.ts';
import type { ResolvedImport } from '../import-resolver.ts';
import {
  type FileRule,
  type FileRules,
  firstFile,
  joined,
  lazily,
  placesAbove,
  toExternal,
  toFile,
  toNothing,
  unquoted,
} from './file-rule.ts';

/** Languages whose imports are paths or names that stand for paths: Dart, Lua, Zig, Protocol Buffers, GraphQL. */
export function moduleRules(repository: Repository): FileRules {
  return {
    dart: dartRule(repository),
    lua: luaRule(repository),
    zig: zigRule(repository),
    protobuf: protobufRule(repository),
    graphql: (file, { specifier }) => {
      const own = joinPath(folderOf(file.path), specifier);
      const found = firstFile(repository, [own]) ?? firstFile(repository, placesAbove(file, specifier));
      return found === undefined ? toNothing(own) : toFile(found);
    },
  };
}

/** `package:name/x.dart` lies in the `lib` of the package of that name; other paths are relative. */
function dartRule(repository: Repository): FileRule {
  const packages = lazily(() => {
    const folders = new Map<string, string>();
    for (const { path, text } of textsOf(repository, (path) => fileNameOf(path) === 'pubspec.yaml')) {
      const name = /^name:[ \t]*["']?([\w-]+)/m.exec(text)?.[1];
      if (name !== undefined && !folders.has(name)) folders.set(name, folderOf(path));
    }
    return folders;
  });
  return (file, statement) => {
    const specifier = unquoted(statement.specifier);
    if (specifier.startsWith('dart:')) return toExternal(specifier, true);
    const [, name, rest = ''] = /^package:([^/]+)\/(.*)$/.exec(specifier) ?? [];
    if (name === undefined && /^[a-z]+:/.test(specifier)) return [];
    const folder = name === undefined ? undefined : packages().get(name);
    if (name !== undefined && folder === undefined) return toExternal(name);
    const target =
      folder === undefined ? joinPath(folderOf(file.path), specifier) : joinPath(joined(folder, 'lib'), rest);
    if (target === undefined || repository.byPath.has(target)) return toFile(target);
    // `x.g.dart` is made by a generator.
    return /\.\w+\.dart$/.test(target) ? [] : toNothing(target);
  };
}

/** Modules that come with LuaJIT; what Lua itself has is not required. */
const luaBuiltins = new Set([
  'ffi',
  'bit',
  'jit',
  'string',
  'table',
  'utf8',
  'debug',
  'coroutine',
  'package',
]);
const luaFolders = ['', 'lua', 'src', 'lib'];

/** `a.b` is `a/b.lua` or `a/b/init.lua` on the module path: in a folder above, or in one of its folders for sources. */
function luaRule(repository: Repository): FileRule {
  return (file, { kind, specifier }) => {
    if (kind === 'include')
      return toFile(
        firstFile(repository, [joinPath(folderOf(file.path), specifier), ...placesAbove(file, specifier)]),
      );
    const module = specifier.replaceAll('.', '/');
    const [top = ''] = module.split('/');
    for (const place of placesAbove(file, module, luaFolders)) {
      const found = [`${place}.lua`, `${place}/init.lua`].find((path) => repository.byPath.has(path));
      if (found !== undefined && found !== file.path) return toFile(found);
    }
    if (luaBuiltins.has(top)) return toExternal(top, true);
    const isOwn =
      module.includes('/') &&
      [...placesAbove(file, top, luaFolders)].some((place) => isLuaFolder(repository, place));
    return isOwn ? toNothing(module) : toExternal(top);
  };
}

function isLuaFolder({ directories, byPath }: Repository, place: string): boolean {
  return byPath.has(`${place}/init.lua`) || (place.includes('lua/') && directories.has(place));
}

/** Paths are relative; names are modules that the build gives, which may lie in the repository. */
function zigRule(repository: Repository): FileRule {
  const modules = lazily(() => zigModules(repository));
  return (file, { kind, specifier }) => {
    if (kind !== 'import' || /\.(?:zig|zon)$/.test(specifier)) {
      const target = joinPath(folderOf(file.path), specifier);
      if (target === undefined) return [];
      if (repository.byPath.has(target)) return toFile(target);
      // A header may lie on any include path.
      return kind === 'include' ? [] : toNothing(target);
    }
    if (specifier === 'std' || specifier === 'builtin' || specifier === 'root')
      return toExternal(specifier, true);
    const module = modules().get(specifier);
    return module === undefined ? toExternal(specifier) : toFile(module === file.path ? undefined : module);
  };
}

const zigRoot = /\broot_source_file\s*=\s*[^"\n]{0,80}"([^"\n]+\.zig)"/;
const zigModuleMade =
  /(?:\b(?:const|var)\s+(\w+)\s*=\s*|\breturn\s+)?\b\w+\.(?:createModule|addModule)\(\s*(?:"([\w-]+)")?/g;
const zigModuleNamed =
  /(?:\.name\s*=\s*|\baddImport\(\s*|\.put\([^",]{0,80},\s*)"([\w-]+)"\s*,\s*(?:\.module\s*=\s*)?(\w+)/g;

/** Modules that build scripts make out of a file of the repository, by the name under which they give them to others. */
function zigModules(repository: Repository): Map<string, string> {
  const modules = new Map<string, string>();
  for (const { path, text } of textsOf(repository, (path) => fileNameOf(path) === 'build.zig')) {
    const roots = new Map<string, string>();
    for (const made of text.matchAll(zigModuleMade)) {
      const root = zigRoot.exec(text.slice(made.index, made.index + 400))?.[1];
      const target = root === undefined ? undefined : joinPath(folderOf(path), root);
      if (target === undefined || !repository.byPath.has(target)) continue;
      const [, variable, name] = made;
      if (variable !== undefined && !roots.has(variable)) roots.set(variable, target);
      if (name !== undefined && !modules.has(name)) modules.set(name, target);
    }
    for (const [, name = '', variable = ''] of text.matchAll(zigModuleNamed)) {
      const root = roots.get(variable);
      if (root !== undefined && !modules.has(name)) modules.set(name, root);
    }
  }
  return modules;
}

/**
 * A path is taken from an import root, which is a folder above the file or a usual place for protocols. Two files of one
 * root name each other from it, so the deepest folder that fits is right.
 */
function protobufRule(repository: Repository): FileRule {
  const byName = lazily(() => {
    const paths = new Map<string, string[]>();
    for (const { path } of repository.files) {
      if (!path.endsWith('.proto')) continue;
      const name = path.slice(path.lastIndexOf('/') + 1);
      paths.set(name, [...(paths.get(name) ?? []), path]);
    }
    return paths;
  });
  const resolve = (file: SourceFile, specifier: string): readonly ResolvedImport[] => {
    const near = firstFile(
      repository,
      placesAbove(file, specifier, ['', 'proto', 'protos', 'protobuf', 'api']),
    );
    if (near !== undefined) return toFile(near);
    const ending = `/${specifier}`;
    const elsewhere = (byName().get(specifier.slice(specifier.lastIndexOf('/') + 1)) ?? []).filter((path) =>
      path.endsWith(ending),
    );
    if (elsewhere.length === 1) return toFile(elsewhere[0]);
    if (elsewhere.length > 1) return toFile(nearest(file, elsewhere));
    const [top = ''] = specifier.split('/');
    if (specifier.startsWith('google/protobuf/')) return toExternal('google/protobuf', true);
    const isOwn =
      !specifier.includes('/') ||
      [...placesAbove(file, top)].some((place) => repository.directories.has(place));
    return isOwn ? toNothing(joinPath(folderOf(file.path), specifier)) : toExternal(folderOf(specifier));
  };
  // The files of a folder mostly import the same.
  const known = new Map<string, readonly ResolvedImport[]>();
  return (file, { specifier }) => {
    const key = `${folderOf(file.path)}\0${specifier}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const resolved = resolve(file, specifier);
    known.set(key, resolved);
    return resolved;
  };
}

/** The path that shares most of its folders with `file`; the first among equals. */
function nearest(file: SourceFile, paths: readonly string[]): string | undefined {
  const own = file.path.split('/');
  const shared = (path: string) => {
    const parts = path.split('/');
    let count = 0;
    while (count < parts.length && parts[count] === own[count]) count++;
    return count;
  };
  return [...paths].sort((a, b) => shared(b) - shared(a))[0];
}
