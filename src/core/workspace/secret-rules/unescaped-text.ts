/** A text with escapes of strings replaced by what they stand for. Offsets are UTF-16. */
export interface UnescapedText {
  readonly text: string;
  /** The place in the text before of a place in this one. */
  readonly toOriginal: (offset: number) => number;
}

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', "'": "'", '/': '/' };

/**
 * Takes back the escapes of strings (`\n`, `\"`, `\/`, `\u0041`, …) as JSON and most languages write them, so that a
 * secret inside a string inside a string (a notebook's cell, JSON in code) is seen as it is. One level; a text without
 * a backslash comes back as it is.
 */
export function unescapedText(original: string): UnescapedText {
  let backslash = original.indexOf('\\');
  if (backslash < 0) return { text: original, toOriginal: (offset) => offset };
  // Where a stretch begins in the new text, and how much longer the text before has been up to there.
  const starts: number[] = [];
  const lags: number[] = [];
  let text = '';
  let copiedTo = 0;
  while (backslash >= 0) {
    const letter = original[backslash + 1];
    let meant = letter === undefined ? undefined : escapes[letter];
    let length = 2;
    if (letter === 'u') {
      const code = /^[0-9A-Fa-f]{4}/.exec(original.slice(backslash + 2, backslash + 6))?.[0];
      if (code !== undefined) {
        meant = String.fromCharCode(Number.parseInt(code, 16));
        length = 6;
      }
    }
    if (meant !== undefined) {
      text += original.slice(copiedTo, backslash) + meant;
      copiedTo = backslash + length;
      starts.push(text.length);
      lags.push(copiedTo - text.length);
    }
    // An escaped backslash keeps what follows it from being an escape.
    backslash = original.indexOf('\\', meant === undefined ? backslash + 2 : copiedTo);
  }
  text += original.slice(copiedTo);
  return { text, toOriginal: (offset) => offset + lagAt(starts, lags, offset) };
}

/** The lag of the last stretch that begins at or before `offset`. */
function lagAt(starts: readonly number[], lags: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= offset) low = middle + 1;
    else high = middle;
  }
  return low === 0 ? 0 : (lags[low - 1] as number);
}
