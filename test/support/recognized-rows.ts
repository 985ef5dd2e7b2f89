import type { RecognizedText } from '../../src/core/ports/ocr-engine.ts';

const ROW = 20;
const LETTER = 9;

/** What recognition would find on a screen of these rows; `|` parts columns, an empty row is a gap. */
export function recognizedRows(rows: readonly string[], confidence = 0.95): RecognizedText {
  const lines = rows.flatMap((row, index) =>
    row
      .split('|')
      .filter((text) => text !== '')
      .map((text, column) => {
        const [left, y] = [column * 400, index * ROW];
        let x = left;
        const words = text.split(' ').map((word) => {
          const box = { x, y, width: word.length * LETTER, height: ROW - 4 };
          x += (word.length + 1) * LETTER;
          return { text: word, box };
        });
        return { text, confidence, words, box: { x: left, y, width: text.length * LETTER, height: ROW - 4 } };
      }),
  );
  return { width: 1000, height: Math.max(1, rows.length) * ROW, lines };
}
