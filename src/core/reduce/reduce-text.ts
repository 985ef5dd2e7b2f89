import { type Elision, elideLines, elisionsBetween, shortenLine } from './elide-lines.ts';

/** Lines at the beginning and at the end of a text that its sample keeps. */
const headLines = 15;
const tailLines = 5;
/** Entries that an outline by indentation names. */
const outlineRows = 60;

/** The first and the last lines of a text of which no more is known. Undefined for a short one. */
export function textSample(text: string): string | undefined {
  const lines = text.split('\n');
  const count = text.endsWith('\n') ? lines.length - 1 : lines.length;
  const elided: Elision[] =
    count > headLines + tailLines + 1 ? [{ startLine: headLines + 1, endLine: count - tailLines }] : [];
  const shortened = lines.map((line) => shortenLine(line));
  if (elided.length === 0 && shortened.every((line, row) => line === lines[row])) return undefined;
  return elideLines(shortened, elided);
}

/**
 * Configuration and markup by its indentation: of each block its first lines. Undefined where nothing would be left out.
 */
export function indentedSkeleton(text: string): string | undefined {
  const lines = text.split('\n');
  const kept = new Array<boolean>(lines.length).fill(false);
  const seenAt = new Map<number, number>();
  lines.forEach((line, row) => {
    const depth = indentationOf(line);
    if (depth === undefined) return;
    for (const known of seenAt.keys()) if (known > depth) seenAt.delete(known);
    const seen = (seenAt.get(depth) ?? 0) + 1;
    seenAt.set(depth, seen);
    kept[row] = depth === 0 || (seenAt.size <= 3 && seen <= (seenAt.size === 2 ? 8 : 3));
  });
  const elisions = elisionsBetween(kept);
  return elisions.length === 0
    ? undefined
    : elideLines(
        lines.map((line) => shortenLine(line)),
        elisions,
      );
}

/** The lines of configuration that stand at its left edge, with their numbers. Undefined where there is none. */
export function indentedOutline(text: string): string | undefined {
  const rows: string[] = [];
  let more = 0;
  text.split('\n').forEach((line, row) => {
    if (indentationOf(line) !== 0 || /^[\s}\])<>/;-]*$/.test(line)) return;
    if (rows.length < outlineRows) rows.push(`${row + 1} ${shortenLine(line.trimEnd(), 100)}`);
    else more++;
  });
  if (rows.length === 0) return undefined;
  return [...rows, ...(more > 0 ? [`⋯ ${more} more lines at this level`] : [])].join('\n');
}

/** Width of a line's indentation, a tab as four; undefined for blank lines and comments. */
function indentationOf(line: string): number | undefined {
  const [indentation = ''] = /^[ \t]*/.exec(line) ?? [];
  if (indentation.length === line.length || /^(?:#|;|\/\/|<!--)/.test(line.slice(indentation.length)))
    return undefined;
  return indentation.replaceAll('\t', '    ').length;
}
