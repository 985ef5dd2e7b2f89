/** Share of a text's bytes that stand at the beginning of the one before, too. */
export function prefixShare(before: string, after: string): number {
  return bytesOf(after.slice(0, commonPrefix(before, after))) / Math.max(1, bytesOf(after));
}

/** Length in UTF-16 of what both texts begin with. */
export function commonPrefix(before: string, after: string): number {
  // Long equal stretches are compared at once; the last one by halves.
  let [low, high] = [0, Math.min(before.length, after.length)];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (before.slice(low, middle) === after.slice(low, middle)) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Share of a text's bytes in parts that the one before has, too, wherever: what no order of parts can exceed. */
export function unchangedShare(before: readonly string[], after: readonly string[]): number {
  const known = new Set(before);
  let [unchanged, all] = [0, 0];
  for (const text of after) {
    const bytes = bytesOf(text);
    all += bytes;
    if (known.has(text)) unchanged += bytes;
  }
  return unchanged / Math.max(1, all);
}

export function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 === 1
    ? (sorted[Math.floor(middle)] as number)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

function bytesOf(text: string): number {
  return Buffer.byteLength(text);
}
