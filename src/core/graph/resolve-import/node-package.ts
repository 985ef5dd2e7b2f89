import type { Repository } from '../../analysis/repository.ts';
import { ancestorsOf, folderOf, joinPath } from '../../base/path-text.ts';
import { isRecord, jsonObject } from './json-file.ts';
import { matchPattern } from './match-pattern.ts';

/** A `package.json` inside the repository. */
export interface NodePackage {
  readonly folder: string;
  readonly name: string | undefined;
  readonly manifest: Readonly<Record<string, unknown>>;
}

/** The packages of a repository, by name and by the files in them. */
export interface NodePackages {
  readonly byName: ReadonlyMap<string, NodePackage>;
  /** The package whose manifest is nearest above `path`. */
  readonly nearest: (path: string) => NodePackage | undefined;
}

export function nodePackagesOf(repository: Repository): NodePackages {
  const byFolder = new Map<string, NodePackage>();
  const byName = new Map<string, NodePackage>();
  for (const { path } of repository.files) {
    if (path !== 'package.json' && !path.endsWith('/package.json')) continue;
    const manifest = jsonObject(repository, path);
    if (manifest === undefined) continue;
    const name = typeof manifest['name'] === 'string' ? manifest['name'] : undefined;
    const found = { folder: folderOf(path), name, manifest };
    byFolder.set(found.folder, found);
    if (name !== undefined && !byName.has(name)) byName.set(name, found);
  }
  const nearest = (path: string) => {
    for (const folder of ancestorsOf(path)) {
      const found = byFolder.get(folder);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return { byName, nearest };
}

/** The name of the package that a bare specifier begins with: `@scope/name` or `name`. */
export function packageNameOf(specifier: string): string {
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] as string);
}

/**
 * Paths, best first, at which the module `subpath` of a package of this repository may have its source: what its manifest
 * names, the same with the build folder replaced by `src`, and the usual places.
 */
export function sourceCandidates(found: NodePackage, subpath: string): string[] {
  const { manifest } = found;
  const targets: string[] = [];
  const exported = exportTargets(manifest['exports'], subpath === '' ? '.' : `./${subpath}`);
  if (subpath === '') {
    for (const key of ['source', 'types', 'typings', 'module', 'main']) {
      if (typeof manifest[key] === 'string') targets.push(manifest[key]);
    }
  }
  targets.unshift(...exported);
  const candidates: string[] = [];
  for (const target of targets) candidates.push(target, ...asSource(target));
  if (subpath === '') candidates.push('src/index', 'index', 'src/main', 'lib/index');
  else candidates.push(subpath, `src/${subpath}`);
  return [...new Set(candidates.map((candidate) => joinPath(found.folder, candidate)))].filter(
    (candidate) => candidate !== undefined,
  );
}

/** The targets that a package's `imports` gives for a specifier that begins with `#`. */
export function importsTargets(found: NodePackage, specifier: string): string[] {
  return exportTargets(found.manifest['imports'], specifier)
    .flatMap((target) => (target.startsWith('.') ? [target, ...asSource(target)] : []))
    .map((target) => joinPath(found.folder, target))
    .filter((target) => target !== undefined);
}

/** The specifier of another package for which a `#` specifier stands, if it does. */
export function importsPackage(found: NodePackage, specifier: string): string | undefined {
  return exportTargets(found.manifest['imports'], specifier).find((target) => !/^[.#/]/.test(target));
}

/** All string targets under `key` of an `exports` or `imports` object, patterns with a star included. */
export function exportTargets(exportsField: unknown, key: string): string[] {
  if (typeof exportsField === 'string' || Array.isArray(exportsField)) {
    return key === '.' ? conditionTargets(exportsField) : [];
  }
  if (!isRecord(exportsField)) return [];
  if (key === '.' && !Object.keys(exportsField).some((name) => name.startsWith('.'))) {
    return conditionTargets(exportsField);
  }
  const exact = exportsField[key];
  if (exact !== undefined) return conditionTargets(exact);
  const patterns = Object.keys(exportsField)
    .filter((name) => name.includes('*'))
    .sort((a, b) => b.indexOf('*') - a.indexOf('*'));
  for (const pattern of patterns) {
    const star = matchPattern(pattern, key);
    if (star !== undefined) {
      return conditionTargets(exportsField[pattern])
        .filter((target) => target.length <= longestTarget)
        .map((target) => target.replaceAll('*', () => star));
    }
  }
  return [];
}

/** No path is longer; one that is made of stars would grow without bound. */
const longestTarget = 1000;
/** Conditions that stand deeper in each other are no manifest that anybody wrote. */
const deepestCondition = 50;

function conditionTargets(value: unknown, depth = 0): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || depth > deepestCondition) return [];
  return Object.values(value).flatMap((inner) => conditionTargets(inner, depth + 1));
}

const buildFolder = /^(?:\.\/)?(?:dist|lib|build|out|es|esm|cjs)\//;

/** Where the source of a built file may lie: `dist/x.d.ts` → `src/x`. */
function asSource(target: string): string[] {
  const bare = target.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
  const relative = bare.replace(/^\.\//, '');
  if (!buildFolder.test(target)) return [relative];
  const inside = bare.replace(buildFolder, '').replace(/^(?:types|typings|esm|cjs|es|src|prod|dev)\//, '');
  return [
    `src/${inside}`,
    inside,
    `src/${inside.replace(/(?:\.(?:esm|cjs|global|prod|bundler|browser))+.*$/, '')}`,
  ];
}
