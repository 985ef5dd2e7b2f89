import type { SourceFile } from '../analysis/repository.ts';
import { fileNameOf, folderOf, joinPath } from '../base/path-text.ts';
import type { CheckFacts, CheckResult } from './check.ts';
import { isPlaceholder, looksBuilt } from './check-scope.ts';
import { closestName } from './edit-distance.ts';
import { parseTomlTable, tomlAt, tomlLine } from './python-manifest.ts';
import { pathExists, relativePath } from './repository-path.ts';
import { closestFile, replaceOnLine } from './suggest-fix.ts';

/** Reports the readme, the licence and the entry points of a pyproject.toml that are not there. */
export function* missingPythonEntries(facts: CheckFacts, file: SourceFile): Generator<CheckResult> {
  if (fileNameOf(file.path) !== 'pyproject.toml' || file.text === undefined) return;
  const table = parseTomlTable(file.text);
  if (table === undefined) return;
  for (const { section, key, path } of namedFiles(table)) {
    const target = joinPath(folderOf(file.path), path);
    if (target === undefined || isPlaceholder(path) || pathExists(facts.repository, target)) continue;
    if (facts.isIgnored(target) || looksBuilt(facts.repository, target)) continue;
    const candidate = closestFile(facts.repository, target, (other) => folderOf(other) === folderOf(target));
    const written = candidate === undefined ? undefined : relativePath(folderOf(file.path), candidate);
    const line = tomlLine(file.text, section, key, path) ?? 1;
    yield {
      file,
      line,
      subject: `${key}:${path}`,
      title: `"${key}" names ${path}, which does not exist`,
      explanation: `\`${target}\` is not in the repository: the package cannot be built.${written === undefined ? '' : ` Probably \`${written}\` is meant.`}`,
      fix: written === undefined ? undefined : replaceOnLine(file, line, `"${path}"`, `"${written}"`),
    };
  }
  for (const [section, scripts] of [
    ['project.scripts]', tomlAt(table, 'project', 'scripts')],
    ['project.gui-scripts]', tomlAt(table, 'project', 'gui-scripts')],
    ['tool.poetry.scripts]', tomlAt(table, 'tool', 'poetry', 'scripts')],
  ] as const) {
    for (const [name, value] of Object.entries((scripts ?? {}) as Record<string, unknown>)) {
      if (typeof value !== 'string') continue;
      const problem = entryPointProblem(facts, file, table, value);
      if (problem === undefined) continue;
      const line = tomlLine(file.text, section, name, value) ?? 1;
      const meant = problem.candidate === undefined ? '' : ` Probably \`${problem.candidate}\` is meant.`;
      yield {
        file,
        line,
        subject: `script:${name}:${value}`,
        title: `The command ${name} starts at ${value}, which does not exist`,
        explanation: problem.message + meant,
        fix:
          problem.candidate === undefined
            ? undefined
            : replaceOnLine(file, line, `"${value}"`, `"${problem.candidate}"`),
      };
    }
  }
}

function namedFiles(table: unknown): { section: string; key: string; path: string }[] {
  const found: { section: string; key: string; path: string }[] = [];
  const add = (section: string, key: string, value: unknown) => {
    for (const path of Array.isArray(value) ? value : [value])
      if (typeof path === 'string' && path !== '') found.push({ section, key, path });
  };
  const readme = tomlAt(table, 'project', 'readme');
  add('project]', 'readme', typeof readme === 'string' ? readme : tomlAt(readme, 'file'));
  add('project]', 'license', tomlAt(table, 'project', 'license', 'file'));
  add('project]', 'license-files', tomlAt(table, 'project', 'license-files'));
  add('tool.poetry]', 'readme', tomlAt(table, 'tool', 'poetry', 'readme'));
  add('tool.setuptools.dynamic', 'file', tomlAt(table, 'tool', 'setuptools', 'dynamic', 'readme', 'file'));
  add(
    'tool.setuptools.dynamic',
    'file',
    tomlAt(table, 'tool', 'setuptools', 'dynamic', 'dependencies', 'file'),
  );
  return found;
}

interface EntryPointProblem {
  readonly message: string;
  readonly candidate: string | undefined;
}

function entryPointProblem(
  facts: CheckFacts,
  file: SourceFile,
  table: unknown,
  value: string,
): EntryPointProblem | undefined {
  const match = /^([A-Za-z_][\w.]*):([A-Za-z_]\w*)(\.\w+)*\s*(\[.*\])?$/.exec(value);
  if (match === null) return undefined;
  const [, module = '', name = ''] = match;
  const { repository } = facts;
  const parts = module.split('.');
  const root = sourceRoots(table, folderOf(file.path)).find(
    (candidate) => pathOfModule(facts, candidate, parts.slice(0, 1)) !== undefined,
  );
  // Installed from elsewhere, or laid out in a way that only the build knows.
  if (root === undefined) return undefined;
  const found = pathOfModule(facts, root, parts);
  if (found === undefined) {
    const parent = pathOfModule(facts, root, parts.slice(0, -1));
    const folder = join(root, parts.slice(0, -1).join('/'));
    // Compiled extensions and generated modules leave a trace beside them.
    if (parent === undefined || facts.isIgnored(`${join(root, parts.join('/'))}.py`)) return undefined;
    const last = parts.at(-1) ?? '';
    const siblings = repository.files
      .filter(({ path }) => folderOf(path) === folder)
      .map(({ path }) => fileNameOf(path));
    if (siblings.some((sibling) => sibling.startsWith(`${last}.`))) return undefined;
    const close = closestName(
      last,
      siblings.filter((sibling) => sibling.endsWith('.py')).map((sibling) => sibling.slice(0, -3)),
    );
    return {
      message: `There is no module \`${module}\` in the repository.`,
      candidate:
        close === undefined
          ? undefined
          : value.replace(`${module}:`, () => `${[...parts.slice(0, -1), close].join('.')}:`),
    };
  }
  const source = repository.byPath.get(found);
  if (
    source?.text === undefined ||
    new RegExp(`\\b${name}\\b|import \\*|__getattr__|globals\\(`).test(source.text)
  )
    return undefined;
  const close = closestName(
    name,
    source.syntax?.symbols.filter((symbol) => symbol.parent === undefined).map((symbol) => symbol.name) ?? [],
  );
  return {
    message: `\`${found}\` has nothing named \`${name}\`.`,
    candidate: close === undefined ? undefined : value.replace(`:${name}`, () => `:${close}`),
  };
}

function sourceRoots(table: unknown, directory: string): string[] {
  const where = tomlAt(table, 'tool', 'setuptools', 'packages', 'find', 'where');
  const mapped = tomlAt(table, 'tool', 'setuptools', 'package-dir', '');
  const named = [...(Array.isArray(where) ? where : []), mapped, 'src', 'lib', 'python', ''];
  return [...new Set(named.filter((value) => typeof value === 'string'))].flatMap(
    (value) => joinPath(directory, value) ?? [],
  );
}

function pathOfModule(
  { repository }: CheckFacts,
  root: string,
  parts: readonly string[],
): string | undefined {
  const path = join(root, parts.join('/'));
  const file = [`${path}.py`, `${path}/__init__.py`].find((candidate) => repository.byPath.has(candidate));
  return file ?? (parts.length > 0 && pathExists(repository, path) ? path : undefined);
}

function join(root: string, rest: string): string {
  return root === '' ? rest : `${root}/${rest}`;
}
