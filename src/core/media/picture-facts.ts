import type { PixelSize } from './image-tokens.ts';
import { perceptualHash } from './perceptual-hash.ts';
import type { ImageMediaType } from './sniff-image.ts';

/** What a picture's pixels look like. Shares are 0 to 1, rounded to three digits. */
export interface PixelFacts {
  /** Whether a pixel can be seen through. */
  readonly hasTransparency: boolean;
  /** Share of the pixels that are wholly transparent. */
  readonly clearShare: number;
  /** Distinct colours of five bits a channel. */
  readonly colourCount: number;
  /** Share of the pixels that have the commonest colour. */
  readonly backgroundShare: number;
  /** Share of the pixels that have one of the eight commonest colours. */
  readonly paletteShare: number;
  /** Share of the pixels that equal their right and lower neighbours. */
  readonly flatShare: number;
  /** Share of the pixels that differ much from their right or lower neighbour. */
  readonly edgeShare: number;
  /** Share of the edge pixels that lie on straight horizontal or vertical lines. */
  readonly straightShare: number;
  /** Mean difference of the strongest and the weakest channel, 0 to 1. */
  readonly colourfulness: number;
  /** See {@link perceptualHash}. */
  readonly hash: string;
}

/** Everything that a picture's bytes say of it, and nothing else: made once for a content. */
export interface PictureFacts extends PixelFacts {
  readonly mediaType: ImageMediaType;
  /** Pixels; of a drawing the size that it names. */
  readonly width: number;
  readonly height: number;
  /** Bytes. */
  readonly size: number;
  readonly isAnimated: boolean;
  /** Of an SVG: how many shapes and pieces of text it draws. */
  readonly drawn?: { readonly shapes: number; readonly texts: number };
}

/** Raised whenever what the facts hold changes. */
export const pictureFactsFormat = 1;

/** Pixels that are looked at; larger pictures are looked at in every n-th row. */
const SAMPLED_PIXELS = 250_000;

/** A step of brightness between neighbours, 0 to 765 for three channels, that is an edge. */
const EDGE = 120;

/** Up to this two neighbours count as equal. */
const SAME = 6;

/** Edge pixels in a row that make a line; letters are shorter. */
const LINE_LENGTH = 24;

/**
 * One pass over the picture, or over every n-th of its rows; transparent pixels count as white.
 *
 * @param rgba four bytes a pixel, rows from the top
 */
export function pixelFacts(rgba: Uint8Array, size: PixelSize): PixelFacts {
  const { width, height } = size;
  const rowStep = Math.max(1, Math.ceil((width * height) / SAMPLED_PIXELS));
  const counts = new Uint32Array(1 << 15);
  const lines = new LineCounter(width);
  const alphas = { transparent: 0, clear: 0 };
  const rows = { own: new Uint8Array(width * 3 + 3), below: new Uint8Array(width * 3 + 3) };
  let [visited, flat, edges, colourfulness] = [0, 0, 0, 0];
  for (let y = 0; y < height; y += rowStep) {
    readRow(rgba, y * width, rows.own, alphas);
    readRow(rgba, Math.min(y + 1, height - 1) * width, rows.below, undefined);
    const { own, below } = rows;
    for (let at = 0; at < width * 3; at += 3) {
      const [red, green, blue] = [own[at] as number, own[at + 1] as number, own[at + 2] as number];
      const colour = ((red >> 3) << 10) | ((green >> 3) << 5) | (blue >> 3);
      counts[colour] = (counts[colour] as number) + 1;
      colourfulness += Math.max(red, green, blue) - Math.min(red, green, blue);
      const toRight = difference(own, at, own, at + 3);
      const down = difference(own, at, below, at);
      if (Math.max(toRight, down) <= SAME) flat++;
      else if (Math.max(toRight, down) > EDGE) edges++;
      lines.add(at / 3, toRight > EDGE / 2, down > EDGE / 2, rowStep);
    }
    lines.endRow();
    visited += width;
  }
  const commonest = counts.filter((count) => count > 0).sort((a, b) => b - a);
  const share = (count: number) => rounded(count / visited);
  return {
    hasTransparency: alphas.transparent > 0,
    clearShare: share(alphas.clear),
    colourCount: commonest.length,
    backgroundShare: share(commonest[0] ?? 0),
    paletteShare: share(commonest.slice(0, 8).reduce((sum, count) => sum + count, 0)),
    flatShare: share(flat),
    edgeShare: share(edges),
    straightShare: lines.share(),
    colourfulness: share(colourfulness / 255),
    hash: perceptualHash(rgba, size),
  };
}

/** Writes a row over white, three bytes a pixel and its last pixel twice, so that it has a right neighbour. */
function readRow(
  rgba: Uint8Array,
  firstPixel: number,
  row: Uint8Array,
  alphas: { transparent: number; clear: number } | undefined,
): void {
  for (let to = 0, from = firstPixel * 4; to < row.length - 3; to += 3, from += 4) {
    const alpha = rgba[from + 3] as number;
    if (alphas !== undefined && alpha < 250) {
      alphas.transparent++;
      if (alpha < 8) alphas.clear++;
    }
    for (let channel = 0; channel < 3; channel++) {
      const value = rgba[from + channel] as number;
      row[to + channel] = alpha === 255 ? value : (value * alpha) / 255 + 255 - alpha;
    }
  }
  row.copyWithin(row.length - 3, row.length - 6, row.length - 3);
}

/** The sum over three channels. */
function difference(row: Uint8Array, at: number, other: Uint8Array, otherAt: number): number {
  return (
    Math.abs((row[at] as number) - (other[otherAt] as number)) +
    Math.abs((row[at + 1] as number) - (other[otherAt + 1] as number)) +
    Math.abs((row[at + 2] as number) - (other[otherAt + 2] as number))
  );
}

/** Counts edge pixels, and those on long straight runs: frames, tables and axes have them, photographs have not. */
class LineCounter {
  readonly #vertical: Float64Array;
  #horizontal = 0;
  #edges = 0;
  #straight = 0;

  constructor(width: number) {
    this.#vertical = new Float64Array(width);
  }

  add(column: number, isVerticalEdge: boolean, isHorizontalEdge: boolean, rowStep: number): void {
    if (isHorizontalEdge) this.#horizontal++;
    else if (this.#horizontal > 0) this.endRow();
    if (isVerticalEdge) this.#vertical[column] = (this.#vertical[column] as number) + rowStep;
    else if ((this.#vertical[column] as number) > 0) this.#endColumn(column);
  }

  endRow(): void {
    this.#end(this.#horizontal);
    this.#horizontal = 0;
  }

  share(): number {
    for (let column = 0; column < this.#vertical.length; column++) this.#endColumn(column);
    return this.#edges === 0 ? 0 : rounded(this.#straight / this.#edges);
  }

  #endColumn(column: number): void {
    this.#end(this.#vertical[column] as number);
    this.#vertical[column] = 0;
  }

  #end(run: number): void {
    this.#edges += run;
    if (run >= LINE_LENGTH) this.#straight += run;
  }
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
