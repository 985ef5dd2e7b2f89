import { isAbort } from '../base/abort.ts';
import { AppError, isAppError, messageOf } from '../base/app-error.ts';
import type { Diagnostic } from '../base/diagnostic.ts';
import type { RunOptions } from '../base/progress.ts';
import type { OcrEngine, RecognizedText } from '../ports/ocr-engine.ts';
import type { PictureCodec } from '../ports/picture-codec.ts';
import type { PictureFacts } from './picture-facts.ts';
import type { PictureText } from './picture-text.ts';
import type { PictureTextCache } from './picture-text-cache.ts';

export interface RecognizeWith {
  readonly cache: PictureTextCache;
  readonly codec: Pick<PictureCodec, 'encode'>;
  readonly ocr: OcrEngine;
}

/** The text in a picture, or why it could not be read. */
export type ReadPicture = { readonly recognized: RecognizedText } | { readonly problem: Diagnostic };

/** The text in a picture, remembered by the picture's content. */
export async function recognizePicture(
  { path, bytes, facts }: { path: string; bytes: Uint8Array; facts: PictureFacts },
  { cache, codec, ocr }: RecognizeWith,
  options: RunOptions,
): Promise<ReadPicture> {
  const known = cache.get(bytes);
  if (known !== undefined) return { recognized: known };
  try {
    const recognized = await readText({ path, bytes, facts }, { codec, ocr }, options);
    cache.put(bytes, recognized);
    return { recognized };
  } catch (error) {
    if (isAbort(error)) throw error;
    return { problem: unreadText(path, messageOf(error)) };
  }
}

/** What recognition cannot decode (GIF, unusual PNG) is encoded in another format for it. */
async function readText(
  { path, bytes, facts }: { path: string; bytes: Uint8Array; facts: PictureFacts },
  { codec, ocr }: Pick<RecognizeWith, 'codec' | 'ocr'>,
  options: RunOptions,
): Promise<RecognizedText> {
  const { signal } = options;
  if (facts.mediaType !== 'image/gif' && !facts.isAnimated) {
    try {
      return await ocr.recognize(bytes, { signal });
    } catch (error) {
      if (!isAppError(error, 'usage')) throw error;
    }
  }
  const mediaTypes = facts.mediaType === 'image/png' ? ['image/jpeg' as const] : ['image/png' as const];
  const { picture } = await codec.encode({ path, bytes }, { size: facts, masks: [], mediaTypes }, options);
  if (picture === undefined) throw new AppError('usage', 'it cannot be decoded');
  return ocr.recognize(picture.bytes, { signal });
}

/** Fewer letters and digits than this are seen in the patterns of any photograph. */
const FEWEST_LETTERS = 8;

/** Whether so little was read in a picture that it is neither a screen nor a diagram. */
export function isWithoutText({ text }: PictureText): boolean {
  return (text.match(/[\p{L}\p{N}]{2,}/gu) ?? []).join('').length < FEWEST_LETTERS;
}

function unreadText(path: string, reason: string): Diagnostic {
  const message = `The text in the picture was not read: ${reason}.`;
  return { severity: 'warning', code: 'picture-text-unread', message, path };
}
