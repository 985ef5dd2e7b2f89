import type { RunOptions } from '../base/progress.ts';
import type { PictureCodec } from '../ports/picture-codec.ts';
import { longEdgeFor, type PictureRules } from './fit-picture.ts';
import type { ImageTokenFamily } from './image-tokens.ts';
import { sentImageTokenCount } from './sent-image-tokens.ts';
import { type ImageMediaType, sniffImage } from './sniff-image.ts';

/** A picture that a user gives along with a question or a request. */
export interface AttachedPicture {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** What pictures of a user take of a request before they are made to fit: at most so many bytes and tokens. */
export function weighAttached(
  pictures: readonly AttachedPicture[],
  family: ImageTokenFamily,
): { readonly count: number; readonly bytes: number; readonly tokenCount: number } {
  return {
    count: pictures.length,
    bytes: pictures.reduce((sum, { bytes }) => sum + bytes.length, 0),
    tokenCount: pictures.reduce((sum, { bytes }) => sum + sentImageTokenCount(bytes, family), 0),
  };
}

export interface FitAttachedInput {
  readonly pictures: readonly AttachedPicture[];
  readonly rules: PictureRules;
  /** Of the whole request, with those of the pack. */
  readonly pictureCount: number;
  /** Without one they stay as they are. */
  readonly codec: Pick<PictureCodec, 'encode'> | undefined;
}

/**
 * The pictures of a user as a request may hold them: as they are, unless one is so large that the request would be refused
 * for it, beside many others (Anthropic) or for its bytes. What cannot be encoded anew stays as it is.
 */
export async function fitAttachedPictures(
  { pictures, rules, pictureCount, codec }: FitAttachedInput,
  options: RunOptions,
): Promise<AttachedPicture[]> {
  const isCrowded = rules.crowded !== undefined && pictureCount > rules.crowded.abovePictures;
  const longEdge = longEdgeFor(pictureCount, rules);
  return Promise.all(
    pictures.map(async (picture) => {
      const { name, bytes } = picture;
      const own = sniffImage(bytes);
      if (own === undefined || codec === undefined) return picture;
      const scale = isCrowded ? Math.min(1, longEdge / Math.max(own.width, own.height)) : 1;
      const isHeavy = bytes.length > rules.maxPictureBytes;
      if (scale === 1 && !isHeavy) return picture;
      const size = {
        width: Math.max(1, Math.round(own.width * scale)),
        height: Math.max(1, Math.round(own.height * scale)),
      };
      const mediaTypes: readonly ImageMediaType[] = isHeavy ? ['image/jpeg'] : rules.mediaTypes;
      const encoded = await codec.encode({ path: name, bytes }, { size, masks: [], mediaTypes }, options);
      return encoded.picture === undefined ? picture : { name, ...encoded.picture };
    }),
  );
}
