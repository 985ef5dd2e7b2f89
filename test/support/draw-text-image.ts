import { randomInt } from 'node:crypto';
import { PNG } from 'pngjs';

/** A line of text on a drawn screen, as a label or on a filled button. */
export interface DrawnItem {
  readonly text: string;
  readonly kind?: 'label' | 'button';
}

export interface DrawTextImageOptions {
  readonly theme?: 'light' | 'dark';
}

/** Pixels, from the top left corner. */
export interface DrawnBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface DrawnImage {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Where the text of each item stands. */
  readonly boxes: readonly DrawnBox[];
}

/**
 * Letters of {@link randomNonce}: all others are sometimes taken for another one in this font (5 for S, X for R), or,
 * like T, seem to stand apart.
 */
const NONCE_ALPHABET = 'CEFHKLPRY';

/**
 * A word that nobody can guess and that a recognizer reads without doubt: proof that a picture was read.
 */
export function randomNonce(length = 8): string {
  return Array.from({ length }, () => NONCE_ALPHABET[randomInt(NONCE_ALPHABET.length)]).join('');
}

const SCALE = 4;
const GLYPH_ROWS = 9;
const LINE_HEIGHT = GLYPH_ROWS * SCALE;
const MARGIN = 24;
const BUTTON_PADDING = 24;

const THEMES = {
  light: { page: 0xffffff, text: 0x202020, button: 0x1f6feb, buttonText: 0xffffff },
  dark: { page: 0x1e1e1e, text: 0xd4d4d4, button: 0x0e639c, buttonText: 0xffffff },
} as const;

/**
 * Draws lines of printable ASCII below each other, as a screenshot would show them, without a browser, and the same
 * on every machine. Other characters are drawn as `?`.
 */
export function drawTextImage(
  items: readonly (string | DrawnItem)[],
  { theme = 'light' }: DrawTextImageOptions = {},
): DrawnImage {
  const colours = THEMES[theme];
  const lines = items.map((item) => (typeof item === 'string' ? { text: item } : item));
  const bitmaps = lines.map(({ text }) => enlarge(lineBitmap(text)));
  const pitch = LINE_HEIGHT + 2 * BUTTON_PADDING + MARGIN;
  const boxes = bitmaps.map((bitmap, index) => ({
    x: MARGIN + BUTTON_PADDING,
    y: MARGIN + BUTTON_PADDING + index * pitch,
    width: bitmap[0]?.length ?? 0,
    height: LINE_HEIGHT,
  }));
  const width = 2 * (MARGIN + BUTTON_PADDING) + Math.max(0, ...boxes.map((box) => box.width));
  const height = MARGIN + lines.length * pitch;
  const image = new PNG({ width, height });
  fill(image, { x: 0, y: 0, width, height }, colours.page);
  for (const [index, box] of boxes.entries()) {
    const isButton = lines[index]?.kind === 'button';
    if (isButton) fill(image, outset(box, BUTTON_PADDING), colours.button);
    const colour = isButton ? colours.buttonText : colours.text;
    for (const [row, pixels] of (bitmaps[index] ?? []).entries()) {
      for (const [column, inked] of pixels.entries()) {
        if (inked) fill(image, { x: box.x + column, y: box.y + row, width: 1, height: 1 }, colour);
      }
    }
  }
  return { png: new Uint8Array(PNG.sync.write(image)), width, height, boxes };
}

type Bitmap = boolean[][];

/** One row of booleans for each of the nine rows of the font; letters are as wide as their ink, one column apart. */
function lineBitmap(text: string): Bitmap {
  const rows: Bitmap = Array.from({ length: GLYPH_ROWS }, () => []);
  for (const character of text) {
    const glyph = GLYPHS[character] ?? (GLYPHS['?'] as string);
    const bits = Array.from({ length: GLYPH_ROWS }, (_, row) => Number.parseInt(glyph[row] ?? '0', 32));
    const ink = bits.reduce((all, row) => all | row, 0);
    for (let column = 16; column >= 1; column >>= 1) {
      if ((ink & column) === 0 && character !== ' ') continue;
      for (const [row, value] of bits.entries()) rows[row]?.push((value & column) !== 0);
    }
    for (const row of rows) row.push(false);
  }
  return rows;
}

/** Four times as large. Corners are rounded (Scale2x, twice), since recognizers know no stairs. */
function enlarge(bitmap: Bitmap): Bitmap {
  return scale2x(scale2x(bitmap));
}

/** The Scale2x rule of Andrea Mazzoleni, for two colours. */
function scale2x(bitmap: Bitmap): Bitmap {
  const at = (row: number, column: number) => bitmap[row]?.[column] ?? false;
  return bitmap.flatMap((pixels, row) => {
    const upper: boolean[] = [];
    const lower: boolean[] = [];
    for (const [column, own] of pixels.entries()) {
      const [up, down, left, right] = [
        at(row - 1, column),
        at(row + 1, column),
        at(row, column - 1),
        at(row, column + 1),
      ];
      const isEdge = up !== down && left !== right;
      upper.push(isEdge && left === up ? left : own, isEdge && up === right ? right : own);
      lower.push(isEdge && left === down ? left : own, isEdge && down === right ? right : own);
    }
    return [upper, lower];
  });
}

function fill(image: PNG, box: DrawnBox, colour: number): void {
  for (let y = box.y; y < box.y + box.height; y++) {
    for (let x = box.x; x < box.x + box.width; x++) {
      image.data.writeUInt32BE(((colour << 8) | 0xff) >>> 0, (y * image.width + x) * 4);
    }
  }
}

function outset(box: DrawnBox, by: number): DrawnBox {
  return { x: box.x - by, y: box.y - by, width: box.width + 2 * by, height: box.height + 2 * by };
}

/**
 * A font of five columns and nine rows, two of them below the line. Each row is one digit to the base of 32, whose
 * bits are the columns from the left; rows that are left out are empty.
 */
const GLYPHS: Readonly<Record<string, string>> = {
  ' ': '',
  A: '4ahhvhh',
  B: 'uhhuhhu',
  C: 'ehggghe',
  D: 'uhhhhhu',
  E: 'vgguggv',
  F: 'vgguggg',
  G: 'ehgnhhe',
  H: 'hhhvhhh',
  I: 'e44444e',
  J: '72222ic',
  K: 'hikokih',
  L: 'ggggggv',
  M: 'hrllhhh',
  N: 'hhpljhh',
  O: 'ehhhhhe',
  P: 'uhhuggg',
  Q: 'ehhhlid',
  R: 'uhhukih',
  S: 'fgge11u',
  T: 'v444444',
  U: 'hhhhhhe',
  V: 'hhhhha4',
  W: 'hhhllla',
  X: 'hha4ahh',
  Y: 'hha4444',
  Z: 'v1248gv',
  a: '00e1fhf',
  b: 'gguhhhu',
  c: '00egghe',
  d: '11fhhhf',
  e: '00ehvge',
  f: '698s888',
  g: '00fhhhf1e',
  h: 'ggmphhh',
  i: '40c4444',
  j: '2062222ic',
  k: 'ggikoki',
  l: 'c44444e',
  m: '00qllll',
  n: '00mphhh',
  o: '00ehhhe',
  p: '00uhhhugg',
  q: '00fhhhf11',
  r: '00mpggg',
  s: '00fge1u',
  t: '88s8896',
  u: '00hhhjd',
  v: '00hhha4',
  w: '00hhlla',
  x: '00ha4ah',
  y: '00hhhhf1e',
  z: '00v248v',
  0: '4ahhha4',
  1: '4c4444e',
  2: 'eh1248v',
  3: 'v2421he',
  4: '26aiv22',
  5: 'vgu11he',
  6: '68guhhe',
  7: 'v124888',
  8: 'ehhehhe',
  9: 'ehhf12c',
  '!': '4444404',
  '"': 'aaa',
  '#': 'aavavaa',
  $: '4fke5u4',
  '%': 'op248j3',
  '&': 'cik8lid',
  "'": '444',
  '(': '2488842',
  ')': '8422248',
  '*': '04lel4',
  '+': '044v44',
  ',': '00000c48',
  '-': '000v',
  '.': '00000cc',
  '/': '01248g',
  ':': '0cc0cc',
  ';': '0cc0c48',
  '<': '248g842',
  '=': '00v0v',
  '>': '8421248',
  '?': 'eh12404',
  '@': 'ehnlnge',
  '[': 'e88888e',
  '\\': '0g8421',
  ']': 'e22222e',
  '^': '4ah',
  _: '0000000v',
  '`': '842',
  '{': '2448442',
  '|': '4444444',
  '}': '8442448',
  '~': '008l2',
};
