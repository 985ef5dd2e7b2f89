/** A unified diff, without the two lines that name files. */
export interface LinePatch {
  /** Hunks, each line with a line end; '' where both texts have the same lines. */
  readonly hunks: string;
  /** The lines that it takes away. */
  readonly removed: string;
}

const contextLines = 3;
/** Lines that differ at most: more is a rewrite, and the search grows with their square. */
const mostDifferences = 600;
/** Of a diagonal that leads out of the texts; stays negative whatever steps are added to it. */
const unreachable = -0x4000_0000;

interface Change {
  readonly beforeStart: number;
  readonly beforeEnd: number;
  readonly afterStart: number;
  readonly afterEnd: number;
}

/**
 * The shortest unified diff between two texts, line by line; an end without a line end counts as one with it. Undefined
 * where they differ in too many lines. O((lines + D) · D) with D differing lines, at most {@link mostDifferences}.
 *
 * Source: E. Myers, An O(ND) Difference Algorithm and Its Variations, Algorithmica 1 (1986), the greedy algorithm.
 */
export function linePatch(before: string, after: string): LinePatch | undefined {
  const [old, now] = [linesOf(before), linesOf(after)];
  const changes = changesBetween(old, now);
  if (changes === undefined) return undefined;
  return {
    hunks: groupChanges(changes)
      .map((group) => hunkOf(group, old, now))
      .join(''),
    removed: changes.flatMap(({ beforeStart, beforeEnd }) => old.slice(beforeStart, beforeEnd)).join('\n'),
  };
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function changesBetween(old: readonly string[], now: readonly string[]): Change[] | undefined {
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let [oldEnd, nowEnd] = [old.length, now.length];
  while (oldEnd > start && nowEnd > start && old[oldEnd - 1] === now[nowEnd - 1]) {
    oldEnd--;
    nowEnd--;
  }
  const snapshots = furthestPaths(old, now, start, oldEnd, nowEnd);
  if (snapshots === undefined) return undefined;
  // Walked back from the end; a step is one line taken away or added, then lines that stay.
  const changes: Change[] = [];
  let [x, y] = [oldEnd - start, nowEnd - start];
  for (let d = snapshots.length - 1; d > 0; d--) {
    const furthest = snapshots[d - 1] as Int32Array;
    const k = x - y;
    const isAdded = k === -d || (k !== d && at(furthest, d - 1, k - 1) < at(furthest, d - 1, k + 1));
    const fromK = isAdded ? k + 1 : k - 1;
    const fromX = at(furthest, d - 1, fromK);
    const fromY = fromX - fromK;
    const [beforeStart, afterStart] = [start + fromX, start + fromY];
    const [beforeEnd, afterEnd] = isAdded ? [beforeStart, afterStart + 1] : [beforeStart + 1, afterStart];
    const next = changes.at(-1);
    if (next !== undefined && next.beforeStart === beforeEnd && next.afterStart === afterEnd)
      changes[changes.length - 1] = { ...next, beforeStart, afterStart };
    else changes.push({ beforeStart, beforeEnd, afterStart, afterEnd });
    [x, y] = [fromX, fromY];
  }
  return changes.reverse();
}

/** For each number of differences d, how far each diagonal -d … d reaches in the old lines; undefined where d is too large. */
function furthestPaths(
  old: readonly string[],
  now: readonly string[],
  start: number,
  oldEnd: number,
  nowEnd: number,
): Int32Array[] | undefined {
  const [height, width] = [oldEnd - start, nowEnd - start];
  const snapshots: Int32Array[] = [];
  for (let d = 0; d <= mostDifferences; d++) {
    const previous = snapshots[d - 1];
    const furthest = new Int32Array(2 * d + 1).fill(unreachable);
    for (let k = -d; k <= d; k += 2) {
      let x = 0;
      if (previous !== undefined) {
        const isAdded = k === -d || (k !== d && at(previous, d - 1, k - 1) < at(previous, d - 1, k + 1));
        x = isAdded ? at(previous, d - 1, k + 1) : at(previous, d - 1, k - 1) + 1;
      }
      let y = x - k;
      if (x < 0 || x > height || y > width) continue;
      while (x < height && y < width && old[start + x] === now[start + y]) {
        x++;
        y++;
      }
      furthest[k + d] = x;
      if (x >= height && y >= width && k === height - width) {
        snapshots.push(furthest);
        return snapshots;
      }
    }
    snapshots.push(furthest);
  }
  return undefined;
}

/** The entry of diagonal `k`, below everything where there is none. */
function at(furthest: Int32Array, d: number, k: number): number {
  return k < -d || k > d ? unreachable : (furthest[k + d] as number);
}

/** Changes whose contexts touch share a hunk. */
function groupChanges(changes: readonly Change[]): Change[][] {
  const groups: Change[][] = [];
  for (const change of changes) {
    const last = groups.at(-1);
    const end = last?.at(-1)?.beforeEnd;
    if (last !== undefined && end !== undefined && change.beforeStart - end <= 2 * contextLines)
      last.push(change);
    else groups.push([change]);
  }
  return groups;
}

function hunkOf(group: readonly Change[], old: readonly string[], now: readonly string[]): string {
  const first = group[0] as Change;
  const last = group.at(-1) as Change;
  const lead = Math.min(contextLines, first.beforeStart);
  const tail = Math.min(contextLines, old.length - last.beforeEnd);
  const rows: string[] = [];
  let next = first.beforeStart - lead;
  for (const { beforeStart, beforeEnd, afterStart, afterEnd } of group) {
    for (const line of old.slice(next, beforeStart)) rows.push(` ${line}`);
    for (const line of old.slice(beforeStart, beforeEnd)) rows.push(`-${line}`);
    for (const line of now.slice(afterStart, afterEnd)) rows.push(`+${line}`);
    next = beforeEnd;
  }
  for (const line of old.slice(next, next + tail)) rows.push(` ${line}`);
  const oldRange = rangeOf(first.beforeStart - lead, last.beforeEnd + tail);
  const newRange = rangeOf(first.afterStart - lead, last.afterEnd + tail);
  return `@@ -${oldRange} +${newRange} @@\n${rows.map((row) => `${row}\n`).join('')}`;
}

/** 1-based start and length; an empty range names the line before it, as unified diffs do. */
function rangeOf(start: number, end: number): string {
  return `${end === start ? start : start + 1},${end - start}`;
}
