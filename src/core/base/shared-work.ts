import { abortable, throwIfAborted } from './abort.ts';
import type { OnProgress, ProgressEvent, RunOptions } from './progress.ts';

/** Work that several callers wait for. It is cancelled when the last of them has cancelled, and not before. */
export class SharedWork<T> {
  readonly #controller = new AbortController();
  readonly #listeners = new Set<OnProgress>();
  #waiting = 0;
  /** Settles when the work does; those who wait for it by {@link join} can leave before. */
  readonly promise: Promise<T>;

  /** Starts `work` at once. */
  constructor(work: (options: RunOptions) => Promise<T>) {
    const onProgress = (event: ProgressEvent) => {
      for (const listener of this.#listeners) listener(event);
    };
    this.promise = work({ signal: this.#controller.signal, onProgress });
    this.promise.catch(() => undefined); // those who joined get it
  }

  /** Whether nobody waits any more: the work may still be ending. */
  get isCancelled(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Waits for the result, or rejects with an `AbortError` as soon as `signal` aborts. */
  async join({ signal, onProgress }: RunOptions = {}): Promise<T> {
    throwIfAborted(signal);
    // An object of its own for each caller: two of them may pass the same function.
    const listener: OnProgress = (event) => onProgress?.(event);
    this.#listeners.add(listener);
    this.#waiting++;
    try {
      return await abortable(this.promise, signal);
    } finally {
      this.#listeners.delete(listener);
      if (--this.#waiting === 0) this.#controller.abort();
    }
  }
}
