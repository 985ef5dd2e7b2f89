import type { Repository } from '../analysis/repository.ts';
import type { Citation } from './answer.ts';

/** `path.ext:12`, `path.ext:12-20`, `path.ext#L12-L20`, with or without a backtick around it. */
const citationPattern =
  /(?<![\w/.:-])((?:[\w.@+()[\]-]+\/)*[\w.@+()[\]-]*\.?[\w-]+)(?::|#L)(\d{1,7})(?:-L?(\d{1,7}))?(?![\w:])/g;

/** Finds `path:line` in an answer: those that lead to lines of the repository, and those that do not. */
export function findCitations(
  text: string,
  repository: Repository,
): { readonly citations: readonly Citation[]; readonly unknown: readonly string[] } {
  const citations = new Map<string, Citation>();
  const unknown = new Set<string>();
  for (const match of text.matchAll(citationPattern)) {
    const [whole, path = '', first = '', last] = match;
    const file = repository.byPath.get(path) ?? repository.byPath.get(path.replace(/^\.\//, ''));
    const startLine = Number(first);
    const endLine = Math.max(startLine, Number(last ?? first));
    if (file === undefined) {
      // `localhost:8080` and `12:30` are no citations: only what looks like a file is reported as unknown.
      if (/\.[a-z]\w{0,9}$/i.test(path) && path.includes('/')) unknown.add(whole);
    } else if (startLine < 1 || startLine > Math.max(1, file.lineCount)) unknown.add(whole);
    else
      citations.set(whole, {
        text: whole,
        path: file.path,
        startLine,
        endLine: Math.min(endLine, Math.max(1, file.lineCount)),
      });
  }
  return { citations: [...citations.values()], unknown: [...unknown] };
}
