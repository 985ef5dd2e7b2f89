import type { Repository } from '../../analysis/repository.ts';
import type { ImportResolver } from './import-resolver.ts';

/**
 * Takes the namespaces of C++ off the front of a path: symbols are kept without them, and what a name means is decided by
 * what the file includes. A namespace of another package (`std`) is none of the repository's, so its paths stay unknown.
 */
export function namespacesOf(repository: Repository): NonNullable<ImportResolver['resolvePath']> {
  let known: ReadonlySet<string> | undefined;
  return (file, segments) => {
    known ??= namespaceNames(repository);
    let used = 0;
    while (used < segments.length - 1 && known.has(segments[used] as string)) used++;
    return used === 0 ? undefined : { target: { kind: 'file', path: file.path }, used };
  };
}

/** Every part of every namespace that the repository opens. */
function namespaceNames({ files }: Repository): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { syntax, text } of files) {
    if (syntax === undefined || text === undefined) continue;
    if (syntax.language !== 'cpp' && syntax.language !== 'c') continue;
    for (let at = text.indexOf('namespace'); at >= 0; at = text.indexOf('namespace', at + 9)) {
      const found = /^namespace\s+([A-Za-z_][\w:]*)\s*\{/.exec(text.slice(at, at + 120));
      for (const name of found?.[1]?.split('::') ?? []) if (name !== '' && name !== 'std') names.add(name);
    }
  }
  return names;
}
