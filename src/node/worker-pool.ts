import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import {
  type AnalyzeFileInput,
  AppError,
  abortError,
  type Disposable,
  type FileAnalysis,
  type RunOptions,
} from '../core/index.ts';
import type { ParseReply, ParseRequest, ParseWorkerData } from '../workers/protocol.ts';
import { parseAnalysis } from './analysis-json.ts';

export interface WorkerPoolOptions {
  readonly assetDirectory: string;
  readonly size?: number;
  readonly parseTimeoutMs?: number;
  /** Milliseconds after which a worker that says nothing is ended: in a grammar's own code no timeout is looked at. */
  readonly stuckMs?: number;
  /** The program that the workers run, if it is not the parse worker beside this file. */
  readonly workerUrl?: URL;
}

interface Task {
  readonly input: AnalyzeFileInput;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (analysis: FileAnalysis) => void;
  readonly reject: (error: unknown) => void;
}

interface Lane {
  readonly worker: Worker;
  readonly cancelFlag: Int32Array;
  task: Task | undefined;
  /** Whether it has begun to work: what goes wrong from then on is a matter of its file. */
  isReady: boolean;
  stuckTimer: ReturnType<typeof setTimeout> | undefined;
}

/** Milliseconds that a worker gets to stop by itself before it is terminated. */
const gracePeriodMs = 200;

/** What a worker may need before it is ended, and its file given up, so that one file cannot take all memory. */
const resourceLimits = { maxOldGenerationSizeMb: 1024 };

/** Analyses files in worker threads, which are started when there is work and end when they are idle and unneeded. */
export class WorkerPool implements Disposable {
  readonly #options: Required<WorkerPoolOptions>;
  readonly #lanes = new Set<Lane>();
  readonly #queue: Task[] = [];
  #disposed = false;

  constructor(options: WorkerPoolOptions) {
    this.#options = {
      size: Math.max(1, Math.min(availableParallelism(), 8)),
      parseTimeoutMs: 5_000,
      stuckMs: 30_000,
      workerUrl: parseWorkerUrl(),
      ...options,
    };
  }

  /** Rejects with an `AbortError` at most {@link gracePeriodMs} after `signal` aborts. */
  readonly analyze = (input: AnalyzeFileInput, { signal }: RunOptions): Promise<FileAnalysis> => {
    if (signal?.aborted || this.#disposed) return Promise.reject(abortError(signal));
    return new Promise<FileAnalysis>((resolve, reject) => {
      // The listener goes with the task: one signal serves thousands of files.
      const onAbort = () => this.#cancel(task);
      const settled = () => signal?.removeEventListener('abort', onAbort);
      const task: Task = {
        input,
        signal,
        resolve: (analysis) => {
          settled();
          resolve(analysis);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#queue.push(task);
      this.#next();
    });
  };

  dispose(): void {
    this.#disposed = true;
    for (const task of this.#queue.splice(0)) task.reject(abortError());
    for (const lane of this.#lanes) {
      clearTimeout(lane.stuckTimer);
      lane.task?.reject(abortError());
      void lane.worker.terminate();
    }
    this.#lanes.clear();
  }

  #next(): void {
    while (this.#queue.length > 0) {
      const idle = [...this.#lanes].find((lane) => lane.task === undefined) ?? this.#startLane();
      if (idle === undefined) return;
      const task = this.#queue.shift() as Task;
      idle.task = task;
      Atomics.store(idle.cancelFlag, 0, 0);
      idle.worker.ref();
      const request: ParseRequest = { kind: 'analyze', input: task.input };
      idle.worker.postMessage(request);
      const { stuckMs } = this.#options;
      idle.stuckTimer = setTimeout(() => {
        this.#drop(idle, new Error(`It did not end within ${stuckMs} ms.`));
        void idle.worker.terminate();
      }, stuckMs);
    }
  }

  #startLane(): Lane | undefined {
    if (this.#lanes.size >= this.#options.size) return undefined;
    const flag = new SharedArrayBuffer(4);
    const workerData: ParseWorkerData = {
      assetDirectory: this.#options.assetDirectory,
      cancelFlag: flag,
      parseTimeoutMs: this.#options.parseTimeoutMs,
    };
    const worker = new Worker(this.#options.workerUrl, { workerData, resourceLimits });
    const cancelFlag = new Int32Array(flag);
    const lane: Lane = { worker, cancelFlag, task: undefined, isReady: false, stuckTimer: undefined };
    worker.on('message', (reply: ParseReply) => {
      lane.isReady = true;
      if (reply.kind === 'ready') return;
      const task = lane.task;
      lane.task = undefined;
      clearTimeout(lane.stuckTimer);
      if (reply.isSpent === true) {
        this.#lanes.delete(lane);
        void worker.terminate();
      }
      worker.unref(); // an idle worker does not keep the process alive
      if (reply.kind === 'analyzed') task?.resolve(parseAnalysis(reply.analysis));
      else task?.reject(reply.cancelled ? abortError(task.signal) : new Error(reply.message));
      this.#next();
    });
    worker.on('error', (error) => this.#drop(lane, error));
    worker.on('exit', () => this.#drop(lane, new Error('The parse worker ended unexpectedly.')));
    this.#lanes.add(lane);
    return lane;
  }

  /** A worker that died (out of memory, a grammar that traps) takes its task with it, and is replaced. */
  #drop(lane: Lane, error: Error): void {
    if (!this.#lanes.delete(lane)) return;
    clearTimeout(lane.stuckTimer);
    // One that never began is no matter of its file: the installation is broken, and the next one would fail too.
    const broken = new AppError('internal', `The parse worker does not start: ${error.message}`, {
      cause: error,
    });
    lane.task?.reject(lane.isReady ? error : broken);
    if (!this.#disposed) this.#next();
  }

  #cancel(task: Task): void {
    const queued = this.#queue.indexOf(task);
    if (queued >= 0) {
      this.#queue.splice(queued, 1);
      task.reject(abortError(task.signal));
      return;
    }
    const lane = [...this.#lanes].find((candidate) => candidate.task === task);
    if (lane === undefined) return;
    Atomics.store(lane.cancelFlag, 0, 1);
    const timer = setTimeout(() => {
      if (lane.task !== task) return;
      this.#lanes.delete(lane);
      clearTimeout(lane.stuckTimer);
      task.reject(abortError(task.signal));
      void lane.worker.terminate();
      this.#next();
    }, gracePeriodMs);
    timer.unref();
  }
}

/** The worker lies beside the bundle, or in `workers` when the sources run as they are. */
function parseWorkerUrl(): URL {
  const isSource = import.meta.url.endsWith('/src/node/worker-pool.ts');
  return new URL(isSource ? '../workers/parse-worker.ts' : './parse-worker.js', import.meta.url);
}
