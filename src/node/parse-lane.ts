import { Worker } from 'node:worker_threads';
import { type AnalyzeFileInput, AppError, abortError, type FileAnalysis } from '../core/index.ts';
import type { ParseReply, ParseRequest, ParseResult, ParseWorkerData } from '../workers/protocol.ts';
import { parseAnalysis } from './analysis-text.ts';
import { sharedNumbers } from './shared-numbers.ts';
import { vocabularyAsset } from './vocabulary-asset.ts';

/** One file to be analysed. Settled once; what comes later is ignored. */
export interface ParseTask {
  readonly input: AnalyzeFileInput;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (analysis: FileAnalysis) => void;
  readonly reject: (error: unknown) => void;
  isSettled: boolean;
}

export interface ParseLaneOptions {
  readonly workerUrl: URL;
  readonly assetDirectory: string;
  readonly parseTimeoutMs: number;
  /** Whether its files are to be counted, as far as is known. */
  readonly counts: boolean;
  /** Milliseconds without any answer after which the worker counts as stuck. */
  readonly stuckMs: number;
  /** Milliseconds without work after which the worker ends, and gives back its memory. */
  readonly restMs: number;
  /** Called when there may be room for more. */
  readonly onProgress: () => void;
  /** Called once, when the worker has ended; `unfinished` has to be done by another one. */
  readonly onEnd: (unfinished: readonly ParseTask[]) => void;
}

/** Milliseconds that a worker gets to stop by itself before it is terminated. */
const gracePeriodMs = 200;

/** Milliseconds after which a worker that seems stuck is looked at again. */
const secondLookMs = 100;

/**
 * What a worker may need before it is ended, and its file given up, so that one file cannot take all memory. Its young
 * objects are those of one file at a time: more room for them takes 20 MB and saves no time.
 */
const resourceLimits = { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 12 };

/** One worker thread and the files that were sent to it, in order. */
export class ParseLane {
  readonly #options: ParseLaneOptions;
  readonly #worker: Worker;
  readonly #numbers: Int32Array;
  readonly #languages = new Set<string>();
  #tasks: ParseTask[] = [];
  #replied = 0;
  #hasEnded = false;
  #stuckTimer: NodeJS.Timeout | undefined;
  #restTimer: NodeJS.Timeout | undefined;

  constructor(options: ParseLaneOptions) {
    this.#options = options;
    const shared = new SharedArrayBuffer(4 * Object.keys(sharedNumbers).length);
    this.#numbers = new Int32Array(shared);
    const { workerUrl, assetDirectory, parseTimeoutMs, counts } = options;
    const vocabulary = counts ? vocabularyAsset(assetDirectory, 'o200k_base') : undefined;
    const workerData: ParseWorkerData = { assetDirectory, shared, parseTimeoutMs, vocabulary };
    this.#worker = new Worker(workerUrl, { workerData, resourceLimits });
    this.#worker.on('message', (reply: ParseReply) => this.#receive(reply));
    this.#worker.on('error', (error) => this.#end(error));
    this.#worker.on('exit', () => this.#end(new Error('The parse worker ended unexpectedly.')));
    this.#rest();
  }

  /** How many files it has to do. */
  get pending(): number {
    return this.#tasks.length;
  }

  /** Whether files can be sent: not while it throws away what was cancelled. */
  get isOpen(): boolean {
    return !this.#hasEnded && Atomics.load(this.#numbers, sharedNumbers.cancelled) === 0;
  }

  /** Whether it has been sent a file of this language, and so has the grammar or is loading it. */
  knows(language: string): boolean {
    return this.#languages.has(language);
  }

  send(tasks: readonly ParseTask[]): void {
    for (const { input } of tasks) if (input.language !== undefined) this.#languages.add(input.language);
    if (this.#tasks.length === 0) {
      clearTimeout(this.#restTimer);
      this.#worker.ref();
      this.#watch();
    }
    this.#tasks.push(...tasks);
    const request: ParseRequest = { inputs: tasks.map(({ input }) => input) };
    this.#worker.postMessage(request);
  }

  /** To be called when tasks were cancelled: if no other waits for an answer, the worker is stopped. */
  stopIfCancelled(): void {
    if (!this.isOpen || this.#tasks.length === 0 || this.#tasks.some(({ isSettled }) => !isSettled)) return;
    Atomics.store(this.#numbers, sharedNumbers.cancelled, 1);
    const timer = setTimeout(() => {
      if (!this.isOpen && !this.#hasEnded) this.#retire();
    }, gracePeriodMs);
    timer.unref();
  }

  /** Ends the worker at once and settles nothing. */
  terminate(): void {
    this.#hasEnded = true;
    clearTimeout(this.#stuckTimer);
    clearTimeout(this.#restTimer);
    void this.#worker.terminate();
  }

  rejectAll(error: unknown): void {
    for (const task of this.#tasks.splice(0)) task.reject(error);
  }

  /** Ends the worker; what it has not done is for another one. */
  #retire(): void {
    this.terminate();
    this.#options.onEnd(this.#unfinished());
  }

  #watch(): void {
    const { stuckMs } = this.#options;
    clearTimeout(this.#stuckTimer);
    this.#stuckTimer = setTimeout(() => {
      const begun = Atomics.load(this.#numbers, sharedNumbers.begun);
      // A busy machine may need long to start it, which says nothing of the file.
      if (begun === 0) return this.#watch();
      // This thread may have stood still itself, and answers may lie here: they are read before the next timer.
      this.#stuckTimer = setTimeout(() => {
        if (Atomics.load(this.#numbers, sharedNumbers.begun) !== begun) return this.#watch();
        this.#end(new Error(`It did not end within ${stuckMs} ms.`));
        void this.#worker.terminate();
      }, secondLookMs);
    }, stuckMs);
  }

  /** Until there is work again. */
  #rest(): void {
    this.#worker.unref(); // an idle worker does not keep the process alive
    this.#restTimer = setTimeout(() => this.#retire(), this.#options.restMs).unref();
  }

  #receive({ results, isSpent }: ParseReply): void {
    if (this.#hasEnded) return;
    const tasks = this.#tasks.splice(0, results.length);
    this.#replied += results.length;
    if (this.#tasks.length > 0) this.#watch();
    else {
      clearTimeout(this.#stuckTimer);
      Atomics.store(this.#numbers, sharedNumbers.cancelled, 0);
      this.#rest();
    }
    for (const [index, result] of results.entries()) settle(tasks[index] as ParseTask, result);
    if (isSpent) this.#retire();
    else this.#options.onProgress();
  }

  /** A worker that died (out of memory, a grammar that traps) takes the file that it was at with it, and no other. */
  #end(error: Error): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    clearTimeout(this.#stuckTimer);
    clearTimeout(this.#restTimer);
    const begun = Atomics.load(this.#numbers, sharedNumbers.begun);
    if (begun === 0) {
      // One that never worked is no matter of its file: the installation is broken, and the next one would fail too.
      const message = `The parse worker does not start: ${error.message}`;
      this.rejectAll(new AppError('internal', message, { cause: error }));
    }
    const current = begun - this.#replied - 1;
    this.#tasks[current]?.reject(error);
    this.#options.onEnd(this.#unfinished());
  }

  #unfinished(): ParseTask[] {
    return this.#tasks.splice(0).filter(({ isSettled }) => !isSettled);
  }
}

function settle({ signal, resolve, reject }: ParseTask, result: ParseResult): void {
  try {
    if (result.kind === 'analyzed') resolve(parseAnalysis(result.analysis));
    else reject(result.cancelled ? abortError(signal) : new Error(result.message));
  } catch (error) {
    reject(error);
  }
}
