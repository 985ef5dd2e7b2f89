import type { SourceFile } from '../analysis/repository.ts';
import { ancestorsOf, extensionOf, fileNameOf, folderOf } from '../base/path-text.ts';
import type { UnresolvedImport } from '../graph/dependency-graph.ts';
import type { SyntaxSummary } from '../syntax/syntax-summary.ts';
import type { Check, CheckFacts, CheckResult } from './check.ts';
import { areImportsChecked, isBundle, isExample, isStaged, looksBuilt } from './check-scope.ts';
import { closestName } from './edit-distance.ts';
import { filesByBaseName, relativePath, stemOf } from './repository-path.ts';
import { replaceOnLine } from './suggest-fix.ts';
import { testMaterial } from './test-material.ts';

/** Imports of files that are not there. */
export const unresolvedImport: Check = {
  id: 'unresolved-import',
  severity: 'error',
  description: 'An import names a file of the repository that does not exist.',
  run,
};

/** Words with which a test says that it means the import to fail. */
const MEANT_TO_FAIL =
  /missing|non-?_?exist|not-?_?(exist|found|there|here)|does-?_?n[o']?t|invalid|unknown|fake|nope|bogus|virtual|dummy|unresolv|noexist|nowhere|absent|broken|foo|bar\b|baz/i;

function* run(facts: CheckFacts): Generator<CheckResult | undefined> {
  const isMaterial = testMaterial(facts.repository, facts.graph);
  const found = new Map<string, { file: SourceFile; unresolved: UnresolvedImport }>();
  for (const unresolved of facts.graph.unresolved) {
    yield undefined;
    const file = facts.repository.byPath.get(unresolved.from);
    if (file === undefined || isMaterial(file.path) || !isReportable(facts, file, unresolved)) continue;
    found.set(`${unresolved.from}:${unresolved.line}:${unresolved.specifier}`, { file, unresolved });
  }
  for (const { file, unresolved } of found.values()) yield report(facts, file, unresolved);
}

function isReportable(facts: CheckFacts, file: SourceFile, unresolved: UnresolvedImport): boolean {
  const { specifier, lookedFor, kind, from } = unresolved;
  if (
    !areImportsChecked(file.syntax?.language) ||
    isBundle(file) ||
    unresolved.optional ||
    isStaged(from) ||
    isExample(from) ||
    file.role === 'docs' ||
    file.kind !== 'text'
  )
    return false;
  // A query or a loader makes a module out of something else; a computed name is not read here.
  if (/[?!${}*<>\s]|^(virtual|data|blob|https?):/.test(specifier)) return false;
  const text = lineOf(file, unresolved.line);
  // What is put together from pieces shows only one of them.
  if (
    kind !== 'import' &&
    kind !== 're-export' &&
    kind !== 'type-only' &&
    ![`'${specifier}'`, `"${specifier}"`, `\`${specifier}\``].some((quoted) => text.includes(quoted))
  )
    return false;
  if (
    kind === 'asset' &&
    (specifier.endsWith('.') || specifier.endsWith('/') || facts.repository.directories.has(lookedFor))
  )
    return false;
  if (kind === 'mock' && /virtual/.test(text)) return false;
  if (
    file.role === 'test' &&
    (kind !== 'import' || /[\\/](test|spec)s?[\\/]/.test(from)) &&
    MEANT_TO_FAIL.test(specifier)
  )
    return false;
  if (
    /@ts-(expect-error|ignore)|eslint-disable.*unresolved|type: *ignore/.test(
      lineOf(file, unresolved.line) + lineOf(file, unresolved.line - 1),
    )
  )
    return false;
  if (isReadWrongly(file, unresolved.line)) return false;
  return !isMadeLater(facts, file, lookedFor);
}

/**
 * Whether the parser could make so little sense of a file that an import in it may be no import. What stands before the
 * first line of trouble was read well: new syntax further down says nothing of the imports at the top.
 */
function isReadWrongly({ syntax }: SourceFile, line: number): boolean {
  return (syntax?.errorCount ?? 0) > 3 && line >= (syntax?.firstErrorLine ?? 0);
}

/** Whether the target is a file that a build or a generator writes, or one that is there in another form. */
function isMadeLater(facts: CheckFacts, file: SourceFile, lookedFor: string): boolean {
  const { repository, isIgnored } = facts;
  if (lookedFor === '' || looksBuilt(repository, lookedFor)) return true;
  if (isStaged(lookedFor) && !repository.directories.has(folderOf(lookedFor))) return true;
  const endings =
    file.syntax?.language === 'python'
      ? ['.py', '/__init__.py']
      : ['.ts', '.js', '.tsx', '.mjs', '.json', '.d.ts'];
  // A rule for all files of a kind (`*.js` beside TypeScript, `*.so`) says nothing of this one.
  const extension = extensionOf(lookedFor);
  const telling = ['', ...endings].filter((ending) => !isIgnored(`no-such-name${ending || extension}`));
  if (telling.some((ending) => isIgnored(lookedFor + ending))) return true;
  // A module that is a file has the submodules that it gives itself: `packages.py` and `packages.urllib3`.
  if (ancestorsOf(lookedFor).some((folder) => repository.byPath.has(`${folder}.py`))) return true;
  const stem = knownStem(lookedFor);
  const folder = folderOf(lookedFor);
  const name = fileNameOf(stem);
  // Compiled extensions of Python (`_x.pyx`, `_x.c`) and sources in languages whose imports are not resolved.
  const inOtherForm = repository.files.some(
    ({ path }) => folderOf(path) === folder && stemOf(fileNameOf(path)).split('.')[0] === name,
  );
  if (inOtherForm) return true;
  return isNamedByBuild(facts, file, lookedFor, name);
}

const BUILD_FILE =
  /(^|\/)(scripts?|tools?|build|ci|hack|gulp|tasks|codegen)\/|(^|\/)(Makefile|setup\.py|meson\.build|CMakeLists\.txt|[^/]*\.config\.\w+|\.[^/]+\.[cm]?js|(gulp|grunt)file\.[cm]?js)$/i;

/** Whether a script or a configuration names the file: then it most likely writes it. */
function isNamedByBuild(
  { repository }: CheckFacts,
  from: SourceFile,
  lookedFor: string,
  name: string,
): boolean {
  const extension = extensionOf(lookedFor);
  const endings =
    extension === '' ? ['.py', '.ts', '.js', '.mjs', '.json', '.c', '.rs', '.d.ts'] : [extension];
  // Anywhere else it takes more than the bare name: the folder with it.
  const inFolder = lookedFor.split('/').slice(-2).join('/');
  return repository.files.some(({ path, kind, text, role, syntax }) => {
    if (path === from.path || text === undefined || role === 'docs' || kind === 'pack') return false;
    const isBuild = role === 'config' || BUILD_FILE.test(path);
    return endings.some((ending) => {
      const written = inFolder.endsWith(ending) ? inFolder : inFolder + ending;
      if (isBuild && hasName(text, name + ending)) return !isImported(syntax, name + ending);
      if (!inFolder.includes('/') || !hasPath(text, `/${written}`)) return false;
      // Others that import it in vain do not make it.
      return !isImported(syntax, written);
    });
  });
}

function isImported(syntax: SyntaxSummary | undefined, ending: string): boolean {
  return syntax?.imports.some(({ specifier }) => specifier.endsWith(`/${ending}`)) === true;
}

function hasName(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    if (!/[\w.-]/.test(text[at - 1] ?? ' ') && !/\w/.test(text[at + name.length] ?? ' ')) return true;
  }
  return false;
}

/** Whether a text has a path that ends so, and that is no import of a neighbour. */
function hasPath(text: string, ending: string): boolean {
  const at = text.indexOf(ending);
  return at !== -1 && /[\w*}]/.test(text[at - 1] ?? '') && !/\w/.test(text[at + ending.length] ?? '');
}

function report(facts: CheckFacts, file: SourceFile, unresolved: UnresolvedImport): CheckResult {
  const { specifier, line, lookedFor } = unresolved;
  const candidate = candidateFor(facts, lookedFor, file.syntax?.language === 'python');
  const written = candidate === undefined ? undefined : specifierFor(file, specifier, lookedFor, candidate);
  const meant = candidate === undefined ? '' : ` Probably \`${candidate}\` is meant.`;
  return {
    file,
    line,
    subject: specifier,
    title: `Import of ${specifier}, which does not exist`,
    explanation: `There is no file for \`${specifier}\`: looked for \`${lookedFor}\`.${meant}`,
    fix: written === undefined ? undefined : replaceSpecifier(file, line, specifier, written),
  };
}

function candidateFor({ repository }: CheckFacts, lookedFor: string, isPython: boolean): string | undefined {
  const source = isPython ? /\.pyi?$/ : /\.([cm]?[jt]sx?|vue|svelte|json|css|s[ac]ss|less)$/;
  const stem = knownStem(lookedFor);
  const name = fileNameOf(stem);
  const moved: string[] = [];
  for (const [fileName, files] of filesByBaseName(repository)) {
    if (!source.test(fileName) || knownStem(fileName) !== name) continue;
    moved.push(...files.filter(({ path }) => !isStaged(path)).map(({ path }) => path));
  }
  if (moved.length === 1 && !/^(index|main|types|utils?|constants|helpers?|config)$/.test(name))
    return moved[0];
  const folder = folderOf(lookedFor);
  const neighbours = repository.files.filter(({ path }) => folderOf(path) === folder && source.test(path));
  const close = closestName(
    name,
    neighbours.map(({ path }) => knownStem(fileNameOf(path))),
  );
  return neighbours.find(({ path }) => knownStem(fileNameOf(path)) === close)?.path;
}

/** Without the extension of a source file; other dots belong to the name: `user.service`. */
function knownStem(path: string): string {
  return path.replace(/(\.d)?\.([cm]?[jt]sx?|pyi?|vue|svelte|json|css|s[ac]ss|less)$/, '');
}

function specifierFor(
  file: SourceFile,
  specifier: string,
  lookedFor: string,
  candidate: string,
): string | undefined {
  const stem = knownStem(candidate);
  if (file.syntax?.language === 'python') {
    // Only the last part is replaced: a module elsewhere would need other dots in front.
    if (folderOf(stem) !== folderOf(lookedFor)) return undefined;
    const last = fileNameOf(lookedFor);
    return specifier.endsWith(last) ? specifier.slice(0, -last.length) + fileNameOf(stem) : undefined;
  }
  if (!specifier.startsWith('.')) return undefined;
  const relative = relativePath(folderOf(file.path), stem);
  const keepsExtension = knownStem(specifier) !== specifier;
  const extension = keepsExtension
    ? specifier.slice(knownStem(specifier).length)
    : /\.(vue|svelte|json|css|s[ac]ss|less)$/.test(candidate)
      ? extensionOf(candidate)
      : '';
  return (relative.startsWith('../') ? relative : `./${relative}`) + extension;
}

function replaceSpecifier(file: SourceFile, line: number, specifier: string, written: string) {
  const text = lineOf(file, line);
  const quote = [`'`, `"`, '`'].find((mark) => text.includes(mark + specifier + mark)) ?? '';
  return replaceOnLine(file, line, quote + specifier + quote, quote + written + quote);
}

function lineOf(file: SourceFile, line: number): string {
  return file.text?.split('\n')[line - 1] ?? '';
}
