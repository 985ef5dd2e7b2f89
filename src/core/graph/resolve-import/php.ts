import { filesIn, type Repository, type SourceFile } from '../../analysis/repository.ts';
import { ancestorsOf, folderOf, joinPath } from '../../base/path-text.ts';
import type { ImportStatement } from '../../syntax/syntax-summary.ts';
import { composerAutoloadOf } from './composer-autoload.ts';
import type { ImportResolver, ResolvedImport } from './import-resolver.ts';
import { nearestOf } from './nearest-path.ts';
import { phpBuiltins } from './php-builtins.ts';
import { loadedPath } from './php-load-path.ts';

/** The scope of files without a namespace. */
const globalScope = '\\';

/**
 * Resolves `use` of PHP to the file that defines the name: where Composer's PSR-4 and PSR-0 rules say, else wherever a file
 * of the repository defines it (`classmap`, `files`, functions, constants), of several the nearest. A name that is only a
 * namespace stands for its files. `require` and `include` lead to paths that are literal, or made of `__DIR__` and
 * `dirname`. All files of a namespace are one package; what has none is visible everywhere.
 */
export function phpResolver(repository: Repository): ImportResolver {
  const { byPath } = repository;
  const autoload = composerAutoloadOf(repository);
  const { definitions, namespaces } = definitionsOf(repository);
  let namespacesInUse: ReadonlySet<string> | undefined;
  const usedNamespaces = () => (namespacesInUse ??= namespacesOfUses(repository));

  /** The file that defines `A\B\c`. */
  const fileOf = (name: string, from: string): string | undefined => {
    const defined = (definitions.get(name) ?? []).filter((path) => isInstalledFor(path, from));
    const placed = autoload.candidates(name).filter((path) => byPath.has(path));
    return placed.find((path) => defined.includes(path)) ?? nearestOf(defined, from) ?? placed[0];
  };

  const used = (file: SourceFile, written: string, alias: string | undefined): ResolvedImport[] => {
    const name = written.replace(/^\\/, '');
    const short = name.slice(name.lastIndexOf('\\') + 1);
    const local = alias ?? short;
    const path = fileOf(name, file.path);
    if (path !== undefined)
      return [{ kind: 'file', path, names: [short], bindings: [{ local, imported: short }] }];
    const dotted = name.replaceAll('\\', '.');
    if (namespaces.has(dotted))
      return [{ kind: 'package', package: dotted, names: [], bindings: [{ local, imported: '*' }] }];
    const parts = name.split('\\');
    const top = parts[0] as string;
    if (!autoload.claims(name)) return [{ kind: 'external', package: top, builtin: phpBuiltins.has(top) }];
    // Packages of one vendor share the beginning of their names: what has no folder here is another package's.
    const isHere = autoload.candidates(name).some((path) => repository.directories.has(folderOf(path)));
    if (isHere && !usedNamespaces().has(name)) return [{ kind: 'unresolved', lookedFor: name }];
    return [{ kind: 'external', package: parts.slice(0, 2).join('\\'), builtin: false }];
  };

  const loaded = (file: SourceFile, expression: string): ResolvedImport[] => {
    const written = loadedPath(expression, file.path);
    if (written === undefined) return [];
    const { path, isAbsolute } = written;
    const candidates = isAbsolute
      ? [path]
      : ancestorsOf(file.path).flatMap((folder) => joinPath(folder, path) ?? []);
    const found = candidates.find((candidate) => byPath.has(candidate));
    if (found !== undefined) return [{ kind: 'file', path: found, names: [] }];
    if (/(?:^|\/)vendor\//.test(path))
      return [{ kind: 'external', package: 'generated:vendor', builtin: false }];
    return isAbsolute || path.startsWith('.') || folderOf(path) === ''
      ? [{ kind: 'unresolved', lookedFor: path }]
      : [{ kind: 'external', package: path.split('/')[0] as string, builtin: false }];
  };

  const resolve = (file: SourceFile, statement: ImportStatement): readonly ResolvedImport[] => {
    const { specifier, kind, locals } = statement;
    if (kind !== 'import') return loaded(file, specifier);
    if (!specifier.includes('{')) return used(file, specifier, Object.keys(locals ?? {})[0]);
    return groupMembers(specifier).flatMap(({ name, alias }) => used(file, name, alias));
  };

  const packageOf = (file: SourceFile): string => file.syntax?.namespace ?? globalScope;

  const resolvePath: ImportResolver['resolvePath'] = (file, segments) => {
    const own = file.syntax?.namespace;
    for (const base of own === undefined ? [''] : [`${own}.`, '']) {
      for (let length = segments.length - 1; length > 0; length--) {
        const name = base + segments.slice(0, length).join('.');
        if (namespaces.has(name)) return { target: { kind: 'package', package: name }, used: length };
      }
    }
    return undefined;
  };
  return {
    languages: ['php'],
    readsDefinitions: true,
    // Those that are declared, or another package's, are not asked for: most edits change no other ones.
    readOfSyntax: (file) =>
      [...usedNamespacesOf(file)]
        .filter((name) => !namespaces.has(name.replaceAll('\\', '.')) && autoload.claims(name))
        .sort()
        .join(),
    resolve,
    packageOf,
    resolvePath,
    definesGlobals: (file) => file.syntax?.namespace === undefined && !isInstalled.test(file.path),
  };
}

const isInstalled = /(?:^|\/)vendor\//;

/** What Composer installed (tests keep such folders, too) is there for the project around it alone. */
function isInstalledFor(path: string, from: string): boolean {
  const at = isInstalled.exec(path);
  return at === null || from.startsWith(path.slice(0, at.index === 0 ? 0 : at.index + 1));
}

/** Every top-level name with its namespace (`A\B\c`) → files that define it; and all namespaces, dotted, with those above. */
function definitionsOf(repository: Repository): {
  readonly definitions: ReadonlyMap<string, readonly string[]>;
  readonly namespaces: ReadonlySet<string>;
} {
  const definitions = new Map<string, string[]>();
  const namespaces = new Set<string>();
  for (const { path, syntax } of filesIn(repository, 'php')) {
    if (syntax === undefined) continue;
    const { namespace } = syntax;
    for (let name = namespace ?? ''; name !== ''; name = name.slice(0, Math.max(0, name.lastIndexOf('.'))))
      namespaces.add(name);
    const prefix = namespace === undefined ? '' : `${namespace.replaceAll('.', '\\')}\\`;
    for (const { name, parent } of syntax.symbols) {
      if (parent !== undefined) continue;
      const known = definitions.get(prefix + name);
      if (known === undefined) definitions.set(prefix + name, [path]);
      else if (known.at(-1) !== path) known.push(path);
    }
  }
  return { definitions, namespaces };
}

/** What stands before the last `\\` of anything that some file uses. */
function namespacesOfUses(repository: Repository): ReadonlySet<string> {
  return new Set(filesIn(repository, 'php').flatMap((file) => [...usedNamespacesOf(file)]));
}

function usedNamespacesOf({ syntax }: SourceFile): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { specifier, kind } of syntax?.imports ?? []) {
    if (kind !== 'import') continue;
    const name = specifier.replace(/^\\/, '');
    for (let end = name.lastIndexOf('\\'); end > 0; end = name.lastIndexOf('\\', end - 1))
      found.add(name.slice(0, end));
  }
  return found;
}

/** `use function A\B\{c, D\e as f};` → `A\B\c`, `A\B\D\e` as `f`. */
function groupMembers(declaration: string): { readonly name: string; readonly alias: string | undefined }[] {
  const found = /^use\s+(?:function\s+|const\s+)?\\?([\w\\]+?)\\?\s*\{([^}]*)\}/.exec(declaration);
  if (found === null) return [];
  const [, prefix, list] = found as unknown as readonly [string, string, string];
  return list.split(',').flatMap((member) => {
    const clause = /^\s*(?:function\s+|const\s+)?([\w\\]+)(?:\s+as\s+(\w+))?\s*$/.exec(
      member.replace(/\/\*.*?\*\/|(?:\/\/|#).*$/gm, ''),
    );
    return clause === null ? [] : [{ name: `${prefix}\\${clause[1]}`, alias: clause[2] }];
  });
}
