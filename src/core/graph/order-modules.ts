import { compareCodeUnits } from '../base/text-range.ts';

export interface OrderedModules {
  /** Every file once; dependencies before dependents. */
  readonly order: readonly string[];
  /** Strongly connected components of more than one file, each sorted by path, in the order of `order`. */
  readonly cycles: readonly (readonly string[])[];
}

/**
 * Orders files so that what a file needs comes before it. Strongly connected components (Tarjan 1972) are kept together,
 * sorted by path inside. Starting points and neighbours are taken in path order, so the result depends on the graph
 * alone, and a file's own dependencies stand close before it. O(files + edges), no recursion.
 */
export function orderModules(
  files: readonly string[],
  edges: readonly { readonly from: string; readonly to: string }[],
): OrderedModules {
  const sorted = [...files].sort(compareCodeUnits);
  const neighbours = new Map<string, string[]>(sorted.map((file) => [file, []]));
  for (const { from, to } of edges) if (from !== to && neighbours.has(to)) neighbours.get(from)?.push(to);
  for (const list of neighbours.values()) list.sort(compareCodeUnits);

  const order: string[] = [];
  const cycles: string[][] = [];
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();

  for (const start of sorted) {
    if (index.has(start)) continue;
    const visits: { readonly file: string; next: number }[] = [];
    const enter = (file: string) => {
      index.set(file, index.size);
      low.set(file, index.get(file) as number);
      stack.push(file);
      onStack.add(file);
      visits.push({ file, next: 0 });
    };
    enter(start);
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const { file } = visit;
      const to = (neighbours.get(file) as string[])[visit.next++];
      if (to !== undefined) {
        if (!index.has(to)) enter(to);
        else if (onStack.has(to)) low.set(file, Math.min(low.get(file) as number, index.get(to) as number));
        continue;
      }
      visits.pop();
      const parent = visits.at(-1)?.file;
      if (parent !== undefined) low.set(parent, Math.min(low.get(parent) as number, low.get(file) as number));
      if (low.get(file) !== index.get(file)) continue;
      const component = stack.splice(stack.lastIndexOf(file)).sort(compareCodeUnits);
      for (const member of component) onStack.delete(member);
      order.push(...component);
      if (component.length > 1) cycles.push(component);
    }
  }
  return { order, cycles };
}
