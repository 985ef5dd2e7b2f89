import { createYielder, throwIfAborted } from './abort.ts';

export interface MapConcurrentOptions {
  /** How many calls may be under way at once, at least 1. */
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Calls `operation` for each item, at most `limit` at once, and returns the results in the order of the items.
 * The first error stops further calls from being started and is thrown.
 */
export async function mapConcurrent<T, R>(
  items: readonly T[],
  operation: (item: T, index: number) => Promise<R>,
  { limit, signal }: MapConcurrentOptions,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  let failed = false;
  const yieldIfDue = createYielder(signal);
  const lane = async () => {
    while (next < items.length && !failed) {
      throwIfAborted(signal);
      // Operations that wait for nothing would keep everything else waiting. Awaiting nothing would let all lanes ask before
      // any of them works on.
      const turn = yieldIfDue();
      if (turn !== undefined) await turn;
      if (failed || next >= items.length) return;
      const index = next++;
      try {
        results[index] = await operation(items[index] as T, index);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(Math.max(1, limit), items.length) }, lane));
  return results;
}
