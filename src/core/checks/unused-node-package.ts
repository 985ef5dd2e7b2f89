import type { Repository } from '../analysis/repository.ts';
import type { DependencyGraph } from '../graph/dependency-graph.ts';
import type { CheckFacts, CheckResult } from './check.ts';
import { isExample, isNodeSource } from './check-scope.ts';
import { lockfileFacts } from './lockfile-facts.ts';
import { executableNames } from './package-executables.ts';
import { type DeclaredPackage, type PackageManifest, packageManifests } from './package-manifest.ts';
import { mentionsPackage, packageUse } from './package-use.ts';
import { isInside } from './repository-path.ts';

/** Parts of names of packages that some tool loads by a rule of its own, without a line that says so. */
const LOADED_BY_RULE =
  /^@types\/|eslint|tslint|oxlint|babel|prettier|stylelint|postcss|tailwind|webpack|rollup|vite|vitest|jest|karma|mocha|jasmine|cypress|grunt|gulp|remark|rehype|commitlint|semantic-release|release-it|lint-staged|husky|lefthook|hooks|plugin|preset|loader|transformer|reporter|resolver|config|theme|addon|adapter|polyfill|shim|coverage|nyc|swc|esbuild|typescript|tslib|ts-node|tsx|storybook|docusaurus|vuepress|gatsby|nuxt|astro|svelte|expo|react-native|electron|capacitor|cordova|ionic|fontsource|sass|less|stylus|pug|coffee|core-js|regenerator|reflect-metadata|zone\.js|source-map-support|node-gyp|prebuild|nx|lerna|turbo|changeset|auto-install|only-allow|patch-package|syncpack|yalc|playwright|puppeteer|jsdom|happy-dom|browserify|buffer$|process$|util$|assert$|events$|stream|crypto|path-|url$|querystring|punycode|string_decoder|types?$|typings|driver|dialect|-css$|css-|icons?|fonts?$|emoji|locale|i18n|canvas|sqlite|mysql|^pg$|bindings|wasm|native|react-dom|^react$|^vue$|^preact|runtime|mdx|autoprefixer|cssnano|minif|terser|uglify|(^|[/-])cli$|extractor|^pkg-/;

/** Reports packages that a package.json declares and that nothing in the repository names. */
export function* unusedNodePackages({ repository, graph }: CheckFacts): Generator<CheckResult | undefined> {
  const manifests = packageManifests(repository);
  const { wantedAsPeer, executables } = lockfileFacts(repository);
  const needs = packageNeeds(manifests, graph);
  const names = new Set(manifests.flatMap(({ name }) => name ?? []));
  for (const manifest of manifests) {
    if (isExample(manifest.file.path) || !hasCode(repository, manifest)) continue;
    const declaredNames = new Set(manifest.dependencies.map(({ name }) => name));
    for (const declared of manifest.dependencies) {
      yield undefined;
      if (extendsOther(declared.name, declaredNames)) continue;
      if (!isJudged(declared, manifest) || names.has(declared.name) || wantedAsPeer.has(declared.name))
        continue;
      const bins = [...executableNames(declared.name), ...(executables.get(declared.name) ?? [])];
      if (bins.some((bin) => isRun(repository, manifests, manifest, bin))) continue;
      if (isUsed(repository, manifests, manifest, declared.name, needs)) continue;
      yield {
        file: manifest.file,
        line: declared.line,
        subject: `${declared.group}:${declared.name}`,
        title: `${declared.name} is declared but not used`,
        explanation: `\`${declared.group}\` has \`${declared.name}\`. No import, script, workflow or configuration of the repository names it or a command that it is known to bring.`,
      };
    }
    yield undefined;
  }
}

function hasCode(repository: Repository, manifest: PackageManifest): boolean {
  return repository.files.some(({ path }) => isInside(path, manifest.directory) && isNodeSource(path));
}

/** `conventional-changelog-angular` beside `conventional-changelog`, `@scope/x` beside `x`: loaded by its short name. */
function extendsOther(name: string, declared: ReadonlySet<string>): boolean {
  const bare = name.slice(name.indexOf('/') + 1);
  if (bare !== name && declared.has(name.slice(1, name.indexOf('/')))) return true;
  for (let dash = bare.indexOf('-'); dash !== -1; dash = bare.indexOf('-', dash + 1))
    if (declared.has(bare.slice(0, dash))) return true;
  return false;
}

function isJudged({ name, version, group }: DeclaredPackage, manifest: PackageManifest): boolean {
  if (group === 'peerDependencies' || group === 'optionalDependencies' || LOADED_BY_RULE.test(name))
    return false;
  if (/^(workspace|link|file|portal):/.test(version)) return false;
  // Declared again so that the package can be developed: the users of the package bring it.
  return !manifest.dependencies.some((other) => other.group === 'peerDependencies' && other.name === name);
}

/**
 * Code of the package uses what the package declares; so does code elsewhere whose own manifests say nothing of it, and
 * code of the workspace packages that this one is built from.
 */
function isUsed(
  repository: Repository,
  manifests: readonly PackageManifest[],
  manifest: PackageManifest,
  name: string,
  needs: PackageNeeds,
): boolean {
  const importers = packageUse(repository).importersOf(name);
  if (importers.some((path) => isInside(path, manifest.directory))) return true;
  const related = reachableFrom(manifest, needs);
  const counted = importers.filter((path) => {
    const above = manifests.filter(({ directory }) => isInside(path, directory));
    const isDeclaredThere = above.some((other) =>
      other.dependencies.some((declared) => declared.name === name),
    );
    return !isDeclaredThere || above.some((other) => related.has(other));
  });
  return counted.length > 0 || mentionsPackage(repository, manifests, manifest, name);
}

/** Which package of the workspace is built from which others. */
type PackageNeeds = ReadonlyMap<PackageManifest, ReadonlySet<PackageManifest>>;

/** By what the manifests declare and by what the code imports. The root is left out: it holds everything together. */
function packageNeeds(manifests: readonly PackageManifest[], graph: DependencyGraph): PackageNeeds {
  const inner = manifests.filter(({ directory }) => directory !== '');
  const deepestFirst = [...inner].sort((a, b) => b.directory.length - a.directory.length);
  const ownerOf = (path: string) => deepestFirst.find(({ directory }) => isInside(path, directory));
  const needs = new Map(inner.map((manifest) => [manifest, new Set<PackageManifest>()]));
  for (const manifest of inner) {
    const names = new Set(manifest.dependencies.map(({ name }) => name));
    for (const other of inner)
      if (other.name !== undefined && names.has(other.name)) needs.get(manifest)?.add(other);
  }
  if (inner.length > 1) {
    const owners = new Map(graph.files.map((path) => [path, ownerOf(path)]));
    for (const { from, to } of graph.edges) {
      const [user, used] = [owners.get(from), owners.get(to)];
      if (user !== undefined && used !== undefined && user !== used) needs.get(user)?.add(used);
    }
  }
  return needs;
}

function reachableFrom(start: PackageManifest, needs: PackageNeeds): ReadonlySet<PackageManifest> {
  const found = new Set([start]);
  for (const manifest of found) for (const needed of needs.get(manifest) ?? []) found.add(needed);
  return found;
}

/** Whether a script, a workflow or a hook runs the executable. */
function isRun(
  repository: Repository,
  manifests: readonly PackageManifest[],
  manifest: PackageManifest,
  bin: string,
): boolean {
  const { runWords } = packageUse(repository);
  if (runWords.has(bin)) return true;
  return manifests.some(
    (other) =>
      (other === manifest || isInside(manifest.file.path, other.directory)) &&
      other.otherStrings.some((text) => hasWord(text, bin)),
  );
}

function hasWord(text: string, word: string): boolean {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!/[\w-]/.test(text[at - 1] ?? ' ') && !/[\w-]/.test(text[at + word.length] ?? ' ')) return true;
  }
  return false;
}
