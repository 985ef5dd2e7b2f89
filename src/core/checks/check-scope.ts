import type { Repository, SourceFile } from '../analysis/repository.ts';
import { extensionOf, fileNameOf } from '../base/path-text.ts';
import { wordSet } from './word-set.ts';

const STAGED = wordSet(`
  fixture fixtures __fixtures__ __mocks__ __mock__ mocks mock __snapshots__ snapshots testdata
  test-data test_data test-fixtures testfixtures test-cases test_cases golden goldens corpus corpora
  template templates __templates__ boilerplate boilerplates scaffold scaffolds scaffolding skeleton
  skeletons starter starters stubs generator generators blueprints cookiecutter vendor vendors
  vendored _vendor third_party third-party thirdparty node_modules bower_components site-packages
  external externals archive archived legacy-docs versioned_docs
`);
const EXAMPLE = wordSet(`
  example examples sample samples demo demos playground playgrounds sandbox sandboxes tutorial
  tutorials recipe recipes snippets exercises docs_src cookbook quickstart codelabs
`);
const BUILT = wordSet(`
  dist build out target coverage htmlcov node_modules .cache .tmp generated __generated__ .generated _build _site
  .next .nuxt .output .svelte-kit .astro .docusaurus .vercel .turbo .venv venv storybook-static test-results wheelhouse
`);
/** Names that people also give to folders of sources: they tell of a build only where there is no such folder. */
const SOMETIMES_BUILT = wordSet(`
  output outputs tmp temp cache gen site env artifacts release releases pkg typings report reports log logs public-build
`);
const BUILT_FOR_PACKAGES = wordSet(`
  lib libs es esm cjs umd esnext module modules types dts browser es5 es6 es2015 commonjs iife mjs compiled
  prebuilt prebuilds bundle bundles lib-esm wasm styles css
`);
const HISTORY =
  /^(change-?log|changes|history|release-?notes|news|releases|upgrading|migration|migrating|whatsnew)/;

/** Whether a path is material that is put up rather than used: fixtures, templates, vendored code, snapshots. */
export function isStaged(path: string): boolean {
  const isStagedName = (segment: string) =>
    STAGED.has(segment) || /[-_.](fixtures?|templates?)$/.test(segment);
  if (hasSegment(path, isStagedName)) return true;
  // A test among the data is run, whatever its folder is called.
  return (
    TEST_DATA.test(path.toLowerCase()) &&
    !/\.(test|spec)\.[^./]+$|(^|\/)test_[^/]*\.py$|_test\.py$/.test(path)
  );
}

/** Folders below tests that hold what tests work on. */
const TEST_DATA =
  /(^|\/)(tests?|specs?|__tests__|testing|e2e)\/(.*\/)?(data|cases|inputs?|outputs?|expected|files|resources|assets|res|samples?|projects?|baselines?|packages|apps|repos?|workspaces?|node_modules)\//;

/** Whether a path lies in examples, which often stand for a project of the reader's own. */
export function isExample(path: string): boolean {
  return hasSegment(
    path,
    (segment) =>
      EXAMPLE.has(segment.replace(/^[_.]+/, '')) || /^(example|demo|tutorial|sample)s?[-_.]/.test(segment),
  );
}

/** Whether a script is so long that it was put together by a tool: what it imports lies inside it. */
export function isBundle(file: SourceFile): boolean {
  return file.lineCount > 6000 && isNodeSource(file.path);
}

/** Whether a path that does not exist is likely written by a build, a test run or a generator. */
export function looksBuilt({ directories }: Repository, path: string): boolean {
  const name = fileNameOf(path).toLowerCase();
  if (/(\.|_|-)(generated|gen|pb|pb2|pb2_grpc|g|min|bundle)(\.|$)/.test(name)) return true;
  if (/^_?version(s)?\.|^_version$/.test(name) || anySegment(path, (segment) => BUILT.has(segment)))
    return true;
  return anySegment(path, (segment, upTo) => SOMETIMES_BUILT.has(segment) && !directories.has(upTo));
}

/** As {@link looksBuilt}, for what a package manifest names: packages are published from more kinds of folders. */
export function looksBuiltForPackage(repository: Repository, path: string): boolean {
  if (looksBuilt(repository, path) || /\.(tsbuildinfo|map|node|wasm)$/.test(path)) return true;
  return anySegment(path, (segment) => BUILT_FOR_PACKAGES.has(segment) || SOMETIMES_BUILT.has(segment));
}

/** Whether a document tells what was: paths in it were right when they were written. */
export function isHistory(path: string): boolean {
  return (
    HISTORY.test(fileNameOf(path).toLowerCase()) ||
    hasSegment(path, (segment) =>
      /^(change-?logs?|changes|news|release-?notes|releases|blog|_posts|rfcs?|adr|adrs|proposals)$/.test(
        segment,
      ),
    )
  );
}

/** Whether a word stands for something the reader puts in: `path/to/x`, `<name>`, `$FILE`, `*.js`. */
export function isPlaceholder(text: string): boolean {
  if (/[<>{}$*?|\\`"'\s…]|\.\.\.|%[A-Za-z_(]/.test(text)) return true;
  if (text.length > 300 || /(^|\/)example(\.|\/|$)/i.test(text)) return true;
  return /(^|[/._-])(path\/to|path-to|your|my|foo|bar|baz|xxx+|yyy+|some|placeholder|todo|name-of|link-to)([/._-]|$)/i.test(
    text,
  );
}

/** Whether `path` is source code in a language whose imports are read. */
export function isNodeSource(path: string): boolean {
  return /^\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/.test(extensionOf(path));
}

function hasSegment(path: string, test: (segment: string) => boolean): boolean {
  const segments = path.toLowerCase().split('/');
  segments.pop();
  return segments.some(test);
}

function anySegment(path: string, test: (segment: string, upTo: string) => boolean): boolean {
  const segments = path.split('/');
  return segments.some((segment, index) =>
    test(segment.toLowerCase(), segments.slice(0, index + 1).join('/')),
  );
}

/**
 * Languages of which a missing import is reported: what resolves their imports was measured to be right, and was tried on
 * many repositories. In others what is missing may be generated, or be known to a build that nobody read.
 */
const checkedLanguages: ReadonlySet<string> = new Set(['typescript', 'tsx', 'javascript', 'python']);

export function areImportsChecked(language: string | undefined): boolean {
  return checkedLanguages.has(language ?? '');
}
