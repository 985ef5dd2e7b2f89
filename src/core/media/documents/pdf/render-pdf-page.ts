import { type Pdfium, withPage, withPdf } from './open-pdfium.ts';

/** Pixels of a page: 4 bytes each (red, green, blue, alpha), row by row from the top. */
export interface RenderedPage {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** fpdfview.h: `FPDFBitmap_BGRA`, and what a page is drawn with. */
const formatBgra = 4;
const flagAnnotations = 0x01;
const flagReverseByteOrder = 0x10;

/** A page larger than this would take more memory than any model looks at. */
const maxLongEdge = 8_000;

/**
 * Draws a page, by its 1-based number, on white.
 * @returns undefined when there is no such page. @throws UnreadableDocument, `WebAssembly.RuntimeError` when PDFium trapped
 */
export function renderPdfPage(
  pdfium: Pdfium,
  bytes: Uint8Array,
  pageNumber: number,
  longEdgePixels: number,
): RenderedPage | undefined {
  return withPdf(pdfium, bytes, (document) => {
    if (pageNumber < 1 || pageNumber > pdfium.FPDF_GetPageCount(document)) return undefined;
    return withPage(pdfium, document, pageNumber - 1, (page) => {
      const pageWidth = pdfium.FPDF_GetPageWidthF(page);
      const pageHeight = pdfium.FPDF_GetPageHeightF(page);
      if (!(pageWidth > 0 && pageHeight > 0)) return undefined;
      const scale = Math.min(longEdgePixels, maxLongEdge) / Math.max(pageWidth, pageHeight);
      const width = Math.max(1, Math.round(pageWidth * scale));
      const height = Math.max(1, Math.round(pageHeight * scale));
      return draw(pdfium, page, width, height);
    });
  });
}

function draw(pdfium: Pdfium, page: number, width: number, height: number): RenderedPage | undefined {
  const bitmap = pdfium.FPDFBitmap_CreateEx(width, height, formatBgra, 0, 0);
  if (bitmap === 0) return undefined;
  try {
    pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xffffffff);
    const flags = flagAnnotations | flagReverseByteOrder;
    pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, flags);
    const start = pdfium.FPDFBitmap_GetBuffer(bitmap);
    const stride = pdfium.FPDFBitmap_GetStride(bitmap);
    const rgba = new Uint8Array(width * height * 4);
    for (let row = 0; row < height; row++) {
      const from = start + row * stride;
      rgba.set(pdfium.pdfium.HEAPU8.subarray(from, from + width * 4), row * width * 4);
    }
    return { width, height, rgba };
  } finally {
    pdfium.FPDFBitmap_Destroy(bitmap);
  }
}
