import type { PixelBox, RecognizedLine, RecognizedText, RecognizedWord } from '../ports/ocr-engine.ts';

/** A word of a picture's text. Offsets are UTF-16. */
export interface PlacedWord {
  readonly start: number;
  readonly end: number;
  readonly box: PixelBox;
}

/** The text of a picture in reading order: rows from the top, columns three spaces apart, an empty line for a gap. */
export interface PictureText {
  readonly text: string;
  readonly words: readonly PlacedWord[];
  /** Rows that hold text. */
  readonly rowCount: number;
  /** Mean over the characters, 0 to 1. */
  readonly confidence: number;
  /** Share of the picture's height that rows of text take, 0 to 1. */
  readonly textShare: number;
  /** Of the smaller text: a fifth of the lines are lower. Pixels; undefined without text. */
  readonly lineHeight: number | undefined;
}

/** Below this a line is more likely an icon or a frame than text. */
const LOWEST_CONFIDENCE = 0.4;

/** Between columns; more than text has between its words. */
const COLUMN_GAP = '   ';

/** Puts what was recognised into the order in which a person reads it. */
export function pictureText(recognized: RecognizedText): PictureText {
  const lines = recognized.lines.filter(isText);
  const words: PlacedWord[] = [];
  let text = '';
  let bottom: number | undefined;
  let [characters, sure, height] = [0, 0, 0];
  const rows = rowsOf(lines);
  for (const row of rows) {
    const top = Math.min(...row.map(({ box }) => box.y));
    const rowHeight = Math.max(...row.map(({ box }) => box.height));
    if (bottom !== undefined) text += top - bottom > 1.5 * rowHeight ? '\n\n' : '\n';
    for (const [index, line] of row.entries()) {
      if (index > 0) text += COLUMN_GAP;
      for (const [at, word] of wordsOf(line).entries()) {
        if (at > 0) text += ' ';
        words.push({ start: text.length, end: text.length + word.text.length, box: word.box });
        text += word.text;
      }
      characters += line.text.length;
      sure += line.text.length * line.confidence;
    }
    bottom = Math.max(...row.map(({ box }) => box.y + box.height));
    height += rowHeight;
  }
  const heights = lines
    .filter(({ text: own }) => own.length >= 4)
    .map(({ box }) => box.height)
    .sort((a, b) => a - b);
  return {
    text,
    words,
    rowCount: rows.length,
    confidence: characters === 0 ? 0 : sure / characters,
    textShare: Math.min(1, height / Math.max(1, recognized.height)),
    lineHeight: heights[Math.floor(heights.length / 5)],
  };
}

/** Keys and hashes are no words, so that recognition is never sure of them: what has a long run is kept. */
function isText({ confidence, text }: RecognizedLine): boolean {
  if (!/[\p{L}\p{N}]/u.test(text)) return false;
  return confidence >= LOWEST_CONFIDENCE || /[\w+/=.:@-]{10}/.test(text);
}

function wordsOf(line: RecognizedLine): readonly RecognizedWord[] {
  return line.words !== undefined && line.words.length > 0 ? line.words : [line];
}

/** Lines whose middles are at about the same height make a row. */
function rowsOf(lines: readonly RecognizedLine[]): RecognizedLine[][] {
  const middle = ({ box }: RecognizedLine) => box.y + box.height / 2;
  const rows: RecognizedLine[][] = [];
  for (const line of lines.toSorted((a, b) => middle(a) - middle(b) || a.box.x - b.box.x)) {
    const row = rows.at(-1);
    const first = row?.[0];
    const isSameRow =
      first !== undefined && middle(line) - middle(first) < 0.5 * Math.min(line.box.height, first.box.height);
    if (isSameRow) row?.push(line);
    else rows.push([line]);
  }
  return rows.map((row) => row.toSorted((a, b) => a.box.x - b.box.x));
}
