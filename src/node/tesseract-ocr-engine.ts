import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Disposable, OcrEngine, RecognizedText, RunOptions } from '../core/index.ts';
import { AppError, abortable, isAppError, sniffImage, throwIfAborted } from '../core/index.ts';
import { OCR_ASSETS } from './ocr-protocol.ts';
import { OcrThread } from './ocr-thread.ts';

export interface TesseractOcrEngineOptions {
  /** The folder that `scripts/build-ocr-assets.ts` made. */
  readonly assetsDir: URL | string;
  /** Longest time for one picture, in milliseconds, after which it is given up. */
  readonly timeoutMs?: number;
  /** Time without pictures, in milliseconds, after which the thread and its 150 MB are given back. */
  readonly idleMs?: number;
}

/** A picture of more is refused: decoded it would take gigabytes. Twice a screen of 8K. */
const MAX_PIXELS = 64_000_000;

const READABLE: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/webp']);

/**
 * Reads English text with tesseract in a worker thread, offline. The thread starts with the first picture, reads one
 * picture at a time, and ends after a while without any; it never keeps the process alive when idle. An abort or a
 * timeout ends it in the middle of a picture. Reports no progress: a screenshot takes about a second.
 */
export class TesseractOcrEngine implements OcrEngine, Disposable {
  readonly #assetsDir: string;
  readonly #timeoutMs: number;
  readonly #idleMs: number;
  readonly #disposal = new AbortController();
  #thread: OcrThread | undefined;
  #idleTimer: NodeJS.Timeout | undefined;
  #lastTurn: Promise<unknown> = Promise.resolve();

  constructor({ assetsDir, timeoutMs = 60_000, idleMs = 30_000 }: TesseractOcrEngineOptions) {
    this.#assetsDir = assetsDir instanceof URL ? fileURLToPath(assetsDir) : assetsDir;
    this.#timeoutMs = timeoutMs;
    this.#idleMs = idleMs;
  }

  /** Whether a thread is running now. */
  get isRunning(): boolean {
    return this.#thread !== undefined && !this.#thread.ended;
  }

  /**
   * @throws AppError `usage` for an unreadable picture, `internal` (retryable) after a timeout or a crash of the
   * thread; an AbortError after an abort or when the engine is disposed of
   */
  async recognize(image: Uint8Array, { signal }: RunOptions = {}): Promise<RecognizedText> {
    const stop =
      signal === undefined ? this.#disposal.signal : AbortSignal.any([signal, this.#disposal.signal]);
    throwIfAborted(stop);
    assertReadable(image);
    const turn = this.#lastTurn.then(() => this.#takeTurn(image, stop));
    this.#lastTurn = turn.catch(() => undefined);
    return abortable(turn, stop);
  }

  dispose(): void {
    this.#disposal.abort();
    this.#stopThread();
  }

  async #takeTurn(image: Uint8Array, stop: AbortSignal): Promise<RecognizedText> {
    throwIfAborted(stop);
    clearTimeout(this.#idleTimer);
    const thread = this.#startedThread();
    const timeout = AbortSignal.timeout(this.#timeoutMs);
    try {
      return await abortable(thread.recognize(image), AbortSignal.any([stop, timeout]));
    } catch (error) {
      // An unreadable picture leaves the thread as it was; anything else leaves it busy or broken.
      if (!isAppError(error, 'usage')) this.#stopThread();
      if (stop.aborted || !timeout.aborted) throw error;
      const message = `The picture could not be read within ${this.#timeoutMs / 1000} seconds.`;
      throw new AppError('internal', message, { cause: error, retryable: true });
    } finally {
      this.#idleTimer = setTimeout(() => this.#stopThread(), this.#idleMs).unref();
    }
  }

  #startedThread(): OcrThread {
    if (this.#thread !== undefined && !this.#thread.ended) return this.#thread;
    if (!existsSync(join(this.#assetsDir, OCR_ASSETS.worker))) {
      throw new AppError('internal', `The files for reading pictures are missing in ${this.#assetsDir}.`);
    }
    this.#thread = new OcrThread(this.#assetsDir);
    return this.#thread;
  }

  #stopThread(): void {
    clearTimeout(this.#idleTimer);
    void this.#thread?.terminate();
    this.#thread = undefined;
  }
}

/** Refuses what needs no thread to be refused. */
function assertReadable(image: Uint8Array): void {
  const info = sniffImage(image);
  if (info === undefined) throw new AppError('usage', 'This is no picture, or its beginning is damaged.');
  if (!READABLE.has(info.mediaType)) {
    throw new AppError('usage', `Text is read from PNG, JPEG and WebP pictures; this is ${info.mediaType}.`);
  }
  if (info.width * info.height > MAX_PIXELS) {
    throw new AppError('usage', `The picture has ${info.width} × ${info.height} pixels, too many to read.`);
  }
}
