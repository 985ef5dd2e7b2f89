import type { PixelSize } from './image-tokens.ts';

/** Cells of the grid along each side; one more than the bits, because bits compare neighbours. */
const GRID = 17;

/** Samples in each direction of a cell at most. */
const SAMPLES = 16;

/** Differences of brightness (0 to 255) up to this are noise of compression and scaling. */
const MARGIN = 2;

/** A picture with fewer set bits shows next to nothing, and looks like every other one that does. */
const FEWEST_BITS = 10;

/**
 * A difference hash: the picture's brightness in 17 × 17 cells, and for each cell whether its right and its lower
 * neighbour are brighter. The same picture in another size or format has nearly the same bits.
 * Source of the idea: N. Krawetz, "Kind of Like That" (2013), there with 9 × 8 cells; screenshots of one program differ
 * too little for so few.
 *
 * @param rgba four bytes a pixel, rows from the top; transparent pixels count as white
 * @returns 512 bits as 128 hexadecimal digits; '' for a picture that is blank but for a few cells
 */
export function perceptualHash(rgba: Uint8Array, size: PixelSize): string {
  const cells = averageCells(rgba, size);
  const at = (row: number, column: number) => cells[row * GRID + column] as number;
  const bits: boolean[] = [];
  for (let row = 0; row < GRID - 1; row++) {
    for (let column = 0; column < GRID - 1; column++) {
      bits.push(
        at(row, column + 1) > at(row, column) + MARGIN,
        at(row + 1, column) > at(row, column) + MARGIN,
      );
    }
  }
  if (bits.filter(Boolean).length < FEWEST_BITS) return '';
  let hash = '';
  for (let start = 0; start < bits.length; start += 4) {
    const digit = bits.slice(start, start + 4).reduce((value, bit) => value * 2 + (bit ? 1 : 0), 0);
    hash += digit.toString(16);
  }
  return hash;
}

/** Bits in which two hashes differ, 0 to 512; infinite if one of the pictures is blank. */
export function hashDistance(first: string, second: string): number {
  if (first === '' || second === '' || first.length !== second.length) return Number.POSITIVE_INFINITY;
  let distance = 0;
  for (let at = 0; at < first.length; at += 8) {
    let bits = Number.parseInt(first.slice(at, at + 8), 16) ^ Number.parseInt(second.slice(at, at + 8), 16);
    for (; bits !== 0; bits &= bits - 1) distance++;
  }
  return distance;
}

function averageCells(rgba: Uint8Array, { width, height }: PixelSize): Float64Array {
  const cells = new Float64Array(GRID * GRID);
  for (let row = 0; row < GRID; row++) {
    for (let column = 0; column < GRID; column++) {
      let sum = 0;
      let count = 0;
      const rows = span(row, height);
      const columns = span(column, width);
      for (let y = rows.start; y < rows.end; y += rows.step) {
        for (let x = columns.start; x < columns.end; x += columns.step) {
          sum += brightness(rgba, (Math.floor(y) * width + Math.floor(x)) * 4);
          count++;
        }
      }
      cells[row * GRID + column] = sum / count;
    }
  }
  return cells;
}

/** Where the samples of a cell lie along a side of `length` pixels; at least one of them. */
function span(cell: number, length: number): { start: number; end: number; step: number } {
  const start = (cell * length) / GRID;
  const end = ((cell + 1) * length) / GRID;
  return { start, end, step: Math.max(1, (end - start) / SAMPLES) };
}

/** 0 to 255, over white (ITU-R BT.601 weights). */
function brightness(rgba: Uint8Array, at: number): number {
  const gray =
    0.299 * (rgba[at] as number) + 0.587 * (rgba[at + 1] as number) + 0.114 * (rgba[at + 2] as number);
  const alpha = (rgba[at + 3] as number) / 255;
  return gray * alpha + 255 * (1 - alpha);
}
