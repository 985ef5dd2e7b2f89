/** Whether `error` says that the operation was cancelled: an answer, not a failure. */
export function isAbort(error: unknown): boolean {
  return typeof error === 'object' && error !== null && (error as { name?: unknown }).name === 'AbortError';
}

/** Throws an `AbortError` if `signal` is aborted. */
export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError(signal);
}

/** The error that a cancelled operation rejects with. */
export function abortError(signal?: AbortSignal): Error {
  const reason: unknown = signal?.reason;
  if (isAbort(reason)) return reason as Error;
  return new DOMException('The operation was cancelled.', 'AbortError');
}

/** Rejects as soon as `signal` aborts, whatever `promise` does. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return promise;
  return new Promise<T>((resolve, reject) => {
    if (signal.aborted) {
      promise.catch(() => undefined);
      reject(abortError(signal));
      return;
    }
    const onAbort = () => reject(abortError(signal));
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/** Waits `delayMs` milliseconds, or rejects with an `AbortError` as soon as `signal` aborts. */
export function sleep(delayMs: number, signal?: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, delayMs);
  });
  return abortable(wait, signal).finally(() => clearTimeout(timer));
}

/** To be awaited in a loop: see {@link createYielder}. */
export type Yielder = () => Promise<void> | undefined;

/**
 * For long loops: returns a function that lets other work run when more than `sliceMs` milliseconds have passed since
 * the last time it did, and that throws when `signal` is aborted. Several loops may share one: together they take no more
 * than one slice at a time.
 */
export function createYielder(signal?: AbortSignal, sliceMs = 10): Yielder {
  let sliceStart = performance.now();
  const isOver = () => performance.now() - sliceStart >= sliceMs;
  const takeTurn = async () => {
    if (isOver()) await nextTask().then(() => (sliceStart = performance.now()));
    throwIfAborted(signal);
  };
  // One after the other: those that wait look at the time when the one before has worked on.
  let last = Promise.resolve();
  return () => {
    throwIfAborted(signal);
    if (!isOver()) return undefined;
    last = last.then(takeTurn);
    return last;
  };
}

/**
 * One turn of the event loop without the delay that nested timers get. Node.js has a function for that; its first message
 * channel takes 20 ms to make.
 */
function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { setImmediate } = globalThis as { setImmediate?: (run: () => void) => void };
    if (setImmediate !== undefined) {
      setImmediate(resolve);
      return;
    }
    const channel = new MessageChannel();
    channel.port1.onmessage = () => {
      channel.port1.close();
      resolve();
    };
    channel.port2.postMessage(undefined);
  });
}
