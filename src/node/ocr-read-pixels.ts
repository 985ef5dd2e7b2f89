import { PNG } from 'pngjs';
import { AppError } from '../core/base/app-error.ts';
import { flattenBackground } from '../core/media/flatten-background.ts';
import type { PixelSize } from '../core/media/image-tokens.ts';
import { upscaleGray } from '../core/media/upscale-gray.ts';

/** Up to this many pixels a picture is doubled: letters of 12 to 16 px, as on screens of 1x, are too small to read. */
const UPSCALE_BELOW_PIXELS = 2_500_000;

/** A picture made ready for recognition. */
export interface OcrPicture {
  /** The picture's own size. */
  readonly size: PixelSize;
  /** By what boxes found in `pgm` have to be divided. */
  readonly scale: 1 | 2;
  /** A binary PGM file, which tesseract reads without decoding. */
  readonly pgm: Uint8Array;
}

/**
 * Decodes a PNG and prepares it: dark on white, and larger if it is small.
 *
 * @throws AppError `usage` when the PNG is damaged
 */
export function readOcrPicture(png: Uint8Array): OcrPicture {
  const { width, height, data } = decodePng(png);
  const size = { width, height };
  const gray = flattenBackground(data, size);
  if (width * height > UPSCALE_BELOW_PIXELS) return { size, scale: 1, pgm: encodePgm(gray, size) };
  const doubled = { width: width * 2, height: height * 2 };
  return { size, scale: 2, pgm: encodePgm(upscaleGray(gray, size), doubled) };
}

function decodePng(png: Uint8Array): PNG {
  try {
    return PNG.sync.read(Buffer.from(png.buffer, png.byteOffset, png.byteLength));
  } catch (error) {
    throw new AppError('usage', 'The picture is damaged: it cannot be decoded.', { cause: error });
  }
}

function encodePgm(gray: Uint8Array, { width, height }: PixelSize): Uint8Array {
  return Buffer.concat([Buffer.from(`P5\n${width} ${height}\n255\n`), gray]);
}
