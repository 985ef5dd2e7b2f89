import { parse } from 'jsonc-parser';
import type { Repository } from '../analysis/repository.ts';
import { fileNameOf, folderOf } from '../base/path-text.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import type { DependencyGraph } from '../graph/dependency-graph.ts';
import { languageById } from '../workspace/language-registry.ts';

/** A group of lines of a pack's overview. */
export interface OverviewSection {
  readonly title: string;
  /** Most important first: the last ones go when there is no room. */
  readonly rows: readonly string[];
}

/** Folders this deep are named. */
const folderDepth = 2;
const mostEntryPoints = 12;
const mostCommands = 16;
const longestRow = 160;

/**
 * What somebody wants to know of a repository before reading it: languages, entry points, how it is built and tested, its
 * folders. Holds no counts: they would change with every commit, and with them every byte behind.
 */
export function describeRepository(
  repository: Repository,
  graph: Pick<DependencyGraph, 'edges'>,
): OverviewSection[] {
  const sections = [
    { title: 'languages', rows: languageRows(repository) },
    { title: 'entry points', rows: entryPoints(repository, graph) },
    { title: 'commands', rows: commandRows(repository) },
    { title: 'folders', rows: folderRows(repository) },
  ];
  return sections.filter(({ rows }) => rows.length > 0);
}

/** Languages by how many lines they have, in steps of ×4, so that their order does not change with a line. */
function languageRows({ files }: Repository): string[] {
  const lines = new Map<string, number>();
  for (const { kind, language, role, lineCount } of files) {
    if (language === undefined || kind !== 'text' || (role !== 'code' && role !== 'test')) continue;
    lines.set(language, (lines.get(language) ?? 0) + lineCount);
  }
  const step = (language: string) => Math.floor(Math.log2(1 + (lines.get(language) ?? 0)) / 2);
  const names = [...lines.keys()].sort((a, b) => step(b) - step(a) || compareCodeUnits(a, b));
  return names.length === 0
    ? []
    : [
        names
          .map((id) => languageById(id)?.displayName ?? id)
          .slice(0, 12)
          .join(', '),
      ];
}

const manifestNames = new Set([
  'package.json',
  'pyproject.toml',
  'setup.py',
  'setup.cfg',
  'Cargo.toml',
  'composer.json',
]);
const mainFile =
  /(?:^|\/)(?:main\.(?:go|rs|c|cc|cpp|py|ts|js|swift|kt|dart)|__main__\.py|Program\.cs|Main\.java)$/;

/** What manifests name as entries, else files that are called like one; shallow ones first. */
function entryPoints({ files, byPath }: Repository, { edges }: Pick<DependencyGraph, 'edges'>): string[] {
  const found = new Set<string>();
  for (const { from, to } of edges) {
    const target = byPath.get(to);
    if (manifestNames.has(fileNameOf(from)) && target?.role === 'code') found.add(to);
  }
  for (const { path, role } of files) if (role === 'code' && mainFile.test(path)) found.add(path);
  return [...found]
    .sort((a, b) => depthOf(a) - depthOf(b) || compareCodeUnits(a, b))
    .slice(0, mostEntryPoints);
}

/** Files at the root that say by being there how a repository is built and tested. */
const toolCommands: readonly (readonly [file: string, commands: string])[] = [
  ['Cargo.toml', 'cargo build, cargo test'],
  ['go.mod', 'go build ./..., go test ./...'],
  ['pom.xml', 'mvn package, mvn test'],
  ['gradlew', './gradlew build, ./gradlew test'],
  ['build.sbt', 'sbt compile, sbt test'],
  ['Package.swift', 'swift build, swift test'],
  ['mix.exs', 'mix compile, mix test'],
  ['CMakeLists.txt', 'cmake -B build, cmake --build build, ctest'],
  ['tox.ini', 'tox'],
  ['pytest.ini', 'pytest'],
];
const wantedScript = /^(?:build|test|start|dev|lint|check|typecheck|format)\b/;

/** A Makefile's target with a dot or a slash is something that is made on the way: `test.o`, `build/app`. */
const looksLikeFile = /[./]/;

function commandRows({ byPath }: Repository): string[] {
  const rows: string[] = [];
  const manifest: unknown = parse(byPath.get('package.json')?.text ?? '{}');
  const scripts = (manifest as { scripts?: unknown } | undefined)?.scripts;
  if (typeof scripts === 'object' && scripts !== null) {
    for (const [name, command] of Object.entries(scripts)) {
      if (wantedScript.test(name) && typeof command === 'string') rows.push(`npm run ${name}: ${command}`);
    }
  }
  for (const [file, commands] of toolCommands) if (byPath.has(file)) rows.push(`${file}: ${commands}`);
  const makefile = byPath.get('Makefile') ?? byPath.get('makefile') ?? byPath.get('GNUmakefile');
  for (const { name } of makefile?.syntax?.symbols ?? [])
    if (wantedScript.test(name) && !looksLikeFile.test(name)) rows.push(`make ${name}`);
  return rows
    .slice(0, mostCommands)
    .map((row) => (row.length > longestRow ? `${row.slice(0, longestRow)} …` : row));
}

/** Folders near the root, shallow ones first. */
function folderRows({ directories }: Repository): string[] {
  return [...directories]
    .filter((folder) => folder !== '' && depthOf(folder) < folderDepth && !/(?:^|\/)\.git$/.test(folder))
    .sort(
      (a, b) =>
        depthOf(a) - depthOf(b) || compareCodeUnits(folderOf(a), folderOf(b)) || compareCodeUnits(a, b),
    )
    .map((folder) => `${folder}/`);
}

function depthOf(path: string): number {
  return path.split('/').length - 1;
}
