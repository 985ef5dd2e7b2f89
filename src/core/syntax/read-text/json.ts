import type { ImportStatement } from '../syntax-summary.ts';
import { type JsonString, jsonStrings } from './json-values.ts';
import { fileReference, mayBeFile, orderedReferences, type TextFacts, withoutAnchor } from './text-reader.ts';

const telling =
  /"(?:main|module|types|typings|source|browser|bin|exports|extends|references|files|autoload|autoload-dev|\$schema|\$ref)"\s*:/;

/**
 * Reads JSON: the files that manifests and configurations name as their entry points, bases and parts. What a key means
 * depends on the file's name, which is not known here: the resolver leaves out what does not belong to it.
 */
export function readJson(text: string): TextFacts {
  const references: ImportStatement[] = [];
  if (!telling.test(text)) return { symbols: [], imports: [] };
  for (const found of jsonStrings(text)) {
    const target = targetOf(found);
    // A pattern stands for any number of files.
    if (target !== undefined && mayBeFile(target) && !target.includes('*'))
      references.push(fileReference('asset', target, found.line));
  }
  return { symbols: [], imports: orderedReferences(references) };
}

/** Keys of `package.json` whose string is a file; those of `browser`, `bin` and `exports` are nested. */
const entryKeys = new Set(['main', 'module', 'types', 'typings', 'source', 'style', 'sass', 'svelte']);

function targetOf({ path, value }: JsonString): string | undefined {
  const [first = '', second] = path;
  const key = path.at(-1);
  if (key === '$ref' || (key === '$schema' && path.length === 1)) return withoutAnchor(value);
  if (path.length === 1) {
    if (entryKeys.has(first) || first === 'extends') return value;
    return first === 'bin' || first === 'browser' || first === 'exports' ? value : undefined;
  }
  switch (first) {
    case 'exports':
      return value;
    case 'bin':
    case 'browser':
    case 'extends':
      return path.length === 2 ? value : undefined;
    case 'files':
      // In `tsconfig.json` the sources; in `package.json` whatever is published, of which only scripts are of interest.
      return path.length === 2 && /\.[cm]?[jt]sx?$/.test(value) ? value : undefined;
    case 'references':
      return key === 'path' ? value : undefined;
    case 'autoload':
    case 'autoload-dev':
      return second === 'files' || second === 'classmap' ? value : undefined;
    default:
      return undefined;
  }
}
