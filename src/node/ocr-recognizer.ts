import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import createTesseractCore, {
  type TessBaseAPI,
  type TesseractCore,
} from 'tesseract.js-core/tesseract-core-simd-lstm.js';
import { AppError } from '../core/base/app-error.ts';
import { sniffImage } from '../core/media/sniff-image.ts';
import type { PixelBox, RecognizedLine, RecognizedText } from '../core/ports/ocr-engine.ts';
import type { OcrWorkerData } from './ocr-protocol.ts';
import { readOcrPicture } from './ocr-read-pixels.ts';

const LANGUAGE = 'eng';
const ENGINE_MODE_LSTM_ONLY = 1;
/** Finds columns, as screens have them; of the modes tried it read most. */
const SEGMENTATION_AUTO = '3';

/** Reads the text in one picture after the other, blocking the thread that it runs in. */
export interface OcrRecognizer {
  /** @throws AppError `usage` when the bytes are no readable picture */
  recognize(image: Uint8Array): RecognizedText;
}

/**
 * Starts tesseract. Everything is read from the two files named; nothing is fetched and nothing is written outside of
 * the file system that WebAssembly keeps in memory.
 */
export async function createOcrRecognizer(files: OcrWorkerData): Promise<OcrRecognizer> {
  const core = await createTesseractCore({
    locateFile: () => files.corePath,
    TesseractProgress: () => undefined,
  });
  core.FS.writeFile(`${LANGUAGE}.traineddata`, gunzipSync(readFileSync(files.languageDataPath)));
  const api = new core.TessBaseAPI();
  if (api.Init(null, LANGUAGE, ENGINE_MODE_LSTM_ONLY) !== 0) {
    throw new AppError('internal', 'The language data for reading pictures cannot be used.');
  }
  api.SetVariable('tessedit_pageseg_mode', SEGMENTATION_AUTO);
  return { recognize: (image) => recognize({ core, api }, image) };
}

interface Tesseract {
  readonly core: TesseractCore;
  readonly api: TessBaseAPI;
}

function recognize(tesseract: Tesseract, image: Uint8Array): RecognizedText {
  const { core, api } = tesseract;
  const png = isPlainPng(image) ? image : convertToPng(tesseract, image);
  const { size, scale, pgm } = readOcrPicture(png);
  core.FS.writeFile('/input', pgm);
  try {
    if (api.SetImageFile(1, 0) !== 0) throw new AppError('internal', 'The prepared picture was refused.');
    api.Recognize(null);
    const { blocks } = JSON.parse(api.GetJSONText()) as TesseractPage;
    const lines = (blocks ?? []).flatMap((block) => block.paragraphs).flatMap((paragraph) => paragraph.lines);
    return {
      ...size,
      lines: lines.map((line) => toRecognizedLine(line, scale)).filter(({ text }) => text !== ''),
    };
  } finally {
    api.Clear();
    core.FS.unlink('/input');
  }
}

/** Whether `image` is a PNG that pngjs decodes in bounded memory: of interlaced ones it believes any amount of data. */
function isPlainPng(image: Uint8Array): boolean {
  return sniffImage(image)?.mediaType === 'image/png' && image[28] === 0;
}

/** The only path that `WriteImage` writes to, whatever it is given. */
const DECODED = '/image.png';

/** Tesseract can decode what it reads, so that no further decoder has to be shipped. */
function convertToPng({ core, api }: Tesseract, image: Uint8Array): Uint8Array {
  core.FS.writeFile('/input', image);
  try {
    if (api.SetImageFile(1, 0) !== 0)
      throw new AppError('usage', 'The picture is damaged: it cannot be decoded.');
    api.WriteImage(0, DECODED);
    const png = core.FS.readFile(DECODED);
    core.FS.unlink(DECODED);
    return png;
  } finally {
    api.Clear();
    core.FS.unlink('/input');
  }
}

/** What `GetJSONText` describes. */
interface TesseractPage {
  readonly blocks?: readonly {
    readonly paragraphs: readonly { readonly lines: readonly TesseractLine[] }[];
  }[];
}

interface TesseractLine extends TesseractWord {
  readonly words?: readonly TesseractWord[];
}

interface TesseractWord {
  readonly text: string;
  /** 0 to 100. */
  readonly confidence: number;
  readonly bbox: { readonly x0: number; readonly y0: number; readonly x1: number; readonly y1: number };
}

function toRecognizedLine(line: TesseractLine, scale: number): RecognizedLine {
  const words = (line.words ?? []).map((word) => ({ text: word.text.trim(), box: toBox(word, scale) }));
  return {
    text: line.text.trim(),
    confidence: Math.min(1, Math.max(0, line.confidence / 100)),
    box: toBox(line, scale),
    words: words.filter(({ text }) => text !== ''),
  };
}

function toBox({ bbox }: TesseractWord, scale: number): PixelBox {
  const x = Math.floor(bbox.x0 / scale);
  const y = Math.floor(bbox.y0 / scale);
  return { x, y, width: Math.ceil(bbox.x1 / scale) - x, height: Math.ceil(bbox.y1 / scale) - y };
}
