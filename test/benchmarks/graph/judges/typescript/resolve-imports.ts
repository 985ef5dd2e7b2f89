import { readFileSync } from 'node:fs';
import { join } from 'node:path/posix';
import { filesWithExtension, repositoryFiles } from '../../repository-files.ts';
import { hostWithLinks, type LinkedPackages, linkedPackages } from './linked-packages.ts';
import type { ResolutionHost, TypeScript } from './load-typescript.ts';
import { type ModuleSpecifier, moduleSpecifiers } from './module-specifiers.ts';
import { type FileConfig, projectConfigs } from './project-configs.ts';

export const codeExtensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'] as const;

/**
 * Where one statement leads: a file of the repository (relative), or, when `isFile` is false, why there is none:
 * `outside`, `built output`, `bundler syntax`, `another kind of file`, `not found`,
 * `require.resolve`.
 */
export interface ResolvedStatement {
  readonly from: string;
  readonly specifier: string;
  readonly to: string;
  readonly isFile: boolean;
}

export interface ResolvedRepository {
  readonly repository: string;
  /** Files with code, relative. */
  readonly files: readonly string[];
  /** Files that can be a target: code and JSON. */
  readonly targets: readonly string[];
  readonly statements: readonly ResolvedStatement[];
  readonly configOf: (file: string) => FileConfig;
  /** Finds workspace packages as if they were installed. */
  readonly host: ResolutionHost;
  /** The path in the repository of one of `targets` by its absolute one. */
  readonly relative: (absolute: string) => string | undefined;
  /** Files that the compiler's parser does not understand wholly. */
  readonly broken: readonly string[];
  readonly counts: { readonly augmentations: number; readonly references: number };
}

/** Resolves every module name in the code of a repository (absolute POSIX path) as the compiler does. */
export async function resolveImports(
  typescript: TypeScript,
  repository: string,
): Promise<ResolvedRepository> {
  const all = await repositoryFiles(repository);
  const files = filesWithExtension(all, codeExtensions);
  const targets = filesWithExtension(all, [...codeExtensions, '.json']);
  const isTarget = new Set(targets);
  const links = linkedPackages(repository, all);
  const host = hostWithLinks(typescript, links);
  const configAt = projectConfigs({ typescript, host, repository, files: all });
  const configs = new Map(files.map((path) => [path, configAt(join(repository, path))]));
  const resolve = resolverOf(typescript, host, repository);
  const statements: ResolvedStatement[] = [];
  const relative = (absolute: string) => {
    const real = absolute.includes('/node_modules/') ? (host.realpath?.(absolute) ?? absolute) : absolute;
    const path = real.slice(repository.length + 1);
    return real.startsWith(`${repository}/`) && isTarget.has(path) ? path : undefined;
  };
  const broken: string[] = [];
  const counts = { augmentations: 0, references: 0 };
  for (const from of files) {
    const config = configs.get(from) as FileConfig;
    const path = join(repository, from);
    const text = readFileSync(path, 'utf8');
    const file = typescript.createSourceFile(path, text, typescript.ScriptTarget['ESNext'] as number, true);
    const found = moduleSpecifiers(typescript, file);
    counts.augmentations += found.augmentations;
    counts.references += file.referencedFiles.length;
    if (file.parseDiagnostics.length > 0) broken.push(from);
    const resolveHere = resolve(path, file, config);
    for (const statement of found.specifiers) {
      const resolved = resolveHere(statement);
      const to = classify(statement.specifier, resolved);
      statements.push({ from, specifier: statement.specifier, to, isFile: to === resolved });
    }
    for (const specifier of found.resolveOnly)
      statements.push({ from, specifier, to: 'require.resolve', isFile: false });

    function classify(specifier: string, resolved: string | undefined): string {
      if (resolved !== undefined && isTarget.has(resolved)) return resolved;
      if (resolved !== undefined && !resolved.startsWith('../') && !resolved.includes('node_modules/'))
        return 'built output';
      if (resolved !== undefined) return 'outside';
      if (/[!?]/.test(specifier)) return 'bundler syntax';
      if (/^\.{0,2}(?:\/|$)/.test(specifier)) {
        return host.fileExists(join(path, '..', specifier)) ? 'another kind of file' : 'not found';
      }
      return isLinked(path, specifier, links) ? 'built output' : 'outside';
    }
  }
  const nothing: FileConfig = { path: undefined, options: {}, includesFile: false };
  const configOf = (path: string) => configs.get(path) ?? nothing;
  return { repository, files, targets, statements, configOf, host, relative, broken, counts };
}

/** Resolves within one file; gives paths relative to the repository, which may begin with `../`. */
function resolverOf(typescript: TypeScript, host: ResolutionHost, repository: string) {
  const caches = new Map<object, ReturnType<TypeScript['createModuleResolutionCache']>>();
  return (path: string, file: ReturnType<TypeScript['createSourceFile']>, { options }: FileConfig) => {
    let cache = caches.get(options);
    if (cache === undefined) {
      cache = typescript.createModuleResolutionCache(repository, (name) => name, options);
      caches.set(options, cache);
    }
    file.impliedNodeFormat = typescript.getImpliedNodeFormatForFile(
      path,
      cache.getPackageJsonInfoCache(),
      host,
      options,
    );
    return ({ node, specifier, isRequire }: ModuleSpecifier): string | undefined => {
      const mode = isRequire
        ? typescript.ModuleKind['CommonJS']
        : typescript.getModeForUsageLocation(file, node, options);
      const { resolvedModule } = typescript.resolveModuleName(
        specifier,
        path,
        options,
        host,
        cache,
        undefined,
        mode,
      );
      if (resolvedModule === undefined) return undefined;
      const found = host.realpath?.(resolvedModule.resolvedFileName) ?? resolvedModule.resolvedFileName;
      return found.startsWith(`${repository}/`) ? found.slice(repository.length + 1) : `../${found}`;
    };
  };
}

function isLinked(file: string, specifier: string, links: LinkedPackages): boolean {
  const [scope, name] = specifier.split('/');
  const wanted = scope?.startsWith('@') ? `${scope}/${name}` : scope;
  for (let folder = join(file, '..'); folder !== '/' && folder !== '.'; folder = join(folder, '..')) {
    if (links.has(`${folder}/node_modules/${wanted}`)) return true;
  }
  return false;
}
