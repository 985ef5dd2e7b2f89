import type { SourceFile } from '../../analysis/repository.ts';
import { entryOf } from '../../base/map-entry.ts';
import type { ImportStatement } from '../../syntax/syntax-summary.ts';
import type { PathTarget } from './import-resolver.ts';
import type { JvmPackages } from './jvm-packages.ts';
import { type ImportedPath, scalaSelectors } from './scala-imports.ts';

/** What is particular to names in Scala: they are relative to the packages around, to imports and to values. */
export interface ScalaNames {
  /** What an import names, from the root of all packages on; nothing for members of the file's own values. */
  readonly importedPaths: (file: SourceFile, statement: ImportStatement) => readonly ImportedPath[];
  readonly resolvePath: (file: SourceFile, segments: readonly string[]) => ResolvedPath | undefined;
}

/** What a path leads to: a name of a file, or all of its names; and how many segments that took. */
export interface ResolvedPath {
  readonly target: PathTarget & { readonly imported?: string };
  readonly used: number;
}

/** No value bears the name of the roots of the standard libraries. */
const builtinHeads = new Set(['scala', 'java', 'javax']);

export function scalaNames(packages: JvmPackages): ScalaNames {
  const importedByFile = new WeakMap<SourceFile, ReadonlyMap<string, readonly string[]>>();
  const importedIn = (file: SourceFile): ReadonlyMap<string, readonly string[]> => {
    let known = importedByFile.get(file);
    if (known === undefined) {
      known = new Map(
        (file.syntax?.imports ?? []).flatMap(({ specifier }) =>
          scalaSelectors(specifier).flatMap(({ path, local }) =>
            local === undefined ? [] : [[local, path] as const],
          ),
        ),
      );
      importedByFile.set(file, known);
    }
    return known;
  };

  const values = new WeakMap<SourceFile, Map<string, boolean>>();
  const isValueOf = (file: SourceFile, head: string): boolean => {
    const known = values.get(file) ?? new Map<string, boolean>();
    values.set(file, known);
    return entryOf(known, head, () => bindsValue(file, head));
  };

  /** The package around a file that has a member or a package of this name, innermost first. */
  const around = (file: SourceFile, head: string): string | undefined =>
    packages
      .visibleFrom(file)
      .findLast(
        (name) =>
          packages.isPrefix(`${name}.${head}`) || packages.declaring(name, head, file.path).length > 0,
      );

  const absolute = (file: SourceFile, path: readonly string[], depth = 0): readonly string[] | undefined => {
    const [head = ''] = path;
    if (head === '_root_') return path.slice(1);
    if (definesValue(file, head)) return undefined;
    const outer = around(file, head);
    if (outer !== undefined) return [...segmentsOf(outer), ...path];
    if (packages.isPrefix(head)) return path;
    const imported = path.length > 1 && depth < 5 ? importedIn(file).get(head) : undefined;
    if (imported !== undefined && imported[0] !== head)
      return absolute(file, [...imported, ...path.slice(1)], depth + 1);
    return !builtinHeads.has(head) && isValueOf(file, head) ? undefined : path;
  };

  return {
    importedPaths: (file, { specifier }) =>
      scalaSelectors(specifier).flatMap(({ path, wildcard, local }) => {
        const found = absolute(file, path);
        // `import Value._` of something that another wildcard brought: nothing says what it is.
        const isUnknown = found === undefined || (found.length < 2 && !packages.isPrefix(found[0] ?? ''));
        const isLone = isUnknown && found !== undefined && wildcard && /^\p{Ll}/u.test(found[0] ?? '');
        if (found === undefined || (isUnknown && !isLone)) return [];
        return [{ path: found, wildcard, local, mayBeValue: around(file, path[0] ?? '') !== undefined }];
      }),
    resolvePath: (file, segments) => {
      const outer = around(file, segments[0] ?? '');
      if (outer === undefined) return undefined;
      const path = [...segmentsOf(outer), ...segments];
      const least = path.length - segments.length;
      for (let count = path.length - 1; count >= least; count--) {
        const name = path.slice(0, count).join('.');
        const [first] = packages.declaring(name, path[count] as string, file.path);
        if (first !== undefined)
          return {
            target: { kind: 'file', path: first.path, imported: path[count] as string },
            used: count - least + 1,
          };
      }
      return undefined;
    },
  };
}

/** Packages without a name are those of a folder. */
function segmentsOf(name: string): readonly string[] {
  return name.startsWith('/') ? [name] : name.split('.');
}

/** Whether a member of the file's own types is the head of an import: `import lexical._` with `val lexical`. */
function definesValue({ syntax }: SourceFile, head: string): boolean {
  if (syntax?.symbols.some(({ name, parent }) => name === head && parent !== undefined) === true) return true;
  return syntax?.fields.some(({ name }) => name === head) === true;
}

/** Whether something else of the file is the head of an import: `import c.universe._` with a parameter `c`. */
function bindsValue({ text = '', syntax }: SourceFile, head: string): boolean {
  if (syntax?.symbols.some(({ name }) => name === head) === true) return true;
  if (!text.includes(`${head}:`) && !text.includes(`${head} `)) return false;
  if (!/^\w+$/.test(head)) return false;
  return new RegExp(`\\b(?:val|var|def|object|given)\\s+${head}\\b|\\b${head}\\s*(?::(?!:)|=>)`).test(text);
}
