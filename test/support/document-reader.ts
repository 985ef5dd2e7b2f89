import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { DocumentReader } from '../../src/core/media/documents/document-reader.ts';

/** Reads documents with PDFium out of its package, so that unit tests need no build. */
export const documents = new DocumentReader({
  pdfium: () => readFile(fileURLToPath(import.meta.resolve('@embedpdf/pdfium/pdfium.wasm'))),
});
