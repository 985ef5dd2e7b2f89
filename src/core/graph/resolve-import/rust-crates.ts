import { parse as parseToml } from 'smol-toml';
import { type Repository, textsOf } from '../../analysis/repository.ts';
import { ancestorsOf, fileNameOf, folderOf, joinPath } from '../../base/path-text.ts';
import { isRecord } from './json-file.ts';

/** A package of Cargo inside the repository. */
export interface CargoPackage {
  readonly folder: string;
  /** The library, as code names it (`my_crate`), and its first file. */
  readonly library: { readonly name: string; readonly root: string } | undefined;
  /** First files of all its targets, the library's first, then programs, the build script, tests, benches, examples. */
  readonly roots: readonly string[];
  /** Paths of a `use` begin at the crate's root, as before the edition of 2018. */
  readonly isEdition2015: boolean;
  /** As code names them. A dependency with a folder is a package of this repository. */
  readonly dependencies: ReadonlyMap<string, CargoDependency>;
}

export interface CargoDependency {
  /** Its name in the registry. */
  readonly package: string;
  readonly folder: string | undefined;
}

export interface CargoPackages {
  readonly byFolder: ReadonlyMap<string, CargoPackage>;
  /** The package whose manifest is nearest above a path. */
  readonly nearest: (path: string) => CargoPackage | undefined;
}

type Table = Readonly<Record<string, unknown>>;

interface Manifest {
  readonly folder: string;
  readonly table: Table;
}

/** Reads every `Cargo.toml`; one that is broken is left out. */
export function cargoPackagesOf(repository: Repository): CargoPackages {
  const manifests = new Map<string, Manifest>();
  for (const { path, text } of textsOf(repository, (path) => fileNameOf(path) === 'Cargo.toml')) {
    try {
      const folder = folderOf(path);
      manifests.set(folder, { folder, table: parseToml(text) });
    } catch {
      // Templates of manifests (`name = {{name}}`) are no manifests.
    }
  }
  const sources = rustFilesByFolder(repository);
  const byFolder = new Map<string, CargoPackage>();
  for (const manifest of manifests.values()) {
    const found = readPackage(manifest, workspaceOf(manifest, manifests), repository, sources);
    if (found !== undefined) byFolder.set(found.folder, found);
  }
  const nearestOfFolder = new Map<string, CargoPackage | undefined>();
  const nearest = (path: string) => {
    const folder = folderOf(path);
    if (!nearestOfFolder.has(folder)) {
      const holding = ancestorsOf(path).find((one) => byFolder.has(one));
      nearestOfFolder.set(folder, holding === undefined ? undefined : byFolder.get(holding));
    }
    return nearestOfFolder.get(folder);
  };
  return { byFolder, nearest };
}

function readPackage(
  { folder, table }: Manifest,
  workspace: Manifest | undefined,
  repository: Repository,
  sources: ReadonlyMap<string, readonly string[]>,
): CargoPackage | undefined {
  const description = tableIn(table, 'package') ?? tableIn(table, 'project');
  const name = stringIn(description, 'name');
  if (description === undefined || name === undefined) return undefined;
  const existing = (path: string | undefined) =>
    path !== undefined && repository.byPath.has(path) ? path : undefined;
  const lib = tableIn(table, 'lib');
  const libraryRoot = existing(joinPath(folder, stringIn(lib, 'path') ?? 'src/lib.rs'));
  const library =
    libraryRoot === undefined
      ? undefined
      : { name: codeName(stringIn(lib, 'name') ?? name), root: libraryRoot };
  const build = description['build'] === false ? undefined : (stringIn(description, 'build') ?? 'build.rs');
  const roots = [
    libraryRoot,
    existing(joinPath(folder, 'src/main.rs')),
    ...targetRoots(table, 'bin', folder, 'src/bin', sources),
    build === undefined ? undefined : existing(joinPath(folder, build)),
    ...targetRoots(table, 'test', folder, 'tests', sources),
    ...targetRoots(table, 'bench', folder, 'benches', sources),
    ...targetRoots(table, 'example', folder, 'examples', sources),
  ];
  const edition = description['edition'];
  const workspaceEdition = stringIn(tableIn(tableIn(workspace?.table, 'workspace'), 'package'), 'edition');
  const writtenEdition = isRecord(edition) ? workspaceEdition : edition;
  return {
    folder,
    library,
    roots: [
      ...new Set(roots.filter((root) => root !== undefined && repository.byPath.has(root))),
    ] as string[],
    isEdition2015: writtenEdition === undefined || writtenEdition === '2015',
    dependencies: dependenciesOf({ folder, table }, workspace),
  };
}

/** Roots of one kind of target: those that the manifest names, and those that Cargo finds by their place. */
function targetRoots(
  table: Table,
  kind: string,
  folder: string,
  place: string,
  sources: ReadonlyMap<string, readonly string[]>,
): string[] {
  const at = joinPath(folder, place) as string;
  const found: string[] = [];
  const written = table[kind];
  for (const target of Array.isArray(written) ? written : []) {
    const path = isRecord(target) ? stringIn(target, 'path') : undefined;
    const joined = path === undefined ? undefined : joinPath(folder, path);
    if (joined !== undefined) found.push(joined);
  }
  for (const path of sources.get(at) ?? []) {
    const rest = path.slice(at.length + 1);
    if (!rest.includes('/') || /^[^/]+\/main\.rs$/.test(rest)) found.push(path);
  }
  return found;
}

/** Rust files by their folder and the one above it. */
function rustFilesByFolder(repository: Repository): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { path } of repository.files) {
    if (!path.endsWith('.rs')) continue;
    const folder = folderOf(path);
    for (const one of folder === '' ? [folder] : [folder, folderOf(folder)]) {
      const files = found.get(one);
      if (files === undefined) found.set(one, [path]);
      else files.push(path);
    }
  }
  return found;
}

/** The workspace that a package belongs to: its own manifest's, one that it names, or the nearest above. */
function workspaceOf(
  { folder, table }: Manifest,
  manifests: ReadonlyMap<string, Manifest>,
): Manifest | undefined {
  if (isRecord(table['workspace'])) return { folder, table };
  const named = stringIn(tableIn(table, 'package'), 'workspace');
  const folders =
    named === undefined
      ? ancestorsOf(joinPath(folder, 'Cargo.toml') as string)
      : [joinPath(folder, named) ?? ''];
  return folders
    .map((above) => manifests.get(above))
    .find((manifest) => isRecord(manifest?.table['workspace']));
}

function dependenciesOf(
  manifest: Manifest,
  workspace: Manifest | undefined,
): ReadonlyMap<string, CargoDependency> {
  const shared = tableIn(tableIn(workspace?.table, 'workspace'), 'dependencies') ?? {};
  const patches = patchedFolders(workspace ?? manifest);
  const found = new Map<string, CargoDependency>();
  for (const table of [manifest.table, ...Object.values(tableIn(manifest.table, 'target') ?? {})]) {
    if (!isRecord(table)) continue;
    for (const kind of ['dependencies', 'dev-dependencies', 'build-dependencies']) {
      for (const [name, written] of Object.entries(tableIn(table, kind) ?? {})) {
        const isShared = isRecord(written) && written['workspace'] === true;
        const described = isShared ? shared[name] : written;
        const base = isShared && workspace !== undefined ? workspace.folder : manifest.folder;
        const record = isRecord(described) ? described : undefined;
        const packageName = stringIn(record, 'package') ?? name;
        const path = stringIn(record, 'path');
        const isRegistry = record === undefined || stringIn(record, 'git') === undefined;
        const folder =
          path !== undefined ? joinPath(base, path) : isRegistry ? patches.get(packageName) : undefined;
        const known = found.get(codeName(name));
        if (known?.folder === undefined) found.set(codeName(name), { package: packageName, folder });
      }
    }
  }
  return found;
}

/** Packages of the registry that a workspace replaces with folders of its own. */
function patchedFolders({ folder, table }: Manifest): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const patched of [tableIn(tableIn(table, 'patch'), 'crates-io'), tableIn(table, 'replace')]) {
    for (const [key, written] of Object.entries(patched ?? {})) {
      const path = isRecord(written) ? stringIn(written, 'path') : undefined;
      const name = (isRecord(written) ? stringIn(written, 'package') : undefined) ?? key.replace(/:.*/, '');
      const joined = path === undefined ? undefined : joinPath(folder, path);
      if (joined !== undefined) found.set(name, joined);
    }
  }
  return found;
}

/** A name as code writes it. */
function codeName(name: string): string {
  return name.replaceAll('-', '_');
}

function tableIn(table: Table | undefined, key: string): Table | undefined {
  const value = table?.[key];
  return isRecord(value) ? value : undefined;
}

function stringIn(table: Table | undefined, key: string): string | undefined {
  const value = table?.[key];
  return typeof value === 'string' ? value : undefined;
}
