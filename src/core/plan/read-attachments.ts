import type { AnalyzeFile } from '../analysis/load-repository.ts';
import { AppError, isAppError } from '../base/app-error.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { RunOptions } from '../base/progress.ts';
import { documentLimits } from '../media/documents/document.ts';
import { notebookView } from '../media/documents/notebook/notebook-view.ts';
import { sniffImage } from '../media/sniff-image.ts';
import type { OcrEngine } from '../ports/ocr-engine.ts';
import { decodeText } from '../workspace/decode-text.ts';
import { findSecrets } from '../workspace/find-secrets.ts';
import type { KnownSecret } from '../workspace/known-secrets.ts';
import { redactSecrets } from '../workspace/redact-secrets.ts';

/** What stands in attached documents and pictures, secrets taken out of the text. */
export interface AttachedContent {
  readonly texts: readonly { readonly name: string; readonly text: string }[];
  readonly images: readonly {
    readonly name: string;
    readonly mediaType: string;
    readonly bytes: Uint8Array;
  }[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Characters of one attached document that are used. */
const maxTextLength = 200_000;

/** What reads attachments. */
export interface AttachmentReaders {
  readonly ocr: OcrEngine;
  /** Reads PDFs and Office files, somewhere else than in this thread. */
  readonly analyze: AnalyzeFile;
  /** Secrets of the repository, which are taken out of what is attached, too. */
  readonly knownSecrets: readonly KnownSecret[];
}

/**
 * Reads attached texts, notebooks, PDFs, Office files and pictures.
 * @throws AppError `usage` for a file that is none of these, or cannot be read
 */
export async function readAttachments(
  attachments: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  { ocr, analyze, knownSecrets }: AttachmentReaders,
  options: RunOptions,
): Promise<AttachedContent> {
  const texts: { name: string; text: string }[] = [];
  const images: { name: string; mediaType: string; bytes: Uint8Array }[] = [];
  const diagnostics: Diagnostic[] = [];
  const addText = async (name: string, text: string) => {
    texts.push({
      name,
      text: redactSecrets(text, await findSecrets(name, text, knownSecrets)).text.slice(0, maxTextLength),
    });
  };
  for (const { name, bytes } of attachments) {
    const image = sniffImage(bytes);
    if (image !== undefined && image.mediaType !== 'image/svg+xml') {
      images.push({ name, mediaType: image.mediaType, bytes });
      try {
        const { lines } = await ocr.recognize(bytes, options);
        await addText(`${name} (text in the picture)`, lines.map((line) => line.text).join('\n'));
      } catch (error) {
        if (!isAppError(error)) throw error;
        diagnostics.push({
          severity: 'warning',
          code: 'picture-not-read',
          message: `${name}: ${error.message}`,
        });
      }
      continue;
    }
    const decoded = decodeText(bytes);
    if (decoded === 'binary' || new TextDecoder('latin1').decode(bytes.subarray(0, 5)) === '%PDF-') {
      const document = await readDocument(name, bytes, { analyze, knownSecrets }, options);
      texts.push({ name, text: document.text.slice(0, maxTextLength) });
      diagnostics.push(...document.diagnostics);
      continue;
    }
    const { text } = decoded;
    await addText(name, name.endsWith('.ipynb') ? (notebookView(text) ?? text) : text);
  }
  return { texts, images, diagnostics };
}

/** The text of a PDF or an Office file, redacted. */
async function readDocument(
  name: string,
  bytes: Uint8Array,
  { analyze, knownSecrets }: Pick<AttachmentReaders, 'analyze' | 'knownSecrets'>,
  options: RunOptions,
): Promise<{ readonly text: string; readonly diagnostics: readonly Diagnostic[] }> {
  const refused = (reason: string) => {
    const message = `${name} cannot be attached: it is no text, no picture (PNG, JPEG, WebP, GIF), and no PDF or Office file that can be read. ${reason}`;
    return new AppError('usage', message.trim());
  };
  if (bytes.length > documentLimits.fileBytes)
    throw refused(`Its ${bytes.length} bytes are more than ${documentLimits.fileBytes}.`);
  const file = {
    path: name,
    kind: 'document',
    role: 'docs',
    language: undefined,
    bytes,
    counts: false,
    knownSecrets,
  } as const;
  const { document, diagnostics } = await analyze(file, options);
  if (document === undefined)
    throw refused((diagnostics[0]?.message ?? '').replace('Listed, not read. ', ''));
  return { text: document.text, diagnostics };
}
