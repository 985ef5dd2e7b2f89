import type { Repository } from '../analysis/repository.ts';
import { fileNameOf } from '../base/path-text.ts';
import { isParsedLanguage } from '../workspace/language-registry.ts';
import type { CheckFacts, CheckResult } from './check.ts';
import { isExample } from './check-scope.ts';
import { modulesOfDistribution } from './python-import-names.ts';
import { pythonManifests } from './python-manifest.ts';
import { isInside, remember } from './repository-path.ts';

/** Groups whose packages serve a tool that is run rather than code that imports them. */
const TOOL_GROUP =
  /docs?|lint|format|style|typing|types|typecheck|build|release|publish|dev-?tools|tools|ci|security|mypy/i;

/**
 * Reports distributions that a Python manifest declares and that nothing imports: only those whose modules are known for
 * certain, and that serve nothing but to be imported. What is offered as an extra is for users to import.
 */
export function* unusedPythonDistributions({ repository }: CheckFacts): Generator<CheckResult | undefined> {
  for (const { file, directory, declared, isPartial } of pythonManifests(repository)) {
    if (isExample(file.path) || isPartial) continue;
    const imported = importedModules(repository, directory);
    if (imported.size === 0) continue;
    const seen = new Set<string>();
    for (const distribution of declared) {
      const modules = modulesOfDistribution(distribution.name);
      if (
        modules === undefined ||
        distribution.isExtra ||
        TOOL_GROUP.test(distribution.group) ||
        seen.has(distribution.name)
      )
        continue;
      if (TOOL_GROUP.test(fileNameOf(file.path).replace('requirements', ''))) continue;
      seen.add(distribution.name);
      if (
        modules.some((module) => imported.has(module)) ||
        isMentioned(repository, file.path, distribution.name, modules)
      )
        continue;
      yield {
        file,
        line: distribution.line,
        subject: `${distribution.group}:${distribution.name}`,
        title: `${distribution.name} is declared but not used`,
        explanation: `\`${distribution.name}\` brings ${modules.map((module) => `\`${module}\``).join(', ')}. No Python file imports it, and no configuration names it.`,
      };
      yield undefined;
    }
  }
}

const memory = new WeakMap<Repository, Map<string, ReadonlySet<string>>>();

/** Top modules that Python files of a folder import, in whatever way. */
function importedModules(repository: Repository, directory: string): ReadonlySet<string> {
  const byDirectory = remember(memory, repository, () => new Map<string, ReadonlySet<string>>());
  const known = byDirectory.get(directory);
  if (known !== undefined) return known;
  const modules = new Set<string>();
  for (const file of repository.files) {
    if (file.syntax?.language !== 'python' || !isInside(file.path, directory)) continue;
    for (const { specifier } of file.syntax.imports)
      if (!specifier.startsWith('.')) modules.add(specifier.split('.')[0] ?? '');
  }
  byDirectory.set(directory, modules);
  return modules;
}

const PROSE = /\.(md|markdown|rst|txt|adoc)$|(^|\/)(LICENSE|NOTICE|CHANGES|AUTHORS)|\.lock$/i;

/**
 * Whether a module or a distribution is named where that may be a use: quoted in code (`importlib`, a list of
 * applications, the scheme of an address), or as a word in a configuration or a script other than the manifests.
 */
function isMentioned(
  repository: Repository,
  own: string,
  distribution: string,
  modules: readonly string[],
): boolean {
  const names = [...new Set([distribution, distribution.replaceAll('-', '_'), ...modules])].map((name) =>
    name.toLowerCase(),
  );
  return repository.files.some(({ path, text, syntax }) => {
    if (text === undefined || PROSE.test(path) || path === own) return false;
    if (/(^|\/)(pyproject\.toml|setup\.py|setup\.cfg|Pipfile|requirements[^/]*)$/.test(path)) return false;
    const lower = text.toLowerCase();
    return names.some((name) => isNamed(lower, name, isParsedLanguage(syntax?.language)));
  });
}

function isNamed(text: string, name: string, isCode: boolean): boolean {
  for (let at = text.indexOf(name); at !== -1; at = text.indexOf(name, at + 1)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + name.length] ?? ' ';
    if (/[\w-]/.test(before) || /[\w-]/.test(after)) continue;
    if (!isCode || (/["'`+]/.test(before) && /["'`.:[=<>!~]/.test(after))) return true;
  }
  return false;
}
