import { basename, dirname, join } from 'node:path/posix';
import type { CompilerOptions, ResolutionHost, TypeScript } from './load-typescript.ts';

/** The configuration that applies to a file. */
export interface FileConfig {
  /** Absolute; undefined when there is none above the file. */
  readonly path: string | undefined;
  readonly options: CompilerOptions;
  /** The configuration's own `files` and `include` hold the file; else it is only the nearest one. */
  readonly includesFile: boolean;
}

/**
 * Finds for each file (absolute path) the nearest folder above it with a `tsconfig.json` or `jsconfig.json`. If that
 * configuration, one that it references, or a `tsconfig.*.json` beside it includes the file, that one's options
 * apply; else the folders further up are asked; if none includes it, the options of the nearest one apply.
 */
export function projectConfigs(options: {
  readonly typescript: TypeScript;
  readonly host: ResolutionHost;
  readonly repository: string;
  readonly files: readonly string[];
}): (file: string) => FileConfig {
  const { typescript, host, repository, files } = options;
  const fallback = withDefaults(typescript, {});
  const names = files.filter((path) => /(?:^|\/)(?:tsconfig|jsconfig)[^/]*\.json$/.test(path));
  const byFolder = new Map<string, string[]>();
  for (const name of names) {
    const path = join(repository, name);
    byFolder.set(dirname(path), [...(byFolder.get(dirname(path)) ?? []), path]);
  }
  const parsed = new Map<string, ParsedProject>();
  const parse = (path: string): ParsedProject => {
    let found = parsed.get(path);
    if (found === undefined) {
      const config = typescript.getParsedCommandLineOfConfigFile(path, {}, configHost(typescript, host));
      found = {
        references: config?.projectReferences ?? [],
        includes: new Set(config?.fileNames),
        options: config === undefined ? fallback : withDefaults(typescript, config.options),
      };
      parsed.set(path, found);
    }
    return found;
  };
  const withReferences = (path: string, into: Set<string>): Set<string> => {
    if (into.has(path)) return into;
    into.add(path);
    for (const reference of parse(path).references) {
      const target = reference.path.endsWith('.json')
        ? reference.path
        : join(reference.path, 'tsconfig.json');
      if (host.fileExists(target)) withReferences(target, into);
    }
    return into;
  };
  const candidates = new Map<string, readonly string[]>();
  const candidatesIn = (folder: string): readonly string[] => {
    const known = candidates.get(folder);
    if (known !== undefined) return known;
    const here = byFolder.get(folder) ?? [];
    const main =
      here.find((path) => basename(path) === 'tsconfig.json') ??
      here.find((path) => basename(path) === 'jsconfig.json');
    const found = main === undefined ? [] : [...withReferences(main, new Set()), ...here];
    candidates.set(folder, [...new Set(found)]);
    return found;
  };
  return (file) => {
    let nearest: string | undefined;
    for (let folder = dirname(file); folder.length >= repository.length; folder = dirname(folder)) {
      const found = candidatesIn(folder);
      nearest ??= found[0];
      const including = found.find((path) => parse(path).includes.has(file));
      if (including !== undefined) return configOf(including, true);
      if (folder === repository) break;
    }
    return nearest === undefined
      ? { path: undefined, options: fallback, includesFile: false }
      : configOf(nearest, false);
  };

  function configOf(path: string, includesFile: boolean): FileConfig {
    return { path, options: parse(path).options, includesFile };
  }
}

interface ParsedProject {
  readonly references: readonly { readonly path: string }[];
  readonly includes: ReadonlySet<string>;
  /** One object for each configuration: programs and caches are made for it. */
  readonly options: CompilerOptions;
}

/** What is the same for every file: JavaScript and JSON are modules, too; without a word on it, bundlers' rules. */
function withDefaults(
  { ModuleResolutionKind, ModuleKind }: TypeScript,
  given: CompilerOptions,
): CompilerOptions {
  const saysNothing = given['moduleResolution'] === undefined && given['module'] === undefined;
  return {
    ...given,
    ...(saysNothing
      ? { module: ModuleKind['ESNext'], moduleResolution: ModuleResolutionKind['Bundler'] }
      : {}),
    traceResolution: false,
    allowJs: true,
    resolveJsonModule: true,
  };
}

function configHost({ sys }: TypeScript, host: ResolutionHost): object {
  return {
    useCaseSensitiveFileNames: sys.useCaseSensitiveFileNames,
    readDirectory: sys.readDirectory,
    getCurrentDirectory: sys.getCurrentDirectory,
    fileExists: host.fileExists,
    readFile: host.readFile,
    // A broken configuration says nothing; what can be read of it applies.
    onUnRecoverableConfigFileDiagnostic: () => {},
  };
}
