import { AppError, isAppError } from '../base/app-error.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { RunOptions } from '../base/progress.ts';
import { sniffImage } from '../media/sniff-image.ts';
import type { OcrEngine } from '../ports/ocr-engine.ts';
import { decodeText } from '../workspace/decode-text.ts';
import { findSecrets } from '../workspace/find-secrets.ts';
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

/** Reads attached text documents and pictures. @throws AppError `usage` for a file that is neither */
export async function readAttachments(
  attachments: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  ocr: OcrEngine,
  options: RunOptions,
): Promise<AttachedContent> {
  const texts: { name: string; text: string }[] = [];
  const images: { name: string; mediaType: string; bytes: Uint8Array }[] = [];
  const diagnostics: Diagnostic[] = [];
  const addText = async (name: string, text: string) => {
    texts.push({
      name,
      text: redactSecrets(text, await findSecrets(name, text)).text.slice(0, maxTextLength),
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
      throw new AppError(
        'usage',
        `${name} is neither text nor a picture (PNG, JPEG, WebP, GIF), so it cannot be attached yet.`,
      );
    }
    await addText(name, decoded.text);
  }
  return { texts, images, diagnostics };
}
