import { withoutDataPictures } from '../media/documents/data-pictures.ts';
import { elideLines, elisionsBetween } from './elide-lines.ts';

/** Lines of a section's first paragraph that its skeleton keeps. */
const paragraphLines = 3;

/** Characters up to which a text that holds pictures is shown but for these. */
const longestWithoutPictures = 40_000;

/**
 * Headings, each with the beginning of its section's first paragraph; of a text that holds pictures itself, as `data:`
 * addresses, all but their base64 if that is not long. Undefined where nothing would be left out.
 */
export function markdownSkeleton(text: string): string | undefined {
  const plain = withoutDataPictures(text);
  if (plain !== text && plain.length <= longestWithoutPictures) return plain;
  const lines = plain.split('\n');
  const kept = new Array<boolean>(lines.length).fill(false);
  let left = paragraphLines;
  let hasBegun = false;
  forEachLine(lines, (line, row, isCode) => {
    const isHeading = !isCode && isHeadingLine(line);
    if (isHeading) {
      left = paragraphLines;
      hasBegun = false;
    }
    const isBlank = line.trim() === '';
    // The paragraph ends with a blank line or with code.
    if (hasBegun && (isBlank || isCode)) left = 0;
    kept[row] = isHeading || (left > 0 && !isCode);
    if (!isHeading && !isBlank && left > 0) {
      hasBegun = true;
      left--;
    }
  });
  const elisions = elisionsBetween(kept);
  if (elisions.length === 0) return plain === text ? undefined : plain;
  return elideLines(lines, elisions);
}

/** The headings with their lines. Undefined where there is none. */
export function markdownOutline(text: string): string | undefined {
  const rows: string[] = [];
  forEachLine(text.split('\n'), (line, row, isCode) => {
    if (!isCode && isHeadingLine(line)) rows.push(`${row + 1} ${line.trim()}`);
  });
  return rows.length === 0 ? undefined : rows.join('\n');
}

function isHeadingLine(line: string): boolean {
  return /^#{1,4}\s+\S/.test(line);
}

function forEachLine(
  lines: readonly string[],
  visit: (line: string, row: number, isCode: boolean) => void,
): void {
  let fence: string | undefined;
  lines.forEach((line, row) => {
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (fence === undefined) {
      fence = mark;
      visit(line, row, mark !== undefined);
    } else {
      visit(line, row, true);
      if (mark !== undefined && mark[0] === fence[0] && mark.length >= fence.length) fence = undefined;
    }
  });
}
