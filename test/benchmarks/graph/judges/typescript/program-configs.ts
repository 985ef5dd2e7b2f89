import { existsSync } from 'node:fs';
import { join } from 'node:path/posix';
import type { CompilerOptions, TypeScript } from './load-typescript.ts';
import type { ResolvedRepository } from './resolve-imports.ts';

/** The content of a `tsconfig.json` that can lie anywhere: all paths are absolute. */
export interface ProgramConfig {
  readonly compilerOptions: CompilerOptions;
  readonly files: readonly string[];
}

/** Options that say what code means; what is emitted and where does not matter. */
const keptOptions = [
  ...['baseUrl', 'rootDirs', 'customConditions', 'moduleSuffixes', 'allowArbitraryExtensions'],
  ...['jsxFactory', 'jsxFragmentFactory', 'jsxImportSource', 'allowUmdGlobalAccess'],
  ...['esModuleInterop', 'allowSyntheticDefaultImports', 'experimentalDecorators', 'useDefineForClassFields'],
  ...['strict', 'strictNullChecks', 'strictFunctionTypes', 'noImplicitAny', 'noImplicitThis'],
];

/**
 * One configuration for the files of each configuration of the repository, with everything it extends written out and
 * each package of a workspace mapped to the file that the resolver found for it, so that nothing need be installed.
 */
export function programConfigs(
  typescript: TypeScript,
  resolved: ResolvedRepository,
): readonly ProgramConfig[] {
  const { repository, files, statements, configOf } = resolved;
  const filesOf = new Map<string, string[]>();
  for (const file of files) {
    const key = configOf(file).path ?? '';
    filesOf.set(key, [...(filesOf.get(key) ?? []), file]);
  }
  const mapped = new Map<string, Record<string, readonly string[]>>();
  for (const { from, specifier, to, isFile } of statements) {
    if (!isFile || /^[./#]/.test(specifier)) continue;
    const key = configOf(from).path ?? '';
    const paths = mapped.get(key) ?? {};
    paths[specifier] ??= [join(repository, to)];
    mapped.set(key, paths);
  }
  return [...filesOf].map(([key, members]) => {
    const { options } = configOf(members[0] as string);
    const compilerOptions = writtenOptions(typescript, options);
    const paths = { ...absolutePaths(options), ...mapped.get(key) };
    return {
      compilerOptions: { ...compilerOptions, paths },
      files: members.map((file) => join(repository, file)).filter((file) => existsSync(file)),
    };
  });
}

/** Options as they are written in a file: names instead of the compiler's numbers. */
function writtenOptions(typescript: TypeScript, options: CompilerOptions): CompilerOptions {
  const { ScriptTarget, ModuleKind, ModuleResolutionKind, JsxEmit } = typescript;
  const nameIn = (table: Readonly<Record<string, number>>, value: unknown) =>
    typeof value === 'number'
      ? Object.keys(table).findLast((name) => table[name] === value && Number.isNaN(Number(name)))
      : undefined;
  const module = nameIn(ModuleKind, options['module']) ?? 'ESNext';
  const isNode = /^Node/.test(module);
  const moduleResolution =
    nameIn(ModuleResolutionKind, options['moduleResolution']) ?? (isNode ? module : 'Bundler');
  const jsx = nameIn(JsxEmit, options['jsx'])
    ?.replace(/^React(JSX)/, 'react-$1')
    .replace('ReactNative', 'react-native')
    .toLowerCase();
  const written: Record<string, unknown> = {
    // The newest target knows the most names; older compilers do not know the newest numbers.
    target: nameIn(ScriptTarget, options['target'])?.replace(/^(?:Latest|ES202[5-9])$/, 'ESNext') ?? 'ESNext',
    module,
    moduleResolution:
      moduleResolution === 'Node18' || moduleResolution === 'Node20' ? 'Node16' : moduleResolution,
    jsx: jsx ?? 'preserve',
    types: [],
    noEmit: true,
    skipLibCheck: true,
    allowJs: true,
    resolveJsonModule: true,
    allowImportingTsExtensions: true,
    forceConsistentCasingInFileNames: true,
  };
  for (const name of keptOptions) if (options[name] !== undefined) written[name] = options[name];
  return written;
}

/** `paths` with absolute targets, so that they mean the same in another folder. */
function absolutePaths(options: CompilerOptions): Record<string, readonly string[]> {
  const base = String(options['baseUrl'] ?? options['pathsBasePath'] ?? '');
  const entries = Object.entries((options['paths'] ?? {}) as Record<string, readonly string[]>);
  return Object.fromEntries(
    entries.map(([pattern, targets]) => [
      pattern,
      targets.map((target) => (target.startsWith('/') ? target : join(base, target))),
    ]),
  );
}
