import { join } from 'node:path/posix';
import type { CompilerOptions, Program, SourceFile, SyntaxNode, TypeScript } from './load-typescript.ts';
import type { ResolvedRepository } from './resolve-imports.ts';

/** A program and those of its files that belong to its configuration. */
export interface OpenProgram {
  readonly program: Program;
  /** `path` is relative to the repository. */
  readonly members: readonly { readonly path: string; readonly file: SourceFile }[];
}

/**
 * One program after the other, each for the files of one configuration; only one is in memory at a time. As in an editor, a
 * file that no configuration includes is no part of the program of those that are: one that declares a module or globals
 * (`declare module 'x'` goes before the module itself) would change what these mean.
 */
export function* openPrograms(typescript: TypeScript, resolved: ResolvedRepository): Generator<OpenProgram> {
  const { repository, configOf, host } = resolved;
  for (const { options: given, paths, ambient } of programsOf(typescript, resolved)) {
    const options = { ...given, ...programOptions };
    const base = typescript.createCompilerHost(options, true);
    const cache = typescript.createModuleResolutionCache(repository, (name) => name, options);
    // A file of another configuration that comes along is resolved as that one says.
    const resolveModuleNameLiterals = (
      literals: readonly SyntaxNode[],
      from: string,
      _redirected: undefined,
      _options: CompilerOptions,
      file: SourceFile,
    ) => {
      const own = resolved.relative(from);
      const fileOptions = own === undefined ? given : configOf(own).options;
      const fileCache = fileOptions === given ? cache : undefined;
      return literals.map((literal) => {
        const mode = typescript.getModeForUsageLocation(file, literal, fileOptions);
        const name = literal.text ?? '';
        return typescript.resolveModuleName(name, from, fileOptions, host, fileCache, undefined, mode);
      });
    };
    const program = typescript.createProgram({
      rootNames: [...paths, ...ambient].map((path) => join(repository, path)),
      options,
      host: { ...base, ...host, resolveModuleNameLiterals },
    });
    const members = paths.flatMap((path) => {
      const file = program.getSourceFile(join(repository, path));
      return file === undefined ? [] : [{ path, file }];
    });
    yield { program, members };
  }
}

interface WantedProgram {
  readonly options: CompilerOptions;
  readonly paths: readonly string[];
  /** Declaration files of the same configuration, whose globals the others may use. */
  readonly ambient: readonly string[];
}

/** For each configuration: what it includes, the loose modules near it, and loose files that declare globals. */
function* programsOf(typescript: TypeScript, resolved: ResolvedRepository): Generator<WantedProgram> {
  const { repository, files, configOf, host } = resolved;
  const groups = new Map<CompilerOptions, string[]>();
  for (const file of files) {
    const { options } = configOf(file);
    groups.set(options, [...(groups.get(options) ?? []), file]);
  }
  const isAmbient = (path: string) => {
    if (!/\.d\.[cm]?ts$/.test(path)) return false;
    const text = host.readFile(join(repository, path)) ?? '';
    const target = typescript.ScriptTarget['ESNext'] as number;
    return typescript.createSourceFile(path, text, target, false).externalModuleIndicator === undefined;
  };
  for (const [options, paths] of groups) {
    const included = paths.filter((path) => configOf(path).includesFile);
    const loose = paths.filter((path) => !configOf(path).includesFile);
    const looseAmbient = loose.filter(isAmbient);
    const modules = loose.filter((path) => !looseAmbient.includes(path));
    if (included.length > 0) yield { options, paths: included, ambient: [] };
    if (modules.length > 0) yield { options, paths: modules, ambient: included.filter(isAmbient) };
    if (looseAmbient.length > 0) yield { options, paths: looseAmbient, ambient: [] };
  }
}

/** Nothing is emitted, and types that are installed somewhere by chance do not come in by themselves. */
const programOptions: CompilerOptions = {
  noEmit: true,
  composite: false,
  incremental: false,
  skipLibCheck: true,
  types: [],
  checkJs: false,
  maxNodeModuleJsDepth: 0,
};
