import type { Repository } from '../analysis/repository.ts';
import { lineAt, lineStarts } from '../base/text-range.ts';
import type { LocatedEvidence } from '../checks/finding.ts';

/** A quote as a model gives it. */
export interface ClaimedEvidence {
  readonly path: string;
  /** Where the model says that it stands, 1-based; only a hint. */
  readonly line?: number | undefined;
  readonly quote: string;
}

/** Fewer characters than these, white space aside, are found anywhere and prove nothing. */
const minimumCharacters = 6;

/**
 * Finds a quote in the file that it names: as it is, or line by line with white space at the ends ignored (models copy
 * indentation badly), or with the line numbers that they were shown. Of several places the one nearest to the claimed line. Undefined if it is not there.
 */
export function locateEvidence(
  repository: Repository,
  claimed: ClaimedEvidence,
): LocatedEvidence | undefined {
  const path = claimed.path.replace(/^\.?\//, '');
  const text = repository.byPath.get(path)?.text;
  if (text === undefined) return undefined;
  const lines = text.split('\n');
  let wanted = trimmedLines(claimed.quote);
  let found = placesOf(wanted, text, lines);
  if (found.length === 0 && wanted.every((line) => line === '' || numberedLine.test(line))) {
    wanted = trimmedLines(wanted.map((line) => line.replace(numberedLine, '')).join('\n'));
    found = placesOf(wanted, text, lines);
  }
  if (found.length === 0) return undefined;
  const hint = claimed.line ?? found[0] ?? 1;
  const startLine = found.reduce((best, line) =>
    Math.abs(line - hint) < Math.abs(best - hint) ? line : best,
  );
  const endLine = startLine + wanted.length - 1;
  return { path, startLine, endLine, quote: lines.slice(startLine - 1, endLine).join('\n') };
}

/** A line as prompts show it, with its number in front. */
const numberedLine = /^\d+(?:\t|$)/;

function trimmedLines(quote: string): string[] {
  const lines = quote
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => line.trim());
  while (lines.at(-1) === '') lines.pop();
  while (lines[0] === '') lines.shift();
  return lines;
}

function placesOf(wanted: readonly string[], text: string, lines: readonly string[]): number[] {
  if (wanted.join('').replaceAll(/\s/g, '').length < minimumCharacters) return [];
  return wanted.length === 1 ? linesThatHold(text, wanted[0] as string) : runsOfLines(lines, wanted);
}

/** Lines that hold `quote` somewhere. */
function linesThatHold(text: string, quote: string): number[] {
  const starts = lineStarts(text);
  const found: number[] = [];
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + quote.length))
    found.push(lineAt(starts, at));
  return found;
}

/** First lines of stretches whose lines are `wanted`; the first may begin and the last may end inside a line. */
function runsOfLines(lines: readonly string[], wanted: readonly string[]): number[] {
  const found: number[] = [];
  const last = wanted.length - 1;
  for (let row = 0; row + last < lines.length; row++) {
    const matches = wanted.every((line, index) => {
      const actual = (lines[row + index] as string).trim();
      if (index === 0) return actual.endsWith(line);
      return index === last ? actual.startsWith(line) : actual === line;
    });
    if (matches) found.push(row + 1);
  }
  return found;
}
