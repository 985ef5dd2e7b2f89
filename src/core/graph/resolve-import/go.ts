import { filesIn, type Repository, type SourceFile } from '../../analysis/repository.ts';
import { entryOf } from '../../base/map-entry.ts';
import { ancestorsOf, folderOf, joinPath } from '../../base/path-text.ts';
import type { ImportStatement } from '../../syntax/syntax-summary.ts';
import { goConstraintOf } from './go-constraints.ts';
import { type EmbeddedFiles, embeddedFiles } from './go-embed.ts';
import { goModulesOf } from './go-modules.ts';
import type { ImportBinding, ImportResolver, ResolvedImport } from './import-resolver.ts';

/** First segments of the packages that come with Go 1.26; `C` is cgo's. */
const standardLibrary = new Set(
  (
    'C archive bufio builtin bytes cmp compress container context crypto database debug embed encoding errors expvar ' +
    'flag fmt go hash html image index internal io iter log maps math mime net os path plugin reflect regexp runtime ' +
    'slices sort strconv strings structs sync syscall testing text time unicode unique unsafe weak'
  ).split(' '),
);

/**
 * Resolves imports of Go to packages: folders of the file's own module, of its workspace, of local replacements and of
 * `vendor`, as the go command does. Another module of the repository that is reached in none of these ways lies outside:
 * its published version is what gets compiled. `go:embed` leads to files.
 */
export function goResolver(repository: Repository): ImportResolver {
  const modules = goModulesOf(repository);
  const packageNames = packageNamesOf(repository);
  const vendorFolders = new Set(
    [...repository.directories].flatMap((folder) => {
      const at = `/${folder}/`.indexOf('/vendor/');
      return at < 0 ? [] : [at === 0 ? '' : folder.slice(0, at - 1)];
    }),
  );
  const directives = new Map<string, readonly EmbeddedFiles[]>();
  const embedded = (folder: string, directive: string) =>
    entryOf(directives, `${folder}\n${directive}`, () => embeddedFiles(repository, folder, directive));
  const rootPath = modules.isEmpty ? inferredRootPath(repository, packageNames) : undefined;

  const folderOfImport = (file: SourceFile, specifier: string): Lead => {
    if (/^\.\.?(\/|$)/.test(specifier)) {
      const folder = joinPath(folderOf(file.path), specifier);
      return folder === undefined ? outside(specifier, undefined) : { folder };
    }
    const own = modules.nearest(file.path);
    const local: ReadonlyMap<string, string> =
      own !== undefined
        ? modules.buildOf(own).local
        : new Map(rootPath === undefined ? [] : [[rootPath, '']]);
    const found = longestPrefix(specifier, (path) => local.has(path));
    // The main module goes before `vendor`, and that before copies of what it holds.
    const vendored = found === own?.path ? undefined : vendoredFolder(file, specifier);
    if (vendored !== undefined) return { folder: vendored };
    if (found !== undefined) {
      const base = local.get(found) as string;
      const folder = joined(base, specifier.slice(found.length + 1));
      // A folder with a `go.mod` of its own is no part of the module around it.
      const owner = modules.nearest(`${folder}/`);
      return owner === undefined || owner.folder.length <= base.length
        ? { folder }
        : outside(specifier, owner.path);
    }
    if (own === undefined) {
      const inSources = ancestorsOf(file.path)
        .map((folder) => joined(folder, `src/${specifier}`))
        .find((folder) => packageNames.has(folder));
      if (inSources !== undefined) return { folder: inSources };
    }
    return outside(specifier, own && longestPrefix(specifier, (path) => own.requires.has(path)));
  };
  const vendoredFolder = (file: SourceFile, specifier: string): string | undefined =>
    vendorFolders.size === 0
      ? undefined
      : ancestorsOf(file.path)
          .filter((folder) => vendorFolders.has(folder))
          .map((folder) => joined(folder, `vendor/${specifier}`))
          .find((folder) => packageNames.has(folder));

  const resolve = (file: SourceFile, statement: ImportStatement): readonly ResolvedImport[] => {
    const { specifier } = statement;
    if (statement.kind === 'asset') return resolveEmbed(file, specifier, embedded);
    const lead = folderOfImport(file, specifier);
    if (!('folder' in lead)) {
      const external: NamedExternal = { ...lead, bindings: bindingsOf(statement, guessedName(specifier)) };
      return [external];
    }
    const name = packageNames.get(lead.folder);
    if (name === undefined) return [{ kind: 'unresolved', lookedFor: lead.folder }];
    return [
      {
        kind: 'package',
        package: packageKey(lead.folder, name),
        names: statement.names,
        bindings: bindingsOf(statement, name),
      },
    ];
  };
  const packageOf = (file: SourceFile) => {
    const name = file.syntax?.namespace;
    return name === undefined ? undefined : packageKey(folderOf(file.path), name);
  };
  return {
    languages: ['go'],
    embedsTypes: true,
    hasBuildVariants: true,
    readsDefinitions: true,
    readsImports: modules.isEmpty, // they vote for the root's path then
    resolve,
    packageOf,
    conditionOf: goConstraintOf,
  };
}

type External = Extract<ResolvedImport, { readonly kind: 'external' }>;
/** The local name keeps what follows it from being looked for in the repository. */
type NamedExternal = External & { readonly bindings: readonly ImportBinding[] };
type Lead = { readonly folder: string } | External;

/** Files of one folder may belong to the package, to its external tests (`x_test`) and to programs that are run alone. */
function packageKey(folder: string, name: string): string {
  return `${folder}:${name}`;
}

/** An import binds the name that the package gives itself, whatever its folder is called. */
function bindingsOf(statement: ImportStatement, packageName: string): ImportBinding[] {
  if (statement.names.includes('*')) return [{ local: '*', imported: '*' }];
  const alias = Object.keys(statement.locals ?? {})[0];
  if (alias === '_') return [];
  return [{ local: alias ?? packageName, imported: '*' }];
}

/** The name that a package outside most likely gives itself: `yaml` for `gopkg.in/yaml.v3` and `example.com/go-yaml/v3`. */
function guessedName(specifier: string): string {
  const segments = specifier.split('/');
  const last = segments.at(-1) as string;
  const name = /^v\d+$/.test(last) ? (segments.at(-2) ?? last) : last;
  return name.replace(/\.v\d+$/, '').replace(/^go[-.]|[-.]go$/g, '');
}

function resolveEmbed(
  file: SourceFile,
  directive: string,
  embedded: (folder: string, directive: string) => readonly EmbeddedFiles[],
): ResolvedImport[] {
  return embedded(folderOf(file.path), directive).flatMap(({ pattern, paths }): ResolvedImport[] =>
    paths.length === 0
      ? [{ kind: 'unresolved', lookedFor: pattern }]
      : paths.map((path) => ({ kind: 'file', path, names: [] })),
  );
}

/** The name of the package that an import of each folder means: not `main`, no external test, that of most files. */
function packageNamesOf(repository: Repository): ReadonlyMap<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const { path, syntax } of filesIn(repository, 'go')) {
    const name = syntax?.namespace;
    if (name === undefined) continue;
    const folder = folderOf(path);
    const isTest = path.endsWith('_test.go');
    const ofFolder = counts.get(folder) ?? new Map<string, number>();
    counts.set(folder, ofFolder);
    const weight = name === 'main' || name === 'documentation' ? 0.001 : isTest ? 0.01 : 1;
    const imported = isTest ? name.replace(/_test$/, '') : name;
    ofFolder.set(imported, (ofFolder.get(imported) ?? 0) + weight);
  }
  return new Map(
    [...counts].map(([folder, ofFolder]) => [
      folder,
      [...ofFolder].reduce((best, each) => (each[1] > best[1] ? each : best))[0],
    ]),
  );
}

/** The longest part of `specifier`, up to a slash or its end, for which `isKnown` holds. */
function longestPrefix(specifier: string, isKnown: (path: string) => boolean): string | undefined {
  for (let path = specifier; path !== ''; path = folderOf(path)) if (isKnown(path)) return path;
  return undefined;
}

function outside(specifier: string, module: string | undefined): Lead {
  const segments = specifier.split('/');
  const [host = ''] = segments;
  if (module === undefined && !host.includes('.'))
    return { kind: 'external', package: specifier, builtin: standardLibrary.has(host) };
  // Without a requirement that says it, a module is a repository of a well-known host, or what is imported.
  const isRepositoryHost = /^(github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|golang\.org)$/.test(host);
  const guessed = isRepositoryHost ? segments.slice(0, 3).join('/') : specifier;
  return { kind: 'external', package: module ?? guessed, builtin: false };
}

/** Without any `go.mod`, the root's path is what most imports that fit the folders begin with: `github.com/owner/name`. */
function inferredRootPath(
  repository: Repository,
  packageNames: ReadonlyMap<string, string>,
): string | undefined {
  const counts = new Map<string, number>();
  for (const { syntax } of filesIn(repository, 'go')) {
    for (const { specifier } of syntax?.imports ?? []) {
      const segments = specifier.split('/');
      const folder = segments.slice(3).join('/');
      if (segments[0]?.includes('.') !== true || folder === '' || !packageNames.has(folder)) continue;
      const root = segments.slice(0, 3).join('/');
      counts.set(root, (counts.get(root) ?? 0) + 1);
    }
  }
  return [...counts].reduce<readonly [string | undefined, number]>(
    (best, each) => (each[1] > best[1] ? each : best),
    [undefined, 0],
  )[0];
}

function joined(folder: string, rest: string): string {
  return folder === '' ? rest : rest === '' ? folder : `${folder}/${rest}`;
}
