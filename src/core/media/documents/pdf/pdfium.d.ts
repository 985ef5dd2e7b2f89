/** The part of PDFium that Longview uses; the package's own types need those of Emscripten, which are global. */
declare module '@embedpdf/pdfium' {
  /** Pointers and handles are numbers; 0 is none. Lengths of text are in UTF-16 units, of buffers in bytes. */
  export interface WrappedPdfiumModule {
    readonly pdfium: {
      readonly HEAPU8: Uint8Array<ArrayBuffer>;
      readonly wasmExports: {
        malloc(size: number): number;
        free(pointer: number): void;
        FPDFText_GetUnicode(textPage: number, index: number): number;
        FPDFText_IsHyphen(textPage: number, index: number): number;
        /** Writes left, top, right, bottom as 32-bit floats in points, y upwards. @returns 0 if it cannot */
        FPDFText_GetLooseCharBox(textPage: number, index: number, box: number): number;
      };
    };
    PDFiumExt_Init(): void;
    FPDF_LoadMemDocument(bytes: number, length: number, password: string | null): number;
    FPDF_GetLastError(): number;
    FPDF_CloseDocument(document: number): void;
    FPDF_GetPageCount(document: number): number;
    FPDF_GetMetaText(document: number, tag: string, buffer: number, length: number): number;
    FPDF_LoadPage(document: number, index: number): number;
    FPDF_ClosePage(page: number): void;
    FPDF_GetPageWidthF(page: number): number;
    FPDF_GetPageHeightF(page: number): number;
    FPDFPage_CountObjects(page: number): number;
    FPDFPage_GetAnnotCount(page: number): number;
    FPDFPage_GetObject(page: number, index: number): number;
    FPDFPageObj_GetType(object: number): number;
    /** Four pointers to 32-bit floats. */
    FPDFPageObj_GetBounds(object: number, left: number, bottom: number, right: number, top: number): boolean;
    FPDFFormObj_CountObjects(form: number): number;
    FPDFFormObj_GetObject(form: number, index: number): number;
    FPDFText_LoadPage(page: number): number;
    FPDFText_ClosePage(textPage: number): void;
    FPDFText_CountChars(textPage: number): number;
    FPDFBitmap_CreateEx(
      width: number,
      height: number,
      format: number,
      firstByte: number,
      stride: number,
    ): number;
    FPDFBitmap_FillRect(
      bitmap: number,
      left: number,
      top: number,
      width: number,
      height: number,
      color: number,
    ): void;
    FPDFBitmap_GetBuffer(bitmap: number): number;
    FPDFBitmap_GetStride(bitmap: number): number;
    FPDFBitmap_Destroy(bitmap: number): void;
    FPDF_RenderPageBitmap(
      bitmap: number,
      page: number,
      startX: number,
      startY: number,
      sizeX: number,
      sizeY: number,
      rotate: number,
      flags: number,
    ): void;
  }

  export function init(options: {
    readonly wasmBinary: Uint8Array;
    readonly print?: (line: string) => void;
    readonly printErr?: (line: string) => void;
  }): Promise<WrappedPdfiumModule>;
}
