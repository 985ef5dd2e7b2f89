import type { ImageMediaType } from './sniff-image.ts';

/** Whether a picture holds more than one frame, from the structure of its file; nothing is decoded. */
export function isAnimatedImage(bytes: Uint8Array, mediaType: ImageMediaType): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (mediaType === 'image/gif') return hasSecondGifFrame(view);
  if (mediaType === 'image/png') return hasAnimationChunk(view);
  // The animation bit of the extended header (WebP container specification).
  if (mediaType === 'image/webp')
    return bytes.length > 20 && view.getUint32(12) === 0x56503858 && ((bytes[20] as number) & 2) !== 0;
  return false;
}

/** The chunk `acTL` stands before the first `IDAT` (PNG specification, third edition). */
function hasAnimationChunk(view: DataView): boolean {
  for (let at = 8; at + 8 <= view.byteLength; at += 12 + view.getUint32(at)) {
    const type = view.getUint32(at + 4);
    if (type === 0x6163544c) return true;
    if (type === 0x49444154) return false;
  }
  return false;
}

/** Walks the blocks of a GIF up to the second image descriptor (GIF89a specification). */
function hasSecondGifFrame(view: DataView): boolean {
  const length = view.byteLength;
  if (length < 13) return false;
  const tableBytes = (flags: number) => ((flags & 0x80) === 0 ? 0 : 3 * 2 ** ((flags & 7) + 1));
  const afterBlocks = (from: number) => {
    let at = from;
    while (at < length && view.getUint8(at) !== 0) at += 1 + view.getUint8(at);
    return at + 1;
  };
  let frames = 0;
  let at = 13 + tableBytes(view.getUint8(10));
  while (at + 10 <= length) {
    const kind = view.getUint8(at);
    if (kind === 0x21) at = afterBlocks(at + 2);
    else if (kind === 0x2c) {
      if (++frames > 1) return true;
      at = afterBlocks(at + 10 + tableBytes(view.getUint8(at + 9)) + 1);
    } else return false;
  }
  return false;
}
