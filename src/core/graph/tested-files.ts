import { entryOf } from '../base/map-entry.ts';
import { fileNameOf, folderOf } from '../base/path-text.ts';
import type { DependencyEdge } from './dependency-graph.ts';
import { nameKey, placeOf, stemOf, testedNames, testFamilyOf } from './tested-names.ts';

/** Finds the edges from a test file to what it tests. */
export interface TestedFiles {
  /** Whether a file is a test by its name. */
  readonly isTest: (path: string) => boolean;
  /**
   * @param needed what the file imports or uses, with the first line in it that shows it
   * @param implementationsOf the sources of a header
   */
  readonly edgesFrom: (
    test: string,
    needed: ReadonlyMap<string, number>,
    implementationsOf: (path: string) => readonly string[],
  ) => readonly DependencyEdge[];
}

/** Files that stand for their folder. */
const folderModule = /^(?:index|mod|lib|__init__)$/;

/**
 * Says which file a test is of, by its name: among the files that it imports or uses, the nearest one that bears the name;
 * if it needs none of that name, the one in the folder that mirrors its own (`src/test/java` ↔ `src/main/java`, `tests` ↔
 * `src`, `__tests__`, `spec` ↔ `lib`). Several that are equally near give nothing. The source of a tested header is tested, too.
 */
export function testedFilesOf(paths: readonly string[]): TestedFiles {
  const named = new Map<string, string[]>();
  const foldersNamed = new Map<string, string[]>();
  for (const path of paths) {
    const family = testFamilyOf(path);
    if (family === undefined) continue;
    const stem = stemOf(path);
    entryOf(named, `${family} ${nameKey(stem)}`, () => []).push(path);
    if (!folderModule.test(stem)) continue;
    const folder = nameKey(fileNameOf(folderOf(path)));
    entryOf(foldersNamed, `${family} ${folder}`, () => []).push(path);
  }
  const find = (
    test: string,
    isNeeded: (path: string) => boolean,
    isSource: IsSource,
  ): FoundFile | undefined => {
    for (const name of testedNames(test)) {
      const key = `${testFamilyOf(test)} ${nameKey(name)}`;
      const files = (named.get(key) ?? []).filter(isNoTest);
      const folders = (foldersNamed.get(key) ?? []).filter(isNoTest);
      const choose: Choice = { test, name, isSource, placeOf };
      const chooseFolder: Choice = { ...choose, placeOf: (path) => placeOf(folderOf(path)) };
      const path =
        nearest(files.filter(isNeeded), choose) ??
        nearest(folders.filter(isNeeded), chooseFolder) ??
        mirrored(files, choose) ??
        mirrored(folders, chooseFolder);
      if (path !== undefined) return { name, path };
    }
    return undefined;
  };
  return {
    isTest: (path) => !isNoTest(path),
    edgesFrom: (test, needed, implementationsOf) => {
      const isSource: IsSource = (path, header) => implementationsOf(header).includes(path);
      const found = find(test, (path) => needed.has(path), isSource);
      if (found === undefined) return [];
      const { name, path } = found;
      return [path, ...implementationsOf(path)].map((to) => ({
        from: test,
        to,
        specifier: name,
        line: needed.get(to) ?? needed.get(path) ?? 1,
        kind: 'test',
        names: [],
      }));
    },
  };
}

interface FoundFile {
  readonly name: string;
  readonly path: string;
}

type IsSource = (path: string, header: string) => boolean;

interface Choice {
  readonly test: string;
  /** As the test has it; upper and lower case decide where nothing else does. */
  readonly name: string;
  readonly isSource: IsSource;
  /** Where a candidate lies, or the folder that it stands for. */
  readonly placeOf: (path: string) => readonly string[];
}

function isNoTest(path: string): boolean {
  return testedNames(path).length === 0;
}

/** The one of some files that the fewest folders part from the test; undefined if there are several. */
function nearest(candidates: readonly string[], choice: Choice): string | undefined {
  if (candidates.length < 2) return candidates[0];
  const own = placeOf(choice.test);
  const distances = candidates.map((path) => foldersBetween(choice.placeOf(path), own));
  const least = Math.min(...distances);
  return only(
    candidates.filter((_, index) => distances[index] === least),
    choice,
  );
}

/** The one that lies where the test lies, but for folders that part tests from sources, and at most one for the whole package. */
function mirrored(candidates: readonly string[], choice: Choice): string | undefined {
  if (candidates.length === 0) return undefined;
  const own = placeOf(choice.test).join('/');
  const places = candidates.map(choice.placeOf);
  const same = candidates.filter((_, index) => places[index]?.join('/') === own);
  if (same.length > 0) return only(same, choice);
  return only(
    candidates.filter((_, index) => places[index]?.slice(1).join('/') === own),
    choice,
  );
}

function only(candidates: readonly string[], { name, isSource }: Choice): string | undefined {
  if (candidates.length < 2) return candidates[0];
  const headers = candidates.filter(
    (path) => !candidates.some((other) => other !== path && isSource(path, other)),
  );
  if (headers.length === 1) return headers[0];
  const exact = headers.filter((path) => stemOf(path) === name);
  return exact.length === 1 ? exact[0] : undefined;
}

/** How many folders one has to leave and to enter on the way from one place to another. */
function foldersBetween(a: readonly string[], b: readonly string[]): number {
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared++;
  return a.length + b.length - 2 * shared;
}
