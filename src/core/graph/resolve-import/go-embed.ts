import type { Repository } from '../../analysis/repository.ts';
import { joinPath } from '../../base/path-text.ts';

/** Files that one pattern of a `go:embed` directive takes in; none if it matches nothing. */
export interface EmbeddedFiles {
  /** Joined with the folder, for a message. */
  readonly pattern: string;
  readonly paths: readonly string[];
}

/**
 * What the directive `//go:embed a b/*.html "c d" all:e` means in a file of `folder`, pattern by pattern: files, and whole
 * folders without hidden files, which `all:` takes too. Rules: documentation of the package `embed`.
 */
export function embeddedFiles(repository: Repository, folder: string, directive: string): EmbeddedFiles[] {
  return patternsOf(directive).map((written) => {
    const takesHidden = written.startsWith('all:');
    const pattern = takesHidden ? written.slice('all:'.length) : written;
    const joined = joinPath(folder, pattern) ?? pattern;
    if (repository.byPath.has(joined)) return { pattern: joined, paths: [joined] };
    const segments = pattern.split('/').filter((segment) => segment !== '' && segment !== '.');
    const matchers = segments.map(segmentMatcher);
    const depth = folder === '' ? 0 : folder.split('/').length;
    const paths = filesUnder(repository, folder).filter((path) => {
      const parts = path.split('/').slice(depth);
      if (
        parts.length < matchers.length ||
        !matchers.every((matches, index) => matches(parts[index] as string))
      )
        return false;
      return takesHidden || !parts.slice(matchers.length).some((part) => /^[._]/.test(part));
    });
    return { pattern: joined, paths };
  });
}

/** Paths of the files below `folder`, found in the sorted list. */
function filesUnder({ files }: Repository, folder: string): string[] {
  const prefix = folder === '' ? '' : `${folder}/`;
  let low = 0;
  let high = files.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((files[middle] as { readonly path: string }).path < prefix) low = middle + 1;
    else high = middle;
  }
  const found: string[] = [];
  for (let index = low; files[index]?.path.startsWith(prefix) === true; index++)
    found.push((files[index] as { readonly path: string }).path);
  return found;
}

/** Patterns stand between blanks; quotes hold blanks together. */
function patternsOf(directive: string): string[] {
  const rest = directive.replace(/^\/\/go:embed\s+/, '');
  return [...rest.matchAll(/"((?:[^"\\]|\\.)*)"|`([^`]*)`|(\S+)/g)].map(
    ([, quoted, raw, plain]) => quoted?.replace(/\\(.)/g, '$1') ?? raw ?? plain ?? '',
  );
}

/** One segment of a pattern of Go's `path.Match`. */
function segmentMatcher(pattern: string): (segment: string) => boolean {
  if (!/[*?[\\]/.test(pattern)) return (segment) => segment === pattern;
  const source = pattern.replace(/\\(.)|\[(\^?)((?:[^\]\\]|\\.)+)\]|[\s\S]/g, (all, escaped, not, set) => {
    if (escaped !== undefined) return literal(escaped);
    if (set !== undefined) return `[${not}${set.replace(/\[/g, '\\[')}]`;
    return all === '*' ? '.*' : all === '?' ? '.' : literal(all);
  });
  try {
    const expression = new RegExp(`^${source}$`, 'su');
    return (segment) => expression.test(segment);
  } catch {
    return () => false; // a malformed pattern, which the compiler refuses
  }
}

function literal(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
