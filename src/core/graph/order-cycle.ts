import { PriorityQueue } from '../base/priority-queue.ts';

/** `from` should come behind `to`; the stronger, the worse it is if it does not. */
export interface WeightedEdge {
  readonly from: number;
  readonly to: number;
  readonly strength: number;
}

/**
 * Orders the members of one strongly connected component so that few and weak edges point the wrong way: the greedy
 * heuristic for the minimum feedback arc set (Eades, Lin, Smyth 1993), with weights. O(edges · log members). Ties go to
 * the smaller number.
 */
export function orderCycle(members: readonly number[], edges: readonly WeightedEdge[]): number[] {
  const isIn = new Set(members);
  // Strength of what has to come before a member, and of what has to come behind it.
  const before = new Map<number, number>(members.map((member) => [member, 0]));
  const behind = new Map<number, number>(members.map((member) => [member, 0]));
  const touching = new Map<number, WeightedEdge[]>(members.map((member) => [member, []]));
  const add = (sums: Map<number, number>, member: number, strength: number) =>
    sums.set(member, (sums.get(member) as number) + strength);
  for (const edge of edges) {
    const { from, to, strength } = edge;
    if (from === to || !isIn.has(from) || !isIn.has(to)) continue;
    add(before, from, strength);
    add(behind, to, strength);
    touching.get(from)?.push(edge);
    touching.get(to)?.push(edge);
  }
  // First what needs nothing that is left, then what is needed most for what it needs.
  const urgency = (member: number) =>
    before.get(member) === 0
      ? Number.POSITIVE_INFINITY
      : (behind.get(member) as number) - (before.get(member) as number);
  const queue = new PriorityQueue<readonly [urgency: number, member: number]>((a, b) =>
    a[0] === b[0] ? a[1] - b[1] : b[0] - a[0],
  );
  const queued = new Map<number, number>();
  const enqueue = (member: number) => {
    const current = urgency(member);
    if (queued.get(member) === current) return;
    queued.set(member, current);
    queue.push([current, member]);
  };
  for (const member of members) enqueue(member);
  const left = new Set(members);
  const last: number[] = [];
  const ordered: number[] = [];
  const take = (member: number) => {
    left.delete(member);
    for (const { from, to, strength } of touching.get(member) ?? []) {
      if (from === member && left.has(to)) add(behind, to, -strength);
      else if (to === member && left.has(from)) add(before, from, -strength);
      const other = from === member ? to : from;
      if (!left.has(other)) continue;
      if (behind.get(other) === 0 && before.get(other) !== 0) sinks.push(other);
      enqueue(other);
    }
  };
  const sinks: number[] = [];
  while (left.size > 0) {
    const sink = sinks.pop();
    if (sink !== undefined) {
      // What nothing that is left needs may come last.
      if (left.has(sink) && behind.get(sink) === 0) {
        last.push(sink);
        take(sink);
      }
      continue;
    }
    const [current, member] = queue.pop() as readonly [number, number];
    if (!left.has(member) || queued.get(member) !== current) continue;
    ordered.push(member);
    take(member);
  }
  return [...ordered, ...last.reverse()];
}
