import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path/posix';

/** How one file is preprocessed. */
export interface CompileUnit {
  /** Relative to the repository. */
  readonly path: string;
  readonly language: 'c' | 'c++';
  /** Absolute folders in the compiler's order. */
  readonly quote: readonly string[];
  readonly user: readonly string[];
  readonly after: readonly string[];
  /** `-D`, `-U`, `-std`, `-include` and what else changes which branches are compiled. */
  readonly flags: readonly string[];
  /** The folders were guessed: a name that means different files in them is not decided. */
  readonly isGuess: boolean;
}

const sourceName = /\.(?:c|cc|cpp|cxx|c\+\+|C)$/;
const cxxName = /\.(?:cc|cpp|cxx|c\+\+|C|hh|hpp|hxx|ipp|tpp)$/;

interface CompileCommand {
  readonly directory: string;
  readonly file: string;
  readonly command?: string;
  readonly arguments?: readonly string[];
}

/** `compile_commands.json` of the repository or of a build folder in it. */
export function findCompileCommands(repository: string): string | undefined {
  return ['', 'build', 'out', '_build', 'cmake-build-debug', 'builddir']
    .map((folder) => join(repository, folder, 'compile_commands.json'))
    .find((path) => existsSync(path));
}

/**
 * One unit for each C or C++ file, headers among them. What `compile_commands.json` names is compiled as it says; every
 * other file like the nearest of those. Without it, names in brackets are looked for in `includeFolders`, in each `include`
 * of the folders above, in the system's own folders, and last where those in quotes are: in `include`, `src` and `lib` of
 * the folders above, these themselves, and every folder with a header, nearest first.
 */
export function compileUnits(options: {
  readonly repository: string;
  readonly files: readonly string[];
  readonly includeFolders: readonly string[];
}): readonly CompileUnit[] {
  const { repository, files, includeFolders } = options;
  const commands = findCompileCommands(repository);
  const given = commands === undefined ? [] : givenUnits(commands, repository, new Set(files));
  const byPath = new Map(given.map((unit) => [unit.path, unit]));
  const headerFolders = [...new Set(files.filter((path) => !sourceName.test(path)).map(folderOf))];
  const sources = files.filter((path) => sourceName.test(path));
  return files.map((path) => {
    const own = byPath.get(path);
    if (own !== undefined) return own;
    const near = nearest(path, given.length > 0 ? [...byPath.keys()] : sources);
    const likeUnit = near === undefined ? undefined : byPath.get(near);
    const isCxx = cxxName.test(path) || (!path.endsWith('.c') && near !== undefined && cxxName.test(near));
    const language = isCxx ? 'c++' : 'c';
    if (likeUnit !== undefined) {
      const flags = likeUnit.language === language ? likeUnit.flags : withoutStandard(likeUnit.flags);
      return { ...likeUnit, path, language, flags };
    }
    const absolute = (folder: string) => join(repository, folder);
    const usual = [...ancestors(path), ''].flatMap((folder) =>
      ['include', 'src', 'lib', ''].map((name) => join(folder, name).replace(/^\.$/, '')),
    );
    const rest = [...headerFolders].sort(
      (a, b) => sharedLength(b, path) - sharedLength(a, path) || (a < b ? -1 : 1),
    );
    const exist = (folders: readonly string[]) =>
      [...new Set(folders)].map(absolute).filter((folder) => existsSync(folder));
    const guessed = exist([...usual, ...rest]);
    // Only folders that are made to be searched go before the system's: `poll.h` beside a file is not `<poll.h>`.
    const user = exist([...includeFolders, ...usual.filter((folder) => /(?:^|\/)include$/.test(folder))]);
    const after = guessed.filter((folder) => !user.includes(folder));
    return { path, language, quote: guessed, user, after, flags: [], isGuess: true };
  });
}

function givenUnits(path: string, repository: string, files: ReadonlySet<string>): readonly CompileUnit[] {
  const commands = JSON.parse(readFileSync(path, 'utf8')) as readonly CompileCommand[];
  return commands.flatMap((command) => {
    const file = isAbsolute(command.file) ? command.file : join(command.directory, command.file);
    const relative = file.startsWith(`${repository}/`) ? file.slice(repository.length + 1) : '';
    return files.has(relative) ? [unitOf(relative, command)] : [];
  });
}

function unitOf(path: string, { directory, command, arguments: given }: CompileCommand): CompileUnit {
  const words = given ?? splitWords(command ?? '');
  const folders = {
    I: [] as string[],
    iquote: [] as string[],
    isystem: [] as string[],
    idirafter: [] as string[],
  };
  const flags: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    const folder = /^-(I|iquote|isystem|idirafter)(.*)$/.exec(word);
    if (folder !== null) {
      const name = folder[2] || (words[++at] ?? '');
      folders[folder[1] as keyof typeof folders].push(isAbsolute(name) ? name : join(directory, name));
    } else if (/^-(?:D|U|include|imacros)$/.test(word)) flags.push(word, words[++at] ?? '');
    else if (/^-(?:[DU].|std=|f|m|pthread)/.test(word)) flags.push(word);
  }
  return {
    path,
    language: cxxName.test(path) ? 'c++' : 'c',
    quote: folders.iquote,
    // Folders of -isystem are searched after those of -I and before the compiler's own.
    user: [...folders.I, ...folders.isystem],
    after: folders.idirafter,
    flags,
    isGuess: false,
  };
}

/** Words of a shell command: quotes and backslashes, no variables. */
function splitWords(command: string): readonly string[] {
  return [...command.matchAll(/(?:[^\s"'\\]|\\.|"(?:[^"\\]|\\.)*"|'[^']*')+/g)].map(([word]) =>
    word.replace(/\\(.)|"((?:[^"\\]|\\.)*)"|'([^']*)'/g, (_, escaped, double, single) =>
      String(escaped ?? single ?? (double as string).replace(/\\(.)/g, '$1')),
    ),
  );
}

function withoutStandard(flags: readonly string[]): readonly string[] {
  return flags.filter((flag) => !flag.startsWith('-std='));
}

/** The path of `candidates` that shares the most folders with `path`. */
function nearest(path: string, candidates: readonly string[]): string | undefined {
  let best: string | undefined;
  for (const candidate of candidates)
    if (best === undefined || sharedLength(candidate, path) > sharedLength(best, path)) best = candidate;
  return best;
}

function sharedLength(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  const differs = left.findIndex((part, index) => part !== right[index]);
  return differs < 0 ? left.length : differs;
}

function ancestors(path: string): readonly string[] {
  const folder = folderOf(path);
  return folder === '' ? [] : [folder, ...ancestors(folder)];
}

function folderOf(path: string): string {
  const folder = dirname(path);
  return folder === '.' ? '' : folder;
}
