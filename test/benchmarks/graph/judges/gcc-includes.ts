import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, normalize } from 'node:path/posix';
import type { Judge, JudgedEdge } from '../judge.ts';
import { filesWithExtension, repositoryFiles } from '../repository-files.ts';
import { runCommand } from '../run-command.ts';
import { type CompileUnit, compileUnits, findCompileCommands } from './gcc/compile-units.ts';
import { countMeanings, findInclude, isBesideFile } from './gcc/include-search.ts';
import { preprocessUnits, systemFolders } from './gcc/preprocess-units.ts';
import type { CarriedInclude } from './gcc/read-preprocessed.ts';

const extensions = ['.c', '.cc', '.cpp', '.cxx', '.h', '.hh', '.hpp', '.hxx', '.inl', '.ipp'];

const written = /^[ \t]*#[ \t]*(?:include|import|include_next)[ \t]*("[^"\n]*"|<[^>\n]*>)/gm;

/** Where a directive leads. */
type Meaning =
  | { readonly path: string }
  | 'outside'
  | 'header that is not there'
  | 'ambiguous include folder'
  | 'header of this machine that bears the name of one of the repository';

/**
 * What one directive means, when it was carried out for several sources. Where folders are given it may mean several
 * files; where they were guessed, the guess is no good then.
 */
function agreed(meanings: readonly Meaning[], isGuess: boolean): readonly Meaning[] {
  const found = meanings.filter((meaning) => meaning !== 'header that is not there');
  if (found.length === 0) return meanings.slice(0, 1);
  if (found.length === 1) return found;
  return isGuess ? ['ambiguous include folder'] : found.filter((meaning) => typeof meaning !== 'string');
}

/**
 * The preprocessor of GCC. An edge: an include directive in the file, in a branch that is compiled, means the other file.
 * Every source and every header is preprocessed for itself, so that a directive is seen in its own file even if an
 * include guard makes the preprocessor skip it elsewhere.
 */
export function gccIncludes({ includeFolders }: { readonly includeFolders: readonly string[] }): Judge {
  const run: Judge['run'] = async ({ repository }) => {
    const version = await runCommand('gcc', ['-dumpfullversion']);
    if (version.status !== 0) return 'gcc is not there';
    const root = realpathSync(repository);
    const all = await repositoryFiles(root);
    const files = filesWithExtension(all, extensions);
    const isOurs = new Set(all);
    const ourNames = new Set(all.map((path) => basename(path)));
    const givenFolders = includeFolders.map((folder) => join(root, folder));
    const units = compileUnits({ repository: root, files, includeFolders });
    const system = { c: await systemFolders('c'), 'c++': await systemFolders('c++') };
    const stubFolder = mkdtempSync(join(tmpdir(), 'longview-stubs-'));
    const statements = new Map<string, { from: string; spelling: string; meanings: Map<string, Meaning> }>();
    const cut: string[] = [];
    const seen = new Set<string>();
    try {
      for await (const { unit, includes, entered, isCut } of preprocessUnits({
        repository: root,
        units,
        stubFolder,
      })) {
        if (isCut) cut.push(unit.path);
        const relative = (path: string) => {
          const whole = normalize(path.startsWith('/') ? path : join(root, path));
          return whole.startsWith(`${root}/`) ? whole.slice(root.length + 1) : undefined;
        };
        for (const file of entered) {
          const path = relative(file);
          if (path !== undefined && isOurs.has(path)) seen.add(path);
        }
        for (const include of includes) {
          const from = relative(include.from);
          if (from === undefined || !isOurs.has(from)) continue;
          const meaning = meaningOf(include, { unit, entered, relative });
          if (meaning === undefined) continue;
          const key = `${from}\n${include.spelling}`;
          const known = statements.get(key) ?? { from, spelling: include.spelling, meanings: new Map() };
          known.meanings.set(typeof meaning === 'string' ? meaning : meaning.path, meaning);
          statements.set(key, known);
        }
      }
    } finally {
      rmSync(stubFolder, { recursive: true, force: true });
    }

    function meaningOf(
      include: CarriedInclude,
      at: {
        readonly unit: CompileUnit;
        readonly entered: ReadonlySet<string>;
        readonly relative: (path: string) => string | undefined;
      },
    ): Meaning | undefined {
      const { unit, entered, relative } = at;
      const { spelling, from, isNext } = include;
      const search = { ...unit, system: system[unit.language] };
      const found = include.to ?? (isNext ? undefined : findInclude(spelling, from, search));
      if (found === undefined || found.startsWith(`${stubFolder}/`)) return 'header that is not there';
      const path = relative(found);
      // What was skipped must have been entered before; if not, the search went another way than the compiler.
      if (
        include.to === undefined &&
        path !== undefined &&
        ![...entered].some((one) => relative(one) === path)
      )
        return undefined;
      if (path === undefined || !isOurs.has(path)) {
        // Guessed folders may leave out the one that is meant, and the machine may have the same library.
        const isDoubtful =
          unit.isGuess && spelling.startsWith('"') && ourNames.has(basename(spelling.slice(1, -1)));
        return isDoubtful ? 'header of this machine that bears the name of one of the repository' : 'outside';
      }
      if (unit.isGuess && !isBesideFile(spelling, from) && countMeanings(spelling, givenFolders) === 0) {
        const guesses = [...unit.quote, ...unit.user, ...unit.after];
        if (countMeanings(spelling, guesses) > 1) return 'ambiguous include folder';
      }
      return { path };
    }

    const leftOut: Record<string, number> = { 'file that does not preprocess to its end': cut.length };
    const leaveOut = (reason: string) => {
      leftOut[reason] = (leftOut[reason] ?? 0) + 1;
    };
    const edges = new Map<string, JudgedEdge>();
    const undecided: { from: string; specifier: string }[] = [];
    const isGuess = units.some((unit) => unit.isGuess);
    for (const { from, spelling, meanings } of statements.values()) {
      for (const meaning of agreed([...meanings.values()], isGuess)) {
        if (typeof meaning === 'string') {
          leaveOut(meaning);
          if (meaning !== 'outside') undecided.push({ from, specifier: spelling });
        } else if (meaning.path !== from) {
          const specifier = spelling.slice(1, -1);
          edges.set(`${from}\n${meaning.path}`, { from, to: meaning.path, specifier });
        }
      }
    }
    for (const from of seen) {
      const spellings = [...readFileSync(join(root, from), 'latin1').matchAll(written)].map(
        ([, name]) => name as string,
      );
      for (const spelling of new Set(spellings)) {
        if (statements.has(`${from}\n${spelling}`)) continue;
        leaveOut('branch that is not compiled here');
        undecided.push({ from, specifier: spelling });
      }
    }
    const how = findCompileCommands(root) === undefined ? 'guessed folders' : 'compile_commands.json';
    return {
      judge: `gcc ${version.stdout.trim()}, ${how}`,
      files: [...seen],
      edges: [...edges.values()],
      leftOut,
      undecided,
    };
  };
  return { id: 'gcc-includes', language: 'C, C++', layer: 'import', extensions, run };
}
