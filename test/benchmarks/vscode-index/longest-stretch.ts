import type { Profiler } from 'node:inspector';

/** The longest time at a stretch, in milliseconds, for which a thread ran code out of a folder or called by it. */
export function longestStretch(
  { nodes, samples = [], timeDeltas = [] }: Profiler.Profile,
  folder: string,
): number {
  const own = new Set<number>();
  // Callers come before what they call.
  for (const { id, callFrame, children } of nodes) {
    if (callFrame.url.includes(folder)) own.add(id);
    if (own.has(id)) for (const child of children ?? []) own.add(child);
  }
  let longest = 0;
  let stretch = 0;
  for (const [index, id] of samples.entries()) {
    stretch = own.has(id) ? stretch + (timeDeltas[index] ?? 0) : 0;
    longest = Math.max(longest, stretch);
  }
  return longest / 1000;
}
