import type { Repository, SourceFile } from '../../analysis/repository.ts';
import type { ImportStatement } from '../../syntax/syntax-summary.ts';
import type { DeclaringFile } from './declared-names.ts';
import type { ImportResolver, ResolvedImport } from './import-resolver.ts';
import { type JvmPackages, jvmPackagesOf, topLevelMembers } from './jvm-packages.ts';
import type { ImportedPath } from './scala-imports.ts';
import { type ResolvedPath, scalaNames } from './scala-names.ts';
import { scalaPackages } from './scala-packages.ts';

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
    hasExtensions: true,
    readsDefinitions: true,
    readOfSyntax: (file) =>
      [...topLevelMembers(file)]
        .map((member) => member.join())
        .sort()
        .join(),
    readsText: /^@file\s*:[^\n]*/gm,
    readOfOwnText: ({ language, text = '' }) => (language === 'scala' ? scalaPackages(text).join() : ''),
    resolve,
    packageOf: (file) => {
      const own = packages.visibleFrom(file).at(-1);
      return own === undefined ? undefined : packages.keyOf(own, file.path);
    },
    resolvePath: (file, segments) =>
      fromRoot(packages, file, segments) ??
      (file.syntax?.language === 'scala'
        ? scala.resolvePath(file, segments)
        : inOwnPackage(packages, file, segments)),
  };
}

/** Where one imported name leads: the longest declared package whose file has what follows. */
function resolveImported(
  packages: JvmPackages,
  file: SourceFile,
  imported: ImportedPath,
): readonly ResolvedImport[] {
  const { path, wildcard, local } = imported;
  if (!packages.isPrefix(path[0] ?? '') && !packages.has(path[0] ?? '')) return outside(imported, undefined);
  const whole = path.join('.');
  const key = packages.keyOf(whole, file.path);
  if (wildcard && key !== undefined)
    return [{ kind: 'package', package: key, names: ['*'], bindings: [{ local: '*', imported: '*' }] }];
  let lookedFor: string | undefined;
  let end = whole.length;
  for (let count = path.length - 1; count >= 1; count--) {
    end = whole.lastIndexOf('.', end - 1);
    const name = whole.slice(0, end);
    if (!packages.has(name)) continue;
    const member = path[count] as string;
    const declaring = packages.declaring(name, withoutDollar(member), file.path);
    if (declaring.length > 0) return inPackage(packages, file, { name, declaring, imported, count });
    if (count === path.length - 1 || isTypeName(member)) lookedFor ??= whole;
  }
  if (key !== undefined && local !== undefined)
    return [{ kind: 'package', package: key, names: [], bindings: [{ local, imported: '*' }] }];
  if (packages.isPrefix(whole) || imported.mayBeValue === true) return [];
  return outside(imported, lookedFor);
}

/** What an import takes of a package whose files are known to declare the name that follows it. */
function inPackage(
  packages: JvmPackages,
  file: SourceFile,
  found: {
    readonly name: string;
    readonly declaring: readonly DeclaringFile[];
    readonly imported: ImportedPath;
    /** How many segments name the package. */
    readonly count: number;
  },
): readonly ResolvedImport[] {
  const { name, declaring, count } = found;
  const { path, wildcard, local } = found.imported;
  const [first] = declaring as [DeclaringFile];
  // Members of a companion are the class's own.
  const members = path
    .slice(count)
    .map(withoutDollar)
    .filter((segment, index) => index === 0 || segment !== 'Companion');
  const isFacade = first.kind === 'facade';
  const inside = isFacade ? members.slice(1).join('.') || '*' : members.join('.');
  const bindings = wildcard
    ? [{ local: '*', imported: inside }]
    : local === undefined
      ? []
      : [{ local, imported: inside }];
  const names = wildcard ? ['*'] : [path.at(-1) as string];
  // Versions of one function may lie in several files.
  if (first.kind === 'member' && declaring.length > 1 && !wildcard)
    return [{ kind: 'package', package: packages.keyOf(name, file.path) as string, names, bindings }];
  const targets = isFacade ? declaring.filter(({ kind }) => kind === 'facade') : [first];
  return targets.map((target) => ({ kind: 'file', path: target.path, names, bindings }));
}

/** `Object$` is what Java sees of an object of Scala. */
function withoutDollar(segment: string): string {
  return segment.endsWith('$') ? segment.slice(0, -1) : segment;
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
): ResolvedPath | undefined {
  if (!packages.isPrefix(segments[0] ?? '')) return undefined;
  for (let count = segments.length - 1; count >= 1; count--) {
    const member = segments[count] as string;
    const [first] = packages.declaring(segments.slice(0, count).join('.'), member, file.path);
    if (first !== undefined) return { target: targetOf(first, member), used: count + 1 };
  }
  return undefined;
}

/** A member of the file's own package in another variant of the code; in Java, the class of a file of Kotlin. */
function inOwnPackage(
  packages: JvmPackages,
  file: SourceFile,
  [head = '']: readonly string[],
): ResolvedPath | undefined {
  const own = packages.visibleFrom(file).at(-1);
  if (own === undefined) return undefined;
  const [first] = packages.declaring(own, head, file.path);
  return first && { target: targetOf(first, head), used: 1 };
}

function targetOf({ path, kind }: DeclaringFile, name: string): ResolvedPath['target'] {
  return kind === 'facade' ? { kind: 'file', path } : { kind: 'file', path, imported: name };
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
  if (plainPath.test(path)) return path.split('.');
  return path
    .replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, '')
    .split('.')
    .map((segment) => segment.trim().replaceAll('`', ''))
    .filter((segment) => segment !== '');
}

const plainPath = /^[\w$]+(?:\.[\w$]+)*$/;

/** By convention, as only the class path of the compiler knows whether `a.B` is a package. */
export function isTypeName(segment: string): boolean {
  return /^\p{Lu}/u.test(segment);
}
