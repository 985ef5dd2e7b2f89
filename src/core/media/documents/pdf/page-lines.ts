import { floatsAt, type Pdfium, withBuffer } from './open-pdfium.ts';

/** A line of a page, in the order in which the page was written. Measures are in points, y upwards. */
export interface PageLine {
  readonly text: string;
  /** Height of its font: that of most of its characters. */
  readonly height: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** How many characters of a line are measured: enough to know its font. */
const measuredCharacters = 24;

/** Reads the lines of a page, in the page's own order, which is that of its columns as a rule. */
export function pageLines(pdfium: Pdfium, page: number): PageLine[] {
  const textPage = pdfium.FPDFText_LoadPage(page);
  if (textPage === 0) return [];
  try {
    return withBuffer(pdfium, 16, (box) => readLines(pdfium, textPage, box));
  } finally {
    pdfium.FPDFText_ClosePage(textPage);
  }
}

function readLines(pdfium: Pdfium, textPage: number, box: number): PageLine[] {
  const count = pdfium.FPDFText_CountChars(textPage);
  const lines: PageLine[] = [];
  let start = 0;
  for (let index = 0; index <= count; index++) {
    const code = index < count ? pdfium.FPDFText_GetUnicode(textPage, index) : 10;
    // At a hyphen that breaks a word PDFium leaves out the end of the line.
    const isHyphen = (code < 32 || code > 0xfff0) && pdfium.FPDFText_IsHyphen(textPage, index) === 1;
    if (code !== 10 && code !== 13 && !isHyphen) continue;
    const line = readLine(pdfium, textPage, { start, end: index, box, ending: isHyphen ? '-' : '' });
    start = index + 1;
    if (line !== undefined) addLine(lines, line);
  }
  return lines;
}

function readLine(
  pdfium: Pdfium,
  textPage: number,
  range: { readonly start: number; readonly end: number; readonly box: number; readonly ending: string },
): PageLine | undefined {
  const { start, end, box, ending } = range;
  const characters: string[] = [];
  const heights: number[] = [];
  let bottom = 0;
  let left = 0;
  let right = 0;
  let last = -1;
  const measure = (index: number) => {
    if (!pdfium.FPDFText_GetLooseCharBox(textPage, index, box)) return;
    const [boxLeft = 0, top = 0, boxRight = 0, boxBottom = 0] = floatsAt(pdfium, box, 4);
    if (heights.length === 0) {
      bottom = boxBottom;
      left = boxLeft;
    }
    heights.push(Math.abs(top - boxBottom));
    right = boxRight;
  };
  for (let index = start; index < end; index++) {
    const code = pdfium.FPDFText_GetUnicode(textPage, index);
    characters.push(String.fromCodePoint(code <= 0x10ffff ? code : 0xfffd));
    if (code <= 32) continue;
    last = index;
    if (heights.length < measuredCharacters) measure(index);
  }
  if (last >= 0 && heights.length === measuredCharacters) measure(last);
  const text = plainLine(characters.join('') + ending);
  return text === '' ? undefined : { text, height: median(heights), bottom, left, right };
}

/** A piece that stands beside the last line (a power, an index, a cell of a table) goes on with it. */
function addLine(lines: PageLine[], line: PageLine): void {
  const previous = lines.at(-1);
  if (previous === undefined || previous.text.endsWith('-')) return void lines.push(line);
  const base = previous.height >= line.height ? previous : line;
  const shift = line.bottom - previous.bottom;
  const isBeside =
    Math.abs(shift) < base.height * 0.6 &&
    line.left >= previous.right - 1 &&
    line.left <= previous.right + base.height * 8;
  if (!isBeside) return void lines.push(line);
  const isSmall = line.height < previous.height * 0.85;
  const isClose = line.left - previous.right < previous.height * 0.15;
  const joint = isSmall && shift > 0 && !line.text.includes(' ') ? '^' : isClose ? '' : ' ';
  lines[lines.length - 1] = {
    text: `${previous.text}${joint}${joint === '^' && line.text.length > 1 ? `(${line.text})` : line.text}`,
    height: base.height,
    bottom: base.bottom,
    left: previous.left,
    right: line.right,
  };
}

/** Without control characters, which stand for signs of mathematics, and with dots that lead to a page number cut short. */
function plainLine(text: string): string {
  return text
    .replace(/[\u{0}-\u{8}\u{b}-\u{1f}\u{7f}-\u{9f}\u{ad}\u{fffe}\u{ffff}]/gu, '')
    .replace(/[\t\u{a0}\u{2000}-\u{200b}]/gu, ' ')
    .replace(/(?: ?[.·…]){5,}/g, ' ...')
    .replace(/ {2,}/g, ' ')
    .trim()
    .toWellFormed();
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
