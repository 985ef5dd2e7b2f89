import { folderOf } from '../base/path-text.ts';
import { PriorityQueue } from '../base/priority-queue.ts';
import { compareCodeUnits } from '../base/text-range.ts';
import { orderCycle, type WeightedEdge } from './order-cycle.ts';
import { stronglyConnected } from './strongly-connected.ts';

export interface OrderedModules {
  /** Every file once; dependencies before dependents. */
  readonly order: readonly string[];
  /** Strongly connected components of more than one file, each sorted by path, in the order of `order`. */
  readonly cycles: readonly (readonly string[])[];
}

/** How much stronger one edge is than another counts more than how many there are. */
const strengthExponent = 3;

/**
 * Orders files so that what a file needs comes before it; edges of strength 0 do not count. Strongly connected components
 * are kept together; inside, the fewest and weakest edges are broken. Where there is a choice, files of the folder of the
 * last one go on, then those of the nearest folder, then the first by path: the result depends on the graph alone.
 * O((files + edges) · log files).
 */
export function orderModules(
  files: readonly string[],
  edges: readonly { readonly from: string; readonly to: string; readonly strength?: number }[],
): OrderedModules {
  const sorted = [...files].sort(compareCodeUnits);
  const numbers = new Map(sorted.map((file, index) => [file, index]));
  const weighted: WeightedEdge[] = [];
  for (const { from, to, strength = 1 } of edges) {
    const [source, target] = [numbers.get(from), numbers.get(to)];
    if (source === undefined || target === undefined || source === target || strength === 0) continue;
    weighted.push({ from: source, to: target, strength: strength ** strengthExponent });
  }
  const distinct = strongestOfEach(weighted);
  const neighbours: number[][] = sorted.map(() => []);
  for (const { from, to } of distinct) neighbours[from]?.push(to);

  const components = stronglyConnected(neighbours);
  const componentOf = new Int32Array(sorted.length);
  for (const [index, members] of components.entries()) for (const one of members) componentOf[one] = index;
  const inside = new Map<number, WeightedEdge[]>();
  for (const edge of distinct) {
    const component = componentOf[edge.from] as number;
    if (component !== componentOf[edge.to]) continue;
    const list = inside.get(component);
    if (list === undefined) inside.set(component, [edge]);
    else list.push(edge);
  }
  const memberLists = components.map((members, index) => {
    members.sort((a, b) => a - b);
    return members.length === 1 ? members : orderCycle(members, inside.get(index) ?? []);
  });
  const order: string[] = [];
  const cycles: string[][] = [];
  for (const component of orderComponents(components, componentOf, distinct, sorted)) {
    for (const member of memberLists[component] as number[]) order.push(sorted[member] as string);
    const members = components[component] as number[];
    if (members.length > 1) cycles.push(members.map((member) => sorted[member] as string));
  }
  return { order, cycles };
}

/** Of all edges between two files the strongest one, sorted by both. */
function strongestOfEach(edges: WeightedEdge[]): WeightedEdge[] {
  edges.sort((a, b) => a.from - b.from || a.to - b.to || b.strength - a.strength);
  return edges.filter(({ from, to }, index) => {
    const before = edges[index - 1];
    return before === undefined || before.from !== from || before.to !== to;
  });
}

/** The components in dependency order, neighbours in the folder tree together where that allows it. */
function orderComponents(
  components: readonly (readonly number[])[],
  componentOf: Int32Array,
  edges: readonly WeightedEdge[],
  paths: readonly string[],
): number[] {
  const waitsFor = components.map(() => new Set<number>());
  const neededBy = components.map(() => new Set<number>());
  for (const { from, to } of edges) {
    const [source, target] = [componentOf[from] as number, componentOf[to] as number];
    if (source === target) continue;
    waitsFor[source]?.add(target);
    neededBy[target]?.add(source);
  }
  const first = components.map((members) => members[0] as number);
  const ready = new Map<string, PriorityQueue<number>>();
  const isTaken = new Uint8Array(components.length);
  const offer = (component: number) => {
    const path = paths[first[component] as number] as string;
    for (const folder of foldersOf(path)) {
      let queue = ready.get(folder);
      if (queue === undefined) {
        queue = new PriorityQueue((a, b) => (first[a] as number) - (first[b] as number));
        ready.set(folder, queue);
      }
      queue.push(component);
    }
  };
  const takeNear = (folder: string): number | undefined => {
    for (const candidate of foldersOf(`${folder}/`)) {
      const queue = ready.get(candidate);
      for (let next = queue?.peek(); next !== undefined; next = queue?.peek()) {
        queue?.pop();
        if (isTaken[next] === 0) return next;
      }
    }
    return undefined;
  };
  for (const [component, waits] of waitsFor.entries()) if (waits.size === 0) offer(component);
  const ordered: number[] = [];
  let folder = '';
  for (let next = takeNear(folder); next !== undefined; next = takeNear(folder)) {
    isTaken[next] = 1;
    ordered.push(next);
    folder = folderOf(paths[first[next] as number] as string);
    for (const user of neededBy[next] ?? []) {
      const waits = waitsFor[user] as Set<number>;
      waits.delete(next);
      if (waits.size === 0) offer(user);
    }
  }
  return ordered;
}

/** The folders around a path, the innermost first, '' for the root at last. */
function foldersOf(path: string): string[] {
  const folders: string[] = [];
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1))
    folders.push(path.slice(0, slash));
  folders.push('');
  return folders;
}
