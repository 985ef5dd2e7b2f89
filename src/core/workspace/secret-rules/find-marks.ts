/** Calls `onMark` for each place where one of the marks begins, from left to right. */
export type FindMarks = (text: string, onMark: (mark: number, start: number) => void) => void;

/** Pairs of letters that end a window badly, because they are everywhere in English and in code. */
const frequentPairs = new Set(
  'th he in er an re on at en nd ti es or te of ed is it al ar st to nt ng se ha as ou io le ve co me de hi ri ro ic ne ea ra ce li ch ll be ma si om ur ss // ey'.split(
    ' ',
  ),
);

/** Characters of each mark that the search looks at; a mark has at least so many. */
const windowLength = 3;

/** Case of letters aside: 32 is the bit that upper and lower case differ in. */
const fold = (code: number) => code | 32;

const pairKey = (first: number, second: number) => ((first & 0xff) << 8) | (second & 0xff);

/**
 * Looks for many literal marks at once, in any case of their letters: the algorithm of Wu and Manber ("A fast algorithm
 * for multi-pattern searching", 1994) with blocks of two characters. Most characters of a text are skipped or looked
 * at once, however many marks there are, which a regular expression of as many alternatives cannot do. Letters of marks
 * are lower case.
 */
export function createMarkFinder(marks: readonly string[]): FindMarks {
  const folded = marks.map((mark) => Array.from(mark, (character) => fold(character.charCodeAt(0))));
  const windowStarts = marks.map(rarestWindow);
  // How far the search may go on from a pair of characters; 0: a window may end here.
  const shifts = new Uint8Array(1 << 16).fill(windowLength - 1);
  const marksByPair = new Map<number, number[]>();
  for (const [mark, codes] of folded.entries()) {
    const [first, second, third] = codes.slice(windowStarts[mark]) as [number, number, number];
    const middle = pairKey(first, second);
    shifts[middle] = Math.min(shifts[middle] as number, 1);
    const last = pairKey(second, third);
    shifts[last] = 0;
    marksByPair.set(last, [...(marksByPair.get(last) ?? []), mark]);
  }
  return (text, onMark) => {
    let at = windowLength - 1;
    while (at < text.length) {
      const pair = pairKey(fold(text.charCodeAt(at - 1)), fold(text.charCodeAt(at)));
      const shift = shifts[pair] as number;
      if (shift === 0) {
        for (const mark of marksByPair.get(pair) as readonly number[]) {
          const start = at - (windowLength - 1) - (windowStarts[mark] as number);
          if (standsAt(text, start, folded[mark] as readonly number[])) onMark(mark, start);
        }
        at++;
      } else {
        at += shift;
      }
    }
  };
}

function standsAt(text: string, start: number, codes: readonly number[]): boolean {
  if (start < 0 || start + codes.length > text.length) return false;
  for (let at = 0; at < codes.length; at++) {
    if (fold(text.charCodeAt(start + at)) !== codes[at]) return false;
  }
  return true;
}

/** Where in a mark the characters begin that the search looks at: the first ones whose last two are not everywhere. */
function rarestWindow(mark: string): number {
  if (mark.length < windowLength) throw new RangeError(`mark '${mark}' is too short`);
  for (let start = 0; start + windowLength <= mark.length; start++) {
    if (!frequentPairs.has(mark.slice(start + 1, start + windowLength))) return start;
  }
  return 0;
}
