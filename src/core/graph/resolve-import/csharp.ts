import type { Repository, SourceFile } from '../../analysis/repository.ts';
import type { ImportStatement } from '../../syntax/syntax-summary.ts';
import { type CsharpNamespaces, csharpNamespacesOf, isTopType } from './csharp-namespaces.ts';
import { type CsharpUsing, csharpProjectsOf } from './csharp-projects.ts';
import type { ImportResolver, PathTarget, ResolvedImport } from './import-resolver.ts';

/** A file, and what is visible in it. */
interface Place {
  readonly file: SourceFile;
  readonly namespaces: CsharpNamespaces;
  /** Namespaces of its own usings and of its project's. */
  readonly usings: readonly string[];
  readonly projectUsings: readonly CsharpUsing[];
  readonly byPath: Repository['byPath'];
}

interface ResolvedPath {
  readonly target: PathTarget & { readonly imported?: string };
  readonly used: number;
}

/** What the runtime brings in other namespaces than `System`. */
const builtinNamespace = /^(?:System|Microsoft\.(?:CSharp|VisualBasic|Win32))(?:\.|$)/;

/**
 * Resolves using directives and qualified names of C#, from the namespaces around outwards, then through the usings of the
 * whole project. Namespace declarations decide where a file belongs. A namespace that nobody declares is external, even
 * one below a declared one; a type that a declared namespace lacks is unresolved.
 */
export function csharpResolver(repository: Repository): ImportResolver {
  const projects = csharpProjectsOf(repository);
  const namespaces = csharpNamespacesOf(repository, projects.projectOf);
  const usedNamespaces = new WeakMap<SourceFile, readonly string[]>();
  const usingsOf = (file: SourceFile): readonly string[] => {
    let known = usedNamespaces.get(file);
    if (known === undefined) {
      const own = file.syntax?.imports.map(({ specifier }) => plainName(specifier)) ?? [];
      const shared = projects.usingsOf(file.path).filter((using) => !bindsNames(using));
      known = [...new Set([...own, ...shared.map(({ name }) => plainName(name))])].filter(namespaces.has);
      usedNamespaces.set(file, known);
    }
    return known;
  };

  const placeOf = (file: SourceFile): Place => ({
    file,
    namespaces,
    usings: usingsOf(file),
    projectUsings: projects.usingsOf(file.path),
    byPath: repository.byPath,
  });

  return {
    languages: ['csharp'],
    hasExtensions: true,
    readsDefinitions: true,
    readOfSyntax: ({ syntax }) =>
      (syntax?.symbols ?? [])
        .filter((symbol) => isTopType(symbol) || projects.staticTypes.has(symbol.parent ?? ''))
        .map(({ name, parent }) => `${parent ?? ''}.${name}`)
        .sort()
        .join(),
    // Types belong to the namespace that stands before them.
    readsText:
      /^[ \t]*(?:global\s+using|namespace|(?:\[[^\n\]]*\][ \t]*)*(?:\w+[ \t]+)*(?:class|struct|interface|enum|record|delegate))\b[^\n]*/gm,
    readOfOwnText: ({ text = '' }) => (text.match(staticUsing) ?? []).join(),
    resolve: (file, statement) => resolveUsing(placeOf(file), usingOf(file, statement)),
    packageOf: (file) => keyOf(namespaces, file),
    resolvePath: (file, segments) => {
      const skipped = segments[0] === 'global' ? 1 : 0;
      const path = segments.slice(skipped);
      if (!namespaces.mayStart(path[0] ?? '') && !projects.usingsOf(file.path).some(bindsNames))
        return undefined;
      const place = placeOf(file);
      const found =
        findAround(place, path) ??
        findInUsings(place, path) ??
        findThroughProject(place, path) ??
        findAttribute(place, path);
      return found && { ...found, used: found.used + skipped };
    },
  };
}

/** Scopes have names; the namespace without one gets its own. */
function keyOf(namespaces: CsharpNamespaces, file: SourceFile): string | undefined {
  const namespace = namespaces.own(file);
  const key = namespaces.keyOf(namespace, file.path);
  return key === undefined ? undefined : namespace === '' ? `(global)${key}` : key;
}

function usingOf(file: SourceFile, { specifier, line, locals = {} }: ImportStatement): CsharpUsing {
  return {
    name: plainName(specifier),
    isStatic: staticLines(file).has(line),
    alias: Object.keys(locals)[0],
  };
}

const staticUsing = /^[ \t]*(?:global\s+)?using\s+(?:unsafe\s+)?static\b/gm;
const linesByFile = new WeakMap<SourceFile, ReadonlySet<number>>();

/** The lines with a `using static`, which captures do not tell from the others. */
function staticLines(file: SourceFile): ReadonlySet<number> {
  const known = linesByFile.get(file);
  if (known !== undefined) return known;
  const found = new Set<number>();
  const { text = '' } = file;
  let line = 1;
  let at = 0;
  // Most files have none: asked first, as it costs less than to look at each line.
  const matches = /using\s+(?:unsafe\s+)?static\b/.test(text) ? text.matchAll(staticUsing) : [];
  for (const { index } of matches) {
    for (; at < index; at++) if (text.charCodeAt(at) === 10) line++;
    found.add(line);
  }
  linesByFile.set(file, found);
  return found;
}

function resolveUsing(place: Place, { name, isStatic, alias }: CsharpUsing): readonly ResolvedImport[] {
  if (name === '') return [];
  const { namespaces, file } = place;
  const builtin = builtinNamespace.test(name);
  const outside: ResolvedImport = { kind: 'external', package: name, builtin };
  if (!isStatic) {
    for (const base of ['', ...namespaces.around(file)]) {
      const namespace = base === '' ? name : `${base}.${name}`;
      const key = namespaces.keyOf(namespace, file.path);
      if (key === undefined && !namespaces.isPrefix(namespace)) continue;
      if (key === undefined) return builtin ? [outside] : [];
      const names = alias === undefined ? ['*'] : [];
      const bindings = [{ local: alias ?? '*', imported: '*' }];
      const inside: ResolvedImport = { kind: 'package', package: key, names, bindings };
      return builtin ? [inside, outside] : [inside];
    }
    if (alias === undefined) return [outside];
  }
  const path = name.split('.');
  const type = findAround(place, path);
  if (type?.target.kind === 'file') {
    const imported = [type.target.imported ?? '', ...path.slice(type.used)].join('.');
    const bindings = [{ local: alias ?? '*', imported }];
    return [{ kind: 'file', path: type.target.path, names: [path.at(-1) ?? '*'], bindings }];
  }
  const above = path.slice(0, -1).join('.');
  if (namespaces.has(above) && !builtin) return [{ kind: 'unresolved', lookedFor: name }];
  return [{ ...outside, package: above === '' ? name : above }];
}

/** What a path means that starts in one of the namespaces around the file. */
function findAround(place: Place, path: readonly string[]): ResolvedPath | undefined {
  const { namespaces, file } = place;
  for (const base of namespaces.around(file)) {
    for (let count = path.length - 1; count >= 0; count--) {
      const inner = path.slice(0, count).join('.');
      const namespace = base === '' ? inner : inner === '' ? base : `${base}.${inner}`;
      const target = typeIn(place, namespace, path[count]);
      if (target !== undefined) return { target, used: count + 1 };
    }
  }
  return undefined;
}

function findInUsings(place: Place, [head]: readonly string[]): ResolvedPath | undefined {
  for (const namespace of place.usings) {
    const target = typeIn(place, namespace, head);
    if (target !== undefined) return { target, used: 1 };
  }
  return undefined;
}

/** Whether a using gives names of its own, other than those of types. */
function bindsNames({ isStatic, alias }: CsharpUsing): boolean {
  return isStatic || alias !== undefined;
}

/** Through aliases and static usings of the whole project. */
function findThroughProject(place: Place, [head = '']: readonly string[]): ResolvedPath | undefined {
  for (const { name, isStatic, alias } of place.projectUsings) {
    if (!isStatic && alias !== head) continue;
    const found = findAround(place, plainName(name).split('.'));
    if (found?.target.kind !== 'file') continue;
    if (!isStatic) return { target: found.target, used: 1 };
    const { path, imported = '' } = found.target;
    const symbols = place.byPath.get(path)?.syntax?.symbols ?? [];
    if (symbols.some((symbol) => symbol.name === head && symbol.parent === imported))
      return { target: { kind: 'file', path, imported: `${imported}.${head}` }, used: 1 };
  }
  return undefined;
}

/** `[Foo]` means the type `FooAttribute`. */
function findAttribute(place: Place, path: readonly string[]): ResolvedPath | undefined {
  if (path.length !== 1) return undefined;
  const name = `${path[0]}Attribute`;
  for (const namespace of [...place.namespaces.around(place.file), ...place.usings]) {
    const target = typeIn(place, namespace, name);
    if (target !== undefined) return { target, used: 1 };
  }
  return undefined;
}

function typeIn(
  { namespaces, file }: Place,
  namespace: string,
  name: string | undefined,
): ResolvedPath['target'] | undefined {
  const [first] = name === undefined ? [] : namespaces.declaring(namespace, name, file.path);
  return first && { kind: 'file', path: first.path, imported: name as string };
}

/** `global::A.B<C>` → `A.B`. */
function plainName(name: string): string {
  if (/^[\w.]+$/.test(name)) return name;
  return name
    .replace(/<.*/s, '')
    .replace(/^global\s*::/, '')
    .replaceAll('::', '.')
    .replace(/[\s@]/g, '');
}
