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
  // One call for each character: through the package's own wrappers this takes most of the time.
  const { FPDFText_GetUnicode: codeAt, FPDFText_IsHyphen: isHyphenAt } = pdfium.pdfium.wasmExports;
  const count = pdfium.FPDFText_CountChars(textPage);
  const lines: PageLine[] = [];
  let line = new LineReader(pdfium, textPage, box);
  const end = (ending: string) => {
    const read = line.end(ending);
    if (read !== undefined) addLine(lines, read);
    line = new LineReader(pdfium, textPage, box);
  };
  for (let index = 0; index < count; index++) {
    const code = codeAt(textPage, index);
    // At a hyphen that breaks a word PDFium leaves out the end of the line.
    if (code === 10 || code === 13) end('');
    else if ((code < 32 || code > 0xfff0) && isHyphenAt(textPage, index) === 1) end('-');
    else line.add(index, code);
  }
  end('');
  return lines;
}

/** Gathers the characters of one line, and measures the first ones and the last. */
class LineReader {
  readonly #pdfium: Pdfium;
  readonly #textPage: number;
  readonly #box: number;
  readonly #heights: number[] = [];
  #text = '';
  #bottom = 0;
  #left = 0;
  #right = 0;
  #last = -1;

  constructor(pdfium: Pdfium, textPage: number, box: number) {
    this.#pdfium = pdfium;
    this.#textPage = textPage;
    this.#box = box;
  }

  add(index: number, code: number): void {
    this.#text += String.fromCodePoint(code <= 0x10ffff ? code : 0xfffd);
    if (code <= 32) return;
    this.#last = index;
    if (this.#heights.length < measuredCharacters) this.#measure(index);
  }

  end(ending: string): PageLine | undefined {
    const text = plainLine(this.#text + ending);
    if (text === '') return undefined;
    if (this.#last >= 0) this.#measure(this.#last);
    return {
      text,
      height: median(this.#heights),
      bottom: this.#bottom,
      left: this.#left,
      right: this.#right,
    };
  }

  #measure(index: number): void {
    const { FPDFText_GetLooseCharBox: boxAt } = this.#pdfium.pdfium.wasmExports;
    if (boxAt(this.#textPage, index, this.#box) === 0) return;
    const [left = 0, top = 0, right = 0, bottom = 0] = floatsAt(this.#pdfium, this.#box, 4);
    if (this.#heights.length === 0) {
      this.#bottom = bottom;
      this.#left = left;
    }
    this.#heights.push(Math.abs(top - bottom));
    this.#right = right;
  }
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
