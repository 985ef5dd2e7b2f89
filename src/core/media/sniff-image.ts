/** Kinds of pictures that Longview knows. */
export type ImageMediaType = 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif' | 'image/svg+xml';

/** What a picture's first bytes say about it. Sizes are in pixels, at least 1. */
export interface ImageInfo {
  readonly mediaType: ImageMediaType;
  readonly width: number;
  readonly height: number;
}

/**
 * Media type and pixel size of a picture, from its bytes alone, whatever its file name says. Nothing is decoded:
 * a picture whose header is right and whose body is broken is still described.
 *
 * @returns undefined when the bytes are no picture of a known kind, or end before its size
 */
export function sniffImage(bytes: Uint8Array): ImageInfo | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const info = sniffPng(view) ?? sniffJpeg(view) ?? sniffGif(view) ?? sniffWebp(view) ?? sniffSvg(bytes);
  return info !== undefined && info.width >= 1 && info.height >= 1 ? info : undefined;
}

function sniffPng(view: DataView): ImageInfo | undefined {
  if (view.byteLength < 24 || view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a)
    return undefined;
  if (ascii(view, 12, 4) !== 'IHDR') return undefined;
  return { mediaType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) };
}

function sniffGif(view: DataView): ImageInfo | undefined {
  if (view.byteLength < 10 || !/^GIF8[79]a$/.test(ascii(view, 0, 6))) return undefined;
  return { mediaType: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) };
}

/** Walks the segments up to the frame header, which alone holds the size. */
function sniffJpeg(view: DataView): ImageInfo | undefined {
  if (view.byteLength < 4 || view.getUint16(0) !== 0xffd8) return undefined;
  let at = 2;
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1; // a fill byte
    } else if (isFrameHeader(marker)) {
      return { mediaType: 'image/jpeg', width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
    } else {
      at += 2 + view.getUint16(at + 2);
    }
  }
  return undefined;
}

/** SOF0 to SOF15 without DHT, JPG and DAC, which share the range. */
function isFrameHeader(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

function sniffWebp(view: DataView): ImageInfo | undefined {
  if (view.byteLength < 30 || ascii(view, 0, 4) !== 'RIFF' || ascii(view, 8, 4) !== 'WEBP') return undefined;
  const mediaType = 'image/webp';
  switch (ascii(view, 12, 4)) {
    case 'VP8 ':
      return {
        mediaType,
        width: view.getUint16(26, true) & 0x3fff,
        height: view.getUint16(28, true) & 0x3fff,
      };
    case 'VP8L': {
      const bits = view.getUint32(21, true);
      return { mediaType, width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
    case 'VP8X':
      return {
        mediaType,
        width: (view.getUint32(24, true) & 0xffffff) + 1,
        height: (view.getUint32(26, true) >>> 8) + 1,
      };
    default:
      return undefined;
  }
}

/** How much of a text is searched for `<svg`: licences in comments come before it. */
const SVG_HEAD_BYTES = 4096;

/** How far that tag may reach: editors keep the whole source of a diagram in one of its attributes. */
const SVG_TAG_BYTES = 1_000_000;

/** The size that CSS gives to a picture without one of its own (CSS 2.2, 10.3.2). */
const SVG_DEFAULT = { width: 300, height: 150 };

function sniffSvg(bytes: Uint8Array): ImageInfo | undefined {
  const head = new TextDecoder().decode(bytes.subarray(0, SVG_HEAD_BYTES));
  if (!/^\s*</.test(head)) return undefined;
  const start = head.replace(/<!--[\s\S]*?-->/g, (comment) => ' '.repeat(comment.length)).search(/<svg\b/);
  if (start < 0) return undefined;
  const rest = new TextDecoder().decode(bytes.subarray(0, SVG_TAG_BYTES)).slice(start);
  const tag = rest.slice(0, rest.indexOf('>') + 1);
  if (tag === '') return undefined;
  const box = /\sviewBox\s*=\s*["']([^"']*)["']/
    .exec(tag)?.[1]
    ?.trim()
    .split(/[\s,]+/)
    .map(Number);
  const width = svgLength(tag, 'width') ?? box?.[2] ?? SVG_DEFAULT.width;
  const height = svgLength(tag, 'height') ?? box?.[3] ?? SVG_DEFAULT.height;
  if (!Number.isFinite(width) || !Number.isFinite(height)) return undefined;
  return { mediaType: 'image/svg+xml', width: Math.ceil(width), height: Math.ceil(height) };
}

/** A length in pixels; relative ones say nothing without a page. */
function svgLength(tag: string, name: 'width' | 'height'): number | undefined {
  const value = new RegExp(`\\s${name}\\s*=\\s*["']\\s*([\\d.]+)(?:px)?\\s*["']`).exec(tag)?.[1];
  return value === undefined ? undefined : Number(value);
}

function ascii(view: DataView, offset: number, length: number): string {
  let text = '';
  for (let at = offset; at < offset + length; at++) text += String.fromCharCode(view.getUint8(at));
  return text;
}
