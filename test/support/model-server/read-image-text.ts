import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Worker as ThreadWorker } from 'node:worker_threads';
import { createWorker, OEM, type Worker } from 'tesseract.js';

// Tesseract's own worker thread hangs off the object its types describe without it.
type OcrWorker = Worker & { readonly worker: ThreadWorker };

const require = createRequire(import.meta.url);
const langPath = join(dirname(require.resolve('@tesseract.js-data/eng/package.json')), '4.0.0_best_int');

let starting: Promise<OcrWorker> | undefined;
let queue: Promise<unknown> = Promise.resolve();
let busy = 0;
const known = new Map<string, Promise<string>>();

/** The text in a PNG or JPEG, read from its pixels without network or files. The same image is only read once. */
export function readImageText(bytes: Uint8Array): Promise<string> {
  const key = createHash('sha256').update(bytes).digest('hex');
  const earlier = known.get(key);
  if (earlier) return earlier;
  const text = queue.then(() => recognize(bytes));
  queue = text.catch(() => {});
  known.set(key, text);
  return text;
}

async function recognize(bytes: Uint8Array): Promise<string> {
  starting ??= start();
  const ocr = await starting;
  // The thread keeps the process alive while it reads, and must not do so afterwards.
  busy += 1;
  ocr.worker.ref();
  try {
    const { data } = await ocr.recognize(Buffer.from(bytes));
    return data.text.trim();
  } finally {
    busy -= 1;
    if (busy === 0) ocr.worker.unref();
  }
}

async function start(): Promise<OcrWorker> {
  const options = { langPath, gzip: true, cacheMethod: 'none', errorHandler: () => {} };
  const ocr = (await createWorker('eng', OEM.LSTM_ONLY, options)) as OcrWorker;
  await ocr.setParameters({ user_defined_dpi: '150' });
  return ocr;
}
