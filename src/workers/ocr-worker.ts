import { parentPort, workerData } from 'node:worker_threads';
import { isAppError, messageOf } from '../core/base/app-error.ts';
import type { OcrReply, OcrRequest, OcrWorkerData } from '../node/ocr-protocol.ts';
import { createOcrRecognizer } from '../node/ocr-recognizer.ts';

// Tesseract prints remarks; standard output may carry a protocol, and nobody reads them.
console.log = console.error = () => undefined;

const recognizer = createOcrRecognizer(workerData as OcrWorkerData);
// The failure is the answer to the first request, not an unhandled rejection that ends the thread before it.
recognizer.catch(() => undefined);

parentPort?.on('message', async ({ image }: OcrRequest) => {
  parentPort?.postMessage(await answer(image));
});

async function answer(image: Uint8Array): Promise<OcrReply> {
  try {
    return { kind: 'recognized', result: (await recognizer).recognize(image) };
  } catch (error) {
    return {
      kind: 'failed',
      code: isAppError(error, 'usage') ? 'usage' : 'internal',
      message: messageOf(error),
    };
  }
}
