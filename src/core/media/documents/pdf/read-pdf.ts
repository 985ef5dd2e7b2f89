import { abortError } from '../../../base/abort.ts';
import { type DocumentPage, documentLimits } from '../document.ts';
import { type Pdfium, withBuffer, withPage, withPdf } from './open-pdfium.ts';
import { pageKind } from './page-drawing.ts';
import { type PageLine, pageLines } from './page-lines.ts';
import { bodyHeightOf, pageText } from './page-text.ts';

export interface ReadPdf {
  readonly title: string | undefined;
  /** Markdown-like, with `## Page N` above each page. */
  readonly text: string;
  readonly pages: readonly DocumentPage[];
  readonly pageCount: number;
  /** Why it was not read to its end. */
  readonly stopped: 'pages' | 'length' | 'time' | undefined;
}

/** Reads the text of a PDF. @throws UnreadableDocument, an `AbortError`, `WebAssembly.RuntimeError` when PDFium trapped */
export function readPdf(
  pdfium: Pdfium,
  bytes: Uint8Array,
  { isCancelled, timeoutMs }: { readonly isCancelled?: () => boolean; readonly timeoutMs: number },
): ReadPdf {
  const deadline = performance.now() + timeoutMs;
  return withPdf(pdfium, bytes, (document) => {
    const pageCount = pdfium.FPDF_GetPageCount(document);
    const pages: DocumentPage[] = [];
    const lines: PageLine[][] = [];
    let length = 0;
    let stopped: ReadPdf['stopped'];
    for (let index = 0; index < pageCount; index++) {
      if (isCancelled?.() === true) throw abortError();
      if (index >= documentLimits.pages) stopped = 'pages';
      else if (length > documentLimits.textLength) stopped = 'length';
      else if (performance.now() > deadline) stopped = 'time';
      if (stopped !== undefined) break;
      const read = withPage(pdfium, document, index, (page) => {
        const found = pageLines(pdfium, page);
        const characters = found.reduce((sum, { text }) => sum + text.replaceAll(' ', '').length, 0);
        return { found, characters, ...pageKind(pdfium, page, characters) };
      });
      const { found = [], characters = 0, kind = 'text', mayShowMore = true } = read ?? {};
      length += characters;
      lines.push(found);
      pages.push({ number: index + 1, characters, kind, mayShowMore });
    }
    const bodyHeight = bodyHeightOf(lines);
    const texts = lines.map((found, index) => {
      const { kind } = pages[index] as DocumentPage;
      const note = kind === 'text' ? '' : `[a ${kind === 'scan' ? 'scanned page' : 'drawing'}]`;
      return [`## Page ${index + 1}`, note, pageText(found, bodyHeight)]
        .filter((part) => part !== '')
        .join('\n\n');
    });
    const text = texts.join('\n\n');
    return { title: titleOf(pdfium, document), text, pages, pageCount, stopped };
  });
}

function titleOf(pdfium: Pdfium, document: number): string | undefined {
  const size = 2_000;
  return withBuffer(pdfium, size, (pointer) => {
    const length = pdfium.FPDF_GetMetaText(document, 'Title', pointer, size);
    if (length <= 2 || length > size) return undefined;
    const bytes = pdfium.pdfium.HEAPU8.slice(pointer, pointer + length - 2);
    const title = new TextDecoder('utf-16le').decode(bytes).replace(/\s+/g, ' ').trim();
    return title === '' ? undefined : title;
  });
}
