/// <reference path="./pdfium.d.ts" />
import { init, type WrappedPdfiumModule } from '@embedpdf/pdfium';
import { UnreadableDocument } from '../document.ts';
import { limitMemory } from './limit-memory.ts';

/** PDFium with a memory of its own. */
export type Pdfium = WrappedPdfiumModule;

/** Bytes of memory that PDFium may take: a drawing of 100 million pixels, or a file of 50 MB and all its text. */
const maxMemory = 512_000_000;

/** Starts PDFium from its WebAssembly. Without these bytes the package would fetch them from a host: they are always given. */
export async function openPdfium(wasmBinary: Uint8Array): Promise<Pdfium> {
  const silent = () => undefined;
  const pdfium = await init({
    wasmBinary: limitMemory(wasmBinary, maxMemory),
    print: silent,
    printErr: silent,
  });
  pdfium.PDFiumExt_Init();
  return pdfium;
}

/** `FPDF_GetLastError`, see fpdfview.h. */
const reasons: Readonly<Record<number, string>> = {
  3: 'It is no PDF, or a broken one.',
  4: 'It is encrypted with a password.',
  5: 'It is encrypted in a way that is not known.',
};

/** Opens a PDF for as long as `use` runs. @throws UnreadableDocument */
export function withPdf<T>(pdfium: Pdfium, bytes: Uint8Array, use: (document: number) => T): T {
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const pointer = malloc(Math.max(1, bytes.length));
  if (pointer === 0) throw new UnreadableDocument('There is not enough memory for it.');
  pdfium.pdfium.HEAPU8.set(bytes, pointer);
  try {
    const document = pdfium.FPDF_LoadMemDocument(pointer, bytes.length, null);
    if (document === 0)
      throw new UnreadableDocument(reasons[pdfium.FPDF_GetLastError()] ?? 'PDFium cannot read it.');
    try {
      return use(document);
    } finally {
      pdfium.FPDF_CloseDocument(document);
    }
  } finally {
    free(pointer);
  }
}

/** Opens a page, by its 0-based index, for as long as `use` runs; undefined when it cannot be read. */
export function withPage<T>(
  pdfium: Pdfium,
  document: number,
  index: number,
  use: (page: number) => T,
): T | undefined {
  const page = pdfium.FPDF_LoadPage(document, index);
  if (page === 0) return undefined;
  try {
    return use(page);
  } finally {
    pdfium.FPDF_ClosePage(page);
  }
}

/** Lends `size` bytes of PDFium's memory. */
export function withBuffer<T>(pdfium: Pdfium, size: number, use: (pointer: number) => T): T {
  const { malloc, free } = pdfium.pdfium.wasmExports;
  const pointer = malloc(size);
  if (pointer === 0) throw new UnreadableDocument('There is not enough memory for it.');
  try {
    return use(pointer);
  } finally {
    free(pointer);
  }
}

/** 32-bit floats out of PDFium's memory, which may have moved since the last call. */
export function floatsAt(pdfium: Pdfium, pointer: number, count: number): Float32Array {
  return new Float32Array(pdfium.pdfium.HEAPU8.buffer, pointer, count);
}
