import type { Repository } from '../analysis/repository.ts';
import { ancestorsOf, folderOf } from '../base/path-text.ts';
import type { DependencyGraph } from '../graph/dependency-graph.ts';
import { areImportsChecked } from './check-scope.ts';
import { allPackageManifests } from './package-manifest.ts';
import { distributionsOfModule } from './python-import-names.ts';
import { pythonManifests } from './python-manifest.ts';

/** Names of folders in which programs may lie that are read by tests rather than run: for compilers, formatters, linters. */
const TEST_AREA =
  /(^|\/)(tests?|specs?|__tests__|testing|e2e|integration|conformance|bench(mark)?s?|perf(ormance)?|samples?|test[-_][^/]*|[^/]*[-_]tests?|docs?)(\/|$)/i;
/** So many broken specifiers in one folder are no accident, and from this share on they are what the folder is for. */
const MIN_BROKEN = 8;
const MIN_BROKEN_SHARE = 0.4;

const memory = new WeakMap<DependencyGraph, (path: string) => boolean>();

/**
 * Tells for a path whether it is test material: it lies in a folder of a test area in which many of the different things
 * that are imported are not there. Material is meant to be as it is.
 */
export function testMaterial(repository: Repository, graph: DependencyGraph): (path: string) => boolean {
  const known = memory.get(graph);
  if (known !== undefined) return known;
  const folders = materialFolders(repository, graph);
  const isMaterial = (path: string) =>
    folders.size > 0 && ancestorsOf(path).some((folder) => folders.has(folder));
  memory.set(graph, isMaterial);
  return isMaterial;
}

function materialFolders(repository: Repository, graph: DependencyGraph): ReadonlySet<string> {
  const declared = declaredNames(repository);
  const sound = new Map<string, Set<string>>();
  const broken = new Map<string, Set<string>>();
  const count = (counts: Map<string, Set<string>>, from: string, specifier: string) => {
    for (const folder of ancestorsOf(from)) {
      if (!TEST_AREA.test(folder)) continue;
      const known = counts.get(folder);
      if (known === undefined) counts.set(folder, new Set([specifier]));
      else known.add(specifier);
    }
  };
  for (const { from, to } of graph.edges) count(sound, from, to);
  // What a test imports inside a function is often a module that the test writes.
  const isAtTop = (from: string, line: number) =>
    !/^\s/.test(repository.byPath.get(from)?.text?.split('\n')[line - 1] ?? '');
  for (const { from, lookedFor, line, optional } of graph.unresolved) {
    if (!areImportsChecked(repository.byPath.get(from)?.syntax?.language)) continue;
    if (!optional && TEST_AREA.test(from) && isAtTop(from, line)) count(broken, from, lookedFor);
  }
  for (const { from, package: name, line, builtin, optional } of graph.external) {
    if (builtin || optional || !TEST_AREA.test(folderOf(from)) || !isAtTop(from, line)) continue;
    const names = from.endsWith('.py') ? distributionsOfModule(name) : [name];
    count(names.some((candidate) => declared.has(candidate)) ? sound : broken, from, name);
  }
  const folders = new Set<string>();
  for (const [folder, { size }] of broken) {
    const all = size + (sound.get(folder)?.size ?? 0);
    if (size >= MIN_BROKEN && size >= all * MIN_BROKEN_SHARE) folders.add(folder);
  }
  return folders;
}

function declaredNames(repository: Repository): ReadonlySet<string> {
  const names = new Set<string>();
  for (const manifest of allPackageManifests(repository)) {
    if (manifest.name !== undefined) names.add(manifest.name);
    for (const { name } of manifest.dependencies) names.add(name);
  }
  for (const manifest of pythonManifests(repository)) {
    if (manifest.name !== undefined) names.add(manifest.name);
    for (const { name } of manifest.declared) names.add(name);
  }
  return names;
}
