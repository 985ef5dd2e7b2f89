import type { Diagnostic } from '../core/base/diagnostic.ts';
import { isAnimatedImage } from '../core/media/animated-image.ts';
import type { DocumentReader } from '../core/media/documents/document-reader.ts';
import type { PixelSize } from '../core/media/image-tokens.ts';
import { inspectSvg, type SvgFacts } from '../core/media/inspect-svg.ts';
import { pixelFacts } from '../core/media/picture-facts.ts';
import { type ImageInfo, type ImageMediaType, sniffImage } from '../core/media/sniff-image.ts';
import type { PixelBox } from '../core/ports/ocr-engine.ts';
import type {
  PageWish,
  PictureBytes,
  PictureEncoding,
  PictureReading,
  PictureWish,
} from '../core/ports/picture-codec.ts';
import { documentAssets } from './document-assets.ts';
import { NodeAssetSource } from './node-asset-source.ts';
import { PixelCodec, type PixelPicture } from './picture-pixels.ts';
import { PICTURE_LIMITS, type PictureReply, type PictureRequest } from './picture-protocol.ts';
import { overBackground, SvgPainter } from './picture-svg.ts';

/** Longest edge, in pixels, in which a drawing is drawn to be looked at. */
const SVG_LOOK_EDGE = 400;

/** Does what a codec is asked for, in the thread that it is called in. Each decoder is loaded when it is needed. */
export class PictureWorker {
  readonly #assetDirectory: string;
  #pixels: Promise<PixelCodec> | undefined;
  #painter: Promise<SvgPainter> | undefined;
  #documents: Promise<DocumentReader> | undefined;
  #isSpent = false;

  constructor(assetDirectory: string) {
    this.#assetDirectory = assetDirectory;
  }

  async answer(request: PictureRequest): Promise<PictureReply> {
    const answered = await this.#answer(request);
    return { ...answered, isSpent: this.#isSpent };
  }

  async #answer(request: PictureRequest) {
    const { kind, picture } = request;
    if (kind === 'facts') return { kind, reading: await this.#read(picture) };
    const encoding =
      kind === 'encode'
        ? await this.#encode(picture, request.wish)
        : await this.#drawPage(picture, request.page);
    return { kind, encoding };
  }

  async #drawPage({ path, bytes }: PictureBytes, { number, longEdge }: PageWish): Promise<PictureEncoding> {
    this.#documents ??= openDocuments(this.#assetDirectory);
    const page = await (await this.#documents).renderPdfPage(bytes, number, longEdge);
    const written = page && (await this.#write(page, page, 'image/png'));
    if (page === undefined || written === undefined)
      return { picture: undefined, diagnostics: [unreadable(path, `page ${number} cannot be drawn`)] };
    return { picture: { ...written, width: page.width, height: page.height }, diagnostics: [] };
  }

  async #read({ path, bytes }: PictureBytes): Promise<PictureReading> {
    const opened = openPicture(bytes);
    if ('problem' in opened) return { facts: undefined, diagnostics: [unreadable(path, opened.problem)] };
    const { info, svg } = opened;
    const pixels =
      svg === undefined ? await this.#decode(bytes) : await this.#paint(svg, within(info, SVG_LOOK_EDGE));
    if (pixels === undefined)
      return { facts: undefined, diagnostics: [unreadable(path, 'it is damaged and cannot be decoded')] };
    const facts = {
      mediaType: info.mediaType,
      width: info.width,
      height: info.height,
      size: bytes.length,
      isAnimated: isAnimatedImage(bytes, info.mediaType),
      ...pixelFacts(pixels.rgba, pixels),
      ...(svg === undefined ? {} : { drawn: { shapes: svg.shapes, texts: svg.texts } }),
    };
    return { facts, diagnostics: [] };
  }

  async #encode({ path, bytes }: PictureBytes, wish: PictureWish): Promise<PictureEncoding> {
    const opened = openPicture(bytes);
    if ('problem' in opened) return { picture: undefined, diagnostics: [unreadable(path, opened.problem)] };
    const { info, svg } = opened;
    const { size, masks, mediaTypes } = wish;
    const { width, height, mediaType } = info;
    const isAsWished = size.width === width && size.height === height && masks.length === 0;
    if (isAsWished && mediaTypes.includes(mediaType) && !isAnimatedImage(bytes, mediaType))
      return { picture: { mediaType, bytes, width, height }, diagnostics: [] };
    // Masks are given in the picture's own pixels, so a drawing is drawn in those first if it has any.
    const decoded =
      svg === undefined
        ? await this.#decode(bytes)
        : await this.#paint(svg, masks.length === 0 ? size : info);
    const type = targetType(mediaType, mediaTypes);
    // JPEG has no transparency, and a drawing's own ground is rarely the page that it was made for.
    const isLaidOver = decoded !== undefined && (svg !== undefined || type === 'image/jpeg');
    const ground = isLaidOver ? overBackground(decoded) : decoded;
    const drawn = ground === undefined ? undefined : masked(ground, masks);
    const target = svg === undefined || masks.length > 0 ? size : (drawn ?? size);
    const written = drawn === undefined ? undefined : await this.#write(drawn, target, type);
    if (written === undefined)
      return { picture: undefined, diagnostics: [unreadable(path, 'it is damaged and cannot be decoded')] };
    return { picture: { ...written, width: target.width, height: target.height }, diagnostics: [] };
  }

  async #write(picture: PixelPicture, size: PixelSize, mediaType: ImageMediaType) {
    const codec = await this.#codec();
    const bytes = codec.encode(picture, size, mediaType);
    this.#isSpent ||= codec.isSpent;
    return bytes === undefined ? undefined : { mediaType, bytes };
  }

  async #decode(bytes: Uint8Array): Promise<PixelPicture | undefined> {
    const codec = await this.#codec();
    const picture = codec.decode(bytes);
    this.#isSpent ||= codec.isSpent;
    return picture;
  }

  async #paint(svg: SvgFacts, size: PixelSize): Promise<PixelPicture | undefined> {
    if (size.width * size.height > PICTURE_LIMITS.pixels) return undefined;
    this.#painter ??= SvgPainter.load(this.#assetDirectory);
    return (await this.#painter).paint(svg.harmless, size);
  }

  #codec(): Promise<PixelCodec> {
    this.#pixels ??= PixelCodec.load(this.#assetDirectory);
    return this.#pixels;
  }
}

async function openDocuments(assetDirectory: string): Promise<DocumentReader> {
  const { DocumentReader } = await import('../core/media/documents/document-reader.ts');
  return new DocumentReader(documentAssets(new NodeAssetSource(assetDirectory)));
}

type Opened = { readonly info: ImageInfo; readonly svg: SvgFacts | undefined } | { readonly problem: string };

/** Looks at the head of a picture and refuses what would take too much memory or time to decode. */
function openPicture(bytes: Uint8Array): Opened {
  if (bytes.length === 0) return { problem: 'it is empty' };
  if (bytes.length > PICTURE_LIMITS.bytes) return { problem: `${bytes.length} bytes are too many to decode` };
  const info = sniffImage(bytes);
  if (info === undefined)
    return { problem: 'it is no PNG, JPEG, WebP, GIF or SVG, or its beginning is damaged' };
  const { width, height, mediaType } = info;
  if (mediaType === 'image/svg+xml') {
    if (bytes.length > PICTURE_LIMITS.svgBytes)
      return { problem: `${bytes.length} bytes are too many to draw` };
    const svg = inspectSvg(new TextDecoder().decode(bytes));
    return svg.problem === undefined ? { info, svg } : { problem: svg.problem };
  }
  if (width * height > PICTURE_LIMITS.pixels)
    return { problem: `${width} × ${height} pixels are too many to decode` };
  return { info, svg: undefined };
}

function unreadable(path: string, problem: string): Diagnostic {
  return {
    severity: 'information',
    code: 'picture-unreadable',
    message: `The picture is listed, not read: ${problem}.`,
    path,
  };
}

/** What was a JPEG stays one; everything else has flat colours, which PNG keeps, if that is accepted. */
function targetType(mediaType: ImageMediaType, accepted: readonly ImageMediaType[]): ImageMediaType {
  if (!accepted.includes('image/png')) return 'image/jpeg';
  return mediaType === 'image/jpeg' && accepted.includes('image/jpeg') ? 'image/jpeg' : 'image/png';
}

/** `size`, shrunk or enlarged until its longer edge has at most `edge` pixels. */
function within({ width, height }: PixelSize, edge: number): PixelSize {
  const scale = Math.min(1, edge / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Fills boxes with grey, which stands out on light and dark screens. */
function masked(picture: PixelPicture, masks: readonly PixelBox[]): PixelPicture {
  if (masks.length === 0) return picture;
  const { width, height } = picture;
  const rgba = new Uint8Array(picture.rgba);
  for (const mask of masks) {
    const right = Math.min(width, mask.x + mask.width);
    const bottom = Math.min(height, mask.y + mask.height);
    for (let y = Math.max(0, mask.y); y < bottom; y++) {
      for (let x = Math.max(0, mask.x); x < right; x++) rgba.set(MASK, (y * width + x) * 4);
    }
  }
  return { ...picture, rgba };
}

const MASK = [128, 128, 128, 255];
