import type { Repository, SourceFile } from '../../analysis/repository.ts';
import { entryOf } from '../../base/map-entry.ts';
import { ancestorsOf, folderOf, joinPath } from '../../base/path-text.ts';
import type { ImportStatement } from '../../syntax/syntax-summary.ts';
import type { ImportResolver, ResolvedImport } from './import-resolver.ts';
import { pythonProjectsOf } from './python-projects.ts';
import { pythonStdlib } from './python-stdlib.ts';

/**
 * Resolves imports of Python: relative ones by their dots; absolute ones from the folder above the file's top package,
 * the file's own folder (a script), and the project's folders. `from package import name` leads to the submodule if
 * there is one, else to the package itself.
 */
export function pythonResolver(repository: Repository): ImportResolver {
  const projects = pythonProjectsOf(repository);
  const projectRoots = projects.map(({ folder }) => folder);
  // A namespace package counts only if Python code lies in it: `docs` or `assets` are no modules.
  const pythonFolders = new Set(
    repository.files.filter(({ path }) => path.endsWith('.py')).flatMap(({ path }) => ancestorsOf(path)),
  );
  const isTopModule = (module: string, regularOnly: boolean) =>
    moduleFile(repository, module) !== undefined || (!regularOnly && pythonFolders.has(module));
  const isRegular = (root: string, top: string) => moduleFile(repository, joined(root, top)) !== undefined;
  const isThere = (module: string) =>
    moduleFile(repository, module) !== undefined || pythonFolders.has(module);
  const rootsCache = new Map<string, readonly string[]>();
  const rootsOf = (path: string): readonly string[] => {
    const folder = folderOf(path);
    let roots = rootsCache.get(folder);
    if (roots === undefined) {
      const above = ancestorsOf(path);
      const ownRoot = above.find((candidate) => !isRegularPackage(repository, candidate)) ?? '';
      const nearProjects = projects.filter((project) => above.includes(project.folder)).reverse();
      roots = [
        ...new Set([
          ownRoot,
          ...nearProjects.flatMap(({ sources }) => sources),
          folder,
          ...projectRoots,
          ...projects.flatMap(({ sources }) => sources),
        ]),
      ];
      rootsCache.set(folder, roots);
    }
    return roots;
  };

  const topsCache = new Map<string, readonly RootWithTop[]>();
  /** The roots of a file that have a module or package of that name. */
  const rootsWith = (path: string, top: string): readonly RootWithTop[] => {
    const folder = folderOf(path);
    return entryOf(topsCache, `${folder}\n${top}`, () =>
      rootsOf(path)
        .map((root) => ({
          root,
          isOwnFolderOnly: root === folder && root !== '' && !projectRoots.includes(root),
        }))
        .filter(({ root, isOwnFolderOnly }) => isTopModule(joined(root, top), isOwnFolderOnly)),
    );
  };

  const resolve = (file: SourceFile, statement: ImportStatement): readonly ResolvedImport[] => {
    const { specifier } = statement;
    const dots = specifier.length - specifier.replace(/^\.+/, '').length;
    const segments = specifier
      .slice(dots)
      .split('.')
      .filter((segment) => segment !== '');
    if (dots > 0) {
      let folder: string | undefined = folderOf(file.path);
      for (let level = 1; level < dots && folder !== undefined; level++) folder = joinPath(folder, '..');
      if (folder === undefined) return [];
      return fromModule(repository, joined(folder, segments.join('/')), statement);
    }
    const top = segments[0];
    if (top === undefined) return [];
    if (pythonStdlib.has(top)) return [{ kind: 'external', package: top, builtin: true }];
    let namespace: { readonly module: string; readonly isThere: boolean } | undefined;
    for (const { root, isOwnFolderOnly } of rootsWith(file.path, top)) {
      const module = joined(root, segments.join('/'));
      // Other projects may have more of a package without `__init__.py`.
      if (!isRegular(root, top)) {
        const found = isThere(module) ? fromModule(repository, module, statement) : undefined;
        if (found !== undefined && found.length > 0) return found;
        namespace ??= { module, isThere: found !== undefined };
        continue;
      }
      // `from celery import Celery` in `project/celery.py` means the distribution, not the file itself.
      if (isOwnFolderOnly && moduleFile(repository, joined(root, top)) === file.path) continue;
      return fromModule(repository, module, statement);
    }
    if (namespace !== undefined)
      return namespace.isThere ? [] : [{ kind: 'unresolved', lookedFor: namespace.module }];
    return [{ kind: 'external', package: top, builtin: false }];
  };
  const childModule = ({ path }: SourceFile, name: string) =>
    /(?:^|\/)__init__\.pyi?$/.test(path) ? moduleFile(repository, joined(folderOf(path), name)) : undefined;
  return { languages: ['python'], resolve, childModule, infersTypes: true };
}

interface RootWithTop {
  readonly root: string;
  /** A script's own folder, where only modules and packages with `__init__.py` count. */
  readonly isOwnFolderOnly: boolean;
}

/** What `from module import names` (or `import module`) leads to, where `module` is a path without extension. */
function fromModule(
  repository: Repository,
  module: string,
  statement: ImportStatement,
): readonly ResolvedImport[] {
  const target = moduleFile(repository, module);
  const found: ResolvedImport[] = [];
  const ownNames: string[] = [];
  for (const name of statement.names) {
    const submodule = name === '*' ? undefined : moduleFile(repository, joined(module, name));
    if (submodule === undefined || submodule === target) ownNames.push(name);
    else {
      const bindings = [{ local: localNameOf(statement, name), imported: '*' }];
      found.push({ kind: 'file', path: submodule, names: [], bindings });
    }
  }
  if (target !== undefined) {
    if (statement.names.length === 0) {
      // `import a.b` makes `a.b` known as such, `import a.b as c` only `c`.
      const local = localNameOf(statement, '*');
      const bindings = [{ local: local === '*' ? statement.specifier : local, imported: '*' }];
      found.push({ kind: 'file', path: target, names: [], bindings });
    } else if (ownNames.length > 0) found.push({ kind: 'file', path: target, names: ownNames });
    return found;
  }
  // A folder without `__init__.py` is a namespace package: it has no file of its own to lead to.
  if (found.length > 0 || repository.directories.has(module)) return found;
  return [{ kind: 'unresolved', lookedFor: module }];
}

function localNameOf({ locals = {} }: ImportStatement, imported: string): string {
  return Object.keys(locals).find((local) => locals[local] === imported) ?? imported;
}

function moduleFile(repository: Repository, module: string): string | undefined {
  const inFolder = module === '' ? '' : `${module}/`;
  return [
    `${inFolder}__init__.py`,
    `${module}.py`,
    `${inFolder}__init__.pyi`,
    `${module}.pyi`,
    `${module}.pyx`,
  ].find((candidate) => repository.byPath.has(candidate));
}

function isRegularPackage(repository: Repository, folder: string): boolean {
  return folder !== '' && repository.byPath.has(`${folder}/__init__.py`);
}

function joined(folder: string, rest: string): string {
  return folder === '' ? rest : rest === '' ? folder : `${folder}/${rest}`;
}
