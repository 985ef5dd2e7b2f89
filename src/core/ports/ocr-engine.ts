import type { RunOptions } from '../base/progress.ts';

/** A box in pixels of the original picture. */
export interface PixelBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface RecognizedWord {
  readonly text: string;
  readonly box: PixelBox;
}

export interface RecognizedLine {
  readonly text: string;
  /** 0 to 1. */
  readonly confidence: number;
  readonly box: PixelBox;
  /** From left to right, where the engine tells them apart; they make up the text, with spaces between them. */
  readonly words?: readonly RecognizedWord[];
}

export interface RecognizedText {
  readonly width: number;
  readonly height: number;
  readonly lines: readonly RecognizedLine[];
}

/** Reads the text in pictures, on this machine. */
export interface OcrEngine {
  /**
   * @param image a PNG or JPEG file's bytes
   * @throws AppError `usage` when the bytes are no readable picture
   */
  recognize(image: Uint8Array, options?: RunOptions): Promise<RecognizedText>;
}
