import { readFile } from 'node:fs/promises';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import type { PixelSize } from '../core/media/image-tokens.ts';
import type { PixelPicture } from './picture-pixels.ts';
import { PICTURE_ASSETS } from './picture-protocol.ts';

/** Draws SVG through resvg, in WebAssembly: no scripts, nothing fetched, the same letters on every machine. */
export class SvgPainter {
  readonly #fonts: readonly Uint8Array[];

  private constructor(fonts: readonly Uint8Array[]) {
    this.#fonts = fonts;
  }

  /** Can be called once in a thread. */
  static async load(assetDirectory: string): Promise<SvgPainter> {
    await initWasm(await readFile(`${assetDirectory}/${PICTURE_ASSETS.resvg}`));
    const fonts = PICTURE_ASSETS.fonts.map((name) => readFile(`${assetDirectory}/${name}`));
    return new SvgPainter(await Promise.all(fonts));
  }

  /**
   * @param svg one that `inspectSvg` found harmless
   * @returns as large as fits into `size` with the drawing's own shape; undefined when it cannot be drawn
   */
  paint(svg: string, size: PixelSize): PixelPicture | undefined {
    try {
      const resvg = new Resvg(svg, {
        fitTo: { mode: 'width', value: size.width },
        font: {
          fontBuffers: [...this.#fonts],
          defaultFontFamily: 'DejaVu Sans',
          sansSerifFamily: 'DejaVu Sans',
          serifFamily: 'DejaVu Sans',
          monospaceFamily: 'DejaVu Sans Mono',
        },
      });
      try {
        // A drawing may turn out far higher than it says.
        if (resvg.height / resvg.width > (8 * size.height) / size.width) return undefined;
        const image = resvg.render();
        try {
          return { width: image.width, height: image.height, rgba: image.pixels };
        } finally {
          image.free();
        }
      } finally {
        resvg.free();
      }
    } catch {
      return undefined;
    }
  }
}

/** Backgrounds that a drawing without one of its own gets, so that its lines stand out. */
const backgrounds = { light: 255, dark: 30 };

/** Share of what is drawn that may be dark where the ground becomes dark: black arrows beside white boxes would be lost. */
const DARK_SHARE = 0.02;

/** Lays what is transparent over white, or over a dark ground where all that is drawn is itself light. */
export function overBackground(picture: PixelPicture): PixelPicture {
  const rgba = new Uint8Array(picture.rgba);
  let [clear, light, dark] = [0, 0, 0];
  for (let at = 0; at < rgba.length; at += 4) {
    const sum = (rgba[at] as number) + (rgba[at + 1] as number) + (rgba[at + 2] as number);
    if ((rgba[at + 3] as number) < 128) clear++;
    else if (sum > 3 * 200) light++;
    else if (sum < 3 * 110) dark++;
  }
  const drawn = rgba.length / 4 - clear;
  const isLight = clear > drawn / 20 && light > drawn / 2 && dark < drawn * DARK_SHARE;
  const ground = isLight ? backgrounds.dark : backgrounds.light;
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = (rgba[at + 3] as number) / 255;
    for (let channel = at; channel < at + 3; channel++)
      rgba[channel] = Math.round((rgba[channel] as number) * alpha + ground * (1 - alpha));
    rgba[at + 3] = 255;
  }
  return { ...picture, rgba };
}
