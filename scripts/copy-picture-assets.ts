import { copyFile, mkdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { PICTURE_ASSETS } from '../src/node/picture-protocol.ts';

const modules = fileURLToPath(new URL('../node_modules', import.meta.url));

/** Copies the codecs of pictures, and the fonts that drawings are drawn with, into the assets folder. */
export async function copyPictureAssets(assetDirectory: string): Promise<void> {
  const [sans, bold, mono] = PICTURE_ASSETS.fonts;
  const files = [
    ['@cf-wasm/photon/dist/lib/photon_rs_bg.wasm', PICTURE_ASSETS.photon],
    ['@resvg/resvg-wasm/index_bg.wasm', PICTURE_ASSETS.resvg],
    ['dejavu-fonts-ttf/ttf/DejaVuSans.ttf', sans],
    ['dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf', bold],
    ['dejavu-fonts-ttf/ttf/DejaVuSansMono.ttf', mono],
  ] as const;
  await mkdir(`${assetDirectory}/pictures`, { recursive: true });
  await Promise.all(files.map(([from, to]) => copyFile(`${modules}/${from}`, `${assetDirectory}/${to}`)));
}
