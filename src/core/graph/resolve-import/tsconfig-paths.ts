import type { Repository } from '../../analysis/repository.ts';
import { entryOf } from '../../base/map-entry.ts';
import { ancestorsOf, folderOf, joinPath } from '../../base/path-text.ts';
import { isRecord, jsonObject } from './json-file.ts';

/** What a `tsconfig.json` or `jsconfig.json` says of module names, with `extends` followed. Paths are in the root. */
export interface TsconfigPaths {
  readonly baseUrl: string | undefined;
  /** Patterns with at most one `*`, most telling (longest prefix) first. */
  readonly paths: readonly { readonly pattern: string; readonly targets: readonly string[] }[];
}

/** Returns a function that gives the settings which apply to a file: those of the nearest configuration above it. */
export function tsconfigPathsOf(repository: Repository): (path: string) => TsconfigPaths | undefined {
  const byFolder = new Map<string, TsconfigPaths | undefined>();
  const byPath = new Map<string, TsconfigPaths>();
  const read = (folder: string): TsconfigPaths | undefined => {
    const prefix = folder === '' ? '' : `${folder}/`;
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      if (repository.byPath.has(prefix + name)) return readConfig(repository, prefix + name, byPath);
    }
    return undefined;
  };
  return (path) => {
    for (const folder of ancestorsOf(path)) {
      if (!byFolder.has(folder)) byFolder.set(folder, read(folder));
      const config = byFolder.get(folder);
      if (config !== undefined) return config;
    }
    return undefined;
  };
}

const nothing: TsconfigPaths = { baseUrl: undefined, paths: [] };

/** How many configurations may extend each other: what lies further away says nothing. */
const deepestExtends = 100;

/** Reads each file once; one that is being read already (a circle of `extends`) says nothing. */
function readConfig(
  repository: Repository,
  path: string,
  known: Map<string, TsconfigPaths>,
  depth = 0,
): TsconfigPaths {
  const found = known.get(path);
  if (found !== undefined || depth > deepestExtends) return found ?? nothing;
  known.set(path, nothing);
  const config = parseConfig(repository, path, known, depth);
  known.set(path, config);
  return config;
}

function parseConfig(
  repository: Repository,
  path: string,
  known: Map<string, TsconfigPaths>,
  depth: number,
): TsconfigPaths {
  const config = jsonObject(repository, path);
  if (config === undefined) return nothing;
  const folder = folderOf(path);
  const extended = [config['extends']].flat().filter((name): name is string => typeof name === 'string');
  let result = nothing;
  for (const name of extended) {
    const target = name.startsWith('.') ? joinPath(folder, name) : undefined;
    if (target === undefined) continue;
    const found = [target, `${target}.json`, joinPath(target, 'tsconfig.json')].find(
      (candidate) => candidate !== undefined && repository.byPath.has(candidate),
    );
    if (found !== undefined) result = mergeConfigs(result, readConfig(repository, found, known, depth + 1));
  }
  const options = config['compilerOptions'];
  if (!isRecord(options)) return result;
  const ownBase = typeof options['baseUrl'] === 'string' ? joinPath(folder, options['baseUrl']) : undefined;
  const baseUrl = ownBase ?? result.baseUrl;
  if (!isRecord(options['paths'])) return { ...result, baseUrl };
  const paths = Object.entries(options['paths']).map(([pattern, targets]) => ({
    pattern,
    targets: [targets]
      .flat()
      .filter((target): target is string => typeof target === 'string')
      .map((target) => joinPath(baseUrl ?? folder, target))
      .filter((target) => target !== undefined),
  }));
  paths.sort((a, b) => prefixLength(b.pattern) - prefixLength(a.pattern));
  return { baseUrl, paths };
}

function mergeConfigs(base: TsconfigPaths, over: TsconfigPaths): TsconfigPaths {
  return { baseUrl: over.baseUrl ?? base.baseUrl, paths: over.paths.length > 0 ? over.paths : base.paths };
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

/** The part of `name` that stands for the star of `pattern`; '' for an exact match; undefined for none. */
export function matchPattern(pattern: string, name: string): string | undefined {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === name ? '' : undefined;
  const prefix = pattern.slice(0, star);
  const suffix = pattern.slice(star + 1);
  if (name.length < prefix.length + suffix.length || !name.startsWith(prefix) || !name.endsWith(suffix))
    return undefined;
  return name.slice(prefix.length, name.length - suffix.length);
}
