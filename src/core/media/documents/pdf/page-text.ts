import type { PageLine } from './page-lines.ts';

/** So much higher than the text around it a heading's font is. */
const headingRatio = 1.15;
/** Characters and lines that a heading has at most. */
const headingLength = 120;
const headingLines = 3;

/** The height of the font in which most of a document is written, in points. */
export function bodyHeightOf(pages: readonly (readonly PageLine[])[]): number {
  const characters = new Map<number, number>();
  for (const lines of pages)
    for (const { height, text } of lines) {
      const rounded = Math.round(height * 2) / 2;
      characters.set(rounded, (characters.get(rounded) ?? 0) + text.length);
    }
  let body = 0;
  for (const [height, count] of characters) {
    const most = characters.get(body) ?? 0;
    if (count > most || (count === most && height < body)) body = height;
  }
  return body;
}

/** A page as text: a blank line between paragraphs, `###` before what its font makes a heading. */
export function pageText(lines: readonly PageLine[], bodyHeight: number): string {
  const written: string[] = [];
  let index = 0;
  while (index < lines.length) {
    const line = lines[index] as PageLine;
    const heading = headingAt(lines, index, bodyHeight);
    const previous = lines[index - 1];
    if (previous !== undefined && (heading > 0 || isApart(previous, line))) written.push('');
    if (heading > 0) {
      const title = lines.slice(index, index + heading).map(({ text }) => text);
      written.push(`### ${title.join(' ')}`);
      if (index + heading < lines.length) written.push('');
      index += heading;
    } else {
      written.push(line.text);
      index++;
    }
  }
  return written.join('\n').replace(/\n{3,}/g, '\n\n');
}

/** How many lines from here on are one heading; 0 for none. */
function headingAt(lines: readonly PageLine[], index: number, bodyHeight: number): number {
  const first = lines[index] as PageLine;
  if (bodyHeight === 0 || first.height < bodyHeight * headingRatio || !isTitle(first.text)) return 0;
  let count = 1;
  for (; count <= headingLines; count++) {
    const next = lines[index + count];
    if (next === undefined || Math.abs(next.height - first.height) > 0.5) break;
    if (isApart(lines[index + count - 1] as PageLine, next)) break;
  }
  // Many lines in a large font are no heading, but text.
  const title = lines.slice(index, index + count).map(({ text }) => text);
  return count > headingLines || title.join(' ').length > headingLength ? 0 : count;
}

/** Words, not a formula. */
function isTitle(text: string): boolean {
  if (text.length > headingLength) return false;
  const signs = text.replaceAll(' ', '');
  const letters = signs.match(/\p{L}/gu)?.length ?? 0;
  return letters > 1 && letters > signs.length * 0.6;
}

/** Whether a line begins a paragraph: there is room above it, or it is written in another size. */
function isApart(previous: PageLine, line: PageLine): boolean {
  const higher = Math.max(previous.height, line.height);
  const distance = previous.bottom - line.bottom;
  if (distance < -higher) return true; // it goes on further up: another column
  return distance > higher * 1.7;
}
