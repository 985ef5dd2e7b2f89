import type { PackState } from './pack-state.ts';
import type { FileValue } from './value-files.ts';

/** What of a file's worth is added to the resolution that it had: a change must be worth more than that. */
const keepingBonus = 0.1;
/** Share of the dependencies that may point backwards in an old order and not in a new one. */
const mostOrderLoss = 0.02;

export interface KeepOrderInput {
  /** Every file once, as a fresh pack would order them. */
  readonly order: readonly string[];
  /** Files that are to keep the order that they had; those that are gone do not matter. */
  readonly previous: readonly string[];
  readonly dependencies: readonly { readonly from: string; readonly to: string }[];
}

/** Worth of each resolution with a bonus for the one that the file had in the pack before. */
export function keepResolutions(
  values: ReadonlyMap<string, FileValue>,
  { files, rows }: PackState,
): Map<string, FileValue> {
  const kept = new Map<string, FileValue>();
  for (const [path, value] of values) {
    const before = files.get(path)?.resolution ?? (rows.has(path) ? 'path' : undefined);
    if (before === undefined) {
      kept.set(path, value);
      continue;
    }
    const byResolution = { ...value.byResolution };
    byResolution[before] += keepingBonus * value.byResolution.full;
    kept.set(path, { ...value, byResolution });
  }
  return kept;
}

/**
 * The new order with the files that the pack before had in the order that they had there, so that the beginning of the pack
 * stays; the new order as it is where the old one would put too many files before what they need.
 */
export function keepOrder({ order, previous, dependencies }: KeepOrderInput): readonly string[] {
  const known = new Set(previous);
  const present = new Set(order);
  const queue = [...known].filter((path) => present.has(path));
  let next = 0;
  // A file that is new keeps its place among the others: the old ones fill the places of old ones.
  const kept = order.map((path) => (known.has(path) ? (queue[next++] as string) : path));
  const loss = backwardShare(kept, dependencies) - backwardShare(order, dependencies);
  return loss > mostOrderLoss ? order : kept;
}

/** Share of the dependencies whose file comes before what it needs. */
export function backwardShare(
  order: readonly string[],
  dependencies: KeepOrderInput['dependencies'],
): number {
  const position = new Map(order.map((path, index) => [path, index]));
  let [backward, count] = [0, 0];
  for (const { from, to } of dependencies) {
    const [source, target] = [position.get(from), position.get(to)];
    if (source === undefined || target === undefined || source === target) continue;
    count++;
    if (source < target) backward++;
  }
  return count === 0 ? 0 : backward / count;
}
