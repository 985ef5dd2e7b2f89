import { extensionOf, fileNameOf, folderOf } from '../base/path-text.ts';

/** Languages whose files may test each other, by extension. */
const families: Readonly<Record<string, readonly string[]>> = {
  js: ['.ts', '.tsx', '.js', '.jsx', '.mts', '.cts', '.mjs', '.cjs', '.vue', '.svelte'],
  python: ['.py', '.pyi', '.pyx'],
  go: ['.go'],
  rust: ['.rs'],
  jvm: ['.java', '.kt', '.kts', '.scala'],
  csharp: ['.cs'],
  c: ['.c', '.h', '.cc', '.cpp', '.cxx', '.c++', '.hh', '.hpp', '.hxx', '.h++'],
  ruby: ['.rb'],
  php: ['.php'],
  swift: ['.swift'],
  dart: ['.dart'],
  elixir: ['.ex', '.exs'],
  lua: ['.lua'],
  shell: ['.sh', '.bash', '.bats'],
  zig: ['.zig'],
};

const familyOf = new Map(
  Object.entries(families).flatMap(([family, extensions]) => extensions.map((one) => [one, family] as const)),
);

/** The language family that a path's extension belongs to, as far as its files are tested by files of the same one. */
export function testFamilyOf(path: string): string | undefined {
  return familyOf.get(extensionOf(path));
}

/** `a/store.test.ts` → `store.test`. */
export function stemOf(path: string): string {
  const name = fileNameOf(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? name : name.slice(0, dot);
}

/** What two names have in common that mean one thing: `data-source`, `data_source` and `DataSource`. */
export function nameKey(name: string): string {
  return name.toLowerCase().replaceAll(/[-_]/g, '');
}

const prefix = /^(?:tests?|tst)[_-](.+)$/i;
const suffix = /^(.+)[._-](?:tests?|specs?|unittests?)$/i;
const capitalSuffix = /^(.*[a-z\d])(?:Tests?|TestCase|TestSuite|Specs?|Suite|IT|Cest|Facts)$/;
const capitalPrefix = /^Tests?([A-Z].*)$/;
const kind = /[._-](?:e2e|cy|unit|integration|int|it|browser|node|dom|ssr|server|client)$/i;

/** Where a name that ends in `Test` is that of a test, and does not only happen to. */
const testFolder =
  /(?:^|\/)(?:(?:[^/]*[._-])?(?:tests?|specs?|unittests?|e2e|__tests__)|[^/]*[a-z\d](?:Tests?|Specs?))\//i;

/** Languages whose files are named after the one type in them. */
const typeFamilies: ReadonlySet<string> = new Set(['jvm', 'csharp', 'c', 'php', 'swift']);

/** Languages where a file of a test folder may bear the very name of what it tests. */
const plainFamilies: ReadonlySet<string> = new Set(['js', 'rust', 'c']);
const plainFolder = /(?:^|\/)(?:tests?|__tests__|specs?)\/[^/]+$/i;

/**
 * The names, without extension, that what a test file tests may bear, the likeliest first; none for a file that is no
 * test by its name. `store.test.ts`, `test_store.py`, `store_spec.rb`, `StoreTest.java`, and `test/store.js` name `store`;
 * `store.e2e.test.ts` names `store.e2e`, then `store`. The unit tests `store/tests.rs` of Rust name their folder.
 */
export function testedNames(path: string): readonly string[] {
  const family = testFamilyOf(path);
  // Of Elixir only scripts are run as tests; the rest is a library for them.
  if (family === undefined || path.endsWith('.ex')) return [];
  const stem = stemOf(path);
  if (family === 'rust' && /^tests?$/.test(stem)) return [fileNameOf(folderOf(path))];
  const named =
    suffix.exec(stem)?.[1] ??
    prefix.exec(stem)?.[1] ??
    (testFolder.test(path) ? capitalSuffix.exec(stem)?.[1] : undefined) ??
    (typeFamilies.has(family) && testFolder.test(path) ? capitalPrefix.exec(stem)?.[1] : undefined) ??
    (plainFamilies.has(family) && plainFolder.test(path) ? stem : undefined);
  if (named === undefined) return [];
  const plain = named.replace(kind, '');
  return plain === named || plain === '' ? [named] : [named, plain];
}

/** Folders that only say of which sort the files in them are. */
const sortFolder =
  /^(?:__tests__|tests?|specs?|unit|unittests?|integration|functional|feature|e2e|testing|src|sources?|lib|libs|app|main|include|inc|java|kotlin|scala|groovy|php|python|js|ts|[a-z]+(?:Main|Test))$/i;

/**
 * What is left of a file's folders without those that part tests from sources: the same for `src/test/java/a/XTest.java`
 * and `src/main/java/a/X.java`, for `Tests/KitTests/XTests.swift` and `Sources/Kit/X.swift`.
 */
export function placeOf(path: string): readonly string[] {
  return folderOf(path)
    .split('/')
    .filter((segment) => segment !== '' && !sortFolder.test(segment))
    .map((segment) => segment.replace(/(?<=[a-z\d])[._-]?(?:unit)?tests?$/i, '').toLowerCase());
}
