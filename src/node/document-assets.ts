import type { AssetSource, DocumentAssets } from '../core/parsing.ts';

/** PDFium out of the shipped assets. */
export function documentAssets(assets: AssetSource): DocumentAssets {
  return { pdfium: () => assets.read('documents/pdfium.wasm') };
}
