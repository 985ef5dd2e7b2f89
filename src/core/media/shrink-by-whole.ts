import type { PixelSize } from './image-tokens.ts';

interface Pixels extends PixelSize {
  /** Four bytes a pixel, rows from the top. */
  readonly rgba: Uint8Array;
}

/**
 * Shrinks a picture by the largest whole number that leaves it no smaller than `size`, each pixel the mean of a square.
 * A sharper filter does the rest: for the whole of a large picture it takes ten times the time, and several times the
 * memory. Columns and rows that fill no square are left out, fewer than the number.
 */
export function shrinkByWhole(picture: Pixels, size: PixelSize): Pixels {
  const factor = Math.floor(Math.min(picture.width / size.width, picture.height / size.height));
  if (factor < 2) return picture;
  const width = Math.floor(picture.width / factor);
  const height = Math.floor(picture.height / factor);
  const rgba = new Uint8Array(width * height * 4);
  const sums = new Float64Array(4);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      sums.fill(0);
      for (let row = 0; row < factor; row++) {
        let at = ((y * factor + row) * picture.width + x * factor) * 4;
        for (let column = 0; column < factor; column++, at += 4) {
          const alpha = picture.rgba[at + 3] as number;
          // What cannot be seen has a colour, too, which must not shine through.
          for (let channel = 0; channel < 3; channel++)
            sums[channel] = (sums[channel] as number) + (picture.rgba[at + channel] as number) * alpha;
          sums[3] = (sums[3] as number) + alpha;
        }
      }
      const to = (y * width + x) * 4;
      const alpha = sums[3] as number;
      for (let channel = 0; channel < 3 && alpha > 0; channel++)
        rgba[to + channel] = Math.round((sums[channel] as number) / alpha);
      rgba[to + 3] = Math.round(alpha / (factor * factor));
    }
  }
  return { width, height, rgba };
}
