/**
 * What the patterns of tokenizers ask of a character, as bits: `small` and `large` say which part of a word with small
 * and large letters it may stand in; letters without case and marks may stand in both.
 */
export const kindBits = {
  large: 1,
  small: 2,
  mark: 4,
  number: 8,
  /** White space but for line ends. */
  blank: 16,
  lineEnd: 32,
  other: 64,
  letter: 128,
} as const;

const { large, small, mark, number, blank, lineEnd, other, letter } = kindBits;

/** By code point; 0 where nobody asked yet. Its memory is that of the pages that are touched. */
const kinds = new Uint8Array(0x110000);
for (let code = 0; code < 0x80; code++) kinds[code] = kindOf(code);

/** The kind of a code point, by the Unicode data of the engine that runs this, as its regular expressions have it. */
function kindOf(code: number): number {
  if (code === 0x0a || code === 0x0d) return lineEnd;
  const character = String.fromCodePoint(code);
  if (/\p{L}/u.test(character)) {
    if (/[\p{Lu}\p{Lt}]/u.test(character)) return letter | large;
    return /\p{Ll}/u.test(character) ? letter | small : letter | large | small;
  }
  if (/\p{M}/u.test(character)) return mark | large | small;
  if (/\p{N}/u.test(character)) return number;
  return /\p{White_Space}/u.test(character) ? blank : other;
}

/** Bits of the character whose UTF-8 begins at `at`. The bytes are well formed, as `TextEncoder` writes them. */
export function kindAt(bytes: Uint8Array, at: number): number {
  const first = bytes[at] as number;
  return first < 0x80 ? (kinds[first] as number) : wideKindAt(bytes, at, first);
}

function wideKindAt(bytes: Uint8Array, at: number, first: number): number {
  const second = (bytes[at + 1] as number) & 0x3f;
  let code: number;
  if (first < 0xe0) code = ((first & 0x1f) << 6) | second;
  else {
    const third = (bytes[at + 2] as number) & 0x3f;
    if (first < 0xf0) code = ((first & 0x0f) << 12) | (second << 6) | third;
    else code = ((first & 0x07) << 18) | (second << 12) | (third << 6) | ((bytes[at + 3] as number) & 0x3f);
  }
  const known = kinds[code] as number;
  if (known !== 0) return known;
  const kind = kindOf(code);
  kinds[code] = kind;
  return kind;
}

/** Bytes of the character that begins with this byte. */
export function widthOf(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xe0) return 2;
  return first < 0xf0 ? 3 : 4;
}

/** Where the run of characters that have one of the bits of `mask` ends. */
export function runEnd(bytes: Uint8Array, start: number, end: number, mask: number): number {
  let at = start;
  while (at < end) {
    const first = bytes[at] as number;
    if (first < 0x80) {
      if (((kinds[first] as number) & mask) === 0) return at;
      at++;
    } else {
      if ((wideKindAt(bytes, at, first) & mask) === 0) return at;
      at += widthOf(first);
    }
  }
  return at;
}

/** Where the character before `end` begins. */
export function previousStart(bytes: Uint8Array, end: number): number {
  let at = end - 1;
  while (((bytes[at] as number) & 0xc0) === 0x80) at--;
  return at;
}
