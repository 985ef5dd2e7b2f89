import type { Repository, SourceFile } from '../../analysis/repository.ts';
import { folderOf, joinPath } from '../../base/path-text.ts';
import type { ImportStatement } from '../../syntax/syntax-summary.ts';
import type { ImportResolver, ResolvedImport } from './import-resolver.ts';
import { javascriptGlobals } from './javascript-globals.ts';
import { jsonObject } from './json-file.ts';
import { nodeBuiltins } from './node-builtins.ts';
import {
  importsPackage,
  importsTargets,
  nodePackagesOf,
  packageNameOf,
  sourceCandidates,
} from './node-package.ts';
import { matchPattern, tsconfigPathsOf } from './tsconfig-paths.ts';

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
 * Resolves imports of TypeScript and JavaScript to source files: relative paths, `paths` and `baseUrl` of the nearest
 * configuration, `imports` of the nearest manifest, packages of the same repository by name, else an external package.
 */
export function typescriptResolver(repository: Repository): ImportResolver {
  const configOf = tsconfigPathsOf(repository);
  const packages = nodePackagesOf(repository);
  const fileAt = (path: string) => resolvePath(repository, path);
  const firstFile = (candidates: readonly string[]) => {
    for (const candidate of candidates) {
      const found = fileAt(candidate);
      if (found !== undefined) return found;
    }
    return undefined;
  };

  const resolve = (file: SourceFile, statement: ImportStatement): readonly ResolvedImport[] => {
    const specifier = withoutLoader(statement.specifier);
    const toFile = (path: string): ResolvedImport[] => [{ kind: 'file', path, names: statement.names }];
    if (isRelative(specifier)) {
      const target = joinPath(folderOf(file.path), specifier);
      if (target === undefined) return external('', false);
      const found = meansFolder.test(specifier) ? fileInFolder(repository, target) : fileAt(target);
      return found === undefined ? [{ kind: 'unresolved', lookedFor: target }] : toFile(found);
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
    for (const { pattern, targets } of config?.paths ?? []) {
      const star = matchPattern(pattern, specifier);
      if (star === undefined) continue;
      const found = firstFile(targets.map((target) => target.replace('*', () => star)));
      if (found !== undefined) return toFile(found);
    }
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
    infersTypes: true,
    hasTypeTwins: true,
    membersNeedReceiver: true,
  };
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
