import { parse as parseToml } from 'smol-toml';
import type { Repository, SourceFile } from '../analysis/repository.ts';
import { fileNameOf, folderOf } from '../base/path-text.ts';
import { isStaged } from './check-scope.ts';
import { readRequirementFile, requirementName } from './python-requirement.ts';
import { readSetupConfig, readSetupScript } from './python-setup-file.ts';
import { remember } from './repository-path.ts';

/** A distribution that a Python manifest asks for. */
export interface DeclaredDistribution {
  /** Normalised as PEP 503 says: lower case, `-` between words. */
  readonly name: string;
  readonly line: number;
  /** `main`, or the name of an extra or a group. */
  readonly group: string;
  /** Whether it is for users to choose, not for this repository's own code: an extra. */
  readonly isExtra: boolean;
}

/** What one file declares. */
export interface PythonManifest {
  readonly file: SourceFile;
  readonly directory: string;
  readonly declared: readonly DeclaredDistribution[];
  /** Whether it says or computes dependencies that cannot be read here. */
  readonly isPartial: boolean;
  /** The distribution that the manifest describes. */
  readonly name?: string | undefined;
}

type Table = Readonly<Record<string, unknown>>;

const memory = new WeakMap<Repository, readonly PythonManifest[]>();

/** All Python manifests of the project: pyproject.toml, requirement files, setup.cfg, setup.py, Pipfile. */
export function pythonManifests(repository: Repository): readonly PythonManifest[] {
  return remember(memory, repository, () =>
    repository.files.flatMap((file) =>
      isStaged(file.path) || file.text === undefined ? [] : (readManifest(file, file.text) ?? []),
    ),
  );
}

/** The text of a pyproject.toml as plain data; undefined when it is broken. */
export function parseTomlTable(text: string): Table | undefined {
  try {
    return parseToml(text) as Table;
  } catch {
    return undefined;
  }
}

/** A value inside nested tables; undefined where one is missing. */
export function tomlAt(table: unknown, ...keys: readonly string[]): unknown {
  let current = table;
  for (const key of keys) {
    if (typeof current !== 'object' || current === null || Array.isArray(current)) return undefined;
    current = (current as Table)[key];
  }
  return current;
}

/** The 1-based line of a TOML file on which `needle` stands, below the heading that begins with `section`. */
export function tomlLine(text: string, section: string, ...needles: readonly string[]): number | undefined {
  const lines = text.split('\n');
  const heading =
    section === ''
      ? 0
      : lines.findIndex((line) => line.replaceAll(' ', '').replaceAll('"', '').startsWith(`[${section}`));
  let at = Math.max(0, heading);
  for (const needle of needles) {
    while (at < lines.length && !lines[at]?.includes(needle)) at++;
  }
  return at < lines.length ? at + 1 : undefined;
}

function readManifest(file: SourceFile, text: string): PythonManifest | undefined {
  const name = fileNameOf(file.path);
  const base = { file, directory: folderOf(file.path) };
  if (name === 'pyproject.toml' || name === 'Pipfile') {
    const table = parseTomlTable(text);
    return table === undefined
      ? undefined
      : { ...base, ...(name === 'Pipfile' ? readPipfile(table, text) : readProject(table, text)) };
  }
  if (
    /^(requirements|requirements[-_.].+|.+[-_.]requirements|dev-requirements)\.(txt|in)$/.test(name) ||
    /(^|\/)requirements\/([\w-]+\/){0,2}[^/]+\.(txt|in)$/.test(file.path)
  )
    return { ...base, ...readRequirementFile(text) };
  if (name === 'setup.cfg') return { ...base, ...readSetupConfig(text) };
  if (name === 'setup.py') return { ...base, ...readSetupScript(text) };
  return undefined;
}

function readProject(table: Table, text: string): Pick<PythonManifest, 'declared' | 'isPartial' | 'name'> {
  const declared: DeclaredDistribution[] = [];
  const add = (values: unknown, section: string, key: string, group: string, isExtra: boolean) => {
    if (!Array.isArray(values)) return;
    for (const value of values) {
      const name = typeof value === 'string' ? requirementName(value) : undefined;
      if (name !== undefined)
        declared.push({ name, group, isExtra, line: tomlLine(text, section, key, String(value)) ?? 1 });
    }
  };
  add(tomlAt(table, 'project', 'dependencies'), 'project]', 'dependencies', 'main', false);
  for (const [extra, values] of entries(tomlAt(table, 'project', 'optional-dependencies')))
    add(values, 'project.optional-dependencies]', extra, extra, true);
  for (const [group, values] of entries(table['dependency-groups']))
    add(values, 'dependency-groups]', group, group, false);
  for (const [group, values] of entries(tomlAt(table, 'tool', 'pdm', 'dev-dependencies')))
    add(values, 'tool.pdm.dev-dependencies]', group, group, false);
  for (const [environment, value] of entries(tomlAt(table, 'tool', 'hatch', 'envs')))
    add(tomlAt(value, 'dependencies'), 'tool.hatch.envs', environment, environment, true);
  add(tomlAt(table, 'tool', 'uv', 'dev-dependencies'), 'tool.uv]', 'dev-dependencies', 'dev', false);
  add(tomlAt(table, 'build-system', 'requires'), 'build-system]', 'requires', 'build-system', true);
  const poetry = tomlAt(table, 'tool', 'poetry');
  const addKeys = (values: unknown, section: string, group: string) => {
    for (const [key, value] of entries(values)) {
      const name = requirementName(key);
      if (name === undefined || name === 'python') continue;
      declared.push({
        name,
        group,
        isExtra: tomlAt(value, 'optional') === true,
        line: tomlLine(text, section, key) ?? 1,
      });
    }
  };
  addKeys(tomlAt(poetry, 'dependencies'), 'tool.poetry.dependencies]', 'main');
  addKeys(tomlAt(poetry, 'dev-dependencies'), 'tool.poetry.dev-dependencies]', 'dev');
  for (const [group, value] of entries(tomlAt(poetry, 'group')))
    addKeys(tomlAt(value, 'dependencies'), `tool.poetry.group.${group}.dependencies]`, group);
  const dynamic = tomlAt(table, 'project', 'dynamic');
  const name = tomlAt(table, 'project', 'name') ?? tomlAt(poetry, 'name');
  return {
    declared,
    isPartial:
      Array.isArray(dynamic) &&
      dynamic.some((field) => field === 'dependencies') &&
      tomlAt(table, 'tool', 'setuptools', 'dynamic', 'dependencies') === undefined,
    name: typeof name === 'string' ? requirementName(name) : undefined,
  };
}

function readPipfile(table: Table, text: string): Pick<PythonManifest, 'declared' | 'isPartial'> {
  const declared = ['packages', 'dev-packages'].flatMap((section) =>
    entries(table[section]).flatMap(([key]) => {
      const name = requirementName(key);
      return name === undefined
        ? []
        : [
            {
              name,
              group: section === 'packages' ? 'main' : 'dev',
              isExtra: false,
              line: tomlLine(text, `${section}]`, key) ?? 1,
            },
          ];
    }),
  );
  return { declared, isPartial: false };
}

function entries(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}
