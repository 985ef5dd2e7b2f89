import type { Repository, SourceFile } from '../../analysis/repository.ts';
import type { ImportStatement } from '../../syntax/syntax-summary.ts';
import type { ImportResolver, PathTarget, ResolvedImport } from './import-resolver.ts';
import { type JvmPackages, jvmPackagesOf } from './jvm-packages.ts';
import type { ImportedPath } from './scala-imports.ts';
import { scalaNames } from './scala-names.ts';

/** What the runtime and the standard libraries bring. */
const builtinRoots = new Set(['java', 'javax', 'jdk', 'sun', 'kotlin', 'scala']);
const builtinPackage = /^(?:com\.sun\.|org\.(?:w3c\.dom|xml\.sax|ietf\.jgss)(?:\.|$))/;

/**
 * Resolves imports of Java, Kotlin and Scala, which see each other's packages. Package clauses alone decide where a file
 * belongs, as for the compilers; folders decide only between modules that declare the same types. An import of a declared
 * package that lacks the name is unresolved, even if a build step may generate it; a package that nobody declares is
 * external.
 */
export function jvmResolver(repository: Repository): ImportResolver {
  const packages = jvmPackagesOf(repository);
  const scala = scalaNames(packages);

  const resolve = (file: SourceFile, statement: ImportStatement): readonly ResolvedImport[] => {
    if (file.syntax?.language === 'scala') {
      return mergeFiles(
        scala.importedPaths(file, statement).flatMap((imported) => resolveImported(packages, file, imported)),
      );
    }
    const path = segmentsOf(statement.specifier);
    const wildcard = statement.names.includes('*');
    const alias = Object.keys(statement.locals ?? {})[0];
    const local = wildcard ? undefined : (alias?.replaceAll('`', '') ?? path.at(-1));
    return resolveImported(packages, file, { path, wildcard, local });
  };

  return {
    languages: ['java', 'kotlin', 'scala'],
    resolve,
    packageOf: (file) => {
      const own = packages.visibleFrom(file).at(-1);
      return own === undefined ? undefined : packages.keyOf(own, file.path);
    },
    resolvePath: (file, segments) =>
      fromRoot(packages, file, segments) ??
      (file.syntax?.language === 'scala'
        ? scala.resolvePath(file, segments)
        : facade(packages, file, segments)),
  };
}

/** Where one imported name leads: the longest declared package whose file has what follows. */
function resolveImported(
  packages: JvmPackages,
  file: SourceFile,
  imported: ImportedPath,
): readonly ResolvedImport[] {
  const { path, wildcard, local } = imported;
  const whole = path.join('.');
  const key = packages.keyOf(whole, file.path);
  const inPackage = (name: string, bindings: { local: string; imported: string }[]): ResolvedImport[] => [
    { kind: 'package', package: name, names: wildcard ? ['*'] : [], bindings },
  ];
  if (wildcard && key !== undefined) return inPackage(key, [{ local: '*', imported: '*' }]);
  let lookedFor: string | undefined;
  for (let count = path.length - 1; count >= 1; count--) {
    const name = path.slice(0, count).join('.');
    const member = path[count] as string;
    if (!packages.has(name)) continue;
    const declaring = packages.declaring(name, member.replace(/\$$/, ''), file.path);
    const [first] = declaring;
    if (first === undefined) {
      if (count === path.length - 1 || isTypeName(member)) lookedFor ??= whole;
      continue;
    }
    // `Object$` is what Java sees of an object of Scala; members of a companion are the class's own.
    const members = path
      .slice(count)
      .map((segment) => segment.replace(/\$$/, ''))
      .filter((segment, index) => index === 0 || segment !== 'Companion');
    const isFacade = first.kind === 'facade';
    const inside = isFacade ? members.slice(1).join('.') || '*' : members.join('.');
    const bindings = wildcard
      ? [{ local: '*', imported: inside }]
      : local === undefined
        ? []
        : [{ local, imported: inside }];
    const names = wildcard ? ['*'] : [path.at(-1) as string];
    const isOverloaded = first.kind === 'member' && declaring.length > 1;
    if (isOverloaded && !wildcard)
      return [{ kind: 'package', package: packages.keyOf(name, file.path) as string, names, bindings }];
    const targets = isFacade ? declaring.filter(({ kind }) => kind === 'facade') : [first];
    return targets.map((target) => ({ kind: 'file', path: target.path, names, bindings }));
  }
  if (key !== undefined && local !== undefined) return inPackage(key, [{ local, imported: '*' }]);
  if (packages.isPrefix(whole)) return [];
  return outside(imported, lookedFor);
}

function outside({ path, wildcard }: ImportedPath, lookedFor: string | undefined): readonly ResolvedImport[] {
  const whole = path.join('.');
  const builtin = builtinRoots.has(path[0] ?? '') || builtinPackage.test(whole);
  if (lookedFor !== undefined && !builtin) return [{ kind: 'unresolved', lookedFor }];
  const type = path.findIndex(isTypeName);
  const end = type >= 0 ? type : wildcard ? path.length : path.length - 1;
  const name = path.slice(0, Math.max(1, end)).join('.');
  return name === '' ? [] : [{ kind: 'external', package: name, builtin }];
}

/** `com.example.Outer.member`: from the root of all packages on. */
function fromRoot(
  packages: JvmPackages,
  file: SourceFile,
  segments: readonly string[],
): { readonly target: PathTarget; readonly used: number } | undefined {
  if (!packages.isPrefix(segments[0] ?? '')) return undefined;
  for (let count = segments.length - 1; count >= 1; count--) {
    const name = segments.slice(0, count).join('.');
    if (!packages.has(name)) continue;
    const [first] = packages.declaring(name, segments[count] as string, file.path);
    if (first === undefined) continue;
    return { target: { kind: 'file', path: first.path }, used: first.kind === 'facade' ? count + 1 : count };
  }
  return undefined;
}

/** `OkioKt.buffer()` in Java: the class that holds the functions of a file of Kotlin of the same package. */
function facade(
  packages: JvmPackages,
  file: SourceFile,
  segments: readonly string[],
): { readonly target: PathTarget; readonly used: number } | undefined {
  const own = packages.visibleFrom(file).at(-1);
  if (own === undefined || segments.length < 2) return undefined;
  const [first] = packages.declaring(own, segments[0] as string, file.path);
  return first?.kind === 'facade' ? { target: { kind: 'file', path: first.path }, used: 1 } : undefined;
}

/** Several names of one statement may lie in one file. */
function mergeFiles(resolved: readonly ResolvedImport[]): readonly ResolvedImport[] {
  const merged = new Map<string, ResolvedImport>();
  for (const target of resolved) {
    const place =
      target.kind === 'file' ? target.path : target.kind === 'unresolved' ? target.lookedFor : target.package;
    const key = `${target.kind} ${place}`;
    const known = merged.get(key);
    if (known === undefined) merged.set(key, target);
    else if ((known.kind === 'file' || known.kind === 'package') && known.kind === target.kind) {
      merged.set(key, {
        ...known,
        names: [...new Set([...known.names, ...target.names])],
        bindings: [...(known.bindings ?? []), ...(target.bindings ?? [])],
      });
    }
  }
  return [...merged.values()];
}

function segmentsOf(path: string): readonly string[] {
  return path
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '')
    .split('.')
    .map((segment) => segment.trim().replaceAll('`', ''))
    .filter((segment) => segment !== '');
}

/** By convention, as only the class path of the compiler knows whether `a.B` is a package. */
export function isTypeName(segment: string): boolean {
  return /^\p{Lu}/u.test(segment);
}
