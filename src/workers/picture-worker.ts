import { parentPort, workerData } from 'node:worker_threads';
import { messageOf } from '../core/base/app-error.ts';
import type { PictureReply, PictureRequest, PictureWorkerData } from '../node/picture-protocol.ts';
import { PictureWorker } from '../node/picture-work.ts';

// Decoders print what went wrong; standard output may carry a protocol, and the answer says it.
console.log = console.error = () => undefined;

const worker = new PictureWorker((workerData as PictureWorkerData).assetDirectory);

parentPort?.on('message', async (request: PictureRequest) => {
  parentPort?.postMessage(await answer(request));
});

async function answer(request: PictureRequest): Promise<PictureReply> {
  try {
    return await worker.answer(request);
  } catch (error) {
    return { kind: 'failed', message: messageOf(error), isSpent: true };
  }
}
