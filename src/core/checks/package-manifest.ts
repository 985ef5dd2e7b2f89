import { getNodeValue, type Node, parseTree } from 'jsonc-parser';
import type { Repository, SourceFile } from '../analysis/repository.ts';
import { fileNameOf, folderOf } from '../base/path-text.ts';
import { lineAt, lineStarts } from '../base/text-range.ts';
import { isStaged } from './check-scope.ts';
import { directoriesUpwards, remember } from './repository-path.ts';

/** One string in a manifest, with the 1-based line it stands on. */
export interface ManifestEntry {
  /** Where it stands, dotted: `exports.import`, `bin`. */
  readonly field: string;
  readonly value: string;
  readonly line: number;
}

export type DependencyGroup =
  | 'dependencies'
  | 'devDependencies'
  | 'optionalDependencies'
  | 'peerDependencies';

export interface DeclaredPackage {
  readonly name: string;
  readonly version: string;
  readonly group: DependencyGroup;
  readonly line: number;
}

/** A package.json with the lines of what it says. */
export interface PackageManifest {
  readonly file: SourceFile;
  readonly directory: string;
  readonly name: string | undefined;
  readonly isPrivate: boolean;
  readonly scripts: ReadonlyMap<string, ManifestEntry>;
  readonly dependencies: readonly DeclaredPackage[];
  /** Strings under the fields that name files of the package. */
  readonly pathEntries: readonly ManifestEntry[];
  /** Strings outside the dependency sections that may name packages: scripts, tool configuration, workspaces. */
  readonly otherStrings: readonly string[];
  readonly fields: ReadonlySet<string>;
}

const GROUPS: readonly DependencyGroup[] = [
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
];
const PATH_FIELDS = [
  'main',
  'module',
  'browser',
  'types',
  'typings',
  'bin',
  'exports',
  'files',
  'man',
  'unpkg',
  'jsdelivr',
  'style',
  'sass',
  'svelte',
  'source',
  'esnext',
  'es2015',
  'react-native',
  'typesVersions',
];
const PROSE_FIELDS = new Set([
  'name',
  'version',
  'description',
  'keywords',
  'author',
  'contributors',
  'maintainers',
  'license',
  'homepage',
  'repository',
  'bugs',
  'funding',
]);

const manifests = new WeakMap<Repository, readonly PackageManifest[]>();

/** Every readable package.json that is part of the project: not fixtures, templates or vendored packages. */
export function packageManifests(repository: Repository): readonly PackageManifest[] {
  return allPackageManifests(repository).filter((manifest) => !isStaged(manifest.file.path));
}

/** Every readable package.json, whatever it is for. */
export function allPackageManifests(repository: Repository): readonly PackageManifest[] {
  return remember(manifests, repository, () =>
    repository.files
      .filter((file) => fileNameOf(file.path) === 'package.json')
      .flatMap((file) => readPackageManifest(file) ?? []),
  );
}

/** The manifests in `directory` and above it, the nearest first. */
export function manifestsAbove(list: readonly PackageManifest[], directory: string): PackageManifest[] {
  return directoriesUpwards(directory).flatMap(
    (at) => list.find((manifest) => manifest.directory === at) ?? [],
  );
}

/** Reads a package.json; undefined when it is no JSON object. */
export function readPackageManifest(file: SourceFile): PackageManifest | undefined {
  try {
    return readManifest(file);
  } catch {
    // Reading goes as deep as the text does: a hostile nesting exhausts the stack.
    return undefined;
  }
}

function readManifest(file: SourceFile): PackageManifest | undefined {
  const root = file.text === undefined ? undefined : parseJson(file.text);
  if (file.text === undefined || root?.type !== 'object') return undefined;
  const starts = lineStarts(file.text);
  const entry = (field: string, node: Node): ManifestEntry => ({
    field,
    value: String(node.value),
    line: lineAt(starts, node.offset),
  });
  const name = child(root, 'name')?.value;
  return {
    file,
    directory: folderOf(file.path),
    name: typeof name === 'string' ? name : undefined,
    isPrivate: child(root, 'private')?.value === true,
    scripts: new Map(
      members(child(root, 'scripts'))
        .filter(([, value]) => value.type === 'string')
        .map(([key, value]) => [key, entry(`scripts.${key}`, value)]),
    ),
    dependencies: GROUPS.flatMap((group) =>
      members(child(root, group)).map(([key, value]) => ({
        name: key,
        version: typeof value.value === 'string' ? value.value : '',
        group,
        line: lineAt(starts, value.offset),
      })),
    ),
    pathEntries: PATH_FIELDS.flatMap((field) =>
      strings(field, child(root, field)).map(([path, node]) => entry(path, node)),
    ),
    otherStrings: members(root)
      .filter(([key]) => !PROSE_FIELDS.has(key) && !(GROUPS as readonly string[]).includes(key))
      .flatMap(([key, value]) => allText(key, value)),
    fields: new Set(members(root).map(([key]) => key)),
  };
}

/** Parses JSON with comments; undefined when it is broken. */
export function parseJson(text: string): Node | undefined {
  try {
    return parseTree(text, [], { allowTrailingComma: true, allowEmptyContent: true });
  } catch {
    // The parser descends by recursion: a hostile nesting exhausts the stack.
    return undefined;
  }
}

/** The value of a member of an object. */
export function child(node: Node | undefined, name: string): Node | undefined {
  return members(node).find(([key]) => key === name)?.[1];
}

/** The members of an object; none for anything else. */
export function members(node: Node | undefined): [string, Node][] {
  if (node?.type !== 'object') return [];
  return (node.children ?? []).flatMap(({ children }) => {
    const [key, value] = children ?? [];
    return key === undefined || value === undefined ? [] : [[String(key.value), value] as [string, Node]];
  });
}

/** Strings below a node with their dotted place. `null` and `false` values are left out. */
export function strings(path: string, node: Node | undefined): [string, Node][] {
  if (node === undefined) return [];
  if (node.type === 'string') return [[path, node]];
  if (node.type === 'array') return (node.children ?? []).flatMap((item) => strings(path, item));
  return members(node).flatMap(([key, value]) => strings(`${path}.${key}`, value));
}

function allText(key: string, node: Node): string[] {
  const value: unknown = getNodeValue(node);
  return [key, typeof value === 'string' ? value : (JSON.stringify(value) ?? '')];
}
