import type { Repository } from './repository.ts';

/** One secret that was taken out: where, and which rule found it; never the value. */
export interface RedactionRow {
  /** Relative to the root, with `/`. */
  readonly path: string;
  /** 1-based; redaction keeps lines, so it holds for the text before and after. */
  readonly line: number;
  readonly rule: string;
}

/** What was taken out of a repository, by path and line. Takes time in proportion to the files that hold secrets. */
export function listRedactions({ files }: Pick<Repository, 'files'>): RedactionRow[] {
  return files.flatMap((file) => {
    const { path, redactions } = file;
    const text = redactions.length === 0 ? undefined : file.text;
    if (text === undefined) return [];
    let line = 1;
    let countedTo = 0;
    return redactions.map(({ rule, start }) => {
      for (
        let end = text.indexOf('\n', countedTo);
        end >= 0 && end < start;
        end = text.indexOf('\n', countedTo)
      ) {
        line++;
        countedTo = end + 1;
      }
      return { path, line, rule };
    });
  });
}
