import { parse } from 'jsonc-parser';
import { type Repository, textsOf } from '../../analysis/repository.ts';
import { fileNameOf, joinPath } from '../../base/path-text.ts';
import { isRecord } from './json-file.ts';

/** What a compilation database says of one file, with folders relative to the root. */
interface CompileCommand {
  readonly path: string;
  readonly folders: readonly string[];
}

/** The include folders of the files that `compile_commands.json` names; undefined where there is none. */
export interface CompileCommands {
  readonly byPath: ReadonlyMap<string, readonly string[]>;
  /** All folders, in the order in which they are first named: for headers, which have no command of their own. */
  readonly all: readonly string[];
}

/**
 * Reads the compilation databases of a repository. Their paths are absolute on the machine that wrote them; its root is
 * found by the files that they name and the repository has.
 */
export function compileCommandsOf(repository: Repository): CompileCommands | undefined {
  const byPath = new Map<string, readonly string[]>();
  const all = new Set<string>();
  for (const { text } of textsOf(repository, (path) => fileNameOf(path) === 'compile_commands.json')) {
    for (const command of commandsIn(repository, text)) {
      byPath.set(command.path, [...(byPath.get(command.path) ?? []), ...command.folders]);
      for (const folder of command.folders) all.add(folder);
    }
  }
  return byPath.size === 0 ? undefined : { byPath, all: [...all] };
}

function commandsIn(repository: Repository, text: string): readonly CompileCommand[] {
  const entries = entriesOf(text);
  const root = rootOf(repository, entries);
  if (root === undefined) return [];
  return entries.flatMap(({ directory, file, words }) => {
    const path = insideOf(root, absolute(directory, file));
    if (path === undefined || !repository.byPath.has(path)) return [];
    const folders = includeWords(words).flatMap((word) => insideOf(root, absolute(directory, word)) ?? []);
    return [{ path, folders }];
  });
}

interface Entry {
  readonly directory: string;
  readonly file: string;
  readonly words: readonly string[];
}

function entriesOf(text: string): readonly Entry[] {
  let value: unknown;
  try {
    value = parse(text, [], { allowTrailingComma: true });
  } catch {
    return []; // nested so deeply that the parser's stack ends
  }
  if (!Array.isArray(value)) return [];
  return value.flatMap((entry: unknown): Entry[] => {
    if (!isRecord(entry)) return [];
    const { directory, file, command, arguments: list } = entry;
    if (typeof directory !== 'string' || typeof file !== 'string') return [];
    const words = Array.isArray(list)
      ? list.filter((word) => typeof word === 'string')
      : typeof command === 'string'
        ? shellWords(command)
        : [];
    return [{ directory: slashed(directory), file: slashed(file), words }];
  });
}

/** The words of a command line, without the quotes around them. */
function shellWords(command: string): string[] {
  return [...command.matchAll(/(?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s"'\\]|\\)+/g)].map(([word]) =>
    word.replace(
      /"((?:\\.|[^"\\])*)"|'([^']*)'/g,
      (_, double?: string, single?: string) => double ?? single ?? '',
    ),
  );
}

/** What stands behind `-I` and its relatives, in the same word or the next one. */
function includeWords(words: readonly string[]): string[] {
  const folders: string[] = [];
  for (const [index, word] of words.entries()) {
    const found =
      /^(?:-I|\/I|-isystem|-iquote|-idirafter|--include-directory=?|-imsvc|\/external:I)(.*)$/.exec(word);
    if (found === null) continue;
    const folder = found[1] === '' ? words[index + 1] : found[1];
    if (folder !== undefined && folder !== '') folders.push(slashed(folder));
  }
  return folders;
}

/**
 * The folder of the other machine that is this root: what is left of a named file's path before the longest end that is a
 * file here, as most of the first entries have it.
 */
function rootOf({ byPath }: Repository, entries: readonly Entry[]): string | undefined {
  const votes = new Map<string, number>();
  for (const { directory, file } of entries.slice(0, 50)) {
    const parts = absolute(directory, file).split('/');
    for (let cut = 0; cut < parts.length; cut++) {
      if (!byPath.has(parts.slice(cut).join('/'))) continue;
      const root = parts.slice(0, cut).join('/');
      votes.set(root, (votes.get(root) ?? 0) + 1);
      break;
    }
  }
  return [...votes].sort((a, b) => b[1] - a[1] || a[0].length - b[0].length)[0]?.[0];
}

function slashed(path: string): string {
  return path.replaceAll('\\', '/');
}

/** Without `.` and `..`. */
function absolute(directory: string, path: string): string {
  const whole = /^(?:\/|[A-Za-z]:\/)/.test(path) ? path : `${directory}/${path}`;
  const lead = whole.startsWith('/') ? '/' : '';
  return lead + (joinPath('', whole) ?? '');
}

function insideOf(root: string, path: string): string | undefined {
  if (path === root) return '';
  return path.startsWith(`${root}/`) ? path.slice(root.length + 1) : undefined;
}
