import { copyFile, mkdir, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { OCR_ASSETS } from '../src/node/ocr-protocol.ts';

export interface BuildOcrAssetsOptions {
  /** Is made if it does not exist, for example `dist/assets/ocr`. */
  readonly outDir: string;
}

/** A file that was made, and its size. */
export interface BuiltAsset {
  readonly path: string;
  readonly bytes: number;
}

/**
 * Makes the folder that `TesseractOcrEngine` works from: the worker in one file, tesseract as WebAssembly and the
 * English language data. Of tesseract's builds only the one with fixed-width SIMD ships: every processor that the
 * supported editors run on has it, and relaxed SIMD may read the same picture differently on another processor.
 */
export async function buildOcrAssets({ outDir }: BuildOcrAssetsOptions): Promise<BuiltAsset[]> {
  const require = createRequire(import.meta.url);
  await mkdir(outDir, { recursive: true });
  const out = (name: string) => join(outDir, name);
  await Promise.all([
    build({
      entryPoints: [fileURLToPath(new URL('../src/workers/ocr-worker.ts', import.meta.url))],
      outfile: out(OCR_ASSETS.worker),
      bundle: true,
      // CommonJS, because tesseract's loader wants `require` and `__dirname`.
      format: 'cjs',
      platform: 'node',
      target: 'node22',
      minify: true,
      legalComments: 'none',
      logLevel: 'warning',
    }),
    copyFile(require.resolve('tesseract.js-core/tesseract-core-simd-lstm.wasm'), out(OCR_ASSETS.core)),
    copyFile(
      require.resolve('@tesseract.js-data/eng/4.0.0_best_int/eng.traineddata.gz'),
      out(OCR_ASSETS.languageData),
    ),
  ]);
  return Promise.all(
    Object.values(OCR_ASSETS).map(async (name) => ({ path: out(name), bytes: (await stat(out(name))).size })),
  );
}
