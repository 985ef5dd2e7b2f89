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

/** Lays what is transparent over white, or over a dark ground where what is drawn is itself light. */
export function overBackground(picture: PixelPicture): PixelPicture {
  const rgba = new Uint8Array(picture.rgba);
  let [brightness, weight] = [0, 0];
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = rgba[at + 3] as number;
    brightness += ((rgba[at] as number) + (rgba[at + 1] as number) + (rgba[at + 2] as number)) * alpha;
    weight += 3 * alpha;
  }
  const ground =
    weight > 0 && brightness / weight > 190 && weight < rgba.length * 255 * 0.5
      ? backgrounds.dark
      : backgrounds.light;
  for (let at = 0; at < rgba.length; at += 4) {
    const alpha = (rgba[at + 3] as number) / 255;
    for (let channel = at; channel < at + 3; channel++)
      rgba[channel] = Math.round((rgba[channel] as number) * alpha + ground * (1 - alpha));
    rgba[at + 3] = 255;
  }
  return { ...picture, rgba };
}
