import { filesIn, type Repository, type SourceFile } from '../../../analysis/repository.ts';
import { folderOf, joinPath } from '../../../base/path-text.ts';
import type { ResolvedImport } from '../import-resolver.ts';
import { type FileRules, firstFile, lazily, toExternal, toFile, toNothing } from './file-rule.ts';

/** First segments of modules that come with Elixir and Erlang. */
const builtinModules = new Set([
  ...[
    'Access',
    'Agent',
    'Application',
    'Atom',
    'Base',
    'Behaviour',
    'Bitwise',
    'Calendar',
    'Code',
    'Config',
    'Date',
  ],
  ...[
    'DateTime',
    'Dict',
    'Duration',
    'DynamicSupervisor',
    'EEx',
    'Enum',
    'Enumerable',
    'ExUnit',
    'Exception',
    'File',
  ],
  ...[
    'Float',
    'Function',
    'GenEvent',
    'GenServer',
    'HashDict',
    'HashSet',
    'IEx',
    'IO',
    'Inspect',
    'Integer',
    'JSON',
  ],
  ...[
    'Kernel',
    'Keyword',
    'List',
    'Logger',
    'Macro',
    'Map',
    'MapSet',
    'Mix',
    'Module',
    'NaiveDateTime',
    'Node',
  ],
  ...[
    'OptionParser',
    'PartitionSupervisor',
    'Path',
    'Port',
    'Process',
    'Protocol',
    'Range',
    'Record',
    'Regex',
  ],
  ...[
    'Registry',
    'Set',
    'Stream',
    'String',
    'StringIO',
    'Supervisor',
    'System',
    'Task',
    'Time',
    'Tuple',
    'URI',
  ],
  ...['Version', 'Collectable'],
]);

/**
 * Elixir. A module is whatever file defines it; `alias A.{B, C}` names two, and a name may begin with an alias that the
 * file gave before. A module of our own that no file defines may be made by a macro, so nothing is said of it.
 */
export function elixirRules(repository: Repository): FileRules {
  const modules = lazily(() => modulesOf(repository));
  const roots = lazily(() => new Set([...modules().keys()].map(firstSegment)));

  const resolveModule = (file: SourceFile, written: string): readonly ResolvedImport[] => {
    const name = withoutAlias(file, written, modules());
    const path = modules().get(name);
    if (path !== undefined) return path === file.path ? [] : toFile(path);
    const top = firstSegment(name);
    if (builtinModules.has(top)) return toExternal(snakeCase(top), true);
    return roots().has(top) || !/^[A-Z]/.test(top) ? [] : toExternal(snakeCase(top));
  };

  return {
    elixir: (file, { kind, specifier }) => {
      if (kind === 'include' || kind === 'dynamic') {
        const target = joinPath(folderOf(file.path), specifier);
        const found = firstFile(repository, [target, joinPath(projectOf(repository, file), specifier)]);
        // A script may be started in any folder; a configuration is taken from beside.
        return found === undefined && kind === 'include' ? toNothing(target) : toFile(found);
      }
      if (kind === 'asset') {
        // Read at compile time, from the project's folder.
        return toFile(firstFile(repository, [joinPath(projectOf(repository, file), specifier)]));
      }
      return moduleNames(specifier).flatMap((name) => resolveModule(file, name));
    },
  };
}

function modulesOf(repository: Repository): Map<string, string> {
  const modules = new Map<string, string>();
  for (const file of filesIn(repository, 'elixir'))
    for (const name of elixirModulesIn(file)) if (!modules.has(name)) modules.set(name, file.path);
  return modules;
}

/** The full names of the modules that a file defines. */
export function elixirModulesIn({ syntax }: SourceFile): string[] {
  return (syntax?.symbols ?? []).flatMap(({ kind, name, parent }) =>
    kind === 'module' ? [parent === undefined ? name : `${parent}.${name}`] : [],
  );
}

/** `A.{B, C.D}` → `A.B`, `A.C.D`. */
function moduleNames(written: string): string[] {
  const [, prefix, list] = /^([^{]*)\.\{([^}]*)\}$/s.exec(written) ?? [];
  if (prefix === undefined || list === undefined) return [written.trim()];
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => `${prefix.trim()}.${name}`);
}

/** A name that begins with `__MODULE__` or with the last segment of an aliased module, in full. */
function withoutAlias(file: SourceFile, name: string, modules: ReadonlyMap<string, string>): string {
  if (modules.has(name)) return name;
  const top = firstSegment(name);
  const rest = name.slice(top.length);
  if (top === '__MODULE__') {
    const own = file.syntax?.symbols.find(({ kind }) => kind === 'module')?.name;
    return own === undefined ? name : own + rest;
  }
  for (const { kind, specifier } of file.syntax?.imports ?? []) {
    if (kind !== 'import' || specifier === name) continue;
    const full = moduleNames(specifier).find((aliased) => aliased.endsWith(`.${top}`));
    if (full !== undefined && modules.has(full + rest)) return full + rest;
  }
  return name;
}

function projectOf(repository: Repository, { path }: SourceFile): string {
  let folder = folderOf(path);
  while (folder !== '' && !repository.byPath.has(`${folder}/mix.exs`)) folder = folderOf(folder);
  return folder;
}

function firstSegment(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}

/** `ExUnit` → `ex_unit`, as packages are named after their modules. */
function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}
