import { extensionOf, fileNameOf, folderOf, joinPath } from '../base/path-text.ts';
import type { CheckFacts, CheckResult } from './check.ts';
import { isExample, isPlaceholder, looksBuiltForPackage } from './check-scope.ts';
import { closestName } from './edit-distance.ts';
import {
  type ManifestEntry,
  manifestsAbove,
  type PackageManifest,
  packageManifests,
} from './package-manifest.ts';
import { pathExists, relativePath, stemOf } from './repository-path.ts';
import { closestFile, replaceOnLine } from './suggest-fix.ts';

/** Files that a release puts beside a package's own. */
const COPIED = /^(readme|licen[cs]e|changelog|notice|copying|history|authors|third[-_]?party\w*)(\.|$)/i;

/** Reports files that a package.json says belong to the package and that are neither there nor built. */
export function* missingManifestEntries(
  facts: CheckFacts,
  manifest: PackageManifest,
): Generator<CheckResult> {
  // An example is an application: its `main` is what `npm init` wrote there.
  if (isExample(manifest.file.path)) return;
  const seen = new Set<string>();
  for (const entry of manifest.pathEntries) {
    if (seen.has(entry.value) || !namesFile(entry)) continue;
    seen.add(entry.value);
    const path = joinPath(manifest.directory, entry.value.replace(/^\.\//, ''));
    if (path === undefined || path === manifest.directory || isThere(facts, path)) continue;
    const candidate = candidateFor(facts, path);
    if (!isSurelySource(facts, manifest, path, candidate)) continue;
    const prefix = entry.value.startsWith('./') ? './' : '';
    const written =
      candidate === undefined ? undefined : prefix + relativePath(manifest.directory, candidate);
    yield {
      file: manifest.file,
      line: entry.line,
      subject: `${entry.field}:${entry.value}`,
      title: `"${entry.field.split('.')[0]}" names ${entry.value}, which does not exist`,
      explanation: `\`${entry.field}\` names \`${path}\`. It is not in the repository, and nothing says that a build makes it.${written === undefined ? '' : ` Probably \`${written}\` is meant.`}`,
      fix:
        written === undefined
          ? undefined
          : replaceOnLine(manifest.file, entry.line, `"${entry.value}"`, `"${written}"`),
    };
  }
}

function namesFile({ field, value }: ManifestEntry): boolean {
  if (value === '' || value.startsWith('!') || value.startsWith('/') || isPlaceholder(value)) return false;
  // `exports` and `browser` also map to other packages, and an array of `files` may name whole folders.
  if (/^(exports|browser|react-native|typesVersions)/.test(field))
    return value.startsWith('./') || (field === 'browser' && extensionOf(value) !== '');
  return true;
}

function isThere({ repository }: CheckFacts, path: string): boolean {
  const bare = path.replace(/\/$/, '');
  if (pathExists(repository, bare)) return true;
  return [
    '.js',
    '.json',
    '.node',
    '.cjs',
    '.mjs',
    '.d.ts',
    '.ts',
    '/index.js',
    '/index.json',
    '/index.d.ts',
  ].some((ending) => repository.byPath.has(bare + ending));
}

/**
 * A missing file of a package is mostly one that its build makes. It is certain only where it would lie among sources
 * that are there, or where an existing file is clearly meant.
 */
function isSurelySource(
  facts: CheckFacts,
  manifest: PackageManifest,
  path: string,
  candidate: string | undefined,
): boolean {
  const { repository } = facts;
  const below = manifest.directory === '' ? path : path.slice(manifest.directory.length + 1);
  if (
    looksBuiltForPackage(facts.repository, below) &&
    !(candidate !== undefined && folderOf(candidate) === folderOf(path))
  )
    return false;
  if (facts.isIgnored(path) || COPIED.test(fileNameOf(path)) || manifest.fields.has('publishConfig'))
    return false;
  if (extensionOf(path) === '') return candidate !== undefined;
  const directory = folderOf(path);
  if (!(directory === '' || repository.directories.has(directory))) return candidate !== undefined;
  // `index.js` beside `index.ts`, or anywhere else in the package, is compiled.
  const stem = stemOf(fileNameOf(path)).replace(
    /\.(d|min|esm|cjs|umd|es|prod|dev|common|module|browser|node)$/,
    '',
  );
  const sources = repository.files.some((file) => {
    if (!/\.([cm]?tsx?|coffee|jsx|vue|svelte|ls|re|res|elm|rs|scss|sass|less)$/.test(file.path)) return false;
    return (
      file.path.startsWith(manifest.directory) && stemOf(fileNameOf(file.path)).replace(/\.d$/, '') === stem
    );
  });
  if (sources) return false;
  if (candidate !== undefined) return true;
  const builds = manifestsAbove(packageManifests(repository), manifest.directory).some(({ scripts }) =>
    [...scripts.keys()].some((name) =>
      /^(pre|post)?(build|prepare|prepack|prepublish|compile|bundle|dist|generate)/.test(name),
    ),
  );
  return !builds;
}

function candidateFor(facts: CheckFacts, path: string): string | undefined {
  const file = closestFile(facts.repository, path, (other) => extensionOf(other) === extensionOf(path));
  if (file !== undefined) return file;
  const parent = folderOf(path);
  const names = [...facts.repository.directories]
    .filter((directory) => directory !== '' && folderOf(directory) === parent)
    .map(fileNameOf);
  const close = extensionOf(path) === '' ? closestName(fileNameOf(path), names) : undefined;
  return close === undefined ? undefined : parent === '' ? close : `${parent}/${close}`;
}
