import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { AppError } from '../core/base/app-error.ts';
import type { RecognizedText } from '../core/ports/ocr-engine.ts';
import { OCR_ASSETS, type OcrReply, type OcrRequest, type OcrWorkerData } from './ocr-protocol.ts';

/** One worker thread that reads pictures, from its start to its end. It does not keep the process alive when idle. */
export class OcrThread {
  readonly #worker: Worker;
  #settle: ((outcome: OcrReply | Error) => void) | undefined;
  #ended = false;

  constructor(assetsDir: string) {
    const workerData: OcrWorkerData = {
      corePath: join(assetsDir, OCR_ASSETS.core),
      languageDataPath: join(assetsDir, OCR_ASSETS.languageData),
    };
    this.#worker = new Worker(join(assetsDir, OCR_ASSETS.worker), {
      name: 'longview-ocr',
      workerData,
      // The host's flags and variables (debuggers, loaders) are not meant for this thread.
      env: {},
      execArgv: [],
    });
    this.#worker.unref();
    this.#worker.on('message', (reply: OcrReply) => this.#finish(reply));
    this.#worker.on('error', (error) => this.#end(failure(error)));
    this.#worker.on('exit', () => this.#end(failure(undefined)));
  }

  /** Whether the thread is gone: it crashed or was terminated. */
  get ended(): boolean {
    return this.#ended;
  }

  /**
   * Sends one picture and waits for its text; the next call has to wait for that.
   *
   * @throws AppError `usage` for an unreadable picture; `internal` when the thread failed, which then is of no use
   */
  async recognize(image: Uint8Array): Promise<RecognizedText> {
    const reply = await new Promise<OcrReply>((resolve, reject) => {
      if (this.#ended) {
        reject(failure(undefined));
        return;
      }
      this.#settle = (outcome) => (outcome instanceof Error ? reject(outcome) : resolve(outcome));
      this.#worker.ref();
      const request: OcrRequest = { kind: 'recognize', image };
      this.#worker.postMessage(request);
    });
    if (reply.kind === 'recognized') return reply.result;
    throw new AppError(reply.code, reply.message);
  }

  /** Stops the thread, also in the middle of a picture. */
  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  #finish(outcome: OcrReply | Error): void {
    this.#worker.unref();
    this.#settle?.(outcome);
    this.#settle = undefined;
  }

  #end(error: Error): void {
    this.#ended = true;
    this.#finish(error);
  }
}

function failure(cause: unknown): AppError {
  return new AppError('internal', 'The reader of pictures stopped unexpectedly.', { cause });
}
