import type { ModuleVariants } from './module-variants.ts';
import { sharedFolders } from './module-variants.ts';

/** A type, another member of the scope, or a class that a compiler makes of a file. */
export type DeclaredKind = 'type' | 'member' | 'facade';

/** What one file declares in one package or namespace. */
export interface DeclaredScope {
  readonly path: string;
  /** Dotted. */
  readonly scope: string;
  readonly members: ReadonlyMap<string, DeclaredKind>;
}

export interface DeclaringFile {
  readonly path: string;
  readonly kind: DeclaredKind;
}

/** Packages or namespaces that many files share: who declares what in them. */
export interface DeclaredNames {
  /** Whether a file declares this very scope. */
  readonly has: (scope: string) => boolean;
  /** Whether a scope of this name, or one below it, is declared. */
  readonly isPrefix: (scope: string) => boolean;
  /** The key of a scope as the file `from` sees it; undefined if nobody declares it. */
  readonly keyOf: (scope: string, from: string) => string | undefined;
  /** The files that declare a name at the top of a scope, the one that `from` means first. */
  readonly declaring: (scope: string, member: string, from: string) => readonly DeclaringFile[];
}

/** Scopes whose names begin with a slash are those of a folder: nothing lies above or below them. */
export function declaredNamesOf(
  declared: readonly DeclaredScope[],
  variantOf: ModuleVariants,
): DeclaredNames {
  const scopes = new Map<
    string,
    { readonly members: Map<string, DeclaringFile[]>; readonly paths: string[] }
  >();
  const prefixes = new Set<string>();
  for (const { path, scope, members } of declared) {
    let known = scopes.get(scope);
    if (known === undefined) {
      known = { members: new Map(), paths: [] };
      scopes.set(scope, known);
      for (let dot = scope.length; dot > 0 && !scope.startsWith('/'); dot = scope.lastIndexOf('.', dot - 1))
        prefixes.add(scope.slice(0, dot));
    }
    known.paths.push(path);
    for (const [member, kind] of members) {
      const declaring = known.members.get(member);
      if (declaring === undefined) known.members.set(member, [{ path, kind }]);
      else declaring.push({ path, kind });
    }
  }
  const nearest = <T extends { readonly path: string }>(
    from: string,
    candidates: readonly T[],
  ): readonly T[] => {
    if (candidates.length < 2) return candidates;
    const variant = variantOf(from);
    return candidates
      .map((candidate) => ({
        candidate,
        other: variantOf(candidate.path) === variant ? 0 : 1,
        shared: sharedFolders(from, candidate.path),
        // The sources that all platforms share, in Kotlin.
        common: /(?:^|\/)(?:common|commonMain)\//.test(candidate.path) ? 0 : 1,
      }))
      .sort(
        (a, b) =>
          a.other - b.other ||
          b.shared - a.shared ||
          a.common - b.common ||
          (a.candidate.path < b.candidate.path ? -1 : 1),
      )
      .map(({ candidate }) => candidate);
  };
  const keys = new Map<string, string>();
  return {
    has: (scope) => scopes.has(scope),
    isPrefix: (scope) => prefixes.has(scope),
    keyOf: (scope, from) => {
      const paths = scopes.get(scope)?.paths;
      if (paths === undefined) return undefined;
      const variant = variantOf(from);
      const known = keys.get(`${variant} ${scope}`);
      if (known !== undefined) return known;
      const own = paths.some((path) => variantOf(path) === variant);
      const [first] = nearest(
        from,
        paths.map((path) => ({ path })),
      );
      const seen = own ? variant : variantOf(first?.path ?? from);
      const key = seen === 0 ? scope : `${scope} (${seen + 1})`;
      // From a variant without the scope, the nearest one depends on the file.
      if (own) keys.set(`${variant} ${scope}`, key);
      return key;
    },
    declaring: (scope, member, from) => nearest(from, scopes.get(scope)?.members.get(member) ?? []),
  };
}
