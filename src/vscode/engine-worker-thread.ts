import { Worker } from 'node:worker_threads';
import type { Diagnostic } from '../core/base/diagnostic.ts';
import type { RunOptions } from '../core/base/progress.ts';
import {
  type ChatReplyPart,
  type EngineWorkerData,
  fromPlainError,
  type HostAnswers,
  type HostCall,
  type MessageFromEngine,
  type MessageToEngine,
  toPlainError,
} from '../workers/engine-protocol.ts';
import { ChangedPaths } from './changed-paths.ts';

/** Answers what the engine asks of the editor. */
export type AnswerHostCall = (
  call: HostCall,
  signal: AbortSignal,
  onPart: (part: ChatReplyPart) => void,
) => Promise<HostAnswers[HostCall['method']]>;

export interface EngineWorkerOptions {
  /** The worker's bundle. */
  readonly workerPath: string;
  readonly workerData: EngineWorkerData;
  readonly answerHostCall: AnswerHostCall;
  /** Takes what the thread prints and the stacks of its errors. */
  readonly log: (text: string) => void;
  /** Hears of what the user should know about a root and what stopped no call; the same may come again. */
  readonly onDiagnostic: (root: string, diagnostic: Diagnostic) => void;
}

export type EngineCall = Omit<MessageToEngine & { kind: 'call' }, 'kind' | 'id'>;

export interface EngineCallOptions extends RunOptions {
  readonly onEvent?: (event: never) => void;
}

interface PendingCall {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
  readonly options: EngineCallOptions;
}

/** Milliseconds that a cancelled call gets to hand back what it has. */
const gracePeriodMs = 3_000;

/** Megabytes: a large repository's pack does not fit the default of a thread. */
const maxHeapMb = 4_096;

/** The engine's thread, started at the first call and again after it crashed. */
export class EngineWorker {
  readonly #options: EngineWorkerOptions;
  readonly #pending = new Map<number, PendingCall>();
  readonly #hostCalls = new Map<number, AbortController>();
  readonly #changedPaths = new ChangedPaths((root, paths) =>
    this.#post({ kind: 'files-changed', root, paths }),
  );
  #worker: Worker | undefined;
  #lastId = 0;

  constructor(options: EngineWorkerOptions) {
    this.#options = options;
  }

  /** Sends a call and waits for its result. */
  call(call: EngineCall, options: EngineCallOptions = {}): Promise<unknown> {
    const { signal } = options;
    if (signal?.aborted) return Promise.reject(cancelled());
    const id = ++this.#lastId;
    return new Promise<unknown>((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const onAbort = () => {
        this.#post({ kind: 'cancel', id });
        timer = setTimeout(() => this.#settle(id)?.reject(cancelled()), gracePeriodMs);
      };
      const settled = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      };
      this.#pending.set(id, {
        resolve: (value) => {
          settled();
          resolve(value);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
        options,
      });
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#worker ??= this.#start();
      this.#changedPaths.send();
      this.#post({ kind: 'call', id, ...call });
    });
  }

  /** Tells the thread of a change, if it runs: one that starts later reads what is there. */
  fileChanged(root: string, path: string): void {
    if (this.#worker !== undefined) this.#changedPaths.add(root, path);
  }

  dispose(): void {
    this.#changedPaths.clear();
    void this.#worker?.terminate();
    this.#end(this.#worker, cancelled());
  }

  #start(): Worker {
    const { workerPath, workerData, log } = this.#options;
    const worker = new Worker(workerPath, {
      name: 'longview-engine',
      workerData,
      // The host's own flags (debuggers, loaders) are not meant for this thread.
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
    });
    worker.stdout.on('data', (chunk: Buffer) => log(chunk.toString().trimEnd()));
    worker.stderr.on('data', (chunk: Buffer) => log(chunk.toString().trimEnd()));
    worker.on('message', (message: MessageFromEngine) => this.#receive(message));
    worker.on('error', (error) => {
      log(`The engine crashed: ${error.stack ?? error.message}`);
      this.#end(worker, crashed(error));
    });
    worker.on('exit', (code) => this.#end(worker, crashed(new Error(`exit code ${code}`))));
    return worker;
  }

  #receive(message: MessageFromEngine): void {
    if (message.kind === 'diagnostic') {
      this.#options.onDiagnostic(message.root, message.diagnostic);
      return;
    }
    const { kind, id } = message;
    const options = this.#pending.get(id)?.options;
    if (kind === 'host-call') this.#answer(id, message.call);
    else if (kind === 'host-cancel') this.#hostCalls.get(id)?.abort();
    else if (kind === 'progress') options?.onProgress?.(message.event);
    else if (kind === 'event') options?.onEvent?.(message.event as never);
    else if (kind === 'result') this.#settle(id)?.resolve(message.value);
    else {
      const { error } = message;
      if (error.name === 'AppError' && error.stack !== undefined) this.#options.log(error.stack);
      this.#settle(id)?.reject(fromPlainError(error));
    }
  }

  #answer(id: number, call: HostCall): void {
    const controller = new AbortController();
    this.#hostCalls.set(id, controller);
    this.#options
      .answerHostCall(call, controller.signal, (part) => this.#post({ kind: 'host-part', id, part }))
      .then((value) => this.#post({ kind: 'host-result', id, value }))
      .catch((error: unknown) => this.#post({ kind: 'host-error', id, error: toPlainError(error) }))
      .finally(() => this.#hostCalls.delete(id));
  }

  #settle(id: number): PendingCall | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }

  /** A thread that is gone takes its calls with it. */
  #end(worker: Worker | undefined, error: unknown): void {
    if (worker === undefined || worker !== this.#worker) return;
    this.#worker = undefined;
    for (const controller of this.#hostCalls.values()) controller.abort();
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(error);
  }

  #post(message: MessageToEngine): void {
    this.#worker?.postMessage(message);
  }
}

function cancelled(): Error {
  return fromPlainError({ name: 'AbortError', message: 'The operation was cancelled.' });
}

function crashed(cause: Error): Error {
  return fromPlainError({
    name: 'AppError',
    code: 'internal',
    message: `The engine stopped unexpectedly (${cause.message}). It starts again with the next command.`,
    retryable: true,
  });
}
