import { kindAt, kindBits, previousStart, runEnd, widthOf } from './character-kinds.ts';
import type { SplitPattern } from './split-patterns.ts';

const { large, small, mark, number, blank, lineEnd, other, letter } = kindBits;
/** What may stand before a word as a part of it: anything but letters, numbers and line ends. */
const lead = mark | blank | other;

const apostrophe = 0x27;
const slash = 0x2f;
const space = 0x20;

/**
 * Where the piece that begins at `start` ends, as the pattern says: its alternatives in their order, with what a
 * backtracking engine would give back. The bytes are well-formed UTF-8, and the text ends at `end`.
 */
export function pieceEnd(bytes: Uint8Array, start: number, end: number, pattern: SplitPattern): number {
  const kind = kindAt(bytes, start);
  if ((kind & (lead | letter)) !== 0) {
    const word = pattern.isCased
      ? casedWordEnd(bytes, start, end, kind)
      : plainWordEnd(bytes, start, end, kind);
    if (word > start) return pattern.takesContraction ? contractionEnd(bytes, word, end) : word;
  }
  if (kind === number) return numberEnd(bytes, start, end, pattern.longestNumber);
  const marks = bytes[start] === space ? start + 1 : start;
  if (marks < end && (kindAt(bytes, marks) & (mark | other)) !== 0) {
    let at = runEnd(bytes, marks, end, mark | other);
    while (at < end && (isLineEnd(bytes[at]) || (pattern.isCased && bytes[at] === slash))) at++;
    return at;
  }
  return whiteSpaceEnd(bytes, start, end);
}

/**
 * `[^\r\n\p{L}\p{N}]?U*S+` or the same with `U+S*`: U are large letters, S small ones, and those without case and marks
 * are both. `start` if there is no such word.
 */
function casedWordEnd(bytes: Uint8Array, start: number, end: number, kind: number): number {
  const letters = (kind & letter) !== 0 ? start : start + widthOf(bytes[start] as number);
  const largeEnd = runEnd(bytes, letters, end, large);
  if (largeEnd < end && (kindAt(bytes, largeEnd) & small) !== 0) return runEnd(bytes, largeEnd, end, small);
  // No small letter follows: the last that counts as one, too, closes the word.
  for (let at = largeEnd; at > letters; ) {
    const before = previousStart(bytes, at);
    if ((kindAt(bytes, before) & small) !== 0) return at;
    at = before;
  }
  // A mark that leads large letters is a word by itself before these are one.
  if ((kind & mark) !== 0) return letters;
  return largeEnd > letters ? largeEnd : start;
}

/** A contraction, or `[^\r\n\p{L}\p{N}]?\p{L}+`; `start` if there is no such word. */
function plainWordEnd(bytes: Uint8Array, start: number, end: number, kind: number): number {
  const contraction = contractionEnd(bytes, start, end);
  if (contraction > start) return contraction;
  const letters = (kind & letter) !== 0 ? start : start + widthOf(bytes[start] as number);
  const at = runEnd(bytes, letters, end, letter);
  return at > letters ? at : start;
}

function numberEnd(bytes: Uint8Array, start: number, end: number, longest: number): number {
  let at = start;
  for (let count = 0; count < longest && at < end && kindAt(bytes, at) === number; count++) {
    at += widthOf(bytes[at] as number);
  }
  return at;
}

/** Up to the last line end; without one up to the last blank, which belongs to what follows. */
function whiteSpaceEnd(bytes: Uint8Array, start: number, end: number): number {
  const runsTo = runEnd(bytes, start, end, blank | lineEnd);
  for (let at = runsTo; at > start; at--) if (isLineEnd(bytes[at - 1])) return at;
  if (runsTo === end) return end;
  const last = previousStart(bytes, runsTo);
  return last > start ? last : runsTo;
}

/** `(?i:'s|'t|'re|'ve|'m|'ll|'d)`; a long s (U+017F) is one without regard to case. `at` if none stands there. */
function contractionEnd(bytes: Uint8Array, at: number, end: number): number {
  if (at + 1 >= end || bytes[at] !== apostrophe) return at;
  const first = (bytes[at + 1] as number) | 0x20;
  if (first === 0x73 || first === 0x74 || first === 0x6d || first === 0x64) return at + 2;
  if (at + 2 >= end) return at;
  if (bytes[at + 1] === 0xc5) return bytes[at + 2] === 0xbf ? at + 3 : at;
  const second = (bytes[at + 2] as number) | 0x20;
  const isPair =
    ((first === 0x72 || first === 0x76) && second === 0x65) || (first === 0x6c && second === 0x6c);
  return isPair ? at + 3 : at;
}

function isLineEnd(byte: number | undefined): boolean {
  return byte === 0x0a || byte === 0x0d;
}
