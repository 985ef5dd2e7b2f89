import { type ImageTokenFamily, imageTokenCount, type PixelSize } from './image-tokens.ts';
import type { ImageMediaType } from './sniff-image.ts';

/** What a model takes in pictures. */
export interface PictureRules {
  /** False for a model that gets the recognised text instead. */
  readonly seesPictures: boolean;
  readonly tokenFamily: ImageTokenFamily;
  /** Pixels of the longer edge above which a picture is shrunk before it is sent. */
  readonly longEdge: number;
  /** Where a request of many pictures allows only smaller ones. */
  readonly crowded?: { readonly abovePictures: number; readonly longEdge: number };
  /** Pictures in one request. */
  readonly maxPictures: number;
  /** Bytes of one picture, before base64. */
  readonly maxPictureBytes: number;
  /** Bytes of a request with its text, after base64. */
  readonly maxRequestBytes: number;
  readonly mediaTypes: readonly ImageMediaType[];
  /** Undefined for a model that takes no videos. */
  readonly videos?: VideoRules;
}

/** What a model takes in videos. */
export interface VideoRules {
  /** Of a second that is shown, and of a second that is heard. */
  readonly tokensPerSecond: number;
  readonly audioTokensPerSecond: number;
}

export interface FitPictureOptions {
  /** Tokens that the picture may cost; it is shrunk, as far as its text stays readable, if it costs more. */
  readonly maxTokens?: number;
  /** Pictures in the request, of which some providers' limits depend. */
  readonly pictureCount?: number;
}

/** A size to send, and what it costs there. */
export interface FittedPicture {
  readonly size: PixelSize;
  readonly tokenCount: number;
}

/** Smaller than half of its own size the text of a screenshot (12 to 14 px) is no longer read. */
const SMALLEST_SCALE = 0.5;

/** Steps between a picture's size and the smallest one: few, so that a slightly other budget gives the same bytes. */
const SCALES = [1, 0.85, 0.7, 0.6, SMALLEST_SCALE];

/**
 * The size in which a picture is sent: never larger than it is, shrunk to what the provider would shrink it to anyway, and
 * further, in steps, if it would cost more than `maxTokens`. The last step may still cost more.
 */
export function fitPicture(
  size: PixelSize,
  rules: PictureRules,
  { maxTokens = Number.POSITIVE_INFINITY, pictureCount = 1 }: FitPictureOptions = {},
): FittedPicture {
  const whole = Math.min(1, longEdgeFor(pictureCount, rules) / Math.max(size.width, size.height));
  let fitted: FittedPicture | undefined;
  for (const scale of SCALES) {
    const next = scaled(size, whole * scale);
    const tokenCount = imageTokenCount(next, rules.tokenFamily);
    // Where the price does not fall with the size, the larger picture is the better one.
    if (fitted === undefined || tokenCount < fitted.tokenCount) fitted = { size: next, tokenCount };
    if (fitted.tokenCount <= maxTokens) break;
  }
  return fitted as FittedPicture;
}

/** Pixels that the longer edge of each picture may have in a request of so many. */
export function longEdgeFor(pictureCount: number, { crowded, longEdge }: PictureRules): number {
  const isCrowded = crowded !== undefined && pictureCount > crowded.abovePictures;
  return isCrowded ? Math.min(longEdge, crowded.longEdge) : longEdge;
}

/** Height of a line of text, with what stands above and below it, that models and people still read without effort. */
const READABLE_LINE = 15;

/**
 * Shrinks a fitted picture whose text is larger than it has to be: screens with twice the pixels show no more, and cost
 * four times as much. In the same steps as {@link fitPicture}, and only where it then costs less.
 *
 * @param lineHeight of its small text, in pixels of `size`
 */
export function shrinkToText(size: PixelSize, lineHeight: number, rules: PictureRules): FittedPicture {
  const scale = SCALES.findLast((step) => lineHeight * step >= READABLE_LINE) ?? 1;
  const whole = { size, tokenCount: imageTokenCount(size, rules.tokenFamily) };
  const smaller = scaled(size, scale);
  const tokenCount = imageTokenCount(smaller, rules.tokenFamily);
  return tokenCount < whole.tokenCount ? { size: smaller, tokenCount } : whole;
}

function scaled({ width, height }: PixelSize, scale: number): PixelSize {
  return {
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
}
