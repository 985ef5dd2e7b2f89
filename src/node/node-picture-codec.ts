import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Disposable, RunOptions } from '../core/index.ts';
import { AppError, abortError, sniffImage } from '../core/index.ts';
import type {
  PageWish,
  PictureBytes,
  PictureCodec,
  PictureEncoding,
  PictureReading,
  PictureWish,
} from '../core/ports/picture-codec.ts';
import type { PictureReply, PictureRequest, PictureWorkerData } from './picture-protocol.ts';

export interface NodePictureCodecOptions {
  readonly assetDirectory: string;
  /** Threads at most. */
  readonly size?: number;
  /** Longest time for one picture, in milliseconds, after which it is given up. */
  readonly timeoutMs?: number;
  /** Time without pictures, in milliseconds, after which a thread and its memory are given back. */
  readonly idleMs?: number;
}

interface PictureTask {
  readonly request: PictureRequest;
  readonly signal: AbortSignal | undefined;
  /** Whether it takes so much memory that only one such is worked on at a time. */
  readonly isLarge: boolean;
  readonly resolve: (reply: PictureReply) => void;
  readonly reject: (error: unknown) => void;
}

interface PictureThread {
  readonly worker: Worker;
  task: PictureTask | undefined;
  timer: NodeJS.Timeout | undefined;
  /** Whether it has answered yet: one that never does cannot start, which no picture is to blame for. */
  hasAnswered: boolean;
}

/**
 * Decodes and encodes pictures in worker threads, which start with the first picture, work on one at a time and end after
 * a while without any. A picture that takes too long or more memory than a thread may have costs its thread alone: it is
 * reported, and the next picture gets another thread.
 */
export class NodePictureCodec implements PictureCodec, Disposable {
  readonly #options: Required<NodePictureCodecOptions>;
  readonly #threads = new Set<PictureThread>();
  readonly #queue: PictureTask[] = [];
  #isDisposed = false;

  constructor(options: NodePictureCodecOptions) {
    // Decoded pictures are large: few threads, whatever the machine.
    const size = Math.max(1, Math.min(availableParallelism(), 3));
    this.#options = { size, timeoutMs: 30_000, idleMs: 10_000, ...options };
  }

  /** How many threads run now. */
  get threadCount(): number {
    return this.#threads.size;
  }

  async readFacts(picture: PictureBytes, options: RunOptions = {}): Promise<PictureReading> {
    const reply = await this.#ask({ kind: 'facts', picture }, options);
    if (reply.kind === 'facts') return reply.reading;
    return { facts: undefined, diagnostics: [failed(picture.path, reply)] };
  }

  async encode(picture: PictureBytes, wish: PictureWish, options: RunOptions = {}): Promise<PictureEncoding> {
    const reply = await this.#ask({ kind: 'encode', picture, wish }, options);
    if (reply.kind === 'encode') return reply.encoding;
    return { picture: undefined, diagnostics: [failed(picture.path, reply)] };
  }

  async drawPage(picture: PictureBytes, page: PageWish, options: RunOptions = {}): Promise<PictureEncoding> {
    const reply = await this.#ask({ kind: 'page', picture, page }, options);
    if (reply.kind === 'page') return reply.encoding;
    return { picture: undefined, diagnostics: [failed(picture.path, reply)] };
  }

  dispose(): void {
    this.#isDisposed = true;
    for (const task of this.#queue.splice(0)) task.reject(abortError());
    for (const thread of [...this.#threads]) {
      thread.task?.reject(abortError());
      this.#end(thread);
    }
  }

  #ask(request: PictureRequest, { signal }: RunOptions): Promise<PictureReply> {
    if (signal?.aborted || this.#isDisposed) return Promise.reject(abortError(signal));
    return new Promise<PictureReply>((resolve, reject) => {
      const onAbort = () => {
        const queued = this.#queue.indexOf(task);
        if (queued >= 0) this.#queue.splice(queued, 1);
        for (const thread of this.#threads) if (thread.task === task) this.#end(thread);
        task.reject(abortError(signal));
        this.#sendWaiting();
      };
      const settle = () => signal?.removeEventListener('abort', onAbort);
      const task: PictureTask = {
        request,
        signal,
        isLarge: isLarge(request.picture.bytes),
        resolve: (reply) => {
          settle();
          resolve(reply);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#queue.push(task);
      this.#sendWaiting();
    });
  }

  #sendWaiting(): void {
    while (!this.#isDisposed) {
      const isLargeUnderWay = [...this.#threads].some(({ task }) => task?.isLarge === true);
      const next = this.#queue.findIndex((task) => !(task.isLarge && isLargeUnderWay));
      if (next < 0) return;
      let thread = [...this.#threads].find(({ task }) => task === undefined);
      if (thread === undefined && this.#threads.size >= this.#options.size) return;
      thread ??= this.#start();
      this.#send(thread, this.#queue.splice(next, 1)[0] as PictureTask);
    }
  }

  #send(thread: PictureThread, task: PictureTask): void {
    const { timeoutMs } = this.#options;
    thread.task = task;
    thread.worker.ref();
    clearTimeout(thread.timer);
    thread.timer = setTimeout(() => {
      this.#fail(thread, `it took longer than ${timeoutMs / 1000} seconds`);
    }, timeoutMs);
    thread.worker.postMessage(task.request);
  }

  #start(): PictureThread {
    const workerData: PictureWorkerData = { assetDirectory: this.#options.assetDirectory };
    const worker = new Worker(pictureWorkerUrl(), {
      name: 'longview-pictures',
      workerData,
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    });
    const thread: PictureThread = { worker, task: undefined, timer: undefined, hasAnswered: false };
    this.#threads.add(thread);
    worker.unref();
    worker.on('message', (reply: PictureReply) => this.#receive(thread, reply));
    worker.on('error', (error) => this.#fail(thread, error.message));
    worker.on('exit', () => this.#fail(thread, 'its decoder ended unexpectedly'));
    return thread;
  }

  #receive(thread: PictureThread, reply: PictureReply): void {
    const { task } = thread;
    if (!this.#threads.has(thread) || task === undefined) return;
    if (reply.kind === 'failed') {
      this.#fail(thread, reply.message);
      return;
    }
    thread.hasAnswered = true;
    thread.task = undefined;
    thread.worker.unref();
    clearTimeout(thread.timer);
    if (reply.isSpent) this.#end(thread);
    else thread.timer = setTimeout(() => this.#end(thread), this.#options.idleMs).unref();
    task.resolve(reply);
    this.#sendWaiting();
  }

  /** Gives up the picture that a thread is at, and the thread. */
  #fail(thread: PictureThread, message: string): void {
    if (!this.#threads.has(thread)) return;
    const { task, hasAnswered } = thread;
    this.#end(thread);
    const isMissing = !hasAnswered && /ENOENT/.test(message);
    if (isMissing) {
      const text = `The installation lacks the decoders of pictures in ${this.#options.assetDirectory}.`;
      task?.reject(new AppError('internal', text));
    } else task?.resolve({ kind: 'failed', message, isSpent: true });
    this.#sendWaiting();
  }

  #end(thread: PictureThread): void {
    clearTimeout(thread.timer);
    this.#threads.delete(thread);
    void thread.worker.terminate();
  }
}

function failed(path: string, reply: PictureReply) {
  const reason = reply.kind === 'failed' ? reply.message : 'its decoder gave another answer';
  return {
    severity: 'warning',
    code: 'picture-unreadable',
    message: `The picture is listed, not read: ${reason}.`,
    path,
  } as const;
}

/** Decoded, one of these takes 32 MB and more, several times over. */
const LARGE_PIXELS = 8_000_000;

function isLarge(bytes: Uint8Array): boolean {
  const info = sniffImage(bytes);
  return info !== undefined && info.mediaType !== 'image/svg+xml' && info.width * info.height > LARGE_PIXELS;
}

/** The worker lies beside the bundle, or in `workers` when the sources run as they are. */
function pictureWorkerUrl(): URL {
  const isSource = import.meta.url.endsWith('/src/node/node-picture-codec.ts');
  return new URL(isSource ? '../workers/picture-worker.ts' : './picture-worker.js', import.meta.url);
}
