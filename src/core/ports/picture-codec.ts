import type { Diagnostic } from '../base/diagnostic.ts';
import type { RunOptions } from '../base/progress.ts';
import type { PixelSize } from '../media/image-tokens.ts';
import type { PictureFacts } from '../media/picture-facts.ts';
import type { ImageMediaType } from '../media/sniff-image.ts';
import type { PixelBox } from './ocr-engine.ts';

/** A picture file. The path is for diagnostics alone: what a picture is, its bytes say. */
export interface PictureBytes {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What became of a picture's bytes: facts, or the reason why there are none. */
export interface PictureReading {
  readonly facts: PictureFacts | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** How a picture is wanted. */
export interface PictureWish {
  /** Not larger than the picture; a drawing may be drawn in any size. */
  readonly size: PixelSize;
  /** Parts that are filled, in pixels of the picture's own size. */
  readonly masks: readonly PixelBox[];
  /** What the receiver accepts, best first. */
  readonly mediaTypes: readonly ImageMediaType[];
}

/** A picture as it is sent. */
export interface EncodedPicture {
  readonly mediaType: ImageMediaType;
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** A picture in the wished form, or the reason why there is none. */
export interface PictureEncoding {
  readonly picture: EncodedPicture | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** A page of a document, as it is wanted. */
export interface PageWish {
  /** 1-based. */
  readonly number: number;
  /** Pixels of its longer edge. */
  readonly longEdge: number;
}

/** Decodes, scales, masks and encodes pictures, somewhere else than in the calling thread. Fetches nothing. */
export interface PictureCodec {
  /** Never rejects because of what the bytes are; rejects with an `AbortError` when the signal aborts. */
  readFacts(picture: PictureBytes, options?: RunOptions): Promise<PictureReading>;
  /** As {@link readFacts}. The very same bytes come back where nothing has to be changed. */
  encode(picture: PictureBytes, wish: PictureWish, options?: RunOptions): Promise<PictureEncoding>;
  /** A page of a PDF as a PNG file, on white. As {@link readFacts}. */
  drawPage(document: PictureBytes, page: PageWish, options?: RunOptions): Promise<PictureEncoding>;
}
