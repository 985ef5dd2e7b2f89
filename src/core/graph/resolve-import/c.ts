import type { Repository, SourceFile } from '../../analysis/repository.ts';
import { ancestorsOf, fileNameOf, folderOf, joinPath } from '../../base/path-text.ts';
import { compareCodeUnits } from '../../base/text-range.ts';
import type { ImportStatement } from '../../syntax/syntax-summary.ts';
import { buildFilesOf, declaredFolders } from './c-build-files.ts';
import { compileCommandsOf } from './c-compile-commands.ts';
import { generatedHeadersOf } from './c-generated-headers.ts';
import { implementationsAmong } from './c-implementations.ts';
import { type IncludeFolders, includeFoldersFrom, isForThisSystem } from './c-include-folders.ts';
import { firstByName, includeMacrosOf } from './c-include-macros.ts';
import { namespacesOf } from './c-namespaces.ts';
import { isSystemHeader, standardHeaders } from './c-system-headers.ts';
import type { ImportResolver, ResolvedImport } from './import-resolver.ts';
import { nearestOf } from './nearest-path.ts';

/**
 * Resolves includes of C and C++. A quoted one is looked for beside its file first; then both are looked for in the folders
 * that `compile_commands.json` gives for the file, that build files above it name, that convention has (`include`, `inc`,
 * `src`, the folders above), that other build files name; at last any file whose path ends in the specifier is taken, if
 * there are several the one that shares the most folders with the including file, then the one with the shortest path, then
 * the first by name. Headers known to come with the system are only looked for in folders that the compiler is given.
 *
 * Where several of the folders that are not given by `compile_commands.json` have such a file, or several files end in the
 * specifier, the others are alternatives of the one that is taken.
 *
 * A source and the header of the same name that it includes are one package: the one defines what the other declares.
 *
 * What is not found is `external` if the system, another package or the build has it (`generated:config.h`), and
 * `unresolved` if it was quoted or lies in a folder that the repository has. An include makes all names of its file visible.
 */
export function cResolver(repository: Repository): ImportResolver {
  const { byPath, directories } = repository;
  const buildFiles = buildFilesOf(repository);
  const declared = declaredFolders(repository, buildFiles);
  const commands = compileCommandsOf(repository);
  const byName = pathsByName(repository);
  const endingIn = (specifier: string) =>
    (byName.get(fileNameOf(specifier)) ?? []).filter(
      (path) => path === specifier || path.endsWith(`/${specifier}`),
    );
  const generated = generatedHeadersOf(repository, buildFiles, (path) => endingIn(path).length > 0);
  const angledNames = angledSpecifiers(repository);
  const newest = new Map<string, SourceFile>();
  const foldersCache = new Map<string, IncludeFolders>();
  const foundCache = new Map<string, ResolvedImport>();

  const foldersFrom = (folder: string): IncludeFolders => {
    let folders = foldersCache.get(folder);
    if (folders === undefined) {
      folders = includeFoldersFrom(folder, declared);
      foldersCache.set(folder, folders);
    }
    return folders;
  };

  const find = (from: string, specifier: string, isAngled: boolean): ResolvedImport => {
    const folder = folderOf(from);
    const sameName = byName.get(fileNameOf(specifier))?.length ?? 0;
    /** Of the files that some folders have, the first ones, each once. */
    const foundIn = (folders: readonly string[], atMost: number) => {
      const found: string[] = [];
      for (const each of atMost === 0 ? [] : folders) {
        const path = joinPath(each, specifier);
        if (path === undefined || path === from || !byPath.has(path) || found.includes(path)) continue;
        if (found.push(path) === atMost) break;
      }
      return included(found);
    };
    const inFolders = (folders: readonly string[]) => foundIn(folders, Math.min(1, sameName));
    const guessedIn = (folders: readonly string[]) => foundIn(folders, Math.min(mostAlternatives, sameName));
    const beside = isAngled ? undefined : inFolders([folder]);
    if (beside !== undefined) return beside;
    const { own, conventional, foreign } = foldersFrom(folder);
    // A header has no command of its own: which of the folders it is read with, its users decide.
    const given = commands?.byPath.get(from);
    const isSystem = isSystemHeader(specifier);
    const byCompiler =
      inFolders(given ?? []) ??
      (given === undefined ? guessedIn(commands?.all ?? []) : undefined) ??
      guessedIn(isSystem ? own.filter(isForThisSystem) : own);
    if (byCompiler !== undefined) return byCompiler;
    if (isAngled && isSystem) return external(specifier);
    if (/^\.\.?\//.test(specifier)) return { kind: 'unresolved', lookedFor: specifier };
    const near = guessedIn(isAngled ? conventional.filter((each) => each !== folder) : conventional);
    if (near !== undefined) return near;
    if (standardHeaders.has(specifier)) return external(specifier);
    const searched = [...(isAngled ? [] : [folder]), ...own, ...conventional];
    if (generated.hasTemplate(specifier, from, searched)) return generatedHeader(specifier);
    const far = guessedIn(foreign) ?? nearestEndingIn(specifier, from);
    if (far !== undefined) return far;
    if (isSystem) return external(specifier);
    if (generated.isNamed(specifier)) return generatedHeader(specifier);
    return isMeantToBeHere(specifier, isAngled, searched)
      ? { kind: 'unresolved', lookedFor: specifier }
      : external(specifier);
  };

  const nearestEndingIn = (specifier: string, from: string): ResolvedImport | undefined => {
    const paths = endingIn(specifier).filter((candidate) => candidate !== from);
    const path = nearestOf(paths, from);
    return path === undefined ? undefined : included([path, ...paths.filter((other) => other !== path)]);
  };

  /** A quoted header is one of the repository, unless others include it with angles or its folder is not here. */
  const isMeantToBeHere = (specifier: string, isAngled: boolean, searched: readonly string[]): boolean => {
    const inside = folderOf(specifier);
    if (inside === '') return !isAngled && !angledNames.has(specifier);
    return searched.some((folder) => {
      const place = joinPath(folder, inside);
      return place !== undefined && place !== '' && directories.has(place);
    });
  };

  const resolve = (file: SourceFile, { specifier: written }: ImportStatement): readonly ResolvedImport[] => {
    const isAngled = written.startsWith('<');
    const specifier = plainPath(written);
    if (specifier === '' || /^(?:\/|[A-Za-z]:)/.test(specifier)) return [];
    const place = commands?.byPath.has(file.path) ? file.path : folderOf(file.path);
    const key = `${place}\n${written}`;
    const known = foundCache.get(key);
    if (known !== undefined && !(known.kind === 'file' && known.path === file.path)) return [known];
    if (isMacro.test(written)) return ofMacro(file, written);
    const found = find(file.path, specifier, isAngled);
    // A file does not mean itself, others of its folder may mean it.
    if (fileNameOf(specifier) !== fileNameOf(file.path)) foundCache.set(key, found);
    return [found];
  };

  const macroHeaders = new WeakMap<SourceFile, readonly string[]>();
  const headersOf = (file: SourceFile): readonly string[] => {
    let headers = macroHeaders.get(file);
    if (headers === undefined) {
      headers = (file.syntax?.imports ?? [])
        .filter(({ specifier }) => !isMacro.test(specifier))
        .flatMap((statement) => resolve(file, statement))
        .flatMap((found) => (found.kind === 'file' ? found.path : []));
      macroHeaders.set(file, headers);
    }
    return headers;
  };

  /** `#include NAME`, where a build file, the file itself or a header that it includes says what the name stands for. */
  const ofMacro = (file: SourceFile, name: string): readonly ResolvedImport[] => {
    for (const { base, flags } of flagsOfBuild()) {
      const written = flags.get(name);
      if (written !== undefined && ancestorsOf(file.path).includes(base))
        return [find(file.path, written, false)];
    }
    for (const one of [file, ...headersOf(file).map((path) => newest.get(path))]) {
      const written = one === undefined ? undefined : includeMacrosOf(one).get(name);
      if (written !== undefined) return [find(file.path, written.slice(1, -1), written.startsWith('<'))];
    }
    return [];
  };

  let buildFlags:
    | readonly { readonly base: string; readonly flags: ReadonlyMap<string, string> }[]
    | undefined;
  const flagsOfBuild = () => {
    buildFlags ??= [...buildFiles].reverse().map(({ base, text }) => ({
      base,
      flags: firstByName(text.matchAll(/-D(\w+)=(?=[\\"'<]*([\w./-]+))/g)),
    }));
    return buildFlags;
  };

  const namespaces = namespacesOf();
  /** The header of its own name that a source includes. */
  const headerOf = (file: SourceFile): string | undefined => {
    const stem = fileNameOf(withoutExtension(file.path));
    const header = (file.syntax?.imports ?? [])
      .filter(({ specifier }) => withoutExtension(fileNameOf(plainPath(specifier))) === stem)
      .flatMap((statement) => resolve(file, statement))
      .find((found) => found.kind === 'file' && isHeader(found.path));
    return header?.kind === 'file' ? header.path : undefined;
  };
  const packageOf = (file: SourceFile): string => {
    // Asked for each file and each of its contents, that of now last, before anything is resolved.
    newest.set(file.path, file);
    namespaces.note(file);
    return withoutExtension((isHeader(file.path) ? undefined : headerOf(file)) ?? file.path);
  };
  const sourcesNamed = (stem: string) =>
    sourceEndings.flatMap((ending) => byName.get(stem + ending) ?? []).sort(compareCodeUnits);
  const implementationsOf = (path: string): readonly string[] => {
    if (!isHeader(path)) return [];
    return implementationsAmong(path, sourcesNamed(fileNameOf(withoutExtension(path))), (source) => {
      const file = newest.get(source);
      return file && headerOf(file);
    });
  };
  return {
    languages: ['c', 'cpp'],
    includesText: true,
    readsImports: true,
    readsText: /^[ \t]*#[ \t]*define[ \t]+\w+[ \t]+["<][^\n]*|\bnamespace\s+[A-Za-z_][\w:]*\s*\{/gm,
    implementationsOf,
    hasPlainEnumerators: true,
    resolve,
    packageOf,
    resolvePath: namespaces.resolvePath,
  };
}

function isHeader(path: string): boolean {
  return /\.(?:h|hh|hpp|hxx|h\+\+)$/i.test(path);
}

const sourceEndings = ['.c', '.cc', '.cpp', '.cxx', '.c++', '.m', '.mm'];

function withoutExtension(path: string): string {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') ? path.slice(0, dot) : path;
}

/** `"a\\b.h"` → `a/b.h`. */
function plainPath(written: string): string {
  return written.replace(/^[<"]\s*|\s*[>"]$/g, '').replaceAll('\\', '/');
}

const isMacro = /^[A-Za-z_]\w*$/;

/** Every name that the header defines or itself includes becomes visible. */
const everything = [{ local: '*', imported: '*' }] as const;

/** The first of some files, the others as those that may be meant as well. */
function included([path, ...others]: readonly string[]): ResolvedImport | undefined {
  if (path === undefined) return undefined;
  const found = { kind: 'file', path, names: ['*'], bindings: everything } as const;
  const alternatives = others.slice(0, mostAlternatives - 1).sort(compareCodeUnits);
  return alternatives.length === 0 ? found : { ...found, alternatives };
}

/** How many files are named, at most, that an include may mean. */
const mostAlternatives = 20;

/** `openssl/ssl.h` belongs to `openssl`; a header without a folder, or one of the system, stands for itself. */
function external(specifier: string): ResolvedImport {
  const slash = specifier.indexOf('/');
  const name = slash <= 0 || isSystemHeader(specifier) ? specifier : specifier.slice(0, slash);
  return { kind: 'external', package: name, builtin: standardHeaders.has(specifier) };
}

function generatedHeader(specifier: string): ResolvedImport {
  return { kind: 'external', package: `generated:${specifier}`, builtin: false };
}

function pathsByName({ files }: Repository): ReadonlyMap<string, readonly string[]> {
  const byName = new Map<string, string[]>();
  for (const { path } of files) {
    const name = fileNameOf(path);
    const paths = byName.get(name);
    if (paths === undefined) byName.set(name, [path]);
    else paths.push(path);
  }
  return byName;
}

/** What some file of the repository includes with angles, without them: headers that others provide. */
function angledSpecifiers({ files }: Repository): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { syntax } of files) {
    if (syntax?.language !== 'c' && syntax?.language !== 'cpp') continue;
    for (const { specifier } of syntax.imports)
      if (specifier.startsWith('<')) found.add(specifier.slice(1, -1));
  }
  return found;
}
