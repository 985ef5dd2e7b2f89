/**
 * Whether `a` and `b` are at most `limit` insertions, deletions, replacements or swaps of neighbours apart, and how many
 * (optimal string alignment). Undefined beyond the limit. Takes time in proportion to length × limit.
 */
export function editDistanceWithin(a: string, b: string, limit: number): number | undefined {
  if (Math.abs(a.length - b.length) > limit) return undefined;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = new Array<number>(b.length + 1).fill(limit + 1);
    if (row <= limit) current[0] = row;
    const from = Math.max(1, row - limit);
    const to = Math.min(b.length, row + limit);
    for (let column = from; column <= to; column++) {
      const same = a[row - 1] === b[column - 1];
      let best = Math.min(
        (last[column - 1] ?? limit + 1) + (same ? 0 : 1),
        (last[column] ?? limit + 1) + 1,
        (current[column - 1] ?? limit + 1) + 1,
      );
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
        best = Math.min(best, (beforeLast[column - 2] ?? limit + 1) + 1);
      current[column] = best;
    }
    beforeLast = last;
    last = current;
  }
  const distance = last[b.length] ?? limit + 1;
  return distance <= limit ? distance : undefined;
}

/** The one name that is clearly meant by `wanted`; undefined when none or more than one is as close. */
export function closestName(wanted: string, names: Iterable<string>): string | undefined {
  const limit = wanted.length <= 3 ? 1 : 2;
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const name of new Set(names)) {
    const distance = name === wanted ? undefined : editDistanceWithin(wanted, name, limit);
    if (distance === undefined || distance > bestDistance) continue;
    best = distance === bestDistance ? undefined : name;
    bestDistance = distance;
  }
  return best;
}
