import { fromBase64 } from '../../base/base64.ts';
import type { ImageMediaType } from '../sniff-image.ts';

/** A picture that a text holds itself, as a `data:` address. */
export interface DataPicture {
  readonly mediaType: ImageMediaType;
  /** UTF-16 offsets of the base64 in the text. */
  readonly start: number;
  readonly end: number;
  /** Of the picture. */
  readonly byteLength: number;
}

/** Characters of base64 below which there is a dot, or an example in prose, and nothing to see. */
const shortest = 400;

const beginning = /data:(image\/(?:png|jpe?g|gif|webp|svg\+xml))(?:;[\w.=-]+)*;base64,/g;

/** What may stand before and behind an address: in Markdown parentheses and line ends, in HTML quotes. */
const opening = /[("'<=\s]/;
const closing = /[)"'>\s]/;

/** The pictures that Markdown or HTML holds as `data:` addresses in base64, in their order. O(length). */
export function dataPictures(text: string): DataPicture[] {
  if (!text.includes(';base64,')) return [];
  const found: DataPicture[] = [];
  for (const { 0: whole, 1: type = '', index } of text.matchAll(beginning)) {
    const start = index + whole.length;
    const end = base64End(text, start);
    const isWhole = opening.test(text[index - 1] ?? '\n') && closing.test(text[end] ?? '\n');
    if (!isWhole || end - start < shortest) continue;
    const digits = end - start - (text[end - 1] === '=' ? 1 : 0) - (text[end - 2] === '=' ? 1 : 0);
    const mediaType = (type === 'image/jpg' ? 'image/jpeg' : type) as ImageMediaType;
    found.push({ mediaType, start, end, byteLength: Math.floor((digits * 3) / 4) });
  }
  return found;
}

/** The bytes of a picture of {@link dataPictures}, out of the same text; undefined for what is no valid base64. */
export function dataPictureBytes(
  text: string,
  { start, end }: Pick<DataPicture, 'start' | 'end'>,
): Uint8Array | undefined {
  try {
    return fromBase64(text.slice(start, end));
  } catch {
    return undefined;
  }
}

/** A text with how many bytes a picture has in place of its base64. Its lines stay what they are. */
export function withoutDataPictures(text: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (const { start, end, byteLength } of dataPictures(text)) {
    pieces.push(text.slice(from, start), `⋯ ${byteLength} bytes`);
    from = end;
  }
  return from === 0 ? text : `${pieces.join('')}${text.slice(from)}`;
}

/** The offset behind the base64 that begins at `start`. */
function base64End(text: string, start: number): number {
  let end = start;
  while (end < text.length && isBase64(text.charCodeAt(end))) end++;
  return end;
}

function isBase64(code: number): boolean {
  const isLetter = (code >= 65 && code <= 90) || (code >= 97 && code <= 122);
  return isLetter || (code >= 48 && code <= 57) || code === 43 || code === 47 || code === 61;
}
