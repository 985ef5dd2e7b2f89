import { abortError, isAbort } from '../../base/abort.ts';
import { messageOf } from '../../base/app-error.ts';
import type { Diagnostic } from '../../base/diagnostic.ts';
import { extensionOf, fileNameOf } from '../../base/path-text.ts';
import { isLfsPointer, lfsPointerText } from '../../workspace/lfs-pointer.ts';
import { cutText, documentLimits, type ReadDocument, UnreadableDocument } from './document.ts';
import type { DocumentInput } from './document-reader.ts';
import { mainPartOf, type OfficeReading, titleOf } from './office/office-package.ts';
import { readDocx } from './office/read-docx.ts';
import { readPptx } from './office/read-pptx.ts';
import { readXlsx } from './office/read-xlsx.ts';
import { ZipArchive } from './office/zip-archive.ts';
import type { Pdfium } from './pdf/open-pdfium.ts';
import type { ReadPdf } from './pdf/read-pdf.ts';

export interface ReadDocumentOptions {
  /** Lends PDFium, which is loaded for the first PDF. */
  readonly withPdfium: <T>(use: (pdfium: Pdfium) => T) => Promise<T>;
  readonly isCancelled?: () => boolean;
}

type Kind = 'pdf' | 'archive' | 'compound' | 'other';

/**
 * Reads a document by what its bytes are, whatever its ending says. Never fails on its content: why nothing, or not all, was
 * read is a diagnostic. @throws an `AbortError` when `isCancelled` became true
 */
export async function readDocument(
  { path, bytes }: DocumentInput,
  options: ReadDocumentOptions,
): Promise<ReadDocument> {
  const unreadable = (reason: string, code = 'document-unreadable'): ReadDocument => {
    const message = `Listed, not read. ${reason}`;
    return { text: undefined, diagnostics: [{ severity: 'warning', code, message, path }] };
  };
  if (bytes.length === 0) return unreadable('It is empty.');
  try {
    const kind = kindOf(bytes);
    if (kind === 'pdf') return await readPdfDocument({ path, bytes }, options);
    if (kind === 'archive') return readOffice({ path, bytes }, options);
    return unreadable(kind === 'compound' ? compoundReason : otherReason(bytes));
  } catch (error) {
    if (isAbort(error)) throw error;
    if (error instanceof UnreadableDocument)
      return unreadable(error.message, codeOf(error, 'document-unreadable'));
    // The reader is not to be trusted with this file: its stack or its memory ran out.
    if (error instanceof WebAssembly.RuntimeError) return unreadable(trapReason);
    return unreadable(`Its reader failed: ${messageOf(error)}`);
  }
}

const trapReason = 'PDFium gave up on it: it is broken, or takes more memory than a document may.';
const compoundReason = 'It is encrypted, or in the format of Office before 2007.';

function otherReason(bytes: Uint8Array): string {
  if (isLfsPointer(bytes)) return lfsPointerText;
  return 'It is neither a PDF nor an Office file, whatever its ending says.';
}

function kindOf(bytes: Uint8Array): Kind {
  const starts = (...signature: readonly number[]) => signature.every((byte, index) => bytes[index] === byte);
  if (starts(0x50, 0x4b)) return 'archive';
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) return 'compound';
  // Readers accept the mark anywhere in the first 1024 bytes (ISO 32000-1, annex H.3.4.1).
  return new TextDecoder('latin1').decode(bytes.subarray(0, 1024)).includes('%PDF-') ? 'pdf' : 'other';
}

async function readPdfDocument(
  { path, bytes }: DocumentInput,
  { withPdfium, ...options }: ReadDocumentOptions,
): Promise<ReadDocument> {
  const { readPdf } = await import('./pdf/read-pdf.ts');
  const { timeoutMs } = documentLimits;
  const read = await withPdfium((pdfium) => readPdf(pdfium, bytes, { ...options, timeoutMs }));
  const { title, text, pages, pageCount } = read;
  const diagnostics = [...endingDiagnostics(path, '.pdf'), ...stopDiagnostics(path, read)];
  const left = pageCount - pages.length;
  const body = left > 0 ? `${text}\n\n[${left} more pages are left out]` : text;
  return { text: documentText(path, title, body), pages, diagnostics };
}

function stopDiagnostics(path: string, { stopped, pages, pageCount }: ReadPdf): Diagnostic[] {
  if (stopped === undefined) return [];
  const reasons = {
    pages: `more than ${documentLimits.pages} are not read`,
    length: `its text is longer than ${documentLimits.textLength} characters`,
    time: `they took more than ${documentLimits.timeoutMs} ms`,
  };
  const message = `Of ${pageCount} pages the first ${pages.length} were read: ${reasons[stopped]}.`;
  // What took too long may go faster the next time, and must not be remembered.
  const code = stopped === 'time' ? 'document-timeout' : 'document-cut';
  return [{ severity: 'information', code, message, path }];
}

function readOffice({ path, bytes }: DocumentInput, { isCancelled }: ReadDocumentOptions): ReadDocument {
  const deadline = performance.now() + documentLimits.timeoutMs;
  const archive = new ZipArchive(bytes, () => {
    if (isCancelled?.() === true) throw abortError();
    if (performance.now() > deadline)
      throw new UnreadableDocument(`It takes more than ${documentLimits.timeoutMs} ms.`, { isPassing: true });
  });
  const mainPart = mainPartOf(archive);
  const extension = officeExtension(mainPart);
  if (mainPart === undefined || extension === undefined || !archive.has(mainPart))
    throw new UnreadableDocument('It is an archive, but no Word, PowerPoint or Excel file.');
  const read = { '.docx': readDocx, '.pptx': readPptx, '.xlsx': readXlsx }[extension];
  const broken: UnreadableDocument[] = [];
  let isCut = false;
  const reading: OfficeReading = {
    isFull: (length) => {
      isCut ||= length > documentLimits.textLength;
      return isCut;
    },
    attempt: (use, fallback) => {
      try {
        return use();
      } catch (error) {
        if (!(error instanceof UnreadableDocument)) throw error;
        broken.push(error);
        return fallback;
      }
    },
  };
  const text = read(archive, mainPart, reading);
  const title = reading.attempt(() => titleOf(archive), undefined);
  if (text === '' && broken[0] !== undefined) throw broken[0];
  const diagnostics = [...endingDiagnostics(path, extension)];
  if (broken[0] !== undefined) {
    const message = `Not all of it could be read. ${broken[0].message}`;
    diagnostics.push({ severity: 'warning', code: codeOf(broken[0], 'document-broken'), message, path });
  }
  if (isCut) {
    const message = `Its text is longer than ${documentLimits.textLength} characters; what comes after is left out.`;
    diagnostics.push({ severity: 'information', code: 'document-cut', message, path });
  }
  return { text: documentText(path, title, text === '' ? '(no text)' : text), diagnostics };
}

/** What took too long is not remembered: see `isPassing` of the analysis. */
function codeOf({ isPassing }: UnreadableDocument, code: string): string {
  return isPassing ? 'document-timeout' : code;
}

/** Parts lie where their writer wants them to; every writer keeps to these folders. */
function officeExtension(mainPart: string | undefined): '.docx' | '.pptx' | '.xlsx' | undefined {
  if (mainPart === undefined) return undefined;
  if (/^word\//i.test(mainPart)) return '.docx';
  if (/^ppt\//i.test(mainPart)) return '.pptx';
  return /^xl\//i.test(mainPart) ? '.xlsx' : undefined;
}

function endingDiagnostics(path: string, actual: string): Diagnostic[] {
  if (extensionOf(path) === actual) return [];
  const message = `Its content is that of a ${actual} file, and is read as such.`;
  return [{ severity: 'information', code: 'document-ending', message, path }];
}

/** Titles that programs give to what nobody has named. */
const noTitle = /^(?:(?:powerpoint )?presentation|untitled|document|book|slide)\s*\d*$/i;

/** Text as it is everywhere: LF, a line end at its end, no half of a surrogate pair. */
function documentText(path: string, fileTitle: string | undefined, body: string): string {
  const title = fileTitle?.replace(/^Microsoft \w+ - /, '') ?? '';
  const isTitle =
    title !== '' && !noTitle.test(title) && title !== fileNameOf(path) && !body.startsWith(`# ${title}\n`);
  const text = isTitle ? `Title: ${title}\n\n${body}` : body;
  return cutText(`${text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').toWellFormed().trimEnd()}\n`);
}
