import type { Repository, SourceFile } from '../../../analysis/repository.ts';
import { ancestorsOf, joinPath } from '../../../base/path-text.ts';
import type { ImportStatement } from '../../../syntax/syntax-summary.ts';
import type { ResolvedImport } from '../import-resolver.ts';

/** Where the references of one language lead. */
export type FileRule = (file: SourceFile, statement: ImportStatement) => readonly ResolvedImport[];

/** The rules of some languages, by their key in the language registry. */
export type FileRules = Readonly<Record<string, FileRule>>;

export function toFile(path: string | undefined): readonly ResolvedImport[] {
  return path === undefined ? [] : [{ kind: 'file', path, names: [] }];
}

export function toExternal(name: string, builtin = false): readonly ResolvedImport[] {
  return name === '' ? [] : [{ kind: 'external', package: name, builtin }];
}

export function toNothing(lookedFor: string | undefined): readonly ResolvedImport[] {
  return lookedFor === undefined ? [] : [{ kind: 'unresolved', lookedFor }];
}

/** The first of `candidates` that is a file; those that lead out of the root are undefined. */
export function firstFile(
  { byPath }: Repository,
  candidates: Iterable<string | undefined>,
): string | undefined {
  for (const candidate of candidates) if (candidate !== undefined && byPath.has(candidate)) return candidate;
  return undefined;
}

/** `reference` from each folder above `file`, nearest first; `subfolders` of each are tried in their order. */
export function* placesAbove(
  file: SourceFile,
  reference: string,
  subfolders: readonly string[] = [''],
): Generator<string> {
  // As a rule nothing has to be taken out of the path, and joining is cheap.
  const isPlain = !/(?:^|\/)(?:\.{0,2})(?:\/|$)/.test(reference);
  for (const folder of ancestorsOf(file.path)) {
    for (const subfolder of subfolders) {
      const base = subfolder === '' ? folder : joined(folder, subfolder);
      const place = isPlain ? joined(base, reference) : joinPath(base, reference);
      if (place !== undefined) yield place;
    }
  }
}

export function joined(folder: string, rest: string): string {
  return folder === '' ? rest : `${folder}/${rest}`;
}

/** `a%20b` → `a b`; as written if it is not well formed. */
export function decoded(reference: string): string {
  if (!reference.includes('%')) return reference;
  try {
    return decodeURIComponent(reference);
  } catch {
    return reference;
  }
}

/** A value that is worked out when it is first asked for. */
export function lazily<T>(work: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => {
    known ??= { value: work() };
    return known.value;
  };
}

/** Text between quotes of either kind → the text. */
export function unquoted(written: string): string {
  return /^(['"]).*\1$/s.test(written) && written.length > 1 ? written.slice(1, -1) : written;
}
