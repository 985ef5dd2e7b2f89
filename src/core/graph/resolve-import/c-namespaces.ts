import type { SourceFile } from '../../analysis/repository.ts';
import type { ImportResolver } from './import-resolver.ts';

/** The namespaces of C++ that a repository opens. */
export interface Namespaces {
  /** Makes known what a file opens. */
  readonly note: (file: SourceFile) => void;
  readonly resolvePath: NonNullable<ImportResolver['resolvePath']>;
}

/**
 * Takes the namespaces of C++ off the front of a path: symbols are kept without them, and what a name means is decided by
 * what the file includes. A namespace of another package (`std`) is none of the repository's, so its paths stay unknown.
 */
export function namespacesOf(): Namespaces {
  const known = new Set<string>();
  return {
    note: (file) => {
      // C has none, and a repository of it may be too large to read each text once more.
      if (file.syntax?.language === 'c') return;
      const { text = '' } = file;
      for (let at = text.indexOf('namespace'); at >= 0; at = text.indexOf('namespace', at + 9)) {
        const found = /^namespace\s+([A-Za-z_][\w:]*)\s*\{/.exec(text.slice(at, at + 120));
        for (const name of found?.[1]?.split('::') ?? []) if (name !== '' && name !== 'std') known.add(name);
      }
    },
    resolvePath: (file, segments) => {
      let used = 0;
      while (used < segments.length - 1 && known.has(segments[used] as string)) used++;
      return used === 0 ? undefined : { target: { kind: 'file', path: file.path }, used };
    },
  };
}
