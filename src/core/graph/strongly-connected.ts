/**
 * Strongly connected components (Tarjan 1972) of the nodes 0 … n - 1: each component comes behind those that it leads to.
 * O(nodes + edges), no recursion.
 *
 * @param neighbours where the edges of each node lead; taken in this order
 */
export function stronglyConnected(neighbours: readonly (readonly number[])[]): number[][] {
  const count = neighbours.length;
  const index = new Int32Array(count).fill(-1);
  const low = new Int32Array(count);
  const isOnStack = new Uint8Array(count);
  const stack: number[] = [];
  const components: number[][] = [];
  let next = 0;
  const visits: { readonly node: number; edge: number }[] = [];
  const enter = (node: number) => {
    index[node] = low[node] = next++;
    stack.push(node);
    isOnStack[node] = 1;
    visits.push({ node, edge: 0 });
  };
  for (let start = 0; start < count; start++) {
    if (index[start] !== -1) continue;
    enter(start);
    for (let visit = visits.at(-1); visit !== undefined; visit = visits.at(-1)) {
      const { node } = visit;
      const to = (neighbours[node] as readonly number[])[visit.edge++];
      if (to !== undefined) {
        if (index[to] === -1) enter(to);
        else if (isOnStack[to] === 1) low[node] = Math.min(low[node] as number, index[to] as number);
        continue;
      }
      visits.pop();
      const parent = visits.at(-1)?.node;
      if (parent !== undefined) low[parent] = Math.min(low[parent] as number, low[node] as number);
      if (low[node] !== index[node]) continue;
      const component = stack.splice(stack.lastIndexOf(node));
      for (const member of component) isOnStack[member] = 0;
      components.push(component);
    }
  }
  return components;
}
