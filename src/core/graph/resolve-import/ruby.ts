import { type Repository, type SourceFile, textsOf } from '../../analysis/repository.ts';
import { ancestorsOf, extensionOf, fileNameOf, folderOf, joinPath } from '../../base/path-text.ts';
import type { ImportStatement } from '../../syntax/syntax-summary.ts';
import type { ImportResolver, ResolvedImport } from './import-resolver.ts';
import { rubyStdlib } from './ruby-stdlib.ts';

/** Folders of a project that its runners put on the load path: gems, RSpec, Minitest and Rake, Rails. */
const conventionalLoadPaths = ['lib', 'spec', 'test', 'tests', 'features/support', 'app', ''];

/**
 * Resolves what Ruby loads: `require_relative` and paths made from `__dir__` or `__FILE__` beside the file; `require`,
 * `autoload` and `load` over the load path, which is the `require_paths` of gemspecs and the folders that runners add, those
 * of the projects around the file first. Constants need no import: all files of a repository are one package, in which
 * modules and classes are reopened (as gems do) or loaded by name (Zeitwerk).
 */
export function rubyResolver(repository: Repository): ImportResolver {
  const { byPath, directories } = repository;
  const gems = gemsOf(repository);
  const extensions = nativeExtensions(repository);
  const loadPathCache = new Map<string, readonly string[]>();

  const loadPathOf = (path: string): readonly string[] => {
    const folder = folderOf(path);
    let loadPath = loadPathCache.get(folder);
    if (loadPath === undefined) {
      const above = ancestorsOf(path);
      const own = above.flatMap((root) => [
        ...(gems.get(root) ?? []),
        ...conventionalLoadPaths.map((name) => joined(root, name)),
      ]);
      loadPath = [...new Set([...own, ...[...gems.values()].flat()])].filter((each) => directories.has(each));
      loadPathCache.set(folder, loadPath);
    }
    return loadPath;
  };

  const fileAt = (path: string | undefined): string | undefined =>
    path === undefined
      ? undefined
      : byPath.has(path)
        ? path
        : byPath.has(`${path}.rb`)
          ? `${path}.rb`
          : undefined;

  const beside = (folder: string, written: string): ResolvedImport[] => {
    const target = joinPath(folder, written);
    if (target === undefined) return [];
    const found = fileAt(target);
    if (found !== undefined) return [{ kind: 'file', path: found, names: [] }];
    return isNative(target, extensions)
      ? [nativeExtension(target)]
      : [{ kind: 'unresolved', lookedFor: target }];
  };

  const onLoadPath = (file: SourceFile, feature: string, isLoad: boolean): ResolvedImport[] => {
    if (feature.startsWith('./') || feature.startsWith('../')) return besideAny(file, feature);
    const loadPath = loadPathOf(file.path);
    for (const root of isLoad ? [folderOf(file.path), ...loadPath] : loadPath) {
      const found = fileAt(joined(root, feature));
      if (found !== undefined && found !== file.path) return [{ kind: 'file', path: found, names: [] }];
    }
    const top = feature.split('/')[0] as string;
    if (isNative(feature, extensions)) return [nativeExtension(feature)];
    const isInside =
      feature.includes('/') && loadPath.some((root) => root !== '' && byPath.has(`${joined(root, top)}.rb`));
    if (isInside) return [{ kind: 'unresolved', lookedFor: feature }];
    const builtin = rubyStdlib.has(top.replace(/\.rb$/, ''));
    return [{ kind: 'external', package: top, builtin }];
  };

  /** `require './x'` is relative to where the program was started: the root, a project's root, or the folder itself. */
  const besideAny = (file: SourceFile, written: string): ResolvedImport[] => {
    const folders = ancestorsOf(file.path).reverse();
    for (const folder of folders) {
      const found = fileAt(joinPath(folder, written));
      if (found !== undefined) return [{ kind: 'file', path: found, names: [] }];
    }
    return [{ kind: 'unresolved', lookedFor: written }];
  };

  const resolve = (file: SourceFile, { specifier, kind }: ImportStatement): readonly ResolvedImport[] => {
    if (/^File\s*\./.test(specifier)) {
      const written = pathOfCall(specifier, file.path);
      return written === undefined ? [] : beside('', written);
    }
    const plain = specifier.trim();
    if (plain === '' || plain.includes('\n')) return [];
    if (kind === 'import') return beside(folderOf(file.path), plain.replace(/^\/+/, ''));
    if (plain.startsWith('/')) return [];
    return onLoadPath(file, plain, kind === 'dynamic');
  };
  return { languages: ['ruby'], resolve, packageOf: () => 'ruby', constructorName: 'new' };
}

/**
 * The path that `File.expand_path("../x", __FILE__)`, `File.expand_path("x", __dir__)`, or
 * `File.join(File.dirname(__FILE__), "a", "b")` gives in `from`, relative to the root; undefined for what else is written.
 */
function pathOfCall(call: string, from: string): string | undefined {
  const words = [...call.matchAll(/["']([^"'#]*)["']|(__dir__|File\.dirname\(__FILE__\))|(__FILE__)/g)];
  const folder = words.some(([, , dir]) => dir !== undefined);
  const file = words.some(([, , , self]) => self !== undefined);
  if (!folder && !file) return undefined;
  const rest = words.flatMap(([, text]) => (text === undefined ? [] : [text]));
  // A path relative to `__FILE__` goes up from the file itself: the first `..` is its folder.
  return joinPath(folder ? folderOf(from) : from, rest.join('/'));
}

/** Root folder of each gem → its folders on the load path. */
function gemsOf(repository: Repository): ReadonlyMap<string, readonly string[]> {
  const gems = new Map<string, readonly string[]>();
  for (const { path, text } of textsOf(repository, (path) => extensionOf(path) === '.gemspec')) {
    const root = folderOf(path);
    const written = /\.require_paths?\s*=\s*(\[[^\]]*\]|%w[([{<][^)\]}>]*|["'][^"']*["'])/.exec(text)?.[1];
    const names =
      written === undefined
        ? ['lib']
        : written.startsWith('%w')
          ? written.slice(3).split(/\s+/)
          : [...written.matchAll(/["']([^"']*)["']/g)].map(([, name]) => name as string);
    const folders = names.filter((name) => name !== '').flatMap((name) => joinPath(root, name) ?? []);
    gems.set(root, [...(gems.get(root) ?? []), ...folders]);
  }
  return gems;
}

/** What `extconf.rb` files and Rust or Rake builds make: names that are loaded as if they were files. */
function nativeExtensions(repository: Repository): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { text } of textsOf(repository, (path) => fileNameOf(path) === 'extconf.rb')) {
    for (const [, name] of text.matchAll(/create_(?:\w+_)?makefile\s*\(?\s*["']([^"']+)["']/g))
      names.add(name as string);
  }
  return names;
}

function isNative(feature: string, extensions: ReadonlySet<string>): boolean {
  const name = feature.replace(/\.(?:so|bundle|dll)$/, '');
  return name !== feature || [...extensions].some((each) => each === name || name.endsWith(`/${each}`));
}

function nativeExtension(feature: string): ResolvedImport {
  return { kind: 'external', package: `generated:${fileNameOf(feature)}`, builtin: false };
}

function joined(folder: string, rest: string): string {
  return folder === '' ? rest : rest === '' ? folder : `${folder}/${rest}`;
}
