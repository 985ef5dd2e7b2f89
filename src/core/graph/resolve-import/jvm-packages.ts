import { filesIn, type Repository, type SourceFile } from '../../analysis/repository.ts';
import { fileNameOf, folderOf } from '../../base/path-text.ts';
import { type DeclaredKind, type DeclaredNames, declaredNamesOf } from './declared-names.ts';
import { moduleVariants, nearestFolder } from './module-variants.ts';
import { scalaPackages } from './scala-packages.ts';

/** Which file declares what in which package, over all languages of the Java virtual machine. */
export interface JvmPackages extends DeclaredNames {
  /**
   * The packages whose members a file sees without import, its own last; none for a script. Files without a package clause
   * are together with those of their own folder alone: `/src/main`.
   */
  readonly visibleFrom: (file: SourceFile) => readonly string[];
}

const typeKinds = new Set(['class', 'interface', 'type', 'enum', 'module']);
const manifests = new Set([
  ...['pom.xml', 'build.gradle', 'build.gradle.kts', 'build.sbt', 'build.xml', 'build.sc', 'build.mill'],
]);

export function jvmPackagesOf(repository: Repository): JvmPackages {
  const files = filesIn(repository, 'java', 'kotlin', 'scala').filter(({ syntax }) => syntax !== undefined);
  const visible = new WeakMap<SourceFile, readonly string[]>();
  const visibleFrom = (file: SourceFile) => {
    const known = visible.get(file) ?? visiblePackages(file);
    visible.set(file, known);
    return known;
  };
  const declared = files.flatMap((file) => {
    const scope = visibleFrom(file).at(-1);
    return scope === undefined ? [] : [{ path: file.path, scope, members: topLevelMembers(file) }];
  });
  const types = declared.map(({ path, scope, members }) => ({
    path,
    types: scope.startsWith('/')
      ? []
      : [...members].filter(([, kind]) => kind === 'type').map(([type]) => `${scope}.${type}`),
  }));
  return {
    ...declaredNamesOf(declared, moduleVariants(types, jvmModuleOf(repository))),
    visibleFrom,
  };
}

function visiblePackages(file: SourceFile): readonly string[] {
  const { path, syntax } = file;
  if (syntax === undefined) return [];
  const named =
    syntax.language === 'scala'
      ? scalaPackages(file.text ?? '')
      : syntax.namespace === undefined
        ? []
        : [syntax.namespace.replaceAll('`', '')];
  if (named.length > 0) return named;
  // Build files and other scripts are no part of what lies beside them.
  return path.endsWith('.kts') || path.endsWith('.sc') ? [] : [`/${folderOf(path)}`];
}

/** What other files can name with the package alone: top-level definitions, extensions, the class of a file of Kotlin. */
export function topLevelMembers({ path, text, syntax }: SourceFile): ReadonlyMap<string, DeclaredKind> {
  const members = new Map<string, DeclaredKind>();
  if (syntax === undefined) return members;
  const isKotlin = syntax.language === 'kotlin';
  const own = new Set(syntax.symbols.filter(({ parent }) => parent === undefined).map(({ name }) => name));
  let hasFunctions = false;
  for (const { name, kind, parent, exported } of syntax.symbols) {
    if (!exported) continue;
    const isExtension = parent !== undefined && isKotlin && !own.has(parent.split('.')[0] ?? '');
    if (parent !== undefined && !isExtension) continue;
    const isType = typeKinds.has(kind);
    if (isType || !members.has(name)) members.set(name, isType ? 'type' : 'member');
    hasFunctions ||= !isType;
  }
  if (isKotlin && hasFunctions) {
    const facade = facadeName(path, text ?? '');
    if (!members.has(facade)) members.set(facade, 'facade');
  }
  return members;
}

/** `@file:JvmName("Okio")`, else `OkioKt` for `okio.kt`. */
function facadeName(path: string, text: string): string {
  const named = /^@file\s*:\s*(?:kotlin\.jvm\.)?JvmName\s*\(\s*"(\w+)"/m.exec(text.slice(0, 5000))?.[1];
  if (named !== undefined) return named;
  const base = fileNameOf(path).replace(/\.kt$/, '').replace(/\W/g, '_');
  return `${base.charAt(0).toUpperCase()}${base.slice(1)}Kt`;
}

/** The build unit of a path: the folder of its manifest, or what lies above `src` where one manifest builds several. */
function jvmModuleOf({ files }: Repository): (path: string) => string {
  const folders = new Set(
    files.filter(({ path }) => manifests.has(fileNameOf(path))).map(({ path }) => folderOf(path)),
  );
  const nearest = nearestFolder(folders);
  return (path) => {
    const manifest = nearest(path);
    const source = `/${path}`.lastIndexOf('/src/');
    const above = source < 0 ? '' : path.slice(0, Math.max(0, source - 1));
    return above.length > manifest.length ? above : manifest;
  };
}
