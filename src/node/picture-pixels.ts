import { readFile } from 'node:fs/promises';
import { initPhoton, PhotonImage, resize } from '@cf-wasm/photon/others';
import type { PixelSize } from '../core/media/image-tokens.ts';
import { shrinkByWhole } from '../core/media/shrink-by-whole.ts';
import type { ImageMediaType } from '../core/media/sniff-image.ts';
import { PICTURE_ASSETS } from './picture-protocol.ts';

/** A decoded picture: four bytes a pixel, rows from the top. */
export interface PixelPicture extends PixelSize {
  readonly rgba: Uint8Array;
}

/** Photon's number for Lanczos, the sharpest of its filters. */
const LANCZOS = 5;

/** A picture that photon does not understand makes it trap, and what it held is lost; memory is never given back. */
const limits = { traps: 20, memoryBytes: 400_000_000 };

/** PNG, JPEG, WebP and GIF (its first frame) through photon, in WebAssembly. */
export class PixelCodec {
  readonly #memory: WebAssembly.Memory;
  #traps = 0;

  private constructor(memory: WebAssembly.Memory) {
    this.#memory = memory;
  }

  /** Can be called once in a thread. */
  static async load(assetDirectory: string): Promise<PixelCodec> {
    const output = await initPhoton({
      module_or_path: await readFile(`${assetDirectory}/${PICTURE_ASSETS.photon}`),
    });
    return new PixelCodec(output.memory);
  }

  /** Whether this thread has lost so much memory to broken pictures that another one should go on. */
  get isSpent(): boolean {
    return this.#traps >= limits.traps || this.#memory.buffer.byteLength > limits.memoryBytes;
  }

  /** @returns undefined when the bytes are damaged */
  decode(bytes: Uint8Array): PixelPicture | undefined {
    return this.#using(
      () => PhotonImage.new_from_byteslice(bytes),
      (image) => ({ width: image.get_width(), height: image.get_height(), rgba: image.get_raw_pixels() }),
    );
  }

  /** Scales to `size`, where that is another one, and encodes; undefined when that failed. */
  encode(picture: PixelPicture, size: PixelSize, mediaType: ImageMediaType): Uint8Array | undefined {
    const near = shrinkByWhole(picture, size);
    return this.#using(
      () => new PhotonImage(near.rgba, near.width, near.height),
      (image) => {
        if (size.width === near.width && size.height === near.height) return write(image, mediaType);
        const scaled = resize(image, size.width, size.height, LANCZOS);
        try {
          return write(scaled, mediaType);
        } finally {
          scaled.free();
        }
      },
    );
  }

  #using<T>(open: () => PhotonImage, use: (image: PhotonImage) => T): T | undefined {
    let image: PhotonImage | undefined;
    try {
      image = open();
      return use(image);
    } catch {
      this.#traps++;
      return undefined;
    } finally {
      image?.free();
    }
  }
}

/** Letters of screenshots keep their edges at this quality. */
const JPEG_QUALITY = 85;

function write(image: PhotonImage, mediaType: ImageMediaType): Uint8Array {
  return mediaType === 'image/jpeg' ? image.get_bytes_jpeg(JPEG_QUALITY) : image.get_bytes();
}
