import type {
  PageWish,
  PictureBytes,
  PictureEncoding,
  PictureReading,
  PictureWish,
} from '../core/ports/picture-codec.ts';

/** Files of the codecs, below the assets folder. */
export const PICTURE_ASSETS = {
  photon: 'pictures/photon.wasm',
  resvg: 'pictures/resvg.wasm',
  fonts: ['pictures/DejaVuSans.ttf', 'pictures/DejaVuSans-Bold.ttf', 'pictures/DejaVuSansMono.ttf'],
} as const;

/** Pictures beyond these are not decoded: 20 MB, and a little more than a screen of 8K. */
export const PICTURE_LIMITS = { bytes: 20_000_000, pixels: 40_000_000, svgBytes: 4_000_000 } as const;

/** What the worker is started with. */
export interface PictureWorkerData {
  readonly assetDirectory: string;
}

/** To the worker, which answers one request at a time. */
export type PictureRequest =
  | { readonly kind: 'facts'; readonly picture: PictureBytes }
  | { readonly kind: 'encode'; readonly picture: PictureBytes; readonly wish: PictureWish }
  | { readonly kind: 'page'; readonly picture: PictureBytes; readonly page: PageWish };

/** From the worker. `isSpent` means that another worker has to take its place. */
export type PictureReply =
  | { readonly kind: 'facts'; readonly reading: PictureReading; readonly isSpent: boolean }
  | { readonly kind: 'encode' | 'page'; readonly encoding: PictureEncoding; readonly isSpent: boolean }
  | { readonly kind: 'failed'; readonly message: string; readonly isSpent: true };
