import type { LineRange } from '../base/text-range.ts';

/** Lines that a reduced text leaves out, and what to say of them besides their numbers. */
export interface Elision extends LineRange {
  readonly note?: string;
}

/** Fewer lines than this are not worth a marker. */
export const minimumElidedLines = 2;

/** Characters after which a line of data is cut: nobody reads the rest, and one line may be megabytes. */
export const longestSampleLine = 300;

/**
 * The lines of a text without some of them; each left-out stretch is one line that gives its numbers, so that the line
 * numbers of what stays can be told.
 *
 * @param elisions sorted, not overlapping
 */
export function elideLines(lines: readonly string[], elisions: readonly Elision[]): string {
  const kept: string[] = [];
  let next = 1;
  for (const { startLine, endLine, note } of elisions) {
    for (let line = next; line < startLine; line++) kept.push(lines[line - 1] as string);
    const indentation = /^\s*/.exec(lines[startLine - 1] ?? '')?.[0] ?? '';
    kept.push(`${indentation}⋯ lines ${startLine}-${endLine}${note === undefined ? '' : ` (${note})`}`);
    next = endLine + 1;
  }
  for (let line = next; line <= lines.length; line++) kept.push(lines[line - 1] as string);
  return kept.join('\n');
}

/** Cuts what is longer than {@link longestSampleLine}, never between the halves of a surrogate pair. */
export function shortenLine(line: string, limit = longestSampleLine): string {
  if (line.length <= limit) return line;
  const isPair = /[\ud800-\udbff]/.test(line[limit - 1] as string);
  return `${line.slice(0, isPair ? limit - 1 : limit)}⋯ (${line.length} characters)`;
}

/** The elided stretches between kept lines, those that are long enough to be worth a marker. */
export function elisionsBetween(kept: readonly boolean[], note?: (lines: number) => string): Elision[] {
  const elisions: Elision[] = [];
  for (let start = 0; start < kept.length; ) {
    if (kept[start]) {
      start++;
      continue;
    }
    let end = start;
    while (end + 1 < kept.length && !kept[end + 1]) end++;
    const count = end - start + 1;
    if (count >= minimumElidedLines) {
      elisions.push({
        startLine: start + 1,
        endLine: end + 1,
        ...(note === undefined ? {} : { note: note(count) }),
      });
    }
    start = end + 1;
  }
  return elisions;
}
