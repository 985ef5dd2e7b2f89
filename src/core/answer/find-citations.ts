import type { Repository } from '../analysis/repository.ts';
import type { Citation } from './answer.ts';

/** The lines behind a path: `:12`, `:12-20`, `:12:5`, `#L12`, `#L12-L20`. */
const linesPattern = /(?::|#L)(\d{1,7})(?::\d{1,5}(?![\d:]))?(?:[-–]L?(\d{1,7}))?(?![\w:])/g;

/** Characters that a path may have in running text; between backticks it may have spaces too. */
const pathBefore = /[^\s`'"<>|*,;:!?{}#]+$/;
const quotedBefore = /`([^`\n]+)$/;
/** The longest path that is looked for. */
const maxPathLength = 400;

/** Finds `path:line` in an answer: those that lead to lines of the repository, and those that do not. */
export function findCitations(
  text: string,
  repository: Repository,
): { readonly citations: readonly Citation[]; readonly unknown: readonly string[] } {
  const citations = new Map<string, Citation>();
  const unknown = new Set<string>();
  for (const match of text.matchAll(linesPattern)) {
    const [lines, first = '', last] = match;
    const before = text.slice(Math.max(0, match.index - maxPathLength), match.index);
    const found = knownPath(before, repository);
    const startLine = Number(first);
    const endLine = Math.max(startLine, Number(last ?? first));
    if (found === undefined) {
      // `localhost:8080` and `12:30` are no citations: only what looks like a file in a folder is reported as unknown.
      const path = withoutFrame(pathBefore.exec(before)?.[0] ?? '');
      if (/^(?!\/\/).*\/.*\.[a-z]\w{0,9}$/i.test(path)) unknown.add(path + lines);
      continue;
    }
    const { written, path } = found;
    const lineCount = Math.max(1, repository.byPath.get(path)?.lineCount ?? 0);
    if (startLine < 1 || startLine > lineCount) unknown.add(written + lines);
    else {
      const range = { startLine, endLine: Math.min(endLine, lineCount) };
      citations.set(written + lines, { text: written + lines, path, ...range });
    }
  }
  return { citations: [...citations.values()], unknown: [...unknown] };
}

/** Without the brackets of a sentence or of a Markdown link in front of it. */
function withoutFrame(run: string): string {
  return run.slice(run.lastIndexOf('](') + 1).replace(/^[([]+/, '');
}

/** The file that the end of `before` names, as it is written there. */
function knownPath(
  before: string,
  { byPath }: Repository,
): { readonly written: string; readonly path: string } | undefined {
  const run = pathBefore.exec(before)?.[0] ?? '';
  const candidates = [quotedBefore.exec(before)?.[1] ?? '', run, withoutFrame(run)];
  for (const written of candidates) {
    for (const path of [written, written.replace(/^\.?\//, '')]) {
      if (path !== '' && byPath.has(path)) return { written, path };
    }
  }
  return undefined;
}
