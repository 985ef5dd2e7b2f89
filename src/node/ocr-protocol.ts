import type { RecognizedText } from '../core/ports/ocr-engine.ts';

/** Files that `scripts/build-ocr-assets.ts` puts into the assets folder, and that the engine expects there. */
export const OCR_ASSETS = {
  worker: 'worker.cjs',
  core: 'tesseract-core.wasm',
  languageData: 'eng.traineddata.gz',
} as const;

/** Where the worker finds its data; it is started with this. */
export interface OcrWorkerData {
  readonly corePath: string;
  readonly languageDataPath: string;
}

/** To the worker, which answers one request at a time. */
export interface OcrRequest {
  readonly kind: 'recognize';
  readonly image: Uint8Array;
}

/** From the worker, one for each request. After `internal` its state is unknown and it must not be used again. */
export type OcrReply =
  | { readonly kind: 'recognized'; readonly result: RecognizedText }
  | { readonly kind: 'failed'; readonly code: 'usage' | 'internal'; readonly message: string };
