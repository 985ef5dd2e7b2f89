import type { PixelSize } from './image-tokens.ts';

/** Catmull-Rom weights, in 128ths, of the four pixels around a point a quarter of a pixel before the third of them. */
const WEIGHTS = [-3, 29, 111, -9] as const;

/**
 * Doubles a grey picture's width and height by bicubic interpolation.
 *
 * @param gray one byte a pixel, rows from the top
 * @returns four times as many bytes
 */
export function upscaleGray(gray: Uint8Array, { width, height }: PixelSize): Uint8Array {
  const wide = new Uint8Array(width * 2 * height);
  doubleAlong(gray, wide, { length: width, step: 1, lines: height, lineStep: width });
  const doubled = new Uint8Array(width * 2 * height * 2);
  doubleAlong(wide, doubled, { length: height, step: width * 2, lines: width * 2, lineStep: 1 });
  return doubled;
}

interface Axis {
  /** Samples in one line of the source, and the distance between them. */
  readonly length: number;
  readonly step: number;
  readonly lines: number;
  readonly lineStep: number;
}

/** Writes two samples for each of the source. */
function doubleAlong(source: Uint8Array, target: Uint8Array, { length, step, lines, lineStep }: Axis): void {
  const [far, near, own, across] = WEIGHTS;
  const last = length - 1;
  for (let line = 0; line < lines; line++) {
    const from = line * lineStep;
    const to = step === 1 ? from * 2 : from;
    for (let at = 0; at < length; at++) {
      const before2 = source[from + Math.max(0, at - 2) * step] as number;
      const before = source[from + Math.max(0, at - 1) * step] as number;
      const here = source[from + at * step] as number;
      const after = source[from + Math.min(last, at + 1) * step] as number;
      const after2 = source[from + Math.min(last, at + 2) * step] as number;
      target[to + at * 2 * step] = toByte(far * before2 + near * before + own * here + across * after);
      target[to + (at * 2 + 1) * step] = toByte(across * before + own * here + near * after + far * after2);
    }
  }
}

/** From 128ths; the curve overshoots at hard edges. */
function toByte(value: number): number {
  return Math.min(255, Math.max(0, (value + 64) >> 7));
}
