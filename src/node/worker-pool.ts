import { availableParallelism } from 'node:os';
import {
  type AnalyzeFileInput,
  abortError,
  type Disposable,
  type FileAnalysis,
  type RunOptions,
} from '../core/index.ts';
import { ParseLane, type ParseTask } from './parse-lane.ts';

export interface WorkerPoolOptions {
  readonly assetDirectory: string;
  readonly size?: number;
  readonly parseTimeoutMs?: number;
  /** Milliseconds without any answer after which a worker counts as stuck, and is replaced. */
  readonly stuckMs?: number;
  /** Milliseconds without work after which a worker ends: what it holds, grammars above all, may be 100 MB. */
  readonly restMs?: number;
  /** The program that the workers run, if it is not the parse worker beside this file. */
  readonly workerUrl?: URL;
}

/** What is sent at once: enough that waking the worker costs little, so little that its answers come steadily. */
const batch = { files: 16, bytes: 256_000 };

/** So many files of a language have to wait before another worker loads its grammar, which may take a second. */
const learningThreshold = 12;

/**
 * Analyses files in worker threads, which are started when there is work and end some time after it; idle ones do not keep
 * the process alive.
 */
export class WorkerPool implements Disposable {
  readonly #options: Required<WorkerPoolOptions>;
  readonly #lanes = new Set<ParseLane>();
  readonly #queue: ParseTask[] = [];
  #isScheduled = false;
  #disposed = false;

  constructor(options: WorkerPoolOptions) {
    this.#options = {
      size: Math.max(1, Math.min(availableParallelism(), 8)),
      parseTimeoutMs: 5_000,
      stuckMs: 30_000,
      restMs: 30_000,
      workerUrl: parseWorkerUrl(),
      ...options,
    };
  }

  /** Rejects with an `AbortError` when `signal` aborts. */
  readonly analyze = (input: AnalyzeFileInput, { signal }: RunOptions): Promise<FileAnalysis> => {
    if (signal?.aborted || this.#disposed) return Promise.reject(abortError(signal));
    return new Promise<FileAnalysis>((resolve, reject) => {
      // The listener goes with the task: one signal serves thousands of files.
      const onAbort = () => this.#cancel(task);
      const settle = (report: () => void) => {
        if (task.isSettled) return;
        task.isSettled = true;
        signal?.removeEventListener('abort', onAbort);
        report();
      };
      const task: ParseTask = {
        input,
        signal,
        resolve: (analysis) => settle(() => resolve(analysis)),
        reject: (error) => settle(() => reject(error)),
        isSettled: false,
      };
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#queue.push(task);
      this.#schedule();
    });
  };

  /** Starts a worker that counts tokens, if there is none: files that are sent soon need not wait for it. */
  readonly prepare = (): void => {
    if (!this.#disposed && this.#lanes.size === 0) this.#startLane(true);
  };

  dispose(): void {
    this.#disposed = true;
    for (const task of this.#queue.splice(0)) task.reject(abortError());
    for (const lane of this.#lanes) {
      lane.terminate();
      lane.rejectAll(abortError());
    }
    this.#lanes.clear();
  }

  /** Sends what waits as soon as whoever asks has asked for all: what is asked for together goes together. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      if (!this.#disposed) this.#sendWaiting();
    });
  }

  #sendWaiting(): void {
    while (this.#queue.length > 0) {
      // A worker has the next files before it is through with the last.
      const lanes: (ParseLane | undefined)[] = [...this.#lanes]
        .filter(({ isOpen, pending }) => isOpen && pending < batch.files)
        .sort((a, b) => a.pending - b.pending);
      if (this.#lanes.size < this.#options.size) lanes.push(undefined);
      const hasSent = lanes.some((lane) => {
        const tasks = this.#takeFor(lane);
        if (tasks.length === 0) return false;
        (lane ?? this.#startLane(tasks.some(({ input }) => input.counts !== false))).send(tasks);
        return true;
      });
      if (!hasSent) return;
    }
  }

  /** The next files for a lane, or for one that is to be started; none if others are better placed to do what waits. */
  #takeFor(lane: ParseLane | undefined): ParseTask[] {
    const waiting = new Map<string, number>();
    for (const { input } of this.#queue) {
      const { language = '' } = input;
      waiting.set(language, (waiting.get(language) ?? 0) + 1);
    }
    const others = [...this.#lanes].filter((other) => other !== lane && other.isOpen);
    const isFor = (language: string) =>
      lane?.knows(language) === true ||
      (waiting.get(language) ?? 0) >= learningThreshold ||
      !others.some((other) => other.knows(language));
    const tasks: ParseTask[] = [];
    const left: ParseTask[] = [];
    let bytes = 0;
    for (const task of this.#queue) {
      const { language = '' } = task.input;
      const isFull = tasks.length >= batch.files || bytes >= batch.bytes;
      if (isFull || !isFor(language)) left.push(task);
      else {
        tasks.push(task);
        bytes += task.input.bytes.length;
      }
    }
    if (tasks.length > 0) this.#queue.splice(0, this.#queue.length, ...left);
    return tasks;
  }

  #startLane(counts: boolean): ParseLane {
    const lane: ParseLane = new ParseLane({
      ...this.#options,
      counts,
      onProgress: () => this.#schedule(),
      onEnd: (unfinished) => {
        this.#lanes.delete(lane);
        this.#queue.unshift(...unfinished);
        this.#schedule();
      },
    });
    this.#lanes.add(lane);
    return lane;
  }

  #cancel(task: ParseTask): void {
    task.reject(abortError(task.signal));
    const queued = this.#queue.indexOf(task);
    if (queued >= 0) this.#queue.splice(queued, 1);
    else for (const lane of this.#lanes) lane.stopIfCancelled();
  }
}

/** The worker lies beside the bundle, or in `workers` when the sources run as they are. */
function parseWorkerUrl(): URL {
  const isSource = import.meta.url.endsWith('/src/node/worker-pool.ts');
  return new URL(isSource ? '../workers/parse-worker.ts' : './parse-worker.js', import.meta.url);
}
