import type { Repository } from '../../analysis/repository.ts';
import { entryOf } from '../../base/map-entry.ts';
import { ancestorsOf, folderOf, joinPath } from '../../base/path-text.ts';
import { isRecord, jsonObject } from './json-file.ts';
import { matchPattern } from './match-pattern.ts';
import { exportTargets, type NodePackages, packageNameOf } from './node-package.ts';
import { type IncludedFiles, includedFilesOf, includesFile } from './tsconfig-files.ts';

/** What a `tsconfig.json` or `jsconfig.json` says of module names, with `extends` followed. Paths are in the root. */
export interface TsconfigPaths {
  readonly baseUrl: string | undefined;
  /** Patterns with at most one `*`, most telling (longest prefix) first. */
  readonly paths: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
  /** Folders that are laid over each other: what is relative in one may lie in another. */
  readonly rootDirs: readonly string[];
}

interface Config extends TsconfigPaths {
  readonly files: IncludedFiles;
  /** The configurations of the projects that it refers to. */
  readonly references: readonly string[];
}

const nothing: Config = { baseUrl: undefined, paths: [], rootDirs: [], files: {}, references: [] };

/** How many references are followed from one project to the next. */
const deepestReference = 5;

/**
 * Returns a function that gives the settings which apply to a file: those of the nearest configuration above it, or, where
 * that one does not take the file in, of the project that it refers to and that does.
 */
export function tsconfigPathsOf(
  repository: Repository,
  packages: NodePackages,
): (path: string) => TsconfigPaths | undefined {
  const byFolder = new Map<string, string | undefined>();
  const known = new Map<string, Config>();
  const byFile = new Map<string, TsconfigPaths | undefined>();
  const read = (path: string) => readConfig(path, { repository, packages, known });
  const nearest = (path: string): string | undefined => {
    for (const folder of ancestorsOf(path)) {
      if (!byFolder.has(folder)) byFolder.set(folder, configIn(repository, folder));
      const found = byFolder.get(folder);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const projectOf = (file: string, path: string, depth: number): Config | undefined => {
    const config = read(path);
    if (includesFile(config.files, folderOf(path), file)) return config;
    for (const reference of depth < deepestReference ? config.references : []) {
      const project = projectOf(file, reference, depth + 1);
      if (project !== undefined) return project;
    }
    return undefined;
  };
  return (path) => {
    const config = nearest(path);
    if (config === undefined) return undefined;
    if (read(config).references.length === 0) return read(config);
    if (!byFile.has(path)) byFile.set(path, projectOf(path, config, 0) ?? read(config));
    return byFile.get(path);
  };
}

function configIn({ byPath }: Repository, folder: string): string | undefined {
  const prefix = folder === '' ? '' : `${folder}/`;
  return ['tsconfig.json', 'jsconfig.json'].map((name) => prefix + name).find((path) => byPath.has(path));
}

interface Reading {
  readonly repository: Repository;
  readonly packages: NodePackages;
  /** Each file is read once; one that is being read already (a circle of `extends`) says nothing. */
  readonly known: Map<string, Config>;
}

/** How many configurations may extend each other: what lies further away says nothing. */
const deepestExtends = 100;

function readConfig(path: string, reading: Reading, depth = 0): Config {
  const found = reading.known.get(path);
  if (found !== undefined || depth > deepestExtends) return found ?? nothing;
  reading.known.set(path, nothing);
  const config = parseConfig(path, reading, depth);
  reading.known.set(path, config);
  return config;
}

function parseConfig(path: string, reading: Reading, depth: number): Config {
  const config = jsonObject(reading.repository, path);
  if (config === undefined) return nothing;
  const folder = folderOf(path);
  let result = nothing;
  for (const name of textsOf(config['extends'])) {
    const target = extendedFile(name, folder, reading);
    if (target !== undefined) result = mergeConfigs(result, readConfig(target, reading, depth + 1));
  }
  const references = [config['references']].flat().flatMap((reference) => {
    const target =
      isRecord(reference) && typeof reference['path'] === 'string'
        ? firstConfig(reading.repository, joinPath(folder, reference['path']))
        : undefined;
    return target ?? [];
  });
  const files = { ...result.files, ...includedFilesOf(config, folder) };
  const options = isRecord(config['compilerOptions']) ? config['compilerOptions'] : {};
  const ownBase = typeof options['baseUrl'] === 'string' ? joinPath(folder, options['baseUrl']) : undefined;
  const baseUrl = ownBase ?? result.baseUrl;
  const rootDirs = textsOf(options['rootDirs']).flatMap((dir) => joinPath(folder, dir) ?? []);
  return {
    baseUrl,
    paths: isRecord(options['paths']) ? readPaths(options['paths'], baseUrl ?? folder) : result.paths,
    rootDirs: rootDirs.length > 0 ? rootDirs : result.rootDirs,
    files,
    references,
  };
}

function readPaths(written: Readonly<Record<string, unknown>>, base: string): TsconfigPaths['paths'] {
  const paths = Object.entries(written).map(([pattern, targets]) => ({
    pattern,
    targets: textsOf(targets).flatMap((target) => joinPath(base, target) ?? []),
  }));
  return paths.sort((a, b) => prefixLength(b.pattern) - prefixLength(a.pattern));
}

/** The file that `extends` names: relative, or in a package of this repository. */
function extendedFile(name: string, folder: string, { repository, packages }: Reading): string | undefined {
  if (name.startsWith('.')) return firstConfig(repository, joinPath(folder, name));
  const packageName = packageNameOf(name);
  const found = packages.byName.get(packageName);
  if (found === undefined) return undefined;
  const rest = name.slice(packageName.length + 1);
  const own = found.manifest['tsconfig'];
  const targets = [
    ...exportTargets(found.manifest['exports'], rest === '' ? '.' : `./${rest}`),
    rest === '' && typeof own === 'string' ? own : rest,
  ];
  for (const target of targets) {
    const file = firstConfig(repository, joinPath(found.folder, target));
    if (file !== undefined) return file;
  }
  return undefined;
}

function firstConfig({ byPath }: Repository, target: string | undefined): string | undefined {
  if (target === undefined) return undefined;
  const inFolder = joinPath(target, 'tsconfig.json');
  return [target, `${target}.json`, inFolder].find((path) => path !== undefined && byPath.has(path));
}

function textsOf(value: unknown): string[] {
  return [value].flat().filter((one): one is string => typeof one === 'string');
}

function mergeConfigs(base: Config, over: Config): Config {
  return {
    baseUrl: over.baseUrl ?? base.baseUrl,
    paths: over.paths.length > 0 ? over.paths : base.paths,
    rootDirs: over.rootDirs.length > 0 ? over.rootDirs : base.rootDirs,
    files: { ...base.files, ...over.files },
    references: [],
  };
}

/** A pattern without a star matches exactly and goes before any pattern with one. */
function prefixLength(pattern: string): number {
  const star = pattern.indexOf('*');
  return star < 0 ? Number.POSITIVE_INFINITY : star;
}

/** For a lookup by name: the targets of the patterns that match it, in their order, with what their star stands for. */
export function pathTargets({ paths }: TsconfigPaths, name: string): string[] {
  let index = patternIndexes.get(paths);
  if (index === undefined) {
    index = patternIndexOf(paths);
    patternIndexes.set(paths, index);
  }
  const fitting = index.lengths.filter((length) => length <= name.length);
  const keys = [name, ...fitting.map((length) => `${name.slice(0, length)}*`)];
  const found = keys.flatMap((key) => index.byKey.get(key) ?? []);
  return found.flatMap(({ pattern, targets }) => {
    const star = matchPattern(pattern, name);
    return star === undefined ? [] : targets.map((target) => target.replace('*', () => star));
  });
}

interface PatternIndex {
  /** Patterns up to their star. */
  readonly byKey: ReadonlyMap<string, TsconfigPaths['paths'][number][]>;
  /** Of what stands before a star, longest first. */
  readonly lengths: readonly number[];
}

const patternIndexes = new WeakMap<TsconfigPaths['paths'], PatternIndex>();

function patternIndexOf(paths: TsconfigPaths['paths']): PatternIndex {
  const byKey = new Map<string, TsconfigPaths['paths'][number][]>();
  const lengths = new Set<number>();
  for (const path of paths) {
    const star = path.pattern.indexOf('*');
    if (star >= 0) lengths.add(star);
    entryOf(byKey, star < 0 ? path.pattern : path.pattern.slice(0, star + 1), () => []).push(path);
  }
  return { byKey, lengths: [...lengths].sort((a, b) => b - a) };
}
