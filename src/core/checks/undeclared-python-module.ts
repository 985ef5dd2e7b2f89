import type { Repository, SourceFile } from '../analysis/repository.ts';
import { fileNameOf, folderOf } from '../base/path-text.ts';
import type { ExternalImport } from '../graph/dependency-graph.ts';
import type { CheckFacts, CheckResult } from './check.ts';
import { isExample, isStaged } from './check-scope.ts';
import { distributionsOfModule, isKnownModule, modulesOfDistribution } from './python-import-names.ts';
import { type PythonManifest, pythonManifests } from './python-manifest.ts';
import { testMaterial } from './test-material.ts';
import { wordSet } from './word-set.ts';

/** Namespaces that many distributions share. */
const SHARED = wordSet(`
  google azure zope ruamel sphinxcontrib jaraco backports opentelemetry paste plone mpl_toolkits
  nvidia airflow aws_cdk odoo maya bpy hou unreal idaapi sublime gdb lldb gi js pyodide micropip micropython
  machine utime ubinascii _typeshed __main__ BaseHTTPServer SimpleHTTPServer ConfigParser Cookie cookielib Queue StringIO cStringIO cPickle urllib2 urlparse httplib HTMLParser Tkinter thread commands copy_reg __builtin__ _pytest distutils lib2to3 imp asyncore asynchat smtpd
`);

/** Reports each undeclared distribution once for each project of the repository. */
export function* undeclaredPythonModules({
  repository,
  graph,
}: CheckFacts): Generator<CheckResult | undefined> {
  const manifests = pythonManifests(repository);
  if (manifests.length === 0) return;
  const own = ownModules(repository);
  const isMaterial = testMaterial(repository, graph);
  const groups = new Map<
    string,
    { readonly imports: ExternalImport[]; readonly near: readonly PythonManifest[] }
  >();
  for (const found of graph.external) {
    const file = repository.byPath.get(found.from);
    if (
      file === undefined ||
      !/\.pyi?$/.test(found.from) ||
      !isJudged(file, found) ||
      isMaterial(found.from) ||
      own.has(found.package.toLowerCase())
    )
      continue;
    const near = manifestsFor(manifests, folderOf(found.from));
    if (near.length === 0 || isUnreadable(near) || isDeclared(near, found.package)) continue;
    const key = JSON.stringify([near[0]?.directory, found.package]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { imports: [found], near });
    else group.imports.push(found);
    yield undefined;
  }
  for (const { imports, near } of groups.values()) {
    const module = imports[0]?.package ?? '';
    if (!isUncertain(near, module) && !isNamedByTools(repository, module))
      yield* report(repository, imports, near);
  }
}

function isJudged(file: SourceFile, found: ExternalImport): boolean {
  if (
    found.builtin ||
    found.optional ||
    found.kind === 'type-only' ||
    SHARED.has(found.package) ||
    found.package.startsWith('_')
  )
    return false;
  if (isStaged(found.from) || isExample(found.from) || file.kind !== 'text') return false;
  // What builds the documents or the package has an environment of its own.
  if (
    /(^|\/)(setup|conf|noxfile|tasks|fabfile|dodo|conanfile|wscript)\.py$/.test(found.from) ||
    /(^|\/)(docs?|\.github|ci)\//.test(found.from)
  )
    return false;
  const lines = file.text?.split('\n') ?? [];
  const line = lines[found.line - 1] ?? '';
  if (/type: *ignore|pragma: *no/.test(line)) return false;
  // Inside a function or a branch, an import mostly serves a feature that one may do without, or is a fallback.
  if (/^\s/.test(line)) return false;
  // Below `pytest.importorskip` an import is only reached where that succeeds; a module named there may be missing.
  return !lines.some((other, index) => {
    const skipped = /importorskip\(["']([\w.]{1,100})/.exec(other)?.[1];
    return skipped !== undefined && (index < found.line - 1 || skipped.split('.')[0] === found.package);
  });
}

/** All manifests in the project of a folder: those above it, those beside them, and requirement folders below. */
function manifestsFor(manifests: readonly PythonManifest[], folder: string): PythonManifest[] {
  const above = manifests.filter(
    ({ directory }) => directory === '' || folder === directory || folder.startsWith(`${directory}/`),
  );
  if (above.length === 0) return [];
  const related = manifests.filter(
    ({ file, directory }) =>
      !above.some((manifest) => manifest.file === file) &&
      ((/requirements/.test(file.path) && !isExample(file.path)) || directory === ''),
  );
  return [...above.sort((a, b) => b.directory.length - a.directory.length), ...related];
}

/** A script that computes its requirements mostly reads them from the requirement files, which are read here, too. */
function isUnreadable(near: readonly PythonManifest[]): boolean {
  const isList = ({ file, declared }: PythonManifest) =>
    /requirements/.test(file.path) && declared.length > 0;
  return near.some(({ isPartial }) => isPartial) && !near.some(isList);
}

function isDeclared(near: readonly PythonManifest[], module: string): boolean {
  const candidates = distributionsOfModule(module);
  return near.some(
    ({ declared, name }) =>
      (name !== undefined && candidates.includes(name)) ||
      declared.some(
        (distribution) =>
          candidates.includes(distribution.name) ||
          modulesOfDistribution(distribution.name)?.includes(module),
      ),
  );
}

/**
 * A module that is not well known may come from any declared distribution whose modules are not known either, if their
 * names have a word in common; and a test framework comes with its plugins.
 */
function isUncertain(near: readonly PythonManifest[], module: string): boolean {
  const words = wordsOf(module);
  const strangers = near
    .flatMap(({ declared }) => declared)
    .filter(({ name }) => modulesOfDistribution(name) === undefined);
  const related = strangers.some(({ name }) =>
    wordsOf(name).some((word) => words.some((own) => own.startsWith(word) || word.startsWith(own))),
  );
  return (
    related ||
    (!isKnownModule(module) &&
      strangers.some(({ name }) =>
        name.replaceAll('-', '').includes(module.toLowerCase().replaceAll('_', '')),
      ))
  );
}

function wordsOf(name: string): string[] {
  return name
    .toLowerCase()
    .split(/[-_.]/)
    .filter((word) => word.length >= 3 && !/^(python|lib|api|client|sdk|core|py3|plugin)$/.test(word));
}

/** Files that install or name packages in ways of their own; a module named there is taken care of. */
const TOOL_FILE =
  /(^|\/)(tox\.ini|noxfile\.py|setup\.py|setup\.cfg|environment[\w-]*\.ya?ml|conda[\w-]*\.ya?ml|meta\.ya?ml|Dockerfile[\w.-]*|Containerfile|Makefile|\.pre-commit-config\.yaml|\.readthedocs\.ya?ml|Pipfile|constraints[\w-]*\.txt|hatch\.toml|pixi\.toml|BUILD(\.bazel)?|pants\.toml|[^/]*\.nix)$|^\.github\/|\.gitlab-ci\.yml$|\.sh$/;

function isNamedByTools(repository: Repository, module: string): boolean {
  const names = [module, ...distributionsOfModule(module)].map((name) => name.toLowerCase());
  return repository.files.some(({ path, text, kind }) => {
    if (text === undefined || !TOOL_FILE.test(path) || kind === 'oversized') return false;
    const lower = text.toLowerCase();
    return names.some((name) =>
      new RegExp(`(^|[^\\w-])${name.replace(/[^\w]/g, '[-_.]')}([^\\w-]|$)`, 'm').test(lower),
    );
  });
}

const NAMELESS = new Set(['__init__', 'index']);

/** Names of all modules and packages of the repository: an import by a changed path leads to one of them. */
function ownModules(repository: Repository): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { path } of repository.files) {
    if (!/\.(pyi?|pyx|so|pyd|ipynb)$/.test(path)) continue;
    const name = fileNameOf(path).replace(/\..*$/, '');
    if (!NAMELESS.has(name)) names.add(name.toLowerCase());
    for (const folder of folderOf(path).split('/')) names.add(folder.toLowerCase());
  }
  return names;
}

function* report(
  repository: Repository,
  imports: readonly ExternalImport[],
  near: readonly PythonManifest[],
): Generator<CheckResult> {
  const places = imports.flatMap(({ from, line }) => {
    const file = repository.byPath.get(from);
    return file === undefined ? [] : [{ file, line }];
  });
  const [first, ...others] = places;
  const module = imports[0]?.package ?? '';
  if (first === undefined) return;
  const more =
    others.length === 0
      ? ''
      : ` It is imported in ${others.length} more ${others.length === 1 ? 'place' : 'places'}.`;
  const looked = near
    .map(({ file }) => `\`${file.path}\``)
    .slice(0, 4)
    .join(', ');
  yield {
    ...first,
    subject: module,
    title: `${module} is imported but not declared`,
    explanation: `No manifest declares a distribution that brings \`${module}\` (looked in ${looked}).${more}`,
    also: others.slice(0, 4),
  };
}
