import type { Repository, SourceFile } from '../../analysis/repository.ts';
import { folderOf, joinPath } from '../../base/path-text.ts';
import type { ImportStatement } from '../../syntax/syntax-summary.ts';
import { bundlerAliasesOf } from './bundler-aliases.ts';
import type { ImportResolver, ResolvedImport } from './import-resolver.ts';
import { javascriptGlobals, javascriptGlobalValues } from './javascript-globals.ts';
import { jsonObject } from './json-file.ts';
import { nodeBuiltins } from './node-builtins.ts';
import {
  importsPackage,
  importsTargets,
  nodePackagesOf,
  packageNameOf,
  sourceCandidates,
} from './node-package.ts';
import { pathTargets, tsconfigPathsOf } from './tsconfig-paths.ts';

/** Added to a path without an extension, in the order in which TypeScript tries them, then bundlers' own. */
const extensions = [
  ...['.ts', '.tsx', '.d.ts', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs', '.d.mts', '.d.cts'],
  ...['.json', '.vue', '.svelte', '.css', '.scss', '.less'],
];

/** Extensions of written specifiers that stand for sources with another one. */
const sourcesOfExtension: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.d.ts', '.jsx'],
  '.jsx': ['.tsx', '.d.ts'],
  '.mjs': ['.mts', '.d.mts'],
  '.cjs': ['.cts', '.d.cts'],
};

/**
 * Resolves imports of TypeScript and JavaScript to source files: relative paths, `paths`, `baseUrl` and `rootDirs` of the
 * nearest configuration, aliases of Vite and webpack, `imports` of the nearest manifest, packages of the same repository by
 * name, else an external package.
 */
export function typescriptResolver(repository: Repository): ImportResolver {
  const packages = nodePackagesOf(repository);
  const configOf = tsconfigPathsOf(repository, packages);
  const aliasesOf = bundlerAliasesOf(repository);
  const fileAt = (path: string) => resolvePath(repository, path);
  const firstFile = (candidates: readonly string[]) => firstOf(candidates, fileAt);

  const resolve = (file: SourceFile, statement: ImportStatement): readonly ResolvedImport[] => {
    const specifier = withoutLoader(statement.specifier);
    const toFile = (path: string): ResolvedImport[] => [{ kind: 'file', path, names: statement.names }];
    if (isRelative(specifier)) {
      const target = joinPath(folderOf(file.path), specifier);
      if (target === undefined) return external('', false);
      const lead = (path: string) =>
        meansFolder.test(specifier) ? fileInFolder(repository, path) : fileAt(path);
      const found = lead(target) ?? firstOf(overlaid(target, configOf(file.path)?.rootDirs ?? []), lead);
      if (found !== undefined) return toFile(found);
      // A URL may well mean a folder.
      const isFolder = statement.kind === 'asset' && repository.directories.has(target);
      return isFolder ? [] : [{ kind: 'unresolved', lookedFor: target }];
    }
    if (statement.kind === 'asset') {
      // `new URL('x', import.meta.url)` is relative without a dot; an address is not a file.
      const target = /^[a-z][a-z0-9+.-]*:/i.test(specifier)
        ? undefined
        : joinPath(folderOf(file.path), specifier);
      const found = target === undefined ? undefined : fileAt(target);
      return found === undefined ? [] : toFile(found);
    }
    if (specifier.startsWith('node:') || nodeBuiltins.has(specifier)) {
      return external(packageNameOf(specifier.replace(/^node:/, '')), true);
    }
    if (specifier.startsWith('#')) {
      const nearest = packages.nearest(file.path);
      const targets = nearest === undefined ? [] : importsTargets(nearest, specifier);
      const found = firstFile(targets);
      if (found !== undefined) return toFile(found);
      const [lookedFor] = targets;
      if (lookedFor !== undefined) return [{ kind: 'unresolved', lookedFor }];
      const name = nearest === undefined ? undefined : importsPackage(nearest, specifier);
      if (name !== undefined) return resolve(file, { ...statement, specifier: name });
    }
    const config = configOf(file.path);
    const mapped = config === undefined ? undefined : firstFile(pathTargets(config, specifier));
    if (mapped !== undefined) return toFile(mapped);
    const aliased = firstFile(aliasesOf(file.path, specifier));
    if (aliased !== undefined) return toFile(aliased);
    if (config?.baseUrl !== undefined) {
      const target = joinPath(config.baseUrl, specifier);
      const found = target === undefined ? undefined : fileAt(target);
      if (found !== undefined) return toFile(found);
    }
    const name = packageNameOf(specifier);
    const inside = packages.byName.get(name);
    if (inside !== undefined) {
      const found = firstFile(sourceCandidates(inside, specifier.slice(name.length + 1)));
      if (found !== undefined) return toFile(found);
    }
    return external(name, false);
  };
  return {
    languages: ['typescript', 'tsx', 'javascript'],
    resolve,
    definesGlobals,
    libraryGlobals: javascriptGlobals,
    libraryValues: javascriptGlobalValues,
    infersTypes: true,
    hasTypeTwins: true,
    membersNeedReceiver: true,
  };
}

function firstOf(
  candidates: readonly string[],
  lead: (path: string) => string | undefined,
): string | undefined {
  for (const candidate of candidates) {
    const found = lead(candidate);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The same path in the other ones of some folders that are laid over each other. */
function overlaid(path: string, rootDirs: readonly string[]): string[] {
  const own = rootDirs
    .filter((dir) => dir === '' || path === dir || path.startsWith(`${dir}/`))
    .sort((a, b) => b.length - a.length)[0];
  if (own === undefined) return [];
  const inside = own === '' ? path : path.slice(own.length + 1);
  return rootDirs.filter((dir) => dir !== own).flatMap((dir) => joinPath(dir, inside) ?? []);
}

/** A declaration file that is no module: what it declares is known everywhere. */
function definesGlobals({ path, syntax }: SourceFile): boolean {
  if (syntax === undefined || !path.endsWith('.d.ts')) return false;
  const isModule =
    syntax.imports.some(({ kind }) => kind === 'import' || kind === 're-export') ||
    syntax.symbols.some(({ exported, parent }) => exported && parent === undefined);
  return !isModule;
}

/** The file that a path without certainty about its extension means, as compilers and bundlers try it. */
function resolvePath(repository: Repository, path: string): string | undefined {
  return fileOfPath(repository, path) ?? fileInFolder(repository, path);
}

function fileOfPath({ byPath }: Repository, path: string): string | undefined {
  if (byPath.has(path)) return path;
  const dot = path.lastIndexOf('.');
  const written = dot > path.lastIndexOf('/') ? path.slice(dot) : '';
  for (const extension of sourcesOfExtension[written] ?? []) {
    const candidate = path.slice(0, dot) + extension;
    if (byPath.has(candidate)) return candidate;
  }
  for (const extension of extensions) if (byPath.has(path + extension)) return path + extension;
  return undefined;
}

/** What a folder stands for: what its manifest names, or its index file. */
function fileInFolder(repository: Repository, path: string): string | undefined {
  if (!repository.directories.has(path)) return undefined;
  const prefix = path === '' ? '' : `${path}/`;
  const manifest = jsonObject(repository, `${prefix}package.json`);
  for (const key of ['types', 'module', 'main']) {
    const entry = manifest?.[key];
    const target = typeof entry === 'string' ? joinPath(path, entry) : undefined;
    if (target === undefined) continue;
    // As in Node.js, the entry is a file or a folder with an index; a manifest of that folder is not asked again.
    const found =
      fileOfPath(repository, target) ?? fileOfPath(repository, target === '' ? 'index' : `${target}/index`);
    if (found !== undefined) return found;
  }
  return fileOfPath(repository, `${prefix}index`);
}

function external(name: string, builtin: boolean): ResolvedImport[] {
  return name === '' ? [] : [{ kind: 'external', package: name, builtin }];
}

/** `.`, `..`, `./a/`: never the file `a.ts` beside the folder `a`. */
const meansFolder = /(?:^|\/)\.{0,2}$/;

function isRelative(specifier: string): boolean {
  return specifier === '.' || specifier === '..' || specifier.startsWith('./') || specifier.startsWith('../');
}

/** `raw-loader!./x.txt?url` → `./x.txt`. */
function withoutLoader(specifier: string): string {
  const last = specifier.slice(specifier.lastIndexOf('!') + 1);
  const query = last.indexOf('?');
  return query > 0 ? last.slice(0, query) : last;
}
