import { isAbort } from '../../base/abort.ts';
import { type ReadDocument, UnreadableDocument } from './document.ts';
import type { Pdfium } from './pdf/open-pdfium.ts';
import type { RenderedPage } from './pdf/render-pdf-page.ts';

/** What reading documents needs from the shipped assets. */
export interface DocumentAssets {
  /** PDFium as WebAssembly. */
  readonly pdfium: () => Promise<Uint8Array>;
}

export interface DocumentInput {
  /** For its ending and for diagnostics. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** PDFium's memory never shrinks: one that has grown above this many bytes is thrown away after use. */
const largestMemory = 256_000_000;

/** Reads documents; owns PDFium, which is loaded when the first PDF is met. */
export class DocumentReader {
  readonly #assets: DocumentAssets;
  #pdfium: Promise<Pdfium> | undefined;

  constructor(assets: DocumentAssets) {
    this.#assets = assets;
  }

  /**
   * The text of a PDF, Word, PowerPoint or Excel file. What is broken, encrypted, too large or no document ends as a
   * diagnostic. @throws an `AbortError` when `isCancelled` became true
   */
  async read(
    input: DocumentInput,
    options: { readonly isCancelled?: () => boolean } = {},
  ): Promise<ReadDocument> {
    const { readDocument } = await import('./read-document.ts');
    return readDocument(input, { ...options, withPdfium: (use) => this.#withPdfium(use) });
  }

  /**
   * A page of a PDF as pixels, its longer edge `longEdgePixels` long.
   * @returns undefined when the file or the page cannot be read
   */
  async renderPdfPage(
    bytes: Uint8Array,
    pageNumber: number,
    longEdgePixels: number,
  ): Promise<RenderedPage | undefined> {
    const { renderPdfPage } = await import('./pdf/render-pdf-page.ts');
    try {
      return await this.#withPdfium((pdfium) => renderPdfPage(pdfium, bytes, pageNumber, longEdgePixels));
    } catch (error) {
      if (error instanceof UnreadableDocument || error instanceof WebAssembly.RuntimeError) return undefined;
      throw error;
    }
  }

  /** One that trapped is in an unknown state and is not used again. */
  async #withPdfium<T>(use: (pdfium: Pdfium) => T): Promise<T> {
    this.#pdfium ??= import('./pdf/open-pdfium.ts').then(async ({ openPdfium }) =>
      openPdfium(await this.#assets.pdfium()),
    );
    let isSpent = true;
    try {
      const pdfium = await this.#pdfium;
      const result = use(pdfium);
      isSpent = pdfium.pdfium.HEAPU8.length > largestMemory;
      return result;
    } catch (error) {
      isSpent = !(error instanceof UnreadableDocument) && !isAbort(error);
      throw error;
    } finally {
      if (isSpent) this.#pdfium = undefined;
    }
  }
}
